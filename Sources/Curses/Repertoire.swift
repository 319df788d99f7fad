import CNcurses
import TUI

/// The characters that a terminal's font can be trusted to have.
public enum Repertoire: Hashable, Sendable {
    /// All of Unicode.
    case unicode
    /// The Linux console's font of 512 glyphs: square boxes and blocks, no braille, no rounded corners.
    case console
    /// Nothing beyond ASCII.
    case ascii

    /// What to show for a base character; itself where the font has it.
    func substitute(for code: UInt32) -> UInt32 {
        guard code > 0x7E, self != .unicode else { return code }
        let console = Self.console(code)
        return self == .console ? console : Self.ascii(console)
    }

    /// What is shown for a glyph, and whether a blank must follow to fill its columns.
    func shape(of glyph: Glyph) -> (base: UInt32, marks: (UInt32, UInt32), isPadded: Bool) {
        let base = substitute(for: glyph.base)
        guard base == glyph.base else { return (base, (0, 0), glyph.isWide) }
        // The C library may know fewer characters than we do; ncurses counts columns by its word.
        guard base < 0x7F || spotter_library_width(base) == Int32(glyph.width) else {
            return (substitute(for: 0xFFFD), (0, 0), glyph.isWide)
        }
        return (base, glyph.marks, false)
    }

    private static let stars = UInt32(0x2A)

    /// Near relatives that the console has.
    private static func console(_ code: UInt32) -> UInt32 {
        switch code {
        case 0x256D: 0x250C
        case 0x256E: 0x2510
        case 0x256F: 0x2518
        case 0x2570: 0x2514
        case 0x2801...0x28FF: dots(code)
        case 0x2581...0x2583: 0x5F
        case 0x2585...0x2587: 0x2584
        case 0x2589...0x258B: 0x2588
        case 0x258D...0x258F: 0x258C
        case 0x25B6, 0x25B8: 0x25BA
        case 0x25C2: 0x25C4
        case 0x25CF, 0x2605: stars
        case 0x25CC: 0x6F
        case 0x25C6: 0x2666
        case 0x2016: 0x2551
        case 0x2020: 0x2B
        case 0x21E7: 0x5E
        case 0x2691: 0x21
        case 0x2709: 0x40
        case 0x2713: 0x221A
        case 0x2717: 0x78
        case 0x2026: 0x7E
        default: code
        }
    }

    /// A braille cell by how much of it is inked, and where.
    private static func dots(_ code: UInt32) -> UInt32 {
        let pattern = code & 0xFF
        let upper = pattern & 0b0001_1011
        switch pattern.nonzeroBitCount {
        case 1...2: return upper == 0 ? 0x2E : upper == pattern ? 0x27 : 0x3A
        case 3...5: return upper == pattern ? 0x22 : 0x3A
        default: return 0x23
        }
    }

    private static func ascii(_ code: UInt32) -> UInt32 {
        switch code {
        case 0...0x7E: code
        case 0x2500, 0x2501, 0x2504, 0x2508, 0x254C, 0x2013, 0x2014, 0x2550: 0x2D
        case 0x2502, 0x2503, 0x2506, 0x250A, 0x2551, 0x258C, 0x2590: 0x7C
        case 0x250C...0x257F: 0x2B
        case 0x2584, 0x2588, 0x2580: 0x23
        case 0x2591...0x2593: 0x3A
        case 0x25BA, 0x25B6: 0x3E
        case 0x25C4, 0x25C0: 0x3C
        case 0x25B2, 0x25B3, 0x2191: 0x5E
        case 0x25BC, 0x25BD, 0x2193: 0x76
        case 0x25CB, 0x25CC: 0x6F
        case 0x221A: 0x2B
        case 0x2666: 0x2A
        case 0x25A0: 0x23
        case 0x20AC: 0x45
        default: 0x3F
        }
    }
}
