/// Cuts UTF-8 text into glyphs, one call each, without allocating.
///
/// It reads at most a bounded number of bytes for the columns asked for, so that a megabyte of invisible scalars costs no more
/// than a line of text.
struct GlyphReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Bytes consumed so far; always the end of a glyph and what belongs to it.
    private(set) var index = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Runs `body` with a reader of as much of the text as `columns` columns can need.
    static func withReader<Result>(
        over text: some StringProtocol, columns: Int, _ body: (inout GlyphReader) -> Result
    ) -> Result {
        // A family emoji with skin tones is some 40 bytes for two columns; 64 bytes a column leaves room for honest text.
        let budget = columns > 1 << 20 ? Int.max : 256 + 64 * max(0, columns)
        func run(_ bytes: UnsafeBufferPointer<UInt8>) -> Result {
            var reader = GlyphReader(UnsafeBufferPointer(rebasing: bytes.prefix(budget)))
            return body(&reader)
        }
        return text.utf8.withContiguousStorageIfAvailable(run) ?? Array(text.utf8).withUnsafeBufferPointer(run)
    }

    /// The next glyph, or nil at the end.
    mutating func next() -> Glyph? {
        while index < bytes.count {
            let (code, length) = decode(at: index)
            index += length
            guard var glyph = Self.glyph(code) else { continue }
            if index < bytes.count, bytes[index] >= 0x80 { absorb(into: &glyph) }
            return glyph
        }
        return nil
    }

    /// The glyph that starts with this scalar; nil when it shows nothing on its own.
    private static func glyph(_ code: UInt32) -> Glyph? {
        switch DisplayWidth.Class(code: code) {
        case .narrow: Glyph(base: code, isWide: false)
        case .wide, .modifier: Glyph(base: code, isWide: true)
        case .blank: .space
        case .control: Glyph.standIn(for: code)
        case .regional: Glyph(base: code - 0x1F1E6 + 0x41, isWide: false)
        case .mark, .nothing, .joiner: nil
        }
    }

    /// Takes the marks, joiners and ignored scalars that follow a base.
    private mutating func absorb(into glyph: inout Glyph) {
        var isJoined = false
        while index < bytes.count, bytes[index] >= 0x80 {
            let (code, length) = decode(at: index)
            switch DisplayWidth.Class(code: code) {
            case .mark: glyph = glyph.adding(mark: code)
            case .nothing: break
            case .joiner: isJoined = glyph.isPictographic
            case .modifier where glyph.isPictographic: break
            case .narrow, .wide:
                guard isJoined, Glyph.isPictographic(code) else { return }
                isJoined = false
            case .modifier, .blank, .control, .regional: return
            }
            index += length
        }
    }

    /// Decodes the scalar at `start`. Swift's strings are valid UTF-8; only the byte budget can cut one short.
    private func decode(at start: Int) -> (code: UInt32, length: Int) {
        let first = UInt32(bytes[start])
        if first < 0x80 { return (first, 1) }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard start + length <= bytes.count else { return (0xAD, bytes.count - start) }
        var code = first & (0x7F >> UInt32(length))
        for offset in 1..<length { code = code << 6 | UInt32(bytes[start + offset] & 0x3F) }
        return (code, length)
    }
}

extension Glyph {
    /// Whether a skin tone or a joined emoji may follow the scalar.
    static func isPictographic(_ code: UInt32) -> Bool {
        (0x1F000..<0x20000).contains(code) || (0x2190..<0x2BFF).contains(code)
    }

    var isPictographic: Bool { Glyph.isPictographic(base) }
}
