import Dashboard
import Domain
import TUI
import Testing

@testable import Interface

/// What must not look healthy when it is not.
struct TroubleTests {
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)

    private func screen(_ envelopes: [Envelope]) -> String {
        var board = Board()
        for envelope in envelopes { board.apply(envelope) }
        var desk = Desk(board: board)
        desk.arrange(at: Self.now, size: Size(width: 120, height: 36))
        return Screen(desk).grid().text
    }

    private func status(_ status: FeedStatus, channel: String? = nil) -> Envelope {
        Envelope(received: Self.now, feed: "house", channel: channel, event: .status(status))
    }

    @Test func aRefusedChannelShowsWhileOthersLive() {
        let healthy = [status(.connected), status(.subscribed, channel: "lots")]
        #expect(!screen(healthy).contains("refused"))
        let refused = status(.refused(code: nil, reason: "no"), channel: "private-lots")
        #expect(screen(healthy + [refused]).contains("house ● ✗1 refused"))
    }

    /// The width; what the top line says, whole.
    @Test(arguments: [(200, "TLS NOT VERIFIED: house"), (80, "TLS NOT VERIFIED"), (40, "UNVERIFIED")])
    func anUnverifiedServerIsSaidForAsLongAsItLasts(_ width: Int, _ words: String) {
        var desk = Desk(board: Board())
        for isUnverified in [true, false] {
            desk.unverified = isUnverified ? ["house"] : []
            desk.arrange(at: Self.now, size: Size(width: width, height: 20))
            let top = Screen(desk).grid().text.prefix { $0 != "\n" }
            #expect(top.contains(words) == isUnverified)
        }
    }

    // MARK: Not connected

    private static let refusals: [FeedStatus] = [
        .connecting, .closed(code: nil, reason: "could not connect to 127.0.0.1:6001: connection refused"),
        .waiting(attempt: 3, delay: .seconds(2)),
    ]

    /// A feed that waits, one that was refused for good, and one that is connected after all.
    private func unreachable(_ size: Size, _ keys: String = "") throws -> String {
        var board = Board()
        for told in Self.refusals { board.apply(status(told)) }
        for (feed, told) in [
            ("city", FeedStatus.refused(code: 4_001, reason: "App key k not in this cluster")),
            ("alerts", .closed(code: nil, reason: "gone")), ("alerts", .connected),
        ] {
            board.apply(Envelope(received: Self.now, feed: feed, event: .status(told)))
        }
        var desk = Desk(board: board)
        desk.arrange(at: Self.now, size: size)
        try Sample.type(keys, on: &desk, at: Self.now)
        return Screen(desk).grid().text
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 36)])
    func whyNothingComesIsSaidWhereThePersonIs(width: Int, height: Int) throws {
        try expectPicture(
            unreachable(Size(width: width, height: height)), "unreachable-\(width)x\(height).screen")
    }

    @Test func theFeedsAndAWideTopLineSayWhyToo() throws {
        let lines = try unreachable(Size(width: 200, height: 24), "5z").split(separator: "\n")
        let reason = "could not connect to 127.0.0.1:6001: connection refused"
        #expect(lines[0].contains("house ◌ retry in 2 s: \(reason)"))
        #expect(lines[0].contains("city ✗ refused: 4001 App key k not in this cluster  alerts ●"))
        #expect(lines.contains { $0.contains("◌ retry in 2 s (3): could not connect") })
    }

    @Test func messagesThatNobodyUnderstandsAreCounted() {
        let message = Envelope(received: Self.now, feed: "house", channel: "lots", event: .message(.json("{}")))
        let text = screen([status(.connected), message, message])
        #expect(text.contains("2 messages not recognised"))
    }
}
