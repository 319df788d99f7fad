import Dashboard
import TUI

/// The bottom line: what has just been said, else the keys that do something as things are.
struct FooterLine: Widget {
    let view: View

    func draw(in area: Rect, on grid: inout Grid) {
        let base = view.theme[.header]
        grid.fill(area, style: base)
        if let toast = view.desk.toast {
            let style = view.theme[toast.isBad ? .bad : .note].bare.over(base)
            return grid.write(" " + toast.text, in: area, style: style)
        }
        let hints = overlayHints ?? paneHints
        // Help and leaving keep their place when there is no room for all.
        let isLast: (KeyHints.Hint) -> Bool = { $0.label == "help" || $0.label == "quit" }
        let tail = hints.filter(isLast)
        let room = tail.reduce(area.width - 1) { $0 - width($1) }
        var used = 0
        let head = hints.filter { !isLast($0) }.prefix { hint in
            used += width(hint)
            return used <= room
        }
        KeyHints(
            Array(head) + tail, keyStyle: view.theme[.key].bare.over(base),
            labelStyle: view.theme[.faint].bare.over(base)
        ).draw(in: area, on: &grid)
    }

    /// What the keys do while something lies over the panes.
    private var overlayHints: [KeyHints.Hint]? {
        switch view.desk.mode {
        case .help: [KeyHints.Hint("↑ ↓", "scroll"), KeyHints.Hint("a…z", "search"), KeyHints.Hint("esc", "close")]
        case .themes: [KeyHints.Hint("j k", "try"), KeyHints.Hint("enter", "keep"), KeyHints.Hint("esc", "go back")]
        case .panes, .search, .filter, .palette: nil
        }
    }

    /// What belongs to the focused pane comes first, for that is what there may not be room for elsewhere.
    private var paneHints: [KeyHints.Hint] {
        let focus = view.board.focus
        let entries = Command.table.filter { $0.command.home?.contains(focus) ?? true }
        return (entries.filter { $0.command.home != nil } + entries.filter { $0.command.home == nil }).compactMap(hint)
    }

    private func width(_ hint: KeyHints.Hint) -> Int { DisplayWidth.of(hint.key) + hint.label.count + 3 }

    private func hint(_ entry: Command.Entry) -> KeyHints.Hint? {
        guard let hint = entry.hint, let key = view.desk.keymap.keys(of: entry.command).first,
            view.desk.works(entry.command)
        else { return nil }
        return KeyHints.Hint(KeyName.of(key), hint)
    }
}

/// A key as people read it: `↓` for `<down>`, `^d` for `<c-d>`.
public enum KeyName {
    public static func of(_ notation: String) -> String {
        guard notation.count > 1 else { return notation }
        let name = notation.dropFirst().dropLast()
        switch name {
        case "down": return "↓"
        case "up": return "↑"
        case "left": return "←"
        case "right": return "→"
        case "s-down": return "⇧↓"
        case "s-up": return "⇧↑"
        case "s-tab": return "⇧tab"
        case "lt": return "<"
        default:
            if name.hasPrefix("c-") { return "^" + name.dropFirst(2) }
            return name.first == "f" && name.count > 1 ? name.uppercased() : String(name)
        }
    }
}
