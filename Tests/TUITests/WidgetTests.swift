import Testing

@testable import TUI

@Suite("Widgets")
struct WidgetTests {
    static func draw(_ widget: some Widget, _ width: Int, _ height: Int = 1) -> Grid {
        var grid = Grid(width: width, height: height)
        widget.draw(in: grid.bounds, on: &grid)
        return grid
    }

    @Test("a panel says its key and title, and a note where there is room")
    func panel() {
        let panel = Panel("Auctions", key: "1", note: "by time left", footer: "3 of 40")
        #expect(
            Self.draw(panel, 30, 3).text == """
                ╭ 1 Auctions ─ by time left ─╮
                │                            │
                ╰────────────────── 3 of 40 ─╯
                """)
        #expect(
            Self.draw(panel, 28, 2).text == """
                ╭ 1 Auctions ──────────────╮
                ╰──────────────── 3 of 40 ─╯
                """)
        #expect(Self.draw(panel, 9, 2).text == "╭ 1 Au… ╮\n╰───────╯")
        #expect(Self.draw(panel, 4, 2).text == "╭──╮\n╰──╯")
        #expect(Self.draw(panel, 1, 1).text == "")
    }

    @Test("the focused panel is brighter")
    func focus() {
        let focused = Self.draw(Panel("Map", key: "3", isFocused: true), 12, 2)
        #expect(
            focused.snapshot() == """
                ╭ 3 Map ───╮
                ╰──────────╯
                ~
                abcbbbbbaaaa
                aaaaaaaaaaaa
                ~
                a = white
                b = bold
                c = bold yellow
                """)
        #expect(Self.draw(Panel("Map", key: "3"), 12, 2).text == focused.text)
        #expect(Self.draw(Panel("Map", key: "3"), 12, 2) != focused)
    }

    @Test("a panel divided")
    func divider() {
        var grid = Grid(width: 24, height: 5)
        let panel = Panel("Auctions")
        panel.draw(in: grid.bounds, on: &grid)
        panel.divide(grid.bounds, at: 2, title: "Lot 17", note: "reserve ✓", on: &grid)
        panel.divide(grid.bounds, at: 4, title: "never", on: &grid)
        #expect(
            grid.text == """
                ╭ Auctions ────────────╮
                │                      │
                ├ Lot 17 ── reserve ✓ ─┤
                │                      │
                ╰──────────────────────╯
                """)
    }

    @Test(
        "sparkline",
        arguments: [
            ([0, 1, 2, 3, 4, 5, 6, 7], 8, "▁▂▃▄▅▆▇█"), ([1, 2, 3], 5, "  ▃▆█"), ([9, 1, 8], 2, "▂█"),
            ([0, 0], 2, "▁▁"), ([nil, 4, nil, 2], 4, " █ ▅"), ([.nan, 1, .infinity, -1], 4, " █ ▁"), ([], 3, ""),
        ] as [([Double?], Int, String)])
    func sparkline(values: [Double?], width: Int, expected: String) {
        #expect(Self.draw(Sparkline(values, ceiling: values.contains(.infinity) ? 1 : nil), width).text == expected)
    }

    @Test(
        "gauge",
        arguments: [
            (0, ""), (1, "████"), (0.5, "██"), (0.53, "██▏"), (0.72, "██▉"), (-3, ""), (7, "████"), (Double.nan, ""),
        ])
    func gauge(fraction: Double, expected: String) {
        #expect(Self.draw(Gauge(fraction), 4).text == expected)
    }

    @Test("tabs, and that the chosen one is always in sight")
    func tabs() {
        let names = [
            Tabs.Tab("Auctions", key: "1"), .init("Rides", key: "2"), .init("Notifications", key: "4", badge: "●3"),
        ]
        let tabs = Tabs(names, selection: 0)
        #expect(Self.draw(tabs, 44).text == " 1 Auctions  2 Rides  4 Notifications ●3")
        #expect(tabs.places(in: Rect(x: 0, y: 0, width: 44, height: 1)).map(\.minX) == [0, 12, 21])
        #expect(Self.draw(Tabs(names, selection: 2), 24).text.contains("4 Notifications ●3"))
        #expect(Self.draw(Tabs([], selection: 0), 5).text.isEmpty)
    }

    @Test("hints that do not fit are left out whole; the note stays")
    func hints() {
        let hints = KeyHints([.init("enter", "detail"), .init("/", "find"), .init("?", "help")], note: "midnight")
        #expect(Self.draw(hints, 42).text == " enter detail  / find  ? help    midnight")
        #expect(Self.draw(hints, 31).text == " enter detail  / find midnight")
        #expect(Self.draw(hints, 9).text == "midnight")
    }
}
