import Dashboard
import TUI

/// The bottom line: the keys that do something as things are.
struct FooterLine: Widget {
    let view: View

    func draw(in area: Rect, on grid: inout Grid) {
        let theme = view.theme
        let hints = Command.table.compactMap { entry -> KeyHints.Hint? in
            guard let hint = entry.hint, let key = entry.keys.first, entry.command.works(on: view.board) else {
                return nil
            }
            return KeyHints.Hint(KeyName.of(key), hint)
        }
        // Help and leaving keep their place when there is no room for all.
        let isLast: (KeyHints.Hint) -> Bool = { $0.label == "help" || $0.label == "quit" }
        let tail = hints.filter(isLast)
        let room = tail.reduce(area.width - 1) { $0 - $1.key.count - $1.label.count - 3 }
        var used = 0
        let head = hints.filter { !isLast($0) }.prefix { hint in
            used += DisplayWidth.of(hint.key) + hint.label.count + 3
            return used <= room
        }
        let base = theme[.header]
        KeyHints(Array(head) + tail, keyStyle: theme[.key].bare.over(base), labelStyle: theme[.faint].bare.over(base))
            .draw(in: area, on: &grid)
    }
}

/// A key as people read it: `↓` for `<down>`, `^d` for `<c-d>`.
enum KeyName {
    static func of(_ notation: String) -> String {
        guard notation.count > 1 else { return notation }
        let name = notation.dropFirst().dropLast()
        switch name {
        case "down": return "↓"
        case "up": return "↑"
        case "s-tab": return "⇧tab"
        case "lt": return "<"
        default: return name.hasPrefix("c-") ? "^" + name.dropFirst(2) : String(name)
        }
    }
}
