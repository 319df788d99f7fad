/// What one cell shows: a base character, at most two combining marks, and whether it takes one column or two.
///
/// All of it lives in one word: three scalars of 21 bits and the width. A glyph can only be made from scalars that
/// `DisplayWidth` calls printable, so a grid cannot hold a control character, a bidi control or a width surprise.
public struct Glyph: Hashable, Sendable {
    private let bits: UInt64

    private init(bits: UInt64) {
        self.bits = bits
    }

    /// A printable base of a known width. Callers have classified it.
    init(base: UInt32, isWide: Bool) {
        bits = UInt64(base) | (isWide ? Self.wideBit : 0)
    }

    /// The scalar as a cell shows it; what must not be shown becomes a harmless stand-in.
    public init(_ scalar: Unicode.Scalar) {
        switch DisplayWidth.Class(scalar) {
        case .narrow: self.init(base: scalar.value, isWide: false)
        case .wide, .modifier: self.init(base: scalar.value, isWide: true)
        case .mark, .nothing, .joiner, .blank: self = .space
        case .control: self = Glyph.standIn(for: scalar.value)
        case .regional: self.init(base: scalar.value - 0x1F1E6 + 0x41, isWide: false)
        }
    }

    public static let space = Glyph(base: 0x20, isWide: false)
    /// The second half of a wide glyph; it shows nothing of its own.
    public static let tail = Glyph(base: 0x1F_FFFF, isWide: false)
    public static let ellipsis = Glyph(base: 0x2026, isWide: false)

    /// Columns taken: 1 or 2, and 0 for the tail of a wide glyph.
    public var width: Int {
        self == .tail ? 0 : isWide ? 2 : 1
    }

    public var isWide: Bool { bits & Self.wideBit != 0 }

    /// The base character's code; meaningless for the tail.
    public var base: UInt32 { UInt32(truncatingIfNeeded: bits & Self.scalarMask) }

    /// The combining marks' codes, 0 where there is none.
    public var marks: (UInt32, UInt32) {
        (
            UInt32(truncatingIfNeeded: bits >> 21 & Self.scalarMask),
            UInt32(truncatingIfNeeded: bits >> 42 & Self.scalarMask)
        )
    }

    /// This glyph with one more combining mark; a third one is let go, so that a flood of them stays in its cell.
    func adding(mark: UInt32) -> Glyph {
        if bits >> 21 & Self.scalarMask == 0 { return Glyph(bits: bits | UInt64(mark) << 21) }
        if bits >> 42 & Self.scalarMask == 0 { return Glyph(bits: bits | UInt64(mark) << 42) }
        return self
    }

    /// A picture of a control character: U+241B for escape and so on, U+FFFD for those that have none.
    static func standIn(for control: UInt32) -> Glyph {
        switch control {
        case 0..<0x20: Glyph(base: 0x2400 + control, isWide: false)
        case 0x7F: Glyph(base: 0x2421, isWide: false)
        default: Glyph(base: 0xFFFD, isWide: false)
        }
    }

    /// The characters, empty for a tail.
    public var text: String {
        guard self != .tail else { return "" }
        var text = ""
        for code in [base, marks.0, marks.1] where code != 0 {
            if let scalar = Unicode.Scalar(code) { text.unicodeScalars.append(scalar) }
        }
        return text
    }

    private static let scalarMask: UInt64 = 0x1F_FFFF
    private static let wideBit: UInt64 = 1 << 63
}

/// One place of the grid; 16 bytes, no reference.
public struct Cell: Hashable, Sendable {
    public var glyph: Glyph
    public var style: Style

    public init(_ glyph: Glyph = .space, _ style: Style = .plain) {
        self.glyph = glyph
        self.style = style
    }

    public static let blank = Cell()
}
