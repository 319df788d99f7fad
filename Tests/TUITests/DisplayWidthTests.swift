import Testing

@testable import TUI

@Suite("Width of text")
struct DisplayWidthTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let columns: Int
        let shown: String

        init(_ text: String, _ columns: Int, _ shown: String? = nil) {
            self.text = text
            self.columns = columns
            self.shown = shown ?? text
        }

        var testDescription: String { text.debugDescription }
    }

    /// Scalars that a literal may not contain.
    private static func text(_ codes: [UInt32]) -> String {
        String(String.UnicodeScalarView(codes.compactMap { Unicode.Scalar($0) }))
    }

    /// A text, its columns, and what cells show of it.
    // swift-format-ignore
    static let table = [
        Case("", 0),
        Case("abc", 3),
        Case("Käse 12€", 8),
        Case("鉄腕アトム", 10),
        Case("한글", 4),
        Case("ﾊﾝｶｸ", 4),
        Case("ＡＢ", 4),
        Case("─╭▲●◌✓✗▸", 8),
        Case("⠁⣿", 2),
        Case("🚗", 2),
        Case("⌚", 2),
        Case("a\u{301}", 1),
        Case("ก\u{E34}\u{E48}", 1),
        Case("\u{1100}\u{1161}\u{11A8}", 2),
        Case("\u{0915}\u{093E}", 2),
        // Terminals disagree about these, so they are shown as what all agree on.
        Case("❤\u{FE0F}", 1, "❤"),
        Case("👩\u{200D}👩\u{200D}👧", 2, "👩"),
        Case("🏃🏽\u{200D}♂\u{FE0F}!", 3, "🏃!"),
        Case("👍🏿", 2, "👍"),
        Case("🇫🇮", 2, "FI"),
        Case("1\u{FE0F}\u{20E3}", 1, "1"),
        Case("soft\u{AD}hyphen", 10, "softhyphen"),
        Case("no\u{A0}break\u{3000}wide", 14, "no break\u{3000}wide"),
        Case("क\u{94D}\u{200D}ष", 2, "क\u{94D}ष"),
        // Nothing from the network gets through as a command.
        Case("a\u{1B}[31mb", 7, "a␛[31mb"),
        Case("bell\u{7}del\u{7F}nul\u{0}", 13, "bell␇del␡nul␀"),
        Case("line\nfeed\ttab\rreturn\u{2028}x", 22, "line feed tab return x"),
        Case("c1\u{9B}31m\u{85}", 7, "c1\u{FFFD}31m"),
        Case("\u{202E}evil\u{202C}\u{2066}\u{200F}", 4, "evil"),
        Case("\u{FEFF}bom\u{200B}zero\u{2060}", 7, "bomzero"),
        Case("tag\u{E0041}\u{E007F}", 3, "tag"),
        Case(text([0xFFFF, 0x1FFFE, 0xFDD0]), 3, "\u{FFFD}\u{FFFD}\u{FFFD}"),
        Case("\u{301}\u{301}first", 5, "first"),
    ]

    @Test("columns", arguments: table)
    func columns(_ example: Case) {
        #expect(DisplayWidth.of(example.text) == example.columns)
    }

    @Test("what cells show, and that they end where the width says", arguments: table)
    func shown(_ example: Case) {
        var grid = Grid(width: 40, height: 1)
        let used = grid.write(example.text, at: .zero)
        #expect(used == example.columns)
        #expect(grid.text == example.shown.trimmingSuffix(" "))
        grid.write("|", at: Point(x: used, y: 0))
        #expect(grid[used, 0].glyph == Glyph("|"))
    }

    @Test("a flood of combining marks stays in its cell")
    func zalgo() {
        var grid = Grid(width: 8, height: 1)
        let flood = "a" + String(repeating: "\u{301}\u{310}", count: 50_000) + "b"
        #expect(grid.write(flood, at: .zero) == 1)
        #expect(Array(grid[0, 0].glyph.text.unicodeScalars) == ["a", "\u{301}", "\u{310}"])
        let mild = "a" + String(repeating: "\u{301}", count: 40) + "b"
        #expect(grid.write(mild, at: .zero) == 2)
        #expect(grid[1, 0].glyph == Glyph("b"))
    }

    @Test("no scalar is a control character, takes more than two columns, or breaks the row")
    func everyScalar() {
        var grid = Grid(width: 4, height: 1)
        var wrong: [Unicode.Scalar] = []
        // The planes that have characters, and the tags.
        for code in Array(UInt32(0)..<0x20000) + Array(0xE0000..<0xE0200) {
            guard let scalar = Unicode.Scalar(code) else { continue }
            grid.fill(grid.bounds, with: Glyph("."))
            let used = grid.write("\(scalar)|", at: .zero)
            let isHarmless = Glyph(scalar).text.unicodeScalars.allSatisfy { Self.isPrintable($0) }
            if !isHarmless || !(1...3).contains(used) || grid[used - 1, 0].glyph != Glyph("|") { wrong.append(scalar) }
        }
        #expect(wrong.isEmpty)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        case .format: !scalar.properties.isBidiControl && !scalar.properties.isDefaultIgnorableCodePoint
        default: true
        }
    }

    @Test(
        "the longest beginning that fits",
        arguments: [
            ("abc", 2, "ab"), ("abc", 9, "abc"), ("abc", 0, ""), ("鉄腕", 3, "鉄"), ("鉄腕", 1, ""),
            ("a\u{301}b", 1, "a\u{301}"), ("🇫🇮x", 2, "🇫🇮"),
        ])
    func prefix(text: String, columns: Int, expected: String) {
        #expect(DisplayWidth.prefix(text, columns: columns) == expected)
        #expect(DisplayWidth.prefix(text[...], columns: columns) == expected)
    }

    @Test("tables ascend and do not overlap")
    func tables() {
        for ranges in [WidthTables.wide, WidthTables.marks, WidthTables.ignored] {
            #expect(ranges.allSatisfy { $0.first <= $0.last })
            #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.last < $1.first })
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: Character) -> Substring {
        guard let last = lastIndex(where: { $0 != suffix }) else { return "" }
        return self[...last]
    }
}
