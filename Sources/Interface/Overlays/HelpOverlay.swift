import Dashboard
import TUI

/// Every key and what it does, from the one table, and what the signs mean.
struct HelpOverlay: Widget {
    let view: View
    let help: HelpBrowser

    /// A line of the help.
    enum Line: Equatable {
        case title(String)
        case command(keys: String, help: String)
        case sign(String, Theme.Role, String)
        case space
    }

    private static let width = 74

    /// Lines in sight on a screen of this size: without header, footer, frame and search line.
    static func room(_ size: Size) -> Int { max(1, size.height - 5) }

    static func lines(_ help: HelpBrowser, _ desk: Desk) -> [Line] {
        let query = Query(help.query.text)
        var lines: [Line] = []
        func add(_ title: String, _ found: [Line]) {
            guard !found.isEmpty else { return }
            lines += (lines.isEmpty ? [] : [.space]) + [.title(title)] + found
        }
        for group in Command.Group.allCases {
            let entries = Command.table.filter { entry in
                entry.group == group
                    && query.matches([entry.help, entry.command.rawValue] + desk.keymap.keys(of: entry.command))
            }
            add(group.rawValue, entries.map { .command(keys: keys(of: $0.command, desk), help: $0.help) })
        }
        let signs = Legend.signs.filter { query.matches([$0.sign, $0.meaning]) }
        add("The signs", signs.map { .sign($0.sign, $0.role, $0.meaning) })
        return lines
    }

    private static func keys(of command: Command, _ desk: Desk) -> String {
        desk.keymap.keys(of: command).map(KeyName.of).joined(separator: " ")
    }

    func draw(in area: Rect, on grid: inout Grid) {
        let lines = Self.lines(help, view.desk)
        let box = area.centred(Size(width: min(Self.width, area.width), height: area.height))
        grid.fill(box, style: view.theme[.overlay])
        let inner = Panel.interior(of: box)
        let (search, list) = inner.split(top: 1)
        let hidden = lines.count - list.height
        Panel(
            "Help", note: hidden > 0 ? "↑ ↓ for more" : "", footer: "type to search, esc closes", isFocused: true,
            styles: view.panelStyles
        ).draw(in: box, on: &grid)
        Prompt(view.text("search ", .faint), input: help.query, style: view.theme[.overlay])
            .draw(in: search.inset(horizontal: 1), on: &grid)
        for (line, row) in list.inset(horizontal: 1).rows.enumerated() where lines.indices.contains(help.offset + line)
        {
            draw(lines[help.offset + line], in: row, on: &grid)
        }
        if lines.isEmpty { grid.write("nothing matches", in: list.row(1), align: .centre, style: view.theme[.faint]) }
    }

    private func draw(_ line: Line, in row: Rect, on grid: inout Grid) {
        switch line {
        case .space: break
        case .title(let title): grid.write(title, in: row, style: view.theme[.title])
        case .command(let keys, let help): entry(keys, .key, help, in: row, on: &grid)
        case .sign(let sign, let role, let meaning): entry(sign, role, meaning, in: row, on: &grid)
        }
    }

    private func entry(_ left: String, _ role: Theme.Role, _ right: String, in row: Rect, on grid: inout Grid) {
        let (first, rest) = row.split(left: min(14, row.width / 3))
        grid.write(left, in: first.inset(right: 1), style: view.theme[role])
        grid.write(right, in: rest, style: view.theme[.overlay])
    }
}

/// What the signs on the screen mean.
enum Legend {
    static let signs: [(sign: String, role: Theme.Role, meaning: String)] = [
        ("● you", .leading, "You lead"),
        ("✗ #7", .outbid, "You were outbid, by paddle 7"),
        ("○ #9", .otherLeader, "Somebody else leads"),
        ("0:07!", .closingNow, "It closes within ten seconds, on the server's clock"),
        ("↑ +30 s", .extended, "A late bid has just moved the close"),
        ("1× 2×", .closingSoon, "Going once, going twice"),
        ("R✓ R✗", .text, "The reserve is met, is not met"),
        ("!", .handover, "The driver has changed and nobody has acknowledged it"),
        ("~ 50 s", .ageing, "The last position is older than usual"),
        ("! 2 min", .stale, "The position is stale: the vehicle may be elsewhere"),
        ("† 14:03", .ghost, "Only where it last was, and when"),
        ("×3", .faint, "The same came three times"),
        ("◌", .feedWaiting, "Connecting, or waiting to connect again"),
        ("▒2", .gap, "Two stretches in which messages may be missing"),
        ("█▒░", .feedLive, "Received, may be missing, not connected"),
        ("⚑ 2", .highPriority, "Two unread notifications of high priority"),
    ]
}
