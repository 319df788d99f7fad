/// How a cell looks: two colours and six attributes in one word, so that comparing styles is comparing numbers.
public struct Style: Hashable, Sendable {
    /// Bits 0–25 foreground, 26–51 background, 52–57 attributes.
    public let bits: UInt64

    init(bits: UInt64) {
        self.bits = bits
    }

    public init(foreground: Colour = .default, background: Colour = .default, _ attributes: Attributes = []) {
        bits = foreground.packed | background.packed << 26 | UInt64(attributes.rawValue) << 52
    }

    /// The terminal's own colours, no attribute.
    public static let plain = Style()

    public struct Attributes: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) {
            self.rawValue = rawValue & 0x3F
        }

        public static let bold = Attributes(rawValue: 1)
        public static let dim = Attributes(rawValue: 2)
        public static let italic = Attributes(rawValue: 4)
        public static let underline = Attributes(rawValue: 8)
        public static let reverse = Attributes(rawValue: 16)
        public static let blink = Attributes(rawValue: 32)
    }

    public var foreground: Colour {
        get { Colour(packed: bits & Self.colourMask) }
        set { self = Style(foreground: newValue, background: background, attributes) }
    }

    public var background: Colour {
        get { Colour(packed: bits >> 26 & Self.colourMask) }
        set { self = Style(foreground: foreground, background: newValue, attributes) }
    }

    public var attributes: Attributes {
        get { Attributes(rawValue: UInt8(truncatingIfNeeded: bits >> 52)) }
        set { self = Style(foreground: foreground, background: background, newValue) }
    }

    private static let colourMask: UInt64 = 0x3FF_FFFF
    private static let coloursMask: UInt64 = 0xF_FFFF_FFFF_FFFF
}

extension Style {
    /// This style where it says something, `base` where it leaves the default; attributes of both.
    public func over(_ base: Style) -> Style {
        let front = bits & Self.colourMask
        let back = bits >> 26 & Self.colourMask
        let inherited =
            (front == 0 ? base.bits & Self.colourMask : front)
            | (back == 0 ? base.bits >> 26 & Self.colourMask : back) << 26
        return Style(bits: inherited | (bits | base.bits) & ~Self.coloursMask)
    }

    public func foreground(_ colour: Colour) -> Style {
        var copy = self
        copy.foreground = colour
        return copy
    }

    public func background(_ colour: Colour) -> Style {
        var copy = self
        copy.background = colour
        return copy
    }

    public func adding(_ more: Attributes) -> Style {
        Style(bits: bits | UInt64(more.rawValue) << 52)
    }

    public var bold: Style { adding(.bold) }
    public var dim: Style { adding(.dim) }
    public var italic: Style { adding(.italic) }
    public var underline: Style { adding(.underline) }
    public var reverse: Style { adding(.reverse) }
}

extension Style: CustomStringConvertible {
    /// Such as `bold red on #101418`; `plain` when nothing is set.
    public var description: String {
        var words: [String] = []
        for (attribute, name) in Attributes.names where attributes.contains(attribute) { words.append(name) }
        if foreground != .default { words.append(foreground.description) }
        if background != .default { words.append("on " + background.description) }
        return words.isEmpty ? "plain" : words.joined(separator: " ")
    }
}

extension Style.Attributes {
    /// Every attribute with the word that themes use for it.
    public static let names: [(attribute: Style.Attributes, name: String)] = [
        (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"), (.reverse, "reverse"),
        (.blink, "blink"),
    ]
}
