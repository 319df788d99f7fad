import Testing

@testable import TUI

@Suite("Links")
struct LinkTests {
    /// A grid with a text and a link on all of it.
    static func linked(_ text: String, width: Int = 12) -> Grid {
        var grid = Grid(width: width, height: 2)
        let used = grid.write(text, at: .zero)
        grid.link("https://example.org/1", at: Rect(x: 0, y: 0, width: used, height: 1))
        return grid
    }

    static func columns(_ grid: Grid) -> [Range<Int>] {
        grid.links(inRow: 0).map(\.columns)
    }

    @Test(
        "addresses",
        arguments: [
            ("https://example.org/a?b=c#d", true), ("HTTP://x", true), ("mailto:a@b", true), ("https://", false),
            ("http://", false), ("mailto:", false), ("javascript:alert(1)", false), ("file:///etc/passwd", false),
            ("https://a b", false), ("https://a\u{1B}]8;;\u{7}", false), ("https://a\n", false),
            ("https://ä.example", false), (" https://a", false), ("", false),
            ("https://" + String(repeating: "a", count: 1_992), true),
            ("https://" + String(repeating: "a", count: 1_993), false),
        ])
    func addresses(url: String, isAllowed: Bool) {
        #expect(Link.isAllowed(url) == isAllowed)
        var grid = Grid(width: 3, height: 1)
        grid.link(url, at: grid.bounds)
        #expect(grid.links.isEmpty != isAllowed)
    }

    @Test("a link is part of what a grid is")
    func equality() {
        var plain = Grid(width: 12, height: 2)
        plain.write("bid now", at: .zero)
        let linked = Self.linked("bid now")
        #expect(plain.text == linked.text)
        #expect(plain != linked)
        #expect(!plain.hasSameRow(0, as: linked))
        #expect(plain.hasSameRow(1, as: linked))
        #expect(linked == Self.linked("bid now"))
    }

    @Test("what is written over a link ends it there; looks do not")
    func overwriting() {
        var grid = Self.linked("0123456789")
        grid.restyle(grid.bounds) { $0 = $0.dim }
        #expect(Self.columns(grid) == [0..<10])
        grid.write("ab", at: Point(x: 3, y: 0))
        #expect(Self.columns(grid) == [0..<3, 5..<10])
        grid.fill(Rect(x: 7, y: 0, width: 9, height: 1))
        #expect(Self.columns(grid) == [0..<3, 5..<7])
        grid.write("漢", at: Point(x: 4, y: 0))
        #expect(Self.columns(grid) == [0..<3, 6..<7])
        grid.write("other row", at: Point(x: 0, y: 1))
        #expect(Self.columns(grid) == [0..<3, 6..<7])
        grid.fill(grid.bounds)
        #expect(grid.links.isEmpty)
    }

    @Test("the newer link wins, a rectangle links each of its rows, the outside is ignored")
    func places() {
        var grid = Self.linked("0123456789")
        grid.link("https://example.org/2", at: Rect(x: 8, y: -1, width: 99, height: 3))
        #expect(grid.links.map(\.url).map(\.last) == ["1", "2", "2"])
        #expect(grid.links.map(\.row) == [0, 0, 1])
        #expect(grid.links.map(\.columns) == [0..<8, 8..<12, 8..<12])
        grid.link("https://example.org/3", at: Rect(x: 50, y: 0, width: 5, height: 1))
        #expect(grid.links.count == 3)
    }

    @Test("half a wide glyph is no part of a link")
    func wide() {
        var grid = Grid(width: 8, height: 1)
        grid.write("漢字漢字", at: .zero)
        grid.link("https://example.org", at: Rect(x: 1, y: 0, width: 6, height: 1))
        #expect(Self.columns(grid) == [2..<6])
        grid.link("https://example.org", at: Rect(x: 7, y: 0, width: 1, height: 1))
        #expect(Self.columns(grid) == [2..<6])
    }

    @Test("a flood of links is bounded")
    func flood() {
        var grid = Grid(width: 100, height: 10)
        for index in 0..<1_000 {
            grid.link("https://example.org", at: Rect(x: index % 100, y: index / 100, width: 1, height: 1))
        }
        #expect(grid.links.count == 256)
    }
}
