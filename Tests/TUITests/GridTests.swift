import Testing

@testable import TUI

@Suite("Grid")
struct GridTests {
    @Test("a cell is two words without a reference")
    func cellSize() {
        #expect(MemoryLayout<Cell>.stride == 16)
        #expect(_isPOD(Cell.self))
    }

    @Test("text is clipped to the area and the grid")
    func clipping() {
        var grid = Grid(width: 10, height: 3)
        let area = Rect(x: 2, y: 1, width: 5, height: 1)
        #expect(grid.write("abcdefgh", at: Point(x: 2, y: 1), within: area) == 5)
        #expect(grid.write("outside", at: Point(x: 2, y: 0), within: area) == 0)
        #expect(grid.write("XYZ", at: Point(x: 8, y: 2)) == 2)
        #expect(grid.write("left", at: Point(x: -2, y: 0)) == 4)
        #expect(
            grid.text == """
                ft
                  abcde
                        XY
                """)
    }

    @Test("a wide glyph never hangs over an edge")
    func wideAtEdges() {
        var grid = Grid(width: 5, height: 4)
        grid.write("ab鉄腕", at: .zero)
        grid.write("abcd鉄", at: Point(x: 0, y: 1))
        grid.write("鉄腕", at: Point(x: -1, y: 2))
        grid.write("鉄腕x", at: Point(x: 0, y: 3), within: Rect(x: 1, y: 3, width: 2, height: 1))
        #expect(grid.text == "ab鉄\nabcd\n 腕\n")
        #expect(grid[4, 0] == .blank)
        #expect(grid[1, 0].glyph == Glyph("b"))
        #expect(grid[3, 0].glyph == .tail)
        #expect(Self.isWhole(grid))
    }

    @Test("what is written over half of a wide glyph leaves a space for the other half")
    func overwritingHalves() {
        for x in 0..<6 {
            for word in ["x", "鉄", "xy"] {
                var grid = Grid(width: 6, height: 1)
                grid.write("漢漢漢", at: .zero)
                grid.write(word, at: Point(x: x, y: 0))
                #expect(Self.isWhole(grid), "\(word) at \(x): \(grid.text)")
            }
            var grid = Grid(width: 6, height: 1)
            grid.write("漢漢漢", at: .zero)
            grid.fill(Rect(x: x, y: 0, width: 2, height: 1), with: Glyph("-"))
            #expect(Self.isWhole(grid))
        }
        var grid = Grid(width: 6, height: 1)
        grid.write("漢漢漢", at: .zero)
        grid.write("x", at: Point(x: 3, y: 0))
        #expect(grid.text == "漢 x漢")
    }

    /// Each wide glyph has its tail and no tail is alone.
    static func isWhole(_ grid: Grid) -> Bool {
        (0..<grid.size.height).allSatisfy { y in
            (0..<grid.size.width).allSatisfy { x in
                let followsWide = x > 0 && grid[x - 1, y].glyph.isWide
                return (grid[x, y].glyph == .tail) == followsWide
                    && !(grid[x, y].glyph.isWide && x == grid.size.width - 1)
            }
        }
    }

    @Test("aligned in a row, padded, cut with an ellipsis")
    func alignment() {
        var grid = Grid(width: 11, height: 7)
        grid.fill(grid.bounds, with: Glyph("."))
        func row(_ y: Int) -> Rect { Rect(x: 1, y: y, width: 9, height: 1) }
        grid.write("left", in: row(0))
        grid.write("right", in: row(1), align: .right)
        grid.write("mid", in: row(2), align: .centre)
        grid.write("exactly 9", in: row(3))
        grid.write("one too many", in: row(4), align: .right)
        grid.write("漢字漢字漢字", in: row(5))
        grid.write(StyledText("two ") + StyledText("runs, too long", .plain.bold), in: row(6))
        #expect(
            grid.text == """
                .left     .
                .    right.
                .   mid   .
                .exactly 9.
                .one too ….
                .漢字漢字….
                .two runs….
                """)
        #expect(grid[8, 6].style == .plain.bold)
    }

    @Test(
        "a text whose next glyph is wide is cut with an ellipsis too",
        arguments: [
            ("a漢字", 3, "a…"), ("a漢字", 5, "a漢字"), ("a漢字", 4, "a漢…"), ("漢字", 3, "漢…"), ("漢字", 2, "…"),
            ("abc漢", 3, "ab…"), ("漢", 1, "…"), ("abc🚗", 3, "ab…"),
        ])
    func wideCut(text: String, width: Int, expected: String) {
        let area = Rect(x: 0, y: 0, width: width, height: 1)
        var plain = Grid(width: 6, height: 1)
        plain.write(text, in: area)
        #expect(plain.text == expected)
        var styled = Grid(width: 6, height: 1)
        styled.write(StyledText(text), in: area)
        #expect(styled.text == expected)
        // The cut may fall between two runs.
        for split in text.indices {
            let runs = StyledText(String(text[..<split])) + StyledText(String(text[split...]), .plain.bold)
            #expect(runs.truncated(to: width).plain == expected)
        }
    }

    @Test("a frame, and a snapshot that shows what is where and how it looks")
    func snapshot() {
        var grid = Grid(width: 12, height: 3)
        grid.frame(grid.bounds, style: Style(foreground: .grey))
        grid.write("漢 up", at: Point(x: 1, y: 1), style: Style(foreground: .red, [.bold]))
        #expect(
            grid.snapshot() == """
                ╭──────────╮
                │漢 up     │
                ╰──────────╯
                ~
                aaaaaaaaaaaa
                abbbbb.....a
                aaaaaaaaaaaa
                ~
                a = grey
                b = bold red
                """)
    }

    @Test("borders")
    func borders() {
        let borders: [Border] = [.rounded, .square, .heavy, .double, .ascii]
        var grid = Grid(width: 20, height: 3)
        for (index, border) in borders.enumerated() {
            grid.frame(Rect(x: index * 4, y: 0, width: 4, height: 3), border: border)
        }
        #expect(
            grid.text == """
                ╭──╮┌──┐┏━━┓╔══╗+--+
                │  ││  │┃  ┃║  ║|  |
                ╰──╯└──┘┗━━┛╚══╝+--+
                """)
    }

    @Test("a frame that has no room draws nothing; one partly outside is clipped")
    func tinyFrames() {
        var grid = Grid(width: 4, height: 2)
        grid.frame(Rect(x: 0, y: 0, width: 1, height: 2))
        grid.frame(Rect(x: 0, y: 0, width: 4, height: 1))
        #expect(grid == Grid(width: 4, height: 2))
        grid.frame(Rect(x: 2, y: -1, width: 5, height: 3))
        #expect(grid.text == "  │\n  ╰─")
    }

    @Test("restyling keeps the text")
    func restyle() {
        var grid = Grid(width: 4, height: 1)
        grid.write("abcd", at: .zero)
        grid.restyle(Rect(x: 1, y: 0, width: 2, height: 9)) { $0 = $0.reverse }
        #expect(grid.text == "abcd")
        #expect(grid.styleLayer().map == ".aa.")
    }

    @Test("empty grids and wild areas")
    func extremes() {
        var empty = Grid(width: 0, height: -3)
        #expect(empty.write("x", at: .zero) == 0)
        empty.fill(Rect(x: -5, y: -5, width: 100, height: 100))
        #expect(empty.text.isEmpty)
        var grid = Grid(width: 2, height: 2)
        grid.put(Glyph("x"), at: Point(x: 2, y: 0))
        grid.put(.tail, at: .zero)
        grid.write("x", in: Rect(x: 5, y: 5, width: 3, height: 1))
        #expect(grid == Grid(width: 2, height: 2))
    }
}
