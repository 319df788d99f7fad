import TUI

/// Names and values under each other, in two columns where there is room.
struct Facts: Widget {
    struct Fact {
        var name: String
        var value: StyledText

        init(_ name: String, _ value: StyledText) {
            self.name = name
            self.value = value
        }
    }

    let facts: [Fact]
    let nameStyle: Style
    let valueStyle: Style

    /// Lines that are needed in so many columns.
    func height(width: Int) -> Int { width >= 60 ? (facts.count + 1) / 2 : facts.count }

    func draw(in area: Rect, on grid: inout Grid) {
        let names = facts.map { DisplayWidth.of($0.name) }.max() ?? 0
        let lines = height(width: area.width)
        let columns = area.width >= 60 ? Layout.columns(area, [.share(1), .share(1)], gap: 2) : [area]
        for (index, fact) in facts.enumerated() where index / max(1, lines) < columns.count {
            let row = columns[index / max(1, lines)].row(index % max(1, lines))
            let (left, right) = row.split(left: names + 2)
            grid.write(fact.name, in: left, style: nameStyle)
            grid.write(fact.value, in: right, over: valueStyle)
        }
    }
}
