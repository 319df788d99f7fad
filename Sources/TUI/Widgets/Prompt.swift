/// One line to type into: a label, then the text with the terminal's cursor in it.
public struct Prompt: Widget, Sendable {
    public var label: StyledText
    public var input: TextInput
    /// Shown in place of an empty text.
    public var placeholder: StyledText
    public var style: Style

    public init(
        _ label: StyledText, input: TextInput, placeholder: StyledText = .empty, style: Style = .plain
    ) {
        self.label = label
        self.input = input
        self.placeholder = placeholder
        self.style = style
    }

    /// Draws the line and puts the grid's cursor into it. A label takes at most half of the room.
    public func draw(in area: Rect, on grid: inout Grid) {
        let row = area.row(0).intersection(grid.bounds)
        guard !row.isEmpty else { return }
        grid.fill(row, style: style)
        let (left, field) = row.split(left: min(label.width, row.width / 2))
        grid.write(label, in: left, over: style)
        if input.text.isEmpty { grid.write(placeholder, in: field, over: style) }
        let (head, tail) = input.parts
        let column = DisplayWidth.of(head)
        let hidden = max(0, column + Self.cursorWidth(before: tail) - field.width)
        grid.write(input.text, at: Point(x: field.x - hidden, y: row.y), within: field, style: style)
        if hidden > 0, field.width > 3 { grid.put(.ellipsis, at: field.origin, style: style) }
        grid.cursor = Point(x: min(field.x + column - hidden, field.maxX - 1), y: row.y)
    }

    /// Columns that the cursor stands on: those of the character there.
    private static func cursorWidth(before tail: String) -> Int {
        max(1, tail.first.map { DisplayWidth.of(String($0)) } ?? 1)
    }
}
