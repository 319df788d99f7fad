import Dashboard
import TUI

/// The command line while it is open: words typed, and what they may become.
struct Palette: Equatable, Sendable {
    /// What can be chosen.
    enum Choice: Equatable, Sendable {
        case command(Command)
        case layout(Preset)
        case theme(String)
        case snooze(Duration)
        case symbols(DotCanvas.Mode)
        /// A command that does nothing as things are, and the sentence that says when it would.
        case idle(String)
        case unknown(String)
    }

    struct Item: Equatable, Sendable {
        var name: String
        var help: String
        var choice: Choice
    }

    private(set) var input = TextInput("")
    private(set) var items: [Item] = []
    private(set) var selection = 0
    private(set) var isOpen = true
    /// Where nothing that can be done now is called that: what else is, and when it could be done.
    private(set) var idle: String?

    init(_ desk: Desk) {
        items = Self.items(desk, matching: "")
    }

    /// Answers what was chosen, when something was.
    mutating func take(_ key: KeyPress, _ desk: Desk) -> Choice? {
        switch key.code {
        case .escape: isOpen = false
        case .backspace where input.text.isEmpty: isOpen = false
        case .enter:
            isOpen = false
            return chosen
        case .up: selection = max(0, selection - 1)
        case .down: selection = min(items.count - 1, selection + 1)
        case .tab:
            guard items.indices.contains(selection) else { return nil }
            input = TextInput(items[selection].name)
            refresh(desk)
        default:
            if input.take(key) { refresh(desk) }
        }
        return nil
    }

    mutating func paste(_ text: String, _ desk: Desk) {
        input.paste(text)
        refresh(desk)
    }

    private var chosen: Choice? {
        if items.indices.contains(selection) { return items[selection].choice }
        if let idle { return .idle(idle) }
        return input.text.isEmpty ? nil : .unknown(input.text)
    }

    private mutating func refresh(_ desk: Desk) {
        items = Self.items(desk, matching: input.text)
        idle = items.isEmpty ? Self.idle(desk, input.text) : nil
        selection = 0
    }

    /// The commands may have words after their names, such as a snooze's length.
    private static func idle(_ desk: Desk, _ text: String) -> String? {
        guard let name = text.lowercased().split(separator: " ").first else { return nil }
        return Command.table.lazy.map(\.command).filter { $0.rawValue.hasPrefix(name) }.compactMap { command in
            desk.need(of: command).map { "\(command.rawValue) \($0)" }
        }.first
    }

    /// What matches, the names that begin with it first.
    private static func items(_ desk: Desk, matching text: String) -> [Item] {
        let query = Query(text)
        let all = all(desk)
        let wanted = text.lowercased()
        let (first, rest) = (all.filter { $0.name.hasPrefix(wanted) }, all.filter { !$0.name.hasPrefix(wanted) })
        return first + rest.filter { query.matches([$0.name, $0.help]) }
    }

    private static func all(_ desk: Desk) -> [Item] {
        let commands = Command.table.filter { $0.command != .palette && desk.works($0.command) }
        var items = commands.map { Item(name: $0.command.rawValue, help: $0.help, choice: .command($0.command)) }
        items += Preset.allCases.map {
            Item(name: "layout \($0.rawValue)", help: "Lay the panes out for \($0.rawValue)", choice: .layout($0))
        }
        items += desk.themes.map {
            Item(name: "theme \($0.name)", help: $0.description, choice: .theme($0.name))
        }
        if desk.works(.snooze) {
            items += [1, 10, 60, 480].map { minutes in
                let length = minutes < 60 ? "\(minutes)m" : "\(minutes / 60)h"
                return Item(
                    name: "snooze \(length)", help: "Hide the selected notification for that long",
                    choice: .snooze(.seconds(minutes * 60)))
            }
        }
        items += DotCanvas.Mode.allCases.map {
            Item(name: "map \($0.rawValue)", help: "Draw the map in \($0.rawValue)", choice: .symbols($0))
        }
        return items
    }
}

/// The command line's list, above the bottom line.
struct PaletteOverlay: Widget {
    let view: View
    let palette: Palette

    func draw(in area: Rect, on grid: inout Grid) {
        let count = min(palette.items.count, max(1, min(10, area.height - 2)))
        let box = area.split(bottom: max(1, count) + 2).bottom
        let inner = Panel.interior(of: box)
        grid.fill(box, style: view.theme[.overlay])
        Panel(
            "Commands", note: StyledText(CountText.of(palette.items.count)), footer: "tab completes, enter does it",
            isFocused: true, styles: view.panelStyles
        ).draw(in: box, on: &grid)
        guard !palette.items.isEmpty else {
            return grid.write(palette.idle ?? "no command is called that", in: inner, style: view.theme[.faint])
        }
        let offset = Scroll().showing(palette.selection, count: palette.items.count, height: inner.height).offset
        Table(
            [
                Table.Column("", minimum: 12, ideal: 24, priority: 2),
                Table.Column("", minimum: 10, ideal: 40, share: 1, priority: 1),
            ], count: palette.items.count, selection: palette.selection, offset: offset, showsHeader: false,
            styles: view.tableStyles
        ) { index in
            let item = palette.items[index]
            return Table.Row(
                [StyledText(item.name), view.text(item.help, .faint).bare], style: view.theme[.overlay])
        }.draw(in: inner, on: &grid)
    }
}
