import Domain
import Testing

@testable import Dashboard

/// The notification log: order, repeats, what was seen, bounds.
@Suite struct NotificationTests {
    var board = Board()

    private mutating func apply(_ events: Envelope...) {
        for event in events { board.apply(event) }
        board.arrange(at: Make.time(0))
    }

    private var log: NotificationLog { board.scene.notifications }

    /// Such as `b×2 a`, newest first.
    private var rows: String {
        (0..<log.count).compactMap { row in
            guard let notice = log.notice(row: row), case .message(let message) = notice.content else { return nil }
            let count = notice.count > 1 ? "×\(notice.count)" : ""
            return (message.title ?? "?") + count + (notice.state == .acknowledged ? "✓" : "")
        }.joined(separator: " ")
    }

    @Test mutating func newestFirst() {
        apply(Make.notice("a"), Make.notice("b"), Make.notice("c"))
        #expect(rows == "c b a")
        #expect(log.unread == 3)
    }

    @Test mutating func theSameTitleWithinTheWindowIsOneLineWithACount() {
        apply(Make.notice("a", received: 0), Make.notice("b", received: 10), Make.notice("a", received: 300))
        #expect(rows == "a×2 b")
        #expect(log.unread == 2)
        apply(Make.notice("a", received: 601))
        #expect(rows == "a a×2 b")
    }

    @Test mutating func theSameTitleFromElsewhereIsAnotherLine() {
        apply(Make.notice("a", channel: "ops"), Make.notice("a", channel: "sales"))
        #expect(rows == "a a")
    }

    @Test mutating func theSameIdentifierIsDeliveredOnce() {
        apply(Make.notice("a", id: "1"), Make.notice("a", id: "1"), Make.notice("a", id: "2"))
        #expect(rows == "a×2")
    }

    @Test mutating func aRepeatOfWhatWasAcknowledgedIsUnreadAgain() {
        apply(Make.notice("a"))
        board.perform(.focus(.notifications))
        board.perform(.move(by: 1))
        board.perform(.acknowledge)
        #expect(rows == "a✓")
        apply(Make.notice("a", received: 5))
        #expect(rows == "a×2")
        #expect(log.unread == 1)
    }

    @Test mutating func whatWasDismissedStaysAway() {
        apply(Make.notice("a", id: "1"), Make.notice("b", id: "2"))
        board.perform(.focus(.notifications))
        board.perform(.move(by: 1))
        board.perform(.dismiss)
        #expect(rows == "a")
        apply(Make.notice("b", id: "2"))
        #expect(rows == "a", "delivered again")
        apply(Make.notice("b", id: "3"))
        #expect(rows == "b a", "a new one")
    }

    @Test mutating func theOldestMakesRoomAndIsCounted() {
        var capacity = Capacity()
        capacity.notices = 3
        board = Board(capacity: capacity)
        apply(Make.notice("a"), Make.notice("b"), Make.notice("c"), Make.notice("d"), Make.notice("e"))
        #expect(rows == "e d c")
        #expect(log.forgotten == 2)
        #expect(log.unread == 3)
        apply(Make.notice("c", received: 1), Make.notice("f"))
        #expect(rows == "f c×2 e")
    }

    @Test mutating func acknowledgingAllWorksInAPauseToo() {
        apply(Make.notice("a"), Make.notice("b"))
        board.perform(.togglePause)
        apply(Make.notice("c"))
        board.perform(.acknowledgeAll)
        #expect(rows == "b✓ a✓")
        board.perform(.togglePause)
        board.arrange(at: Make.time(0))
        #expect(rows == "c✓ b✓ a✓")
    }

    @Test(
        arguments: [Pane.auctions, .journeys, .map, .feeds],
        [
            Action.acknowledge, .dismiss, .snooze(for: .seconds(60), at: Make.time(0)),
        ])
    mutating func aNoticeOutOfSightIsLeftAlone(pane: Pane, action: Action) {
        apply(Make.notice("a"), Make.notice("b"))
        for chosen in [false, true] {
            board.perform(.focus(.notifications))
            board.perform(chosen ? .select(row: 1) : .deselect)
            board.perform(.focus(pane))
            board.perform(action)
            #expect(rows == "b a" && counts() == [2, 0, 0])
            #expect(board.focus == pane && board.selectedNotice.map { _ in true } ?? false == chosen)
        }
    }

    // MARK: Snoozing and expiring

    private mutating func snooze(row: Int, until second: Int64) {
        board.perform(.focus(.notifications))
        board.perform(.select(row: row))
        board.perform(.snooze(for: .seconds(second), at: Make.time(0)))
    }

    private func counts() -> [Int] { [log.unread, log.urgent, log.snoozed] }

    @Test mutating func whatIsSnoozedComesBackAsTheNewestAndUnread() {
        apply(Make.notice("a", received: 1), Make.notice("b", received: 2), Make.notice("c", received: 3))
        snooze(row: 1, until: 60)
        #expect(rows == "c a")
        #expect(counts() == [2, 0, 1])
        #expect(board.selectedRow(of: .notifications) == 1, "the next one is chosen")
        board.perform(.acknowledgeAll)
        board.arrange(at: Timestamp(milliseconds: 59_999))
        #expect(rows == "c✓ a✓")
        board.arrange(at: Make.time(60))
        #expect(rows == "b c✓ a✓")
        #expect(counts() == [1, 0, 0])
        #expect(log.notice(row: 0)?.time == Make.time(2) && log.notice(row: 0)?.state == .unread)
    }

    @Test mutating func snoozingChangesThatNoticeAndNoOther() {
        apply(Make.notice("a"), Make.notice("b"), Make.notice("c"))
        var expected = (0..<3).map { log.notices[$0] }
        expected[1].state = .snoozed(until: Make.time(60))
        snooze(row: 1, until: 60)
        #expect((0..<3).map { log.notices[$0] } == expected)
    }

    @Test mutating func severalComeBackInTheOrderOfTheirTimes() {
        apply(Make.notice("a"), Make.notice("b"), Make.notice("c"), Make.notice("d"))
        snooze(row: 0, until: 30)
        snooze(row: 0, until: 20)
        snooze(row: 0, until: 50)
        snooze(row: 0, until: 20)
        #expect(rows == "")
        board.arrange(at: Make.time(40))
        #expect(rows == "d c a")
        board.arrange(at: Make.time(50))
        #expect(rows == "b d c a")
    }

    @Test(arguments: [(nil as UInt8?, ""), (4, ""), (5, "a×2")])
    mutating func aRepeatOfWhatIsSnoozedStaysAway(priority: UInt8?, shown: String) {
        apply(Make.notice("a"))
        snooze(row: 0, until: 3_600)
        apply(
            Make.event(
                .notification(Notification(title: "a", priority: priority)), received: 1_000, feed: "alerts",
                channel: "ops"))
        #expect(rows == shown)
        board.arrange(at: Make.time(3_600))
        #expect(rows == "a×2")
    }

    @Test mutating func snoozingWithNothingChosenOnlyChooses() {
        apply(Make.notice("a"), Make.notice("b"))
        board.perform(.focus(.notifications))
        board.perform(.snooze(for: .seconds(60), at: Make.time(0)))
        #expect(rows == "b a")
        #expect(board.selectedRow(of: .notifications) == 0)
    }

    @Test mutating func urgentOnesAreCounted() {
        for (number, priority) in ([nil, 1, 4, 5, 5] as [UInt8?]).enumerated() {
            apply(Make.event(.notification(Notification(title: "\(number)", priority: priority)), feed: "alerts"))
        }
        #expect(counts() == [5, 3, 0])
        snooze(row: 0, until: 60)
        board.perform(.acknowledge)
        #expect(counts() == [3, 1, 1])
        board.perform(.acknowledgeAll)
        #expect(counts() == [0, 0, 1])
    }

    @Test mutating func whatHasExpiredIsAcknowledged() {
        for (title, expiry) in [("a", 10 as Int64?), ("b", nil), ("c", 20)] {
            apply(
                Make.event(
                    .notification(Notification(title: title, expiresAt: expiry.map(Make.time))), feed: "alerts"))
        }
        #expect(rows == "c b a")
        board.arrange(at: Make.time(10))
        #expect(rows == "c b a✓")
        snooze(row: 0, until: 60)
        board.arrange(at: Make.time(20))
        #expect(rows == "c✓ b a✓")
        #expect(counts() == [1, 0, 0])
        board.arrange(at: Make.time(90))
        #expect(rows == "c✓ b a✓", "there is nothing to come back to")
    }

    @Test mutating func snoozingInAPauseHoldsAfterIt() {
        apply(Make.notice("a"), Make.notice("b"))
        board.perform(.togglePause)
        apply(Make.notice("c"))
        snooze(row: 0, until: 60)
        #expect(rows == "a")
        board.perform(.togglePause)
        board.arrange(at: Make.time(0))
        #expect(rows == "c a")
        board.arrange(at: Make.time(60))
        #expect(rows == "b c a")
    }

    @Test(arguments: 1...20) mutating func theCountsAreThoseOfTheNotices(seed: UInt64) {
        var random = Seeded(state: seed)
        var capacity = Capacity()
        capacity.notices = 12
        board = Board(capacity: capacity)
        for second in 0..<300 as Range<Int64> {
            let row = Int.random(in: 0..<12, using: &random)
            board.perform(.focus(.notifications))
            switch Int.random(in: 0..<8, using: &random) {
            case 0: board.perform(.select(row: row))
            case 1: board.perform(.acknowledge)
            case 2: board.perform(.dismiss)
            case 3: board.perform(.snooze(for: .seconds(row), at: Make.time(second)))
            default:
                board.apply(
                    Make.event(
                        .notification(
                            Notification(
                                title: "\(row * 2)", priority: UInt8(row % 6), expiresAt: Make.time(second + 20))),
                        received: second, feed: "alerts"))
            }
            board.arrange(at: Make.time(second))
            let shown = (0..<log.count).compactMap { log.notice(row: $0) }
            #expect(shown.count == log.count && log.count + log.snoozed <= 12)
            #expect(log.unread == shown.count { $0.state == .unread })
            #expect(log.urgent == shown.count { $0.state == .unread && $0.priority >= 4 })
            #expect(shown.allSatisfy { $0.isListed })
            #expect(shown.indices.allSatisfy { log.row(of: shown[$0].number) == $0 })
        }
        board.arrange(at: Make.time(1_000))
        #expect(log.snoozed == 0 && log.due == nil)
    }

    @Test mutating func longTextsAreCut() {
        let long = String(repeating: "ä", count: 100_000)
        apply(
            Make.event(
                .notification(Notification(id: long, title: long, body: long, tags: Array(repeating: long, count: 99))),
                feed: "alerts", channel: long))
        guard case .message(let message)? = log.notice(row: 0)?.content else {
            Issue.record("the notice is missing")
            return
        }
        #expect((message.title ?? "").utf8.count <= 256)
        #expect((message.body ?? "").utf8.count <= 2_048)
        #expect(message.tags.count == 16)
        #expect(message.title?.unicodeScalars.contains("\u{FFFD}") == false)
    }
}
