import Dashboard
import Domain
import TUI
import Testing

@testable import Interface

/// Keys in, what the person then sees or has selected.
@Suite struct KeyStoryTests {
    var board = Sample.board()
    let size = Size(width: 80, height: 24)

    @discardableResult
    private mutating func type(_ keys: String) throws -> [Effect] {
        try Key.sequence(keys).flatMap { key in board.handle(.key(key), size: size) }
    }

    private var screen: String { Screen(board: board, theme: .dark, now: Sample.now).grid(size).text }

    @Test(arguments: [
        ("j", "17"), ("jj", "22"), ("jjk", "17"), ("jkkk", "17"), ("<down><down><up>", "17"), ("G", "14"), ("Gg", "17"),
        ("jG<home>", "17"), ("g<c-d>", "14"), ("G<c-u>", "17"), ("g<end>", "14"), ("j<pgdn>", "14"),
    ])
    mutating func selection(keys: String, lot: String) throws {
        try type(keys)
        #expect(board.selectedLot?.id == lot)
    }

    @Test(arguments: [
        ("<tab>", Pane.journeys), ("<tab><tab>", .notifications), ("<tab><tab><tab>", .auctions),
        ("<s-tab>", .notifications), ("3", .notifications), ("31", .auctions), ("2", .journeys),
    ])
    mutating func focus(keys: String, pane: Pane) throws {
        try type(keys)
        #expect(board.focus == pane)
    }

    @Test mutating func theSelectionStaysOnItsLotWhenOthersOvertakeIt() throws {
        try type("j")
        #expect(board.selectedRow(of: .auctions) == 0)
        Sample.send(
            .lot(Lot(lot: "99", title: "Late entry", status: .open, closesAt: Sample.after(3))), feed: "house",
            to: &board)
        board.arrange(at: Sample.now)
        #expect(board.selectedLot?.id == "17")
        #expect(board.selectedRow(of: .auctions) == 1)
    }

    @Test mutating func acknowledgingGoesDownTheList() throws {
        let unread = board.scene.notifications.unread
        try type("3j")
        let first = board.selectedNotice
        try type("a")
        #expect(board.scene.notifications.unread == unread - 1)
        #expect(board.selectedNotice != first)
        try type("A")
        #expect(board.scene.notifications.unread == 0)
    }

    @Test mutating func withNothingSelectedAcknowledgeOnlySelects() throws {
        let unread = board.scene.notifications.unread
        try type("3a")
        #expect(board.scene.notifications.unread == unread)
        #expect(board.selectedRow(of: .notifications) == 0)
    }

    @Test mutating func dismissingTakesTheRowAwayAndSelectsTheNext() throws {
        try type("3jj")
        let count = board.rowCount
        let text = screen
        #expect(text.contains("Payment service is down"))
        try type("kx")
        #expect(board.rowCount == count - 1)
        #expect(board.selectedRow(of: .notifications) == 0)
    }

    @Test mutating func aPausedViewStandsStillAndCountsWhatComes() throws {
        try type("p")
        let before = screen
        Sample.send(
            .bid(Bid(lot: "22", amount: Sample.euros(999_900), bidder: "paddle 1", state: .accepted)), feed: "house",
            ago: 1, to: &board)
        board.arrange(at: Sample.now)
        #expect(!screen.contains("9,999.00"))
        #expect(screen.contains("‖ paused +1"))
        #expect(screen.split(separator: "\n").dropFirst() == before.split(separator: "\n").dropFirst())
        try type("p")
        board.arrange(at: Sample.now)
        #expect(screen.contains("9,999.00"))
        #expect(!screen.contains("paused"))
    }

    @Test mutating func escapeLeavesTheInnermostThingFirst() throws {
        try type("pj?")
        #expect(board.isHelpShown)
        try type("<esc>")
        #expect(!board.isHelpShown && board.selectedLot != nil && board.isPaused)
        try type("<esc>")
        #expect(board.selectedLot == nil && board.isPaused)
        try type("<esc>")
        #expect(!board.isPaused)
    }

    @Test mutating func sortingTurnsRound() throws {
        try type("s")
        board.arrange(at: Sample.now)
        #expect(screen.contains("by lot"))
        #expect(board.scene.auctions.auction(row: 0)?.key.id == "9")
        try type("sss")
        #expect(board.auctionSort == .closing)
    }

    @Test mutating func helpScrollsNoFurtherThanItsEnd() throws {
        let small = Size(width: 40, height: 12)
        _ = board.handle(.key(Key("?")), size: small)
        for _ in 0..<50 { _ = board.handle(.key(Key("j")), size: small) }
        let text = Screen(board: board, theme: .dark, now: Sample.now).grid(small).text
        #expect(text.contains("Leave spotter"))
        _ = board.handle(.key(Key("k")), size: small)
        #expect(Screen(board: board, theme: .dark, now: Sample.now).grid(small).text != text)
    }

    @Test mutating func quitting() throws {
        #expect(try type("q") == [.quit])
        #expect(try type("<c-c>") == [.quit])
        #expect(try type("jkp?") == [])
    }

    @Test mutating func theWheelMovesAndAClickFocuses() {
        _ = board.handle(.mouse(MouseEvent(.wheelDown, at: .zero)), size: size)
        #expect(board.selectedRow(of: .auctions) == 0)
        let wide = Size(width: 120, height: 36)
        _ = board.handle(.mouse(MouseEvent(.press(.left), at: Point(x: 100, y: 10))), size: wide)
        #expect(board.focus == .journeys)
    }

    // MARK: One table

    @Test func everyCommandIsInTheTableOnceAndEveryKeyMeansOneThing() throws {
        #expect(
            Command.table.map(\.command).sorted { $0.rawValue < $1.rawValue }
                == Command.allCases.sorted { $0.rawValue < $1.rawValue })
        let keys = try Command.table.flatMap { entry in try entry.keys.map { try Key(notation: $0) } }
        #expect(Set(keys).count == keys.count)
        for entry in Command.table {
            for key in entry.keys { #expect(Keymap.standard.command(for: try Key(notation: key)) == entry.command) }
        }
    }

    @Test mutating func theFooterShowsOnlyKeysThatWork() throws {
        let empty = Screen(board: Board(), theme: .dark, now: Sample.now).grid(size).lines.last ?? ""
        #expect(!empty.contains("ack") && !empty.contains("dismiss") && !empty.contains("down"))
        #expect(empty.contains("? help") && empty.contains("q quit"))
        try type("3j")
        let full =
            Screen(board: board, theme: .dark, now: Sample.now).grid(Size(width: 120, height: 36)).lines.last ?? ""
        #expect(full.contains("a ack") && full.contains("x dismiss") && !full.contains("sort"))
    }
}
