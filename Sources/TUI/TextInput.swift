/// The state of one line of text that is being typed: what is there, and where the next character goes.
///
/// It moves and deletes by whole characters as people see them (grapheme clusters).
public struct TextInput: Hashable, Sendable {
    /// One line, without control characters, of at most `limit` bytes.
    public private(set) var text: String
    /// Characters before the cursor.
    public private(set) var cursor: Int

    /// The most bytes of text; what would not fit is not taken.
    public static let limit = 4_096

    /// Begins with a text and the cursor at its end.
    public init(_ text: String = "") {
        self.text = ""
        cursor = 0
        paste(text)
    }

    /// Does what a key asks for.
    /// - Returns: whether the key is one of a line of text, also where there was nothing to do; enter and escape are not.
    public mutating func take(_ key: Key) -> Bool {
        switch (key.code, key.modifiers) {
        case (.character(let character), []), (.character(let character), .shift): insert(character)
        case (.left, []): move(to: cursor - 1)
        case (.right, []): move(to: cursor + 1)
        case (.home, []), (.character("a"), .control): move(to: 0)
        case (.end, []), (.character("e"), .control): move(to: text.count)
        case (.backspace, []): delete(from: cursor - 1, to: cursor)
        case (.delete, []): delete(from: cursor, to: cursor + 1)
        case (.character("u"), .control): delete(from: 0, to: cursor)
        case (.character("w"), .control): delete(from: wordStart, to: cursor)
        default: return false
        }
        return true
    }

    /// Inserts text at the cursor as one line: ends of lines and tabs become spaces, control characters are left out.
    public mutating func paste(_ pasted: String) {
        var (head, tail) = parts
        var room = Self.limit - text.utf8.count
        for scalar in pasted.unicodeScalars.prefix(Self.limit) {
            guard let kept = Self.oneLine(scalar) else { continue }
            room -= UTF8.width(kept)
            guard room >= 0 else { break }
            head.unicodeScalars.append(kept)
        }
        join(head, tail)
    }

    /// The text before and after the cursor.
    var parts: (head: String, tail: String) {
        let index = text.index(text.startIndex, offsetBy: cursor, limitedBy: text.endIndex) ?? text.endIndex
        return (String(text[..<index]), String(text[index...]))
    }

    private static func oneLine(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch DisplayWidth.Class(scalar) {
        case .blank: " "
        case .control: nil
        case .narrow, .wide, .mark, .nothing, .joiner, .modifier, .regional: scalar
        }
    }

    private mutating func insert(_ character: Character) {
        paste(String(character))
    }

    private mutating func move(to place: Int) {
        cursor = min(max(0, place), text.count)
    }

    private mutating func delete(from first: Int, to end: Int) {
        let first = max(0, first)
        guard first < end else { return }
        join(String(text.prefix(first)), String(text.dropFirst(end)))
    }

    /// The cursor goes between the two, as far as they stay two: a mark joins what comes before it.
    private mutating func join(_ head: String, _ tail: String) {
        text = head + tail
        cursor = min(head.count, text.count)
    }

    /// Where the word before the cursor begins, with the blanks after it.
    private var wordStart: Int {
        let head = parts.head
        let word = head.reversed().drop { $0.isWhitespace }.drop { !$0.isWhitespace }
        return word.count
    }
}
