import TUI

/// The choice of a theme while it is open: what is selected is shown at once.
struct ThemePicker: Equatable, Sendable {
    let names: [String]
    private let before: String
    private(set) var selection: Int
    private(set) var isOpen = true
    /// Left with enter.
    private(set) var isChosen = false

    init(_ themes: [ThemeChoice], current: String) {
        names = themes.map(\.name)
        before = current
        selection = names.firstIndex(of: current) ?? 0
    }

    var selected: String { names.indices.contains(selection) ? names[selection] : before }

    mutating func take(_ key: KeyPress) -> [Effect] {
        switch key.code {
        case .enter:
            isOpen = false
            isChosen = true
            return []
        case .escape, .character("q"):
            isOpen = false
            return selected == before ? [] : [.use(theme: before)]
        case .down, .character("j"), .tab: return move(by: 1)
        case .up, .character("k"): return move(by: -1)
        case .home, .character("g"): return move(by: -names.count)
        case .end, .character("G"): return move(by: names.count)
        default: return []
        }
    }

    private mutating func move(by steps: Int) -> [Effect] {
        let target = min(max(0, selection + steps), names.count - 1)
        guard target != selection, target >= 0 else { return [] }
        selection = target
        return [.use(theme: names[target])]
    }
}

/// The list of themes at the right, so that the screen behind it shows the selected one.
struct ThemeOverlay: Widget {
    let view: View
    let picker: ThemePicker

    func draw(in area: Rect, on grid: inout Grid) {
        let themes = view.desk.themes
        let size = Size(width: min(66, area.width), height: min(themes.count + 2, area.height))
        let box = Rect(x: area.maxX - size.width, y: area.y, width: size.width, height: size.height)
        grid.fill(box, style: view.theme[.overlay])
        Panel(
            "Theme", footer: "enter uses it, esc goes back", isFocused: true, styles: view.panelStyles
        ).draw(in: box, on: &grid)
        let inner = Panel.interior(of: box)
        let offset = Scroll().showing(picker.selection, count: themes.count, height: inner.height).offset
        Table(
            [
                Table.Column("", minimum: 10, ideal: 17, priority: 2),
                Table.Column("", minimum: 8, ideal: 20, share: 1, priority: 1),
            ], count: themes.count, selection: picker.selection, offset: offset, showsHeader: false,
            styles: view.tableStyles, gap: 1
        ) { index in
            Table.Row(
                [StyledText(themes[index].name), view.text(themes[index].description, .faint).bare],
                style: view.theme[.overlay])
        }.draw(in: inner, on: &grid)
    }
}
