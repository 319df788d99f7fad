/// A colour as a theme names it; the terminal shows the nearest that it has.
public enum Colour: Hashable, Sendable {
    /// The terminal's own foreground or background.
    case `default`
    /// 0–7 the terminal's palette, 8–15 its bright half, 16–231 the 6×6×6 cube, 232–255 the grey ramp.
    case indexed(UInt8)
    /// 24 bits, sRGB.
    case rgb(UInt8, UInt8, UInt8)

    public static let black = Colour.indexed(0)
    public static let red = Colour.indexed(1)
    public static let green = Colour.indexed(2)
    public static let yellow = Colour.indexed(3)
    public static let blue = Colour.indexed(4)
    public static let magenta = Colour.indexed(5)
    public static let cyan = Colour.indexed(6)
    public static let white = Colour.indexed(7)
    /// Bright black, which most palettes show as a dark grey.
    public static let grey = Colour.indexed(8)
}

extension Colour {
    private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

    /// Reads `default`, a name (`red`, `bright-red`, `grey`), an index (`0`–`255`) or `#rrggbb`/`#rgb`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        if text.first == "#" {
            self.init(hexadecimal: text.dropFirst())
        } else if let index = UInt8(text) {
            self = .indexed(index)
        } else {
            self.init(name: text.lowercased())
        }
    }

    private init?(hexadecimal digits: some StringProtocol) {
        guard digits.allSatisfy({ $0.isASCII && $0.isHexDigit }), let value = UInt32(digits, radix: 16) else {
            return nil
        }
        switch digits.count {
        case 6:
            self.init(hex: value)
        case 3:
            let nibbles = [value >> 8 & 0xF, value >> 4 & 0xF, value & 0xF].map { UInt8(truncatingIfNeeded: $0 * 17) }
            self = .rgb(nibbles[0], nibbles[1], nibbles[2])
        default:
            return nil
        }
    }

    private init?(name: String) {
        switch name {
        case "default": self = .default
        case "grey", "gray": self = .grey
        default:
            let isBright = name.hasPrefix("bright-")
            guard let index = Self.names.firstIndex(of: isBright ? String(name.dropFirst(7)) : name) else { return nil }
            self = .indexed(UInt8(index) + (isBright ? 8 : 0))
        }
    }

    /// The colour `0xRRGGBB`; bits above are ignored.
    public init(hex: UInt32) {
        self = .rgb(
            UInt8(truncatingIfNeeded: hex >> 16), UInt8(truncatingIfNeeded: hex >> 8), UInt8(truncatingIfNeeded: hex))
    }

    /// 26 bits: a tag of two, then the value.
    var packed: UInt64 {
        switch self {
        case .default: 0
        case .indexed(let index): 1 << 24 | UInt64(index)
        case .rgb(let red, let green, let blue): 2 << 24 | UInt64(red) << 16 | UInt64(green) << 8 | UInt64(blue)
        }
    }

    init(packed: UInt64) {
        switch packed >> 24 & 3 {
        case 1: self = .indexed(UInt8(truncatingIfNeeded: packed))
        case 2: self.init(hex: UInt32(truncatingIfNeeded: packed))
        default: self = .default
        }
    }
}

extension Colour: CustomStringConvertible {
    /// The notation that `init(_:)` reads.
    public var description: String {
        switch self {
        case .default: "default"
        case .indexed(let index) where index < 8: Self.names[Int(index)]
        case .indexed(8): "grey"
        case .indexed(let index) where index < 16: "bright-" + Self.names[Int(index) - 8]
        case .indexed(let index): String(index)
        case .rgb(let red, let green, let blue):
            "#"
                + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}
