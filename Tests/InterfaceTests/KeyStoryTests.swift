import Dashboard
import Domain
import TUI
import Testing

@testable import Interface

/// Keys in, what the person then sees or has selected.
@Suite struct KeyStoryTests {
    var desk: Desk

    init() throws { desk = try Sample.desk(80, 24) }

    @discardableResult
    private mutating func type(_ keys: String) throws -> [Effect] {
        try Sample.type(keys.replacing(" ", with: "<space>"), on: &desk)
    }

    private var screen: String { Screen(desk).grid().text }
    private var footer: String { Screen(desk).grid().lines.last ?? "" }

    // MARK: Moving

    @Test(arguments: [
        ("j", "17"), ("jj", "22"), ("jjk", "17"), ("jkkk", "17"), ("<down><down><up>", "17"), ("G", "14"), ("Gg", "17"),
        ("jG<home>", "17"), ("g<c-d>", "31"), ("G<c-u>", "9"), ("g<end>", "14"), ("j<pgdn>", "31"),
    ])
    mutating func selection(keys: String, lot: String) throws {
        try type(keys)
        #expect(desk.board.selectedLot?.id == lot)
    }

    @Test(arguments: [
        ("<tab>", Pane.journeys), ("<tab><tab><tab>", .notifications), ("<tab><tab><tab><tab><tab>", .auctions),
        ("<s-tab>", .feeds), ("3", .map), ("31", .auctions), ("2", .journeys), ("5", .feeds),
    ])
    mutating func focus(keys: String, pane: Pane) throws {
        try type(keys)
        #expect(desk.board.focus == pane)
    }

    @Test mutating func theSelectionStaysOnItsLotWhenOthersOvertakeIt() throws {
        try type("j")
        #expect(desk.board.selectedRow(of: .auctions) == 0)
        Sample.send(
            .lot(Lot(lot: "99", title: "Late entry", status: .open, closesAt: Sample.after(3))), feed: "house",
            to: &desk.board)
        desk.arrange(at: Sample.now, size: desk.size)
        #expect(desk.board.selectedLot?.id == "17")
        #expect(desk.board.selectedRow(of: .auctions) == 1)
    }

    // MARK: Searching and filtering

    @Test mutating func searchMovesOnlyOnEnter() throws {
        try type("/leica")
        #expect(desk.board.selectedLot == nil)
        #expect(footer.contains("1 found"))
        try type("<enter>")
        #expect(desk.board.selectedLot?.id == "22")
        try type("/a<enter>")
        let first = desk.board.selectedLot
        try type("n")
        #expect(desk.board.selectedLot != first)
        try type("N")
        #expect(desk.board.selectedLot == first)
    }

    @Test mutating func aSearchWithoutMatchSaysSo() throws {
        try type("/zeppelin<enter>")
        #expect(footer.contains("Nothing here matches zeppelin"))
    }

    @Test mutating func aFilterHidesWhileItIsTyped() throws {
        try type("&leica")
        #expect(screen.contains("Leica") && !screen.contains("Aalto"))
        #expect(footer.contains("1 of 6"))
        try type("<esc>")
        #expect(screen.contains("Aalto"))
        try type("&leica<enter>")
        #expect(screen.contains("&leica") && !screen.contains("Aalto"))
        try type("<esc>")
        #expect(screen.contains("Aalto"))
    }

    // MARK: The layers that escape leaves

    @Test mutating func escapeLeavesTheInnermostThingFirst() throws {
        try type("pzj/a<enter><enter>")
        #expect(desk.openDetails == [.auctions] && desk.board.isPaused)
        try type("<esc>")
        #expect(desk.openDetails.isEmpty && !desk.sought.isEmpty)
        try type("<esc>")
        #expect(desk.sought.isEmpty && desk.board.selectedLot != nil)
        try type("<esc>")
        #expect(desk.board.selectedLot == nil && desk.layout.isZoomed)
        try type("<esc>")
        #expect(!desk.layout.isZoomed && desk.board.isPaused)
        try type("<esc>")
        #expect(!desk.board.isPaused)
    }

    // MARK: Answering

    @Test mutating func acknowledgingGoesDownTheList() throws {
        let unread = desk.board.scene.notifications.unread
        try type("4j")
        let first = desk.board.selectedNotice
        try type("a")
        #expect(desk.board.scene.notifications.unread == unread - 1)
        #expect(desk.board.selectedNotice != first)
        try type("A")
        #expect(desk.board.scene.notifications.unread == 0)
    }

    @Test mutating func withNothingSelectedAcknowledgeOnlySelects() throws {
        let unread = desk.board.scene.notifications.unread
        try type("4a")
        #expect(desk.board.scene.notifications.unread == unread)
        #expect(desk.board.selectedRow(of: .notifications) == 0)
    }

    @Test mutating func dismissingTakesTheRowAwayAndSelectsTheNext() throws {
        try type("4jj")
        let count = desk.board.rowCount(of: .notifications)
        #expect(screen.contains("Payment service is down"))
        try type("kx")
        #expect(desk.board.rowCount(of: .notifications) == count - 1)
        #expect(desk.board.selectedRow(of: .notifications) == 0)
    }

    @Test mutating func aSnoozedNotificationComesBack() throws {
        try type("4g")
        let number = desk.board.selectedNotice
        let count = desk.board.rowCount(of: .notifications)
        try type("Z")
        #expect(desk.board.rowCount(of: .notifications) == count - 1)
        #expect(screen.contains("1 snoozed") && footer.contains("Snoozed for 10 min"))
        desk.arrange(at: Sample.after(601), size: desk.size)
        #expect(desk.board.rowCount(of: .notifications) == count)
        #expect(desk.board.scene.notifications.notice(row: 0)?.number == number)
    }

    @Test mutating func aChangeOfDriverWaitsUntilItIsAcknowledged() throws {
        desk.arrange(at: Sample.now, size: Size(width: 80, height: 40))
        try type("2z/olli<enter>")
        #expect(screen.contains("! new driver") && screen.contains("Check the plate"))
        #expect(screen.contains("Pia L.") && screen.contains("OLD-1"))
        try type("a")
        #expect(!screen.contains("! new driver") && !screen.contains("Check the plate"))
    }

    // MARK: Pausing, sorting, times

    @Test mutating func aPausedViewStandsStillAndCountsWhatComes() throws {
        try type("p")
        let before = screen
        Sample.send(
            .bid(Bid(lot: "22", amount: Sample.euros(999_900), bidder: "paddle 1", state: .accepted)), feed: "house",
            ago: 1, to: &desk.board)
        desk.arrange(at: Sample.now, size: desk.size)
        #expect(!screen.contains("9,999.00"))
        #expect(screen.contains("‖ paused +1"))
        #expect(screen.split(separator: "\n").dropFirst() == before.split(separator: "\n").dropFirst())
        try type("p")
        #expect(screen.contains("9,999.00"))
        #expect(!screen.contains("paused"))
    }

    @Test mutating func sortingTurnsRound() throws {
        try type("s")
        #expect(screen.contains("by lot"))
        #expect(desk.board.scene.auctions.auction(row: 0)?.key.id == "9")
        try type("sss")
        #expect(desk.board.auctionSort == .closing)
    }

    @Test mutating func timesCanBeAges() throws {
        try type("4")
        #expect(screen.contains("14:03"))
        try type("t")
        #expect(screen.contains(" 8 s "))
    }

    // MARK: Copying, the palette, leaving

    @Test(arguments: [
        ("j", "y", Effect.copy("€ 1,250.00")), ("2/b12<enter>", "y", .copy("60.16600, 24.94200")),
        ("2/olli<enter>", "y", .copy("XYZ-987")),
    ])
    mutating func copying(before: String, key: String, effect: Effect) throws {
        try type(before)
        #expect(try type(key) == [effect])
        #expect(footer.contains("Copied"))
    }

    @Test mutating func copyingAsJSONTellsAllThatIsKnown() throws {
        try type("j")
        guard case .copyEvent("house", .lot(let lot))? = try type("Y").first else {
            Issue.record("no lot was copied")
            return
        }
        #expect(lot.lot == "17" && lot.current == Sample.euros(125_000) && lot.standing == .leading)
    }

    @Test mutating func thePaletteCompletesAndDoes() throws {
        try type(":lay<tab>")
        guard case .palette(let palette) = desk.mode else {
            Issue.record("the palette is not open")
            return
        }
        #expect(palette.input.text == "layout overview")
        try type("<c-u>layout rides<enter>")
        #expect(desk.layout.preset == .rides && desk.board.focus == .journeys)
        try type(":nonsense<enter>")
        #expect(footer.contains("No command is called nonsense"))
        #expect(try type(":theme basic<enter>") == [.use(theme: "basic")])
    }

    /// The keys before, what is typed as a command, and what is said of it.
    @Test(arguments: [
        ("1", "sno", "snooze works in pane 4, notifications"),
        ("1", "snooze 10m", "snooze works in pane 4, notifications"),
        ("3", "dism", "dismiss works in pane 4, notifications"), ("1", "fit", "fit works in pane 3, map"),
        ("2", "foll", "follow needs a selected ride or vehicle"),
        ("1", "next-m", "next-match needs something to search for: /"),
        ("1", "wid", "wider needs several panes in sight"),
        ("1", "snap", "No command is called snap; ? shows them all"),
    ])
    mutating func aCommandThatDoesNothingHereSaysWhereItWould(keys: String, name: String, said: String) throws {
        try type("\(keys):\(name)")
        #expect(screen.contains(said) || said.hasPrefix("No command") && screen.contains("no command is called that"))
        try type("<enter>")
        #expect(footer.contains(said))
    }

    @Test mutating func anEmptyPaneHasNothingToSnooze() throws {
        desk = try Sample.desk(80, 24, board: Board())
        try type("4:snooze<enter>")
        #expect(footer.contains("snooze needs something in this pane"))
    }

    @Test mutating func quitting() throws {
        #expect(try type("q") == [.quit])
        #expect(try type("<c-c>") == [.quit])
        #expect(try type(":a<c-c>") == [.quit])
        #expect(try Sample.type("<esc>jkp?", on: &desk) == [])
    }

    @Test(arguments: [("r", Effect.reconnect), ("<c-l>", .redraw), ("<c-z>", .suspend), ("<f2>", .mouse(false))])
    mutating func whatHappensOutside(key: String, effect: Effect) throws {
        #expect(try type(key) == [effect])
    }

    @Test(arguments: ["<end>", "G"])
    mutating func helpGoesToItsEndsAtOnce(key: String) throws {
        try type("?")
        let top = screen
        try type(key)
        #expect(screen.contains("⚑ 2") && screen != top)
        try type("<home>")
        #expect(screen == top)
    }

    @Test mutating func helpScrollsNoFurtherThanItsEnd() throws {
        desk.arrange(at: Sample.now, size: Size(width: 40, height: 12))
        try type("?")
        for _ in 0..<90 { try type("<down>") }
        let text = screen
        #expect(text.contains("⚑ 2"))
        try type("<up>")
        #expect(screen != text)
    }
}
