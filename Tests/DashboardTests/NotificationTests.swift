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
        _ = board.perform(.focus(.notifications))
        _ = board.perform(.move(by: 1))
        _ = board.perform(.acknowledge)
        #expect(rows == "a✓")
        apply(Make.notice("a", received: 5))
        #expect(rows == "a×2")
        #expect(log.unread == 1)
    }

    @Test mutating func whatWasDismissedStaysAway() {
        apply(Make.notice("a", id: "1"), Make.notice("b", id: "2"))
        _ = board.perform(.focus(.notifications))
        _ = board.perform(.move(by: 1))
        _ = board.perform(.dismiss)
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
        _ = board.perform(.togglePause)
        apply(Make.notice("c"))
        _ = board.perform(.acknowledgeAll)
        #expect(rows == "b✓ a✓")
        _ = board.perform(.togglePause)
        board.arrange(at: Make.time(0))
        #expect(rows == "c✓ b✓ a✓")
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
