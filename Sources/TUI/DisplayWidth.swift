/// How many columns text takes on a terminal, from tables of our own, so that it depends on no locale.
///
/// The model is the one that terminals share: one scalar after the other, East Asian wide and emoji two columns, ambiguous one,
/// combining marks none. Joined emoji count as their first part, and regional indicators as letters, since terminals
/// disagree about both.
public enum DisplayWidth {
    /// Columns that `Grid.write` would take for the text, given room for `limit`.
    public static func of(_ text: some StringProtocol, limit: Int = .max) -> Int {
        measure(text, limit: limit).columns
    }

    /// The longest beginning of the text that fits into `columns`.
    public static func prefix<Text: StringProtocol>(_ text: Text, columns: Int) -> Text.SubSequence {
        let bytes = measure(text, limit: columns).bytes
        return text[..<text.utf8.index(text.startIndex, offsetBy: bytes)]
    }

    /// Columns and UTF-8 bytes of the longest beginning that fits into `limit` columns.
    static func measure(_ text: some StringProtocol, limit: Int) -> (columns: Int, bytes: Int) {
        GlyphReader.withReader(over: text, columns: limit) { reader in
            var columns = 0
            var bytes = 0
            while let glyph = reader.next() {
                guard columns + glyph.width <= limit else { break }
                columns += glyph.width
                bytes = reader.index
            }
            return (columns, bytes)
        }
    }

    /// What a scalar does to the line.
    enum Class {
        case narrow, wide
        /// Combines with the character before it.
        case mark
        /// Left out.
        case nothing
        /// Zero width joiner: the emoji after it is left out too.
        case joiner
        /// Skin tone: two columns alone, left out after an emoji.
        case modifier
        /// White space of any kind that takes one column.
        case blank
        /// Not printable; a stand-in is shown.
        case control
        /// One of the letters that make a flag.
        case regional

        init(_ scalar: Unicode.Scalar) {
            self.init(code: scalar.value)
        }

        init(code: UInt32) {
            switch code {
            case 0x20..<0x7F: self = .narrow
            case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: self = .blank
            case 0..<0xA0: self = .control
            case 0xAD: self = .nothing
            case 0xA0: self = .blank
            case 0xA0..<0x300: self = .narrow
            case 0x2500..<0x25FD, 0x2800..<0x2900: self = .narrow
            case 0x4E00..<0xA000, 0xAC00..<0xD7A4: self = .wide
            case 0x200D: self = .joiner
            case 0x2000...0x200A, 0x202F, 0x205F, 0x1680: self = .blank
            case 0x1F1E6...0x1F1FF: self = .regional
            case 0x1F3FB...0x1F3FF: self = .modifier
            case 0xFDD0...0xFDEF, 0xFFFD: self = .control
            case _ where code & 0xFFFE == 0xFFFE: self = .control
            default: self = Class.looked(up: code)
            }
        }

        private static func looked(up code: UInt32) -> Class {
            if WidthTables.contains(WidthTables.wide, code) { return .wide }
            if WidthTables.contains(WidthTables.marks, code) { return .mark }
            if WidthTables.contains(WidthTables.ignored, code) { return .nothing }
            return .narrow
        }
    }
}

extension WidthTables {
    /// Binary search in ascending ranges.
    static func contains(_ ranges: [Range], _ code: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if code > ranges[middle].last {
                low = middle + 1
            } else if code < ranges[middle].first {
                high = middle
            } else {
                return true
            }
        }
        return false
    }
}
