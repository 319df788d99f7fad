extension DotCanvas {
    /// What the dots of a cell are shown as.
    public enum Mode: String, CaseIterable, Hashable, Sendable {
        /// Each dot as it is: U+2800…28FF.
        case braille
        /// Four quarters of a block.
        case quadrants
        /// The ASCII character that looks most like it.
        case ascii

        /// For each of the 256 patterns.
        var glyphs: [Glyph] {
            switch self {
            case .braille: Self.brailleGlyphs
            case .quadrants: Self.quadrantGlyphs
            case .ascii: Self.asciiGlyphs
            }
        }

        private static let patterns = UInt8.min...UInt8.max
        private static let brailleGlyphs = patterns.map { Glyph(base: 0x2800 + UInt32($0), isWide: false) }
        private static let quadrantGlyphs = patterns.map { Glyph(Pattern($0).quadrants) }
        private static let asciiGlyphs = patterns.map { Glyph(Pattern($0).ascii) }
    }
}

/// The dots of one cell.
private struct Pattern {
    private let dots: UInt8
    /// Rows, 0…3 from the top, in which each column has a dot.
    private let left: [Int]
    private let right: [Int]

    init(_ dots: UInt8) {
        self.dots = dots
        left = (0..<4).filter { dots & DotCanvas.bit(0, $0) != 0 }
        right = (0..<4).filter { dots & DotCanvas.bit(1, $0) != 0 }
    }

    /// A quarter is inked where one of its two dots is set.
    var quadrants: Unicode.Scalar {
        let blocks: [Unicode.Scalar] = [
            " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
        ]
        let upperLeft = left.contains { $0 < 2 } ? 1 : 0
        let upperRight = right.contains { $0 < 2 } ? 2 : 0
        let lowerLeft = left.contains { $0 > 1 } ? 4 : 0
        let lowerRight = right.contains { $0 > 1 } ? 8 : 0
        return blocks[upperLeft + upperRight + lowerLeft + lowerRight]
    }

    var ascii: Unicode.Scalar {
        let rows = left + right
        guard let top = rows.min(), let bottom = rows.max() else { return " " }
        if rows.count > 6 { return "#" }
        guard !left.isEmpty, !right.isEmpty else {
            return bottom - top > 1 ? "|" : bottom < 2 ? "'" : top > 1 ? "." : ":"
        }
        let slope = Self.mean(left) - Self.mean(right)
        if slope.magnitude >= 1 { return slope > 0 ? "/" : "\\" }
        if bottom - top > 1 { return rows.count > 4 ? "+" : "|" }
        return top == 3 ? "_" : bottom == 0 ? "\"" : "-"
    }

    private static func mean(_ rows: [Int]) -> Double {
        Double(rows.reduce(0, +)) / Double(max(1, rows.count))
    }
}
