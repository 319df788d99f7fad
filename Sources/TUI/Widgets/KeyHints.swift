/// One line of what the keys do, the most useful first; those that do not fit are left out whole.
public struct KeyHints: Widget, Sendable {
    /// A key and what it does.
    public struct Hint: Hashable, Sendable {
        public var key: String
        public var label: String

        public init(_ key: String, _ label: String) {
            self.key = key
            self.label = label
        }
    }

    public var hints: [Hint]
    /// Said at the right end; it keeps its place before the hints do.
    public var note: StyledText
    public var keyStyle: Style
    public var labelStyle: Style

    public init(
        _ hints: [Hint], note: StyledText = .empty, keyStyle: Style = Style(foreground: .yellow),
        labelStyle: Style = Style(foreground: .grey)
    ) {
        self.hints = hints
        self.note = note
        self.keyStyle = keyStyle
        self.labelStyle = labelStyle
    }

    public func draw(in area: Rect, on grid: inout Grid) {
        let row = area.row(0)
        guard !row.isEmpty else { return }
        grid.fill(row, style: labelStyle)
        let (left, right) = row.split(right: note.isEmpty ? 0 : note.width + 1)
        grid.write(note, in: right.inset(right: 1), align: .right, over: labelStyle)
        var x = left.x + 1
        for hint in hints {
            let text = StyledText(hint.key, keyStyle) + StyledText(" " + hint.label, labelStyle)
            guard x + text.width <= left.maxX else { return }
            x += grid.write(text, at: Point(x: x, y: row.y), within: left, over: labelStyle) + 2
        }
    }
}
