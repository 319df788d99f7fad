import Testing

@testable import TUI

@Suite("Paragraph")
struct ParagraphTests {
    @Test(
        "lines",
        arguments: [
            ("the car is late", 8, ["the car", "is late"]), ("the car is late", 7, ["the car", "is late"]),
            ("the car is late", 6, ["the", "car is", "late"]), ("one\ntwo", 9, ["one", "two"]),
            ("one\r\n\ntwo\n", 9, ["one", "", "two"]), ("  indented text", 10, ["  indented", "text"]),
            ("a  b   c", 4, ["a  b", "c"]), ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
            ("ab abcdefghij k", 4, ["ab", "abcd", "efgh", "ij k"]), ("trailing   ", 8, ["trailing"]),
            ("鉄腕アトム。終", 5, ["鉄腕", "アト", "ム。", "終"]), ("ab漢字cd", 5, ["ab漢", "字cd"]),
            ("漢字", 1, ["漢", "字"]), ("no\u{A0}break", 6, ["no\u{A0}bre", "ak"]), ("x", 0, []), ("", 5, []),
            ("    x", 3, ["x"]), ("\n", 5, [""]),
        ])
    func lines(text: String, width: Int, expected: [String]) {
        #expect(Paragraph(text).lines(width: width).map(\.plain) == expected)
    }

    @Test("nothing is wider than asked for, and nothing but blanks is lost")
    func law() {
        let text = "Lot 17 “鉄腕アトム” closes at 12:30 — bid now, or lose it: https://example.org/a/very/long/address 🚗🚗"
        for width in 2...60 {
            let lines = Paragraph(text).lines(width: width)
            #expect(lines.allSatisfy { $0.width <= width })
            let solid = lines.map(\.plain).joined().filter { !$0.isWhitespace }
            #expect(solid == text.filter { !$0.isWhitespace })
        }
    }

    @Test("looks stay with their words")
    func styles() {
        let red = Style(foreground: .red)
        let text = StyledText("you were ") + StyledText("out", red) + StyledText("bid, again")
        let lines = Paragraph(text).lines(width: 9)
        #expect(
            lines == [
                StyledText("you were"), StyledText("out", red) + StyledText("bid,"), StyledText("again"),
            ])
    }

    @Test("drawn from an offset, clipped to the area")
    func draw() {
        #expect(WidgetTests.draw(Paragraph("one two three four", offset: 1), 5, 2).text == "two\nthree")
        #expect(WidgetTests.draw(Paragraph("one", offset: 5), 5, 2).text == "\n")
    }

    @Test("a flood is bounded and says so")
    func bounds() {
        let lines = Paragraph(String(repeating: "ab ", count: 1 << 20)).lines(width: 80)
        #expect(lines.reduce(0) { $0 + $1.plain.count } <= Paragraph.limit + 1)
        #expect(lines.last?.plain.hasSuffix("…") == true)
        let marks = Paragraph("e" + String(repeating: "\u{301}", count: 1 << 20)).lines(width: 10)
        #expect(marks.count == 1)
        #expect(Paragraph(String(repeating: "x", count: 1 << 16)).lines(width: 1).count == Paragraph.limit + 1)
    }
}
