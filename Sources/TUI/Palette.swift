/// How many colours a terminal shows.
public enum ColourDepth: Int, Comparable, Hashable, Sendable, CaseIterable {
    /// None; only attributes tell things apart.
    case none
    case eight
    case sixteen
    case palette256
    case rgb

    public static func < (left: ColourDepth, right: ColourDepth) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension Colour {
    /// The nearest colour that a terminal of this depth has.
    public func reduced(to depth: ColourDepth) -> Colour {
        switch (self, depth) {
        case (.default, _), (_, .none): .default
        case (_, .rgb): self
        case (.indexed, .palette256): self
        case (.rgb(let red, let green, let blue), .palette256): Palette.nearest256(red, green, blue)
        case (.indexed(let index), .sixteen) where index < 16: self
        case (.indexed(let index), .eight) where index < 16: .indexed(index == 8 ? 7 : index & 7)
        case (.indexed, .sixteen), (.indexed, .eight), (.rgb, .sixteen), (.rgb, .eight):
            Palette.nearest(components ?? (0, 0, 0), among: depth == .eight ? 8 : 16)
        }
    }

    /// Red, green and blue, by xterm's palette for indexed colours; nil for the terminal's own.
    public var components: (red: UInt8, green: UInt8, blue: UInt8)? {
        switch self {
        case .default: nil
        case .rgb(let red, let green, let blue): (red, green, blue)
        case .indexed(let index): Palette.components(index)
        }
    }
}

/// The 256 colours of xterm: sixteen named, a cube of six levels, a ramp of 24 greys.
enum Palette {
    // xterm's defaults (XTerm-col.ad); terminals differ, which is why the first sixteen are never chosen for the cube's colours.
    private static let named: [UInt32] = [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F, 0xFF0000, 0x00FF00,
        0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ]
    private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

    static func components(_ index: UInt8) -> (red: UInt8, green: UInt8, blue: UInt8) {
        let index = Int(index)
        if index < 16 {
            let value = named[index]
            return (
                UInt8(truncatingIfNeeded: value >> 16), UInt8(truncatingIfNeeded: value >> 8),
                UInt8(truncatingIfNeeded: value)
            )
        }
        guard index < 232 else {
            let grey = UInt8(8 + 10 * (index - 232))
            return (grey, grey, grey)
        }
        let cube = index - 16
        return (levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
    }

    /// The nearest of the cube and the ramp.
    static func nearest256(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Colour {
        let wanted = (red, green, blue)
        let cube = UInt8(16 + 36 * level(red) + 6 * level(green) + level(blue))
        let mean = (Int(red) + Int(green) + Int(blue)) / 3
        let grey = UInt8(232 + min(23, max(0, (mean - 3) / 10)))
        return .indexed(distance(wanted, components(grey)) < distance(wanted, components(cube)) ? grey : cube)
    }

    static func nearest(_ wanted: (red: UInt8, green: UInt8, blue: UInt8), among count: UInt8) -> Colour {
        let best = (0..<count).min { distance(wanted, components($0)) < distance(wanted, components($1)) }
        return .indexed(best ?? 7)
    }

    private static func level(_ value: UInt8) -> Int {
        value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40
    }

    /// Squared distance, weighted as the eye weighs the three.
    private static func distance(
        _ one: (red: UInt8, green: UInt8, blue: UInt8), _ two: (red: UInt8, green: UInt8, blue: UInt8)
    ) -> Int {
        let red = Int(one.red) - Int(two.red)
        let green = Int(one.green) - Int(two.green)
        let blue = Int(one.blue) - Int(two.blue)
        return 2 * red * red + 4 * green * green + 3 * blue * blue
    }
}
