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

    @Test func messagesThatNobodyUnderstandsAreCounted() {
        let message = Envelope(received: Self.now, feed: "house", channel: "lots", event: .message(.json("{}")))
        let text = screen([status(.connected), message, message])
        #expect(text.contains("2 messages not recognised"))
    }
}
