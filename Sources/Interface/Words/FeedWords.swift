import Dashboard
import Domain
import TUI

/// A feed's and a channel's state in a sign and in words.
struct FeedWords {
    let view: View

    func state(of feed: Feed) -> StyledText {
        let detail =
            switch feed.state {
            case .connected: (feed.isResumed ? "resumed" : "connected") + since(feed)
            case .waiting(let attempt, let until):
                Self.retry(until, at: view.now) + " (\(attempt))" + Self.reason(feed.end)
            case .connecting, .refused, .closed, .completed: Self.state(of: feed, at: view.now, withReason: true)
            }
        let more = feed.hasMoreChannels ? view.text("  more channels than are listed", .warning).bare : .empty
        let warning = feed.warning.map { view.text("  ! " + $0, .warning).bare } ?? .empty
        return FeedSign.of(feed, view) + " " + StyledText(detail) + warning + more
    }

    /// Whether it is there, and unless it is or is just being tried, why not.
    static func state(of feed: Feed, at now: Timestamp, withReason: Bool) -> String {
        let end = withReason ? feed.end : nil
        return switch feed.state {
        case .connected: "connected"
        case .connecting: "connecting"
        case .waiting(_, let until): retry(until, at: now) + reason(end)
        case .refused: "refused" + reason(end)
        case .closed: "closed" + reason(end)
        case .completed: "done"
        }
    }

    /// What keeps a feed from being connected, as a sentence for where its events are missed; `nil` where nothing is known to.
    func trouble(of feed: Feed) -> String? {
        guard let end = feed.end else { return nil }
        switch feed.state {
        case .connected, .completed: return nil
        case .refused, .closed: return "\(feed.name): " + Self.state(of: feed, at: view.now, withReason: true)
        case .connecting, .waiting:
            let state = Self.state(of: feed, at: view.now, withReason: false)
            return "\(feed.name): " + (Self.words(end) + [state]).joined(separator: ", ")
        }
    }

    func state(of channel: Feed.Channel, in feed: Feed) -> StyledText {
        switch channel.state {
        case .subscribed, .unconfirmed:
            // What the server confirmed once holds for that connection.
            guard feed.state == .connected else { return FeedSign.of(feed, view) + " not connected" }
            guard channel.state == .subscribed else { return view.text("◌", .feedWaiting).bare + " not confirmed" }
            return view.text("●", .feedLive).bare + " subscribed"
        case .refused(let code, let reason):
            return view.text("✗", .feedDown).bare
                + StyledText(" refused" + Self.reason(Feed.End(code: code, reason: reason)))
        case .closed(let code, let reason):
            return view.text("✗", .feedDown).bare
                + StyledText(" closed" + Self.reason(Feed.End(code: code, reason: reason)))
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

    private static func reason(_ end: Feed.End?) -> String {
        end.map { words($0).reduce("") { $0 + ": " + $1 } } ?? ""
    }

    /// The code and the reason, as far as there are any.
    private static func words(_ end: Feed.End) -> [String] {
        let words = [end.code.map(String.init), end.reason.isEmpty ? nil : end.reason].compactMap(\.self)
        return words.isEmpty ? [] : [words.joined(separator: " ")]
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
