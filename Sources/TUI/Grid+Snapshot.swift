extension Grid {
    /// What the eye sees, a line for each row, without the blanks at the ends of lines.
    public var text: String {
        lines.map(\.trimmedRight).joined(separator: "\n")
    }

    /// The rows' characters; a wide glyph is one character, so lines with wide ones look right and count short.
    public var lines: [String] {
        (0..<size.height).map { y in row(y).reduce(into: "") { $0 += $1.glyph.text } }
    }

    /// The looks as a map of letters, one a cell, and what each letter means, in order of appearance.
    ///
    /// `.` is plain; others are named by `names` or get the next free letter.
    public func styleLayer(names: [Style: Character] = [:]) -> (
        map: String, legend: [(letter: Character, style: Style)]
    ) {
        var letters = names
        letters[.plain] = letters[.plain] ?? "."
        var legend: [(letter: Character, style: Style)] = []
        var free = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".filter { !names.values.contains($0) }[...]
        let map = (0..<size.height).map { y in
            String(
                row(y).map { cell in
                    let letter = letters[cell.style] ?? free.popFirst() ?? "?"
                    letters[cell.style] = letter
                    if cell.style != .plain, !legend.contains(where: { $0.style == cell.style }) {
                        legend.append((letter, cell.style))
                    }
                    return letter
                }
            )
        }
        return (map.joined(separator: "\n"), legend)
    }

    /// Text, looks and legend under each other: the picture that a test compares and a person reviews.
    public func snapshot(names: [Style: Character] = [:]) -> String {
        let (map, legend) = styleLayer(names: names)
        let meanings = legend.map { "\($0.letter) = \($0.style)" }
        return ([text, "~", map] + (meanings.isEmpty ? [] : ["~"] + meanings)).joined(separator: "\n")
    }
}

extension String {
    fileprivate var trimmedRight: String {
        guard let last = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[...last])
    }
}
