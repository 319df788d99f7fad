import Testing

@testable import TUI

@Suite("Table")
struct TableTests {
    // swift-format-ignore
    static let columns: [Table.Column] = [
        .init("lot",   minimum: 3,  ideal: 3,            priority: 3),
        .init("title", minimum: 8,  ideal: 12, share: 1, priority: 2),
        .init("price", minimum: 8,  ideal: 10, align: .right, priority: 3),
        .init("bids",  minimum: 4,  ideal: 4,  align: .right, priority: 1),
    ]

    static let lots = [
        ("17", "Aalto vase, 1951", "€ 1,250.00", "23"), ("22", "鉄腕アトム 原画", "€ 2,480.00", "41"),
        ("09", "Leica M3", "€18,200.00", "7"),
    ]

    static func table(count: Int = 3, selection: Int? = nil, offset: Int = 0, showsHeader: Bool = true) -> Table {
        Table(columns, count: count, selection: selection, offset: offset, showsHeader: showsHeader) { index in
            let lot = lots[index % 3]
            return Table.Row([StyledText(lot.0), StyledText(lot.1), StyledText(lot.2), StyledText("\(index)")])
        }
    }

    static func picture(_ table: Table, width: Int, height: Int) -> String {
        var grid = Grid(width: width, height: height)
        table.draw(in: grid.bounds, on: &grid)
        return grid.text
    }

    @Test("all columns have their ideal width, the rest goes to the share")
    func roomy() {
        #expect(
            Self.picture(Self.table(selection: 1), width: 44, height: 5) == """
                  lot  title                     price  bids
                  17   Aalto vase, 1951     € 1,250.00     0
                ▸ 22   鉄腕アトム 原画      € 2,480.00     1
                  09   Leica M3             €18,200.00     2

                """)
    }

    @Test("between minimum and ideal the columns share what there is")
    func tight() {
        #expect(
            Self.picture(Self.table(selection: 0), width: 34, height: 4) == """
                  lot  title           price  bids
                ▸ 17   Aalto vas…  € 1,250.…     0
                  22   鉄腕アト…   € 2,480.…     1
                  09   Leica M3    €18,200.…     2
                """)
    }

    @Test("columns that have no room go, the least important first")
    func narrow() {
        #expect(
            Self.picture(Self.table(), width: 27, height: 2) == """
                  lot  title          price
                  17   Aalto vas…  € 1,250…
                """)
        #expect(
            Self.picture(Self.table(), width: 18, height: 2) == """
                  lot       price
                  17   € 1,250.00
                """)
        #expect(Self.picture(Self.table(), width: 6, height: 2) == "  lot\n  17")
        #expect(Self.picture(Self.table(), width: 2, height: 2) == "\n")
        #expect(Self.picture(Self.table(), width: 0, height: 0) == "")
    }

    @Test("a text that is too long takes the room of empty cells after it, and of no others")
    func overflow() {
        let rows: [[StyledText]] = [
            ["17", "Aalto vase, signed, 1951", "", ""], ["22", "Aalto vase, signed, 1951", "", "41"],
            ["09", "Aalto vase, signed, 1951", "€ 9.00", ""],
        ]
        let table = Table(Self.columns, count: 3) { Table.Row(rows[$0]) }
        #expect(
            Self.picture(table, width: 34, height: 4) == """
                  lot  title           price  bids
                  17   Aalto vase, signed, 1951
                  22   Aalto vase, signed, …    41
                  09   Aalto vas…     € 9.00
                """)
    }

    @Test("looks: the row's style lies under the cells', the selection between")
    func looks() {
        var grid = Grid(width: 12, height: 3)
        let table = Table([.init("a", ideal: 4), .init("b", ideal: 4)], count: 2, selection: 1) { index in
            Table.Row([StyledText("x\(index)", Style(foreground: .red)), "y"], style: Style(background: .blue))
        }
        table.draw(in: grid.bounds, on: &grid)
        #expect(
            grid.snapshot() == """
                  a     b
                  x0    y
                ▸ x1    y
                ~
                aaaaaaaaaaaa
                bbccbbbbbbbb
                deffeeeeeeee
                ~
                a = grey
                b = on blue
                c = red on blue
                d = bold yellow on blue
                e = bold on blue
                f = bold red on blue
                """)
    }

    @Test("only the rows in sight are asked for, whatever the length of the list")
    func laziness() {
        var asked: [Int] = []
        let table = Table([.init("n", ideal: 7)], count: 1_000_000, offset: 999_990) { index in
            asked.append(index)
            return Table.Row([StyledText("\(index)")])
        }
        var grid = Grid(width: 10, height: 5)
        table.draw(in: grid.bounds, on: &grid)
        #expect(asked == [999_990, 999_991, 999_992, 999_993])
        #expect(table.index(at: Point(x: 4, y: 2), in: grid.bounds) == 999_991)
        #expect(table.index(at: Point(x: 4, y: 0), in: grid.bounds) == nil)
        #expect(table.index(at: Point(x: 40, y: 2), in: grid.bounds) == nil)
    }

    @Test("an offset past the end, and too few cells")
    func bounds() {
        #expect(Self.picture(Self.table(offset: 99), width: 27, height: 3) == "  lot  title          price\n\n")
        #expect(Self.picture(Self.table(offset: -5, showsHeader: false), width: 8, height: 1) == "  17")
        #expect(
            Self.picture(Table(Self.columns, count: 1) { _ in Table.Row(["1"]) }, width: 20, height: 2).hasSuffix("  1")
        )
        #expect(Self.picture(Table([], count: 2, selection: 0) { _ in Table.Row([]) }, width: 5, height: 2) == "\n▸")
    }
}

@Suite("Scroll")
struct ScrollTests {
    struct Case: Sendable {
        let offset, height, count: Int
        let selection: Int?
        let expected: Int
    }

    // swift-format-ignore
    @Test("the least move that keeps the selection in sight", arguments: [
        Case(offset: 0,  height: 10, count: 50, selection: 5,   expected: 0),
        Case(offset: 0,  height: 10, count: 50, selection: 8,   expected: 1),
        Case(offset: 0,  height: 10, count: 50, selection: 30,  expected: 23),
        Case(offset: 30, height: 10, count: 50, selection: 31,  expected: 29),
        Case(offset: 30, height: 10, count: 50, selection: 0,   expected: 0),
        Case(offset: 0,  height: 10, count: 50, selection: 49,  expected: 40),
        Case(offset: 40, height: 10, count: 45, selection: nil, expected: 35),
        Case(offset: 40, height: 10, count: 5,  selection: 2,   expected: 0),
        Case(offset: 3,  height: 1,  count: 50, selection: 7,   expected: 7),
        Case(offset: 3,  height: 2,  count: 50, selection: 7,   expected: 6),
        Case(offset: 9,  height: 0,  count: 50, selection: 7,   expected: 0),
        Case(offset: 9,  height: 10, count: 0,  selection: 7,   expected: 0),
        Case(offset: 0,  height: 10, count: 20, selection: 999, expected: 10),
    ])
    func showing(_ example: Case) {
        let scroll = Scroll(offset: example.offset)
            .showing(example.selection, count: example.count, height: example.height)
        #expect(scroll.offset == example.expected)
    }

    @Test("walking down and up never loses the selection nor shows rows past the end")
    func walk() {
        var scroll = Scroll()
        for selection in Array(0..<100) + Array(0..<100).reversed() {
            scroll = scroll.showing(selection, count: 100, height: 7)
            #expect((scroll.offset..<scroll.offset + 7).contains(selection))
            #expect((0...93).contains(scroll.offset))
        }
    }
}
