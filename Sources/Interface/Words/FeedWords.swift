import Dashboard
import Domain
import TUI

/// A feed's and a channel's state in a sign and in words.
struct FeedWords {
    let view: View

    func state(of feed: Feed) -> StyledText {
        let detail: String
        switch feed.state {
        case .connected: detail = (feed.isResumed ? "resumed" : "connected") + since(feed)
        case .connecting: detail = "connecting"
        case .waiting(let attempt, let until): detail = FeedWords.retry(until, at: view.now) + " (\(attempt))"
        case .refused(let code, let reason): detail = "refused" + Self.reason(code, reason)
        case .closed(let code, let reason): detail = "closed" + Self.reason(code, reason)
        case .completed: detail = "done"
        }
        let more = feed.hasMoreChannels ? view.text("  more channels than are listed", .warning).bare : .empty
        let warning = feed.warning.map { view.text("  ! " + $0, .warning).bare } ?? .empty
        return FeedSign.of(feed, view) + " " + StyledText(detail) + warning + more
    }

    func state(of channel: Feed.Channel, in feed: Feed) -> StyledText {
        switch channel.state {
        case .subscribed, .unconfirmed:
            // What the server confirmed once holds for that connection.
            guard feed.state == .connected else { return FeedSign.of(feed, view) + " not connected" }
            guard channel.state == .subscribed else { return view.text("◌", .feedWaiting).bare + " not confirmed" }
            return view.text("●", .feedLive).bare + " subscribed"
        case .refused(let code, let reason):
            return view.text("✗", .feedDown).bare + StyledText(" refused" + Self.reason(code, reason))
        case .closed(let code, let reason):
            return view.text("✗", .feedDown).bare + StyledText(" closed" + Self.reason(code, reason))
        }
    }

    /// The continuity of the last minutes: received, may be missing, not connected.
    func strip(of feed: Feed, count: Int, width: Duration) -> StyledText {
        feed.stretches(until: view.now, count: count, width: width).reduce(.empty) { text, stretch in
            switch stretch {
            case .before: text + " "
            case .live: text + view.text("█", .feedLive).bare
            case .gap: text + view.text("▒", .gap).bare
            case .down: text + view.text("░", .feedDown).bare
            }
        }
    }

    static func retry(_ until: Timestamp, at now: Timestamp) -> String {
        until > now ? "retry in \(DurationText.age(until - now + .milliseconds(999)))" : "retrying"
    }

    private func since(_ feed: Feed) -> String { feed.since.map { " " + DurationText.age(view.now - $0) } ?? "" }

    private static func reason(_ code: Int?, _ reason: String) -> String {
        [code.map(String.init), reason.isEmpty ? nil : reason].compactMap(\.self).reduce("") {
            $0 + ($0.isEmpty ? ": " : " ") + $1
        }
    }
}

/// A feed's state in one sign.
enum FeedSign {
    static func of(_ feed: Feed, _ view: View) -> StyledText {
        switch feed.state {
        case .connected: view.text("●", .feedLive).bare
        case .connecting, .waiting: view.text("◌", .feedWaiting).bare
        case .refused, .closed: view.text("✗", .feedDown).bare
        case .completed: view.text("✓", .faint).bare
        }
    }
}
