import Testing

@testable import TUI

@Suite("Dot canvas")
struct DotCanvasTests {
    @Test("each dot is its own bit")
    func dots() {
        let expected = Array("⠁⠂⠄⡀⠈⠐⠠⢀")
        for (index, character) in expected.enumerated() {
            var canvas = DotCanvas(Size(width: 1, height: 1))
            canvas.set(index / 4, index % 4)
            #expect(canvas.isSet(index / 4, index % 4))
            #expect(WidgetTests.draw(canvas, 1).text == String(character))
        }
    }

    @Test("lines")
    func lines() {
        var canvas = DotCanvas(Size(width: 6, height: 2))
        canvas.line(from: (0, 0), to: (11, 7))
        canvas.line(from: (0, 7), to: (11, 7))
        #expect(WidgetTests.draw(canvas, 6, 2).text == "⠑⠢⣀\n⣀⣀⣀⣉⣢⣄")
    }

    @Test("lines from anywhere are clipped and end soon")
    func clipping() {
        var canvas = DotCanvas(Size(width: 4, height: 2))
        canvas.line(from: (-1e12, 3), to: (1e12, 3))
        canvas.line(from: (50, 50), to: (60, 60))
        canvas.line(from: (.nan, 0), to: (1, 1))
        canvas.line(from: (0, 0), to: (.infinity, 1))
        canvas.line(from: (-1.7e308, 0), to: (1.7e308, 0))
        canvas.set(-1, 0)
        canvas.set(8, 7)
        #expect(WidgetTests.draw(canvas, 4, 2).text == "⣀⣀⣀⣀\n")
    }

    @Test("a cell has the style of its most important dot, and keeps the background")
    func styles() {
        var canvas = DotCanvas(Size(width: 2, height: 1))
        canvas.set(0, 0, style: Style(foreground: .red), priority: 2)
        canvas.set(1, 0, style: Style(foreground: .green), priority: 1)
        var grid = Grid(width: 3, height: 1)
        grid.fill(grid.bounds, with: Glyph("."), style: Style(background: .blue))
        canvas.draw(in: grid.bounds, on: &grid)
        #expect(grid.text == "⠉..")
        #expect(grid[0, 0].style == Style(foreground: .red, background: .blue))
    }

    @Test(
        "a poorer font shows the same dots by what it has",
        arguments: [
            ([(0, 0)], "▘", "'"), ([(1, 3)], "▗", "."), ([(0, 1), (1, 1)], "▀", "-"), ([(0, 3), (1, 3)], "▄", "_"),
            ([(0, 0), (0, 1), (0, 2), (0, 3)], "▌", "|"), ([(0, 3), (0, 2), (1, 1), (1, 0)], "▞", "/"),
            ([(0, 0), (0, 1), (1, 2), (1, 3)], "▚", "\\"), ([(0, 1), (0, 2)], "▌", ":"),
        ] as [([(Int, Int)], String, String)])
    func modes(dots: [(Int, Int)], quadrants: String, ascii: String) {
        for (mode, expected) in [(DotCanvas.Mode.quadrants, quadrants), (.ascii, ascii)] {
            var canvas = DotCanvas(Size(width: 1, height: 1), mode: mode)
            for (x, y) in dots { canvas.set(x, y) }
            #expect(WidgetTests.draw(canvas, 1).text == expected)
        }
    }

    @Test("every pattern has a sign of its mode")
    func everyPattern() {
        for mode in DotCanvas.Mode.allCases {
            #expect(mode.glyphs.count == 256)
            #expect(mode == .braille || mode.glyphs[0] == .space)
            #expect(mode.glyphs.dropFirst().allSatisfy { $0 != .space && $0.width == 1 })
            #expect(mode != .ascii || mode.glyphs.allSatisfy { $0.base < 0x7F })
        }
    }

    @Test("a dotted line keeps its dots wherever it begins")
    func dotted() {
        var whole = DotCanvas(Size(width: 6, height: 1))
        whole.line(from: (0, 0), to: (11, 0), spacing: 3)
        #expect(WidgetTests.draw(whole, 6).text == "⠁⠈⠀⠁⠈".replacing("⠀", with: " "))
        var parts = DotCanvas(Size(width: 6, height: 1))
        parts.line(from: (4, 0), to: (11, 0), spacing: 3)
        parts.line(from: (0, 0), to: (4, 0), spacing: 3)
        #expect(WidgetTests.draw(parts, 6) == WidgetTests.draw(whole, 6))
    }
}
