/// A pattern for whole names: `*` is any run of characters, `?` any one, `\` takes the next one as it is.
public struct Glob: Hashable, Sendable, CustomStringConvertible {
    private enum Piece: Hashable, Sendable {
        case byte(UInt8)
        case one
        case run
    }

    private let pattern: String
    private let pieces: [Piece]

    public init(_ pattern: String) {
        self.pattern = pattern
        var pieces: [Piece] = []
        var isEscaped = false
        for byte in pattern.utf8 {
            switch byte {
            case _ where isEscaped: pieces.append(.byte(byte))
            case UInt8(ascii: "\\"):
                isEscaped = true
                continue
            case UInt8(ascii: "*"): if pieces.last != .run { pieces.append(.run) }
            case UInt8(ascii: "?"): pieces.append(.one)
            default: pieces.append(.byte(byte))
            }
            isEscaped = false
        }
        if isEscaped { pieces.append(.byte(UInt8(ascii: "\\"))) }
        self.pieces = pieces
    }

    public var description: String { pattern }

    public func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { matches(UnsafeRawBufferPointer($0)) }
    }

    /// In time of the order of the text's length times the pattern's at most: only the latest run is ever widened.
    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        var at = 0
        var piece = 0
        var run: (piece: Int, at: Int)?
        while at < text.count || piece < pieces.count {
            if piece < pieces.count {
                switch pieces[piece] {
                case .run:
                    run = (piece, at)
                    piece += 1
                    continue
                case .byte(let byte) where at < text.count && text[at] == byte:
                    at += 1
                    piece += 1
                    continue
                case .one where at < text.count:
                    at = Self.end(ofScalarAt: at, in: text)
                    piece += 1
                    continue
                case .byte, .one: break
                }
            }
            guard let widened = run, widened.at < text.count else { return false }
            run = (widened.piece, widened.at + 1)
            at = widened.at + 1
            piece = widened.piece + 1
        }
        return true
    }

    private static func end(ofScalarAt index: Int, in text: UnsafeRawBufferPointer) -> Int {
        var end = index + 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }
}
