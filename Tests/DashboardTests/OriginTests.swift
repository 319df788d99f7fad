import Domain
import Testing

@testable import Dashboard

/// What is told again is shown, but is news only where a break has withheld it.
@Suite struct OriginTests {
    var board = Board(me: Identity(["paddle 42"]))

    private var log: NotificationLog { board.scene.notifications }
    private var lot: Auction? { board.scene.auctions.auction(Key(feed: 0, id: "17")) }

    private mutating func apply(_ envelopes: Envelope..., as origin: Envelope.Origin = .live) {
        for var envelope in envelopes {
            envelope.origin = origin
            envelope.feed = "house"
            board.apply(envelope)
        }
        board.arrange(at: Make.time(0))
    }

    /// The feed connects for the first time.
    private mutating func connect(at second: Int64) {
        apply(Make.event(.status(.connected), received: second))
    }

    private static func notice(
        _ title: String, priority: UInt8 = 5, at source: Int64?, received: Int64, id: String? = nil
    ) -> Envelope {
        Make.event(
            .notification(Notification(title: title, priority: priority)), at: source, received: received,
            channel: "ops", id: id)
    }

    /// The titles, newest first, with `✓` for those that were read and how often they came.
    private var rows: String {
        (0..<log.count).compactMap { row in
            guard let notice = log.notice(row: row), case .message(let message) = notice.content else { return nil }
            let mark = notice.state == .acknowledged ? "✓" : ""
            return (message.title ?? "") + mark + (notice.count > 1 ? "×\(notice.count)" : "")
        }.joined(separator: " ")
    }

    // MARK: Notifications

    @Test(arguments: [Envelope.Origin.replay, .snapshot])
    mutating func whatWasBeforeWeCameIsThereAndRead(_ origin: Envelope.Origin) {
        connect(at: 100)
        apply(Self.notice("old", at: 40, received: 101), as: origin)
        #expect(rows == "old✓")
        #expect(log.unread == 0 && log.urgent == 0)
        apply(Self.notice("new", at: 102, received: 102))
        #expect(rows == "new old✓")
        #expect(log.unread == 1 && log.urgent == 1)
    }

    @Test(arguments: [Envelope.Origin.replay, .snapshot])
    mutating func whatABreakHasWithheldIsNews(_ origin: Envelope.Origin) {
        connect(at: 100)
        connect(at: 200)
        apply(Self.notice("missed", at: 150, received: 201), as: origin)
        #expect(rows == "missed")
        #expect(log.urgent == 1)
    }

    @Test mutating func aStateWithoutATimeIsNoNews() {
        connect(at: 100)
        connect(at: 200)
        apply(Self.notice("kept", at: nil, received: 201), as: .snapshot)
        #expect(rows == "kept✓" && log.unread == 0)
    }

    /// A kept value comes at each subscription; a real repeat is later.
    @Test mutating func theSameToldAgainIsNoRepeat() {
        connect(at: 100)
        apply(Self.notice("pump", at: 110, received: 110))
        board.perform(.acknowledgeAll)
        apply(Self.notice("pump", at: 110, received: 900), as: .snapshot)
        apply(Self.notice("pump", at: 105, received: 900), as: .replay)
        #expect(rows == "pump✓" && log.unread == 0)
        apply(Self.notice("pump", at: 120, received: 130), as: .replay)
        #expect(rows == "pump×2" && log.unread == 1)
    }

    /// Repeats in what was before us count, and wake nobody.
    @Test mutating func oldRepeatsAreCountedAndStayRead() {
        connect(at: 100)
        apply(Self.notice("pump", at: 40, received: 101), Self.notice("pump", at: 50, received: 101), as: .replay)
        #expect(rows == "pump✓×2" && log.unread == 0)
        apply(Self.notice("pump", at: 102, received: 102))
        #expect(rows == "pump×3" && log.unread == 1)
    }

    // MARK: Alerts

    /// The bids themselves count as ever.
    @Test(
        arguments: [
            (.live, 50, 1), (.replay, 50, 0), (.snapshot, 50, 0), (.replay, 150, 1), (.snapshot, 150, 1),
        ] as [(Envelope.Origin, Int64, Int)])
    mutating func anOutbidOfOldIsNoAlert(_ origin: Envelope.Origin, _ time: Int64, _ alerts: Int) {
        connect(at: 100)
        apply(
            Make.lot(Lot(lot: "17", status: .open, current: Make.euros(1_000), leader: "paddle 42"), at: 10),
            as: .snapshot)
        apply(Make.bid(1_100, "paddle 9", at: time, received: 201), as: origin)
        #expect(lot?.standing == .outbid && lot?.current == Make.euros(1_100))
        #expect(log.count == alerts && log.unread == alerts)
    }

    /// What is not true any more is taken back, whoever says so.
    @Test mutating func aSnapshotTakesAnAlertBack() {
        connect(at: 100)
        apply(Make.bid(1_000, "paddle 42", at: 101), Make.bid(1_100, "paddle 9", at: 102))
        #expect(log.unread == 1)
        apply(Make.bid(1_200, "paddle 42", at: nil, received: 200), as: .snapshot)
        #expect(lot?.standing == .leading)
        #expect(log.unread == 0)
    }

    // MARK: Measurements

    @Test(arguments: [(.live, 2, true), (.replay, 1, false), (.snapshot, 1, false)] as [(Envelope.Origin, Int, Bool)])
    mutating func neitherRateNorLagIsMadeOfWhatIsToldAgain(_ origin: Envelope.Origin, _ rate: Int, _ isLagged: Bool) {
        apply(Self.notice("a", at: 100, received: 100))
        apply(Self.notice("b", at: 40, received: 100), as: origin)
        let feed = board.scene.feed(0)
        #expect(feed?.rate.history(at: Make.time(101), seconds: 1) == [rate])
        #expect((feed?.lag ?? .zero > .zero) == isLagged)
        #expect(feed?.messages == 2, "they are messages all the same")
        #expect(board.scene.messages == 2)
    }
}
