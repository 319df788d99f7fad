/// A row of names of which one is chosen.
public struct Tabs: Widget, Sendable {
    /// One name with the key that chooses it and a sign, such as a count, after it.
    public struct Tab: Hashable, Sendable {
        public var key: Character?
        public var title: String
        public var badge: StyledText

        public init(_ title: String, key: Character? = nil, badge: StyledText = .empty) {
            self.key = key
            self.title = title
            self.badge = badge
        }
    }

    /// How the parts look.
    public struct Styles: Hashable, Sendable {
        public var tab: Style
        public var selected: Style
        public var key: Style

        public init(
            tab: Style = Style(foreground: .grey), selected: Style = Style([.bold, .reverse]),
            key: Style = Style(foreground: .yellow)
        ) {
            self.tab = tab
            self.selected = selected
            self.key = key
        }
    }

    public var tabs: [Tab]
    public var selection: Int
    public var styles: Styles

    public init(_ tabs: [Tab], selection: Int, styles: Styles = Styles()) {
        self.tabs = tabs
        self.selection = selection
        self.styles = styles
    }

    /// Where each tab is; empty for those that have no room. The first one moves out of sight when the chosen one would be.
    public func places(in area: Rect) -> [Rect] {
        let widths = tabs.indices.map { label($0).width + 2 }
        let end = widths.prefix(selection + 1).reduce(0, +)
        var x = area.x - max(0, end - area.width)
        return widths.map { width in
            defer { x += width }
            return Rect(x: x, y: area.y, width: width, height: 1).intersection(area.row(0))
        }
    }

    public func draw(in area: Rect, on grid: inout Grid) {
        grid.fill(area.row(0), style: styles.tab)
        for (index, place) in places(in: area).enumerated() where !place.isEmpty {
            let base = index == selection ? styles.selected : styles.tab
            grid.fill(place, style: base)
            grid.write(label(index), in: place.inset(horizontal: 1), over: base)
        }
    }

    private func label(_ index: Int) -> StyledText {
        let tab = tabs[index]
        var label = StyledText.empty
        if let key = tab.key { label += StyledText(String(key), index == selection ? .plain : styles.key) + " " }
        label += StyledText(tab.title)
        return tab.badge.isEmpty ? label : label + " " + tab.badge
    }
}
