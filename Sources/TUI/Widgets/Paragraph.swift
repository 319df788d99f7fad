/// Text of any length, broken into lines that fit.
public struct Paragraph: Widget, Sendable {
    public var text: StyledText
    /// Lines scrolled out of sight at the top.
    public var offset: Int

    /// The most scalars that are looked at; a longer text ends in an ellipsis.
    public static let limit = 32_768

    public init(_ text: StyledText, offset: Int = 0) {
        self.text = text
        self.offset = offset
    }

    public init(_ text: String, style: Style = .plain, offset: Int = 0) {
        self.init(StyledText(text, style), offset: offset)
    }

    /// The lines for a width in columns, none where there is no room.
    ///
    /// Lines break between words, and between wide characters, which have no blanks between their words; a word that is longer
    /// than a line breaks where the line ends. The ends of lines in the text stay.
    public func lines(width: Int) -> [StyledText] {
        guard width > 0, !text.isEmpty else { return [] }
        var breaker = LineBreaker(width: width)
        var room = Self.limit
        for run in text.runs {
            let scalars = run.text.unicodeScalars.prefix(room)
            room -= scalars.count
            for character in String(scalars) { breaker.take(character, run.style) }
            guard scalars.endIndex == run.text.unicodeScalars.endIndex else {
                breaker.take("…", run.style)
                break
            }
        }
        return breaker.end()
    }

    public func draw(in area: Rect, on grid: inout Grid) {
        for (line, row) in zip(lines(width: area.width).dropFirst(max(0, offset)), area.rows) {
            grid.write(line, at: row.origin, within: row)
        }
    }
}

/// Puts characters into words, and words into lines.
private struct LineBreaker {
    /// A character with its look, and how many columns it takes.
    struct Piece {
        let character: Character
        let style: Style
        let width: Int
    }

    /// Pieces, and how many columns they take.
    struct Stretch {
        private(set) var pieces: [Piece] = []
        private(set) var width = 0

        var isEmpty: Bool { pieces.isEmpty }

        mutating func append(_ piece: Piece) {
            pieces.append(piece)
            width += piece.width
        }

        mutating func append(_ other: Stretch) {
            pieces += other.pieces
            width += other.width
        }

        var text: StyledText {
            var runs: [StyledText.Run] = []
            for piece in pieces {
                if runs.last?.style != piece.style { runs.append(StyledText.Run("", piece.style)) }
                runs[runs.count - 1].text.append(piece.character)
            }
            return StyledText(runs: runs)
        }
    }

    let width: Int
    private var lines: [StyledText] = []
    private var line = Stretch()
    /// Blanks after the line's last word, which count only when another word follows.
    private var gap = Stretch()
    private var word = Stretch()

    init(width: Int) {
        self.width = width
    }

    mutating func take(_ character: Character, _ style: Style) {
        let piece = Piece(character: character, style: style, width: DisplayWidth.of(String(character)))
        if character.isNewline {
            endWord()
            endLine()
        } else if character.isWhitespace, character != "\u{A0}" {
            endWord()
            gap.append(piece)
        } else {
            // Wide scripts have no blanks between words; what ends a sentence stays with it.
            if piece.width == 2, !character.isPunctuation { endWord() }
            word.append(piece)
        }
    }

    /// The lines; a last end of line begins no further one.
    mutating func end() -> [StyledText] {
        endWord()
        if !line.isEmpty || lines.isEmpty { endLine() }
        return lines
    }

    private mutating func endLine() {
        lines.append(line.text)
        line = Stretch()
        gap = Stretch()
    }

    private mutating func endWord() {
        guard !word.isEmpty else { return }
        let fits = line.width + gap.width + word.width <= width
        if !fits, !line.isEmpty { endLine() }
        // At a line's beginning blanks are an indentation, for which there must be room.
        if fits { line.append(gap) }
        gap = Stretch()
        for piece in word.pieces {
            if !line.isEmpty, line.width + piece.width > width { endLine() }
            line.append(piece)
        }
        word = Stretch()
    }
}
