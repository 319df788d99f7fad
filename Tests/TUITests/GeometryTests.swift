import Testing

@testable import TUI

@Suite("Rectangles and layout")
struct GeometryTests {
    let area = Rect(x: 2, y: 1, width: 10, height: 6)

    @Test("splits partition the area, also when asked for too much")
    func splits() {
        for count in [-1, 0, 3, 6, 99] {
            let (top, rest) = area.split(top: count)
            #expect(top.height + rest.height == area.height && rest.maxY == area.maxY && top.minY == area.minY)
            let (above, bottom) = area.split(bottom: count)
            #expect(above.height + bottom.height == area.height && bottom.maxY == area.maxY)
            let (left, right) = area.split(left: count)
            #expect(left.width + right.width == area.width && right.maxX == area.maxX)
            let (before, after) = area.split(right: count)
            #expect(before.width + after.width == area.width && after.maxX == area.maxX)
        }
    }

    @Test("inset, intersection, rows, centre")
    func rectangles() {
        #expect(area.inset(by: 1) == Rect(x: 3, y: 2, width: 8, height: 4))
        #expect(area.inset(by: 7).isEmpty)
        #expect(area.intersection(Rect(x: 0, y: 0, width: 4, height: 3)) == Rect(x: 2, y: 1, width: 2, height: 2))
        #expect(area.intersection(Rect(x: 50, y: 0, width: 4, height: 3)).isEmpty)
        #expect(area.row(2) == Rect(x: 2, y: 3, width: 10, height: 1))
        #expect(area.row(6).isEmpty && area.row(-1).isEmpty)
        #expect(area.rows.count == 6)
        #expect(area.centred(Size(width: 4, height: 99)) == Rect(x: 5, y: 1, width: 4, height: 6))
        #expect(area.contains(Point(x: 11, y: 6)) && !area.contains(Point(x: 12, y: 6)))
    }

    @Test(
        "lengths",
        arguments: [
            ([Length.fixed(3), .share(), .fixed(2)], 0, [0..<3, 3..<8, 8..<10]),
            ([.share(2), .share(1)], 0, [0..<7, 7..<10]),
            ([.share(), .share(), .share()], 0, [0..<4, 4..<7, 7..<10]),
            ([.share(), .share()], 2, [0..<4, 6..<10]),
            ([.fixed(8), .fixed(8), .share()], 0, [0..<8, 8..<10, 10..<10]),
            ([.fixed(-4), .share(0), .share()], 0, [0..<0, 0..<0, 0..<10]),
            ([.fixed(9), .fixed(9)], 3, [0..<9, 10..<10]),
            ([], 0, []),
        ])
    func layout(lengths: [Length], gap: Int, expected: [Range<Int>]) {
        let columns = Layout.columns(Rect(x: 5, y: 0, width: 10, height: 2), lengths, gap: gap)
        #expect(columns.map { $0.minX - 5..<$0.maxX - 5 } == expected)
        let rows = Layout.rows(Rect(x: 0, y: 5, width: 2, height: 10), lengths, gap: gap)
        #expect(rows.map { $0.minY - 5..<$0.maxY - 5 } == expected)
    }
}
