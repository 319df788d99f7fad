/// A pane's frame: thin rounded border, its key and title in the top edge, a note at that edge's right end.
public struct Panel: Widget, Sendable {
    /// The key that focuses the pane, lit before the title.
    public var key: Character?
    public var title: StyledText
    /// Said at the right of the top edge: order, count, place.
    public var note: StyledText
    /// Said at the right of the bottom edge.
    public var footer: StyledText
    public var isFocused: Bool
    public var border: Border
    public var styles: Styles

    /// How the parts look, at rest and with the focus.
    public struct Styles: Hashable, Sendable {
        public var border: Style
        public var focusedBorder: Style
        public var title: Style
        public var focusedTitle: Style
        public var key: Style
        public var note: Style

        public init(
            border: Style = Style(foreground: .grey), focusedBorder: Style = Style(foreground: .white),
            title: Style = .plain, focusedTitle: Style = Style([.bold]), key: Style = Style(foreground: .yellow),
            note: Style = Style(foreground: .grey)
        ) {
            self.border = border
            self.focusedBorder = focusedBorder
            self.title = title
            self.focusedTitle = focusedTitle
            self.key = key
            self.note = note
        }
    }

    public init(
        _ title: StyledText, key: Character? = nil, note: StyledText = .empty, footer: StyledText = .empty,
        isFocused: Bool = false, border: Border = .rounded, styles: Styles = Styles()
    ) {
        self.key = key
        self.title = title
        self.note = note
        self.footer = footer
        self.isFocused = isFocused
        self.border = border
        self.styles = styles
    }

    /// What a panel drawn in `area` leaves for its contents.
    public static func interior(of area: Rect) -> Rect {
        area.inset(by: 1)
    }

    public func draw(in area: Rect, on grid: inout Grid) {
        grid.frame(area, border: border, style: edge)
        let top = area.row(0).inset(horizontal: 1)
        label(on: top, title: keyed(title), note: note, grid: &grid)
        guard area.height > 1 else { return }
        label(on: area.row(area.height - 1).inset(horizontal: 1), title: .empty, note: footer, grid: &grid)
    }

    /// Draws a line across the panel's inside, joined to its sides, with a title and a note of its own.
    /// - Parameter y: the row, counted from the top of `area`; nothing is drawn on the frame's own rows.
    public func divide(_ area: Rect, at y: Int, title: StyledText, note: StyledText = .empty, on grid: inout Grid) {
        guard y > 0, y < area.height - 1, area.width >= 2 else { return }
        let row = area.row(y)
        grid.fill(row, with: border.top, style: edge)
        grid.put(border.leftTee, at: row.origin, style: edge)
        grid.put(border.rightTee, at: Point(x: row.maxX - 1, y: row.y), style: edge)
        label(on: row.inset(horizontal: 1), title: title, note: note, grid: &grid)
    }

    private var edge: Style { isFocused ? styles.focusedBorder : styles.border }

    private func keyed(_ title: StyledText) -> StyledText {
        guard let key else { return title }
        return StyledText(String(key), styles.key) + (title.isEmpty ? .empty : " ") + title
    }

    /// The title keeps the left end; the note goes when there is no room for both.
    private func label(on row: Rect, title: StyledText, note: StyledText, grid: inout Grid) {
        var room = row
        if !title.isEmpty {
            let used = place(title, in: row, style: isFocused ? styles.focusedTitle : styles.title, on: &grid)
            room = row.split(left: used).rest
        }
        guard !note.isEmpty, note.width + 3 <= room.width else { return }
        let start = room.maxX - note.width - 3
        place(note, in: Rect(x: start, y: row.y, width: note.width + 2, height: 1), style: styles.note, on: &grid)
    }

    /// Writes a label with a space on both sides.
    @discardableResult
    private func place(_ label: StyledText, in row: Rect, style: Style, on grid: inout Grid) -> Int {
        let text = label.truncated(to: row.width - 2)
        guard !text.isEmpty else { return 0 }
        let padded = StyledText(" ") + text + StyledText(" ")
        return grid.write(padded, at: row.origin, within: row, over: style)
    }
}
