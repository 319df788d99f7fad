public import Domain

/// A line of the notification pane: what came, how often, and whether it has been seen.
public struct Notice: Equatable, Sendable {
    public enum Content: Equatable, Sendable {
        /// What a feed sent.
        case message(Notification)
        /// What the board itself found.
        case alert(Alert)
    }

    public enum State: Equatable, Sendable {
        case unread, acknowledged, dismissed
        /// Out of sight, and unread again from then on.
        case snoozed(until: Timestamp)
    }

    /// Its own for as long as the board lives.
    public internal(set) var number = 0
    public let feed: FeedNumber
    public let channel: String?
    public internal(set) var content: Content
    /// When the newest of the repeats happened, and when it arrived.
    public internal(set) var time: Timestamp
    public internal(set) var received: Timestamp
    /// How often the same came.
    public internal(set) var count = 1
    public internal(set) var state = State.unread
    /// The number of the message that the newest of the repeats came from, where it was recorded.
    public internal(set) var message: Int?

    /// From this priority on a notice is urgent.
    public static let urgentPriority: UInt8 = 4

    /// Neighbours in the order of arrival, −1 at the ends.
    var newer: Int32 = -1
    var older: Int32 = -1

    public var priority: UInt8 {
        switch content {
        case .message(let message): min(max(message.priority ?? 3, 1), 5)
        case .alert(let alert): alert.priority
        }
    }

    /// When it ceases to matter.
    var expiresAt: Timestamp? {
        switch content {
        case .message(let message): message.expiresAt
        case .alert: nil
        }
    }

    /// Whether it is in the list.
    var isListed: Bool {
        switch state {
        case .unread, .acknowledged: true
        case .dismissed, .snoozed: false
        }
    }

    var isSnoozed: Bool { if case .snoozed = state { true } else { false } }
}

extension Notice {
    /// What makes two notices repeats of each other: the same title from the same place.
    static func group(_ content: Content, feed: FeedNumber, channel: String?) -> Int {
        var hasher = Hasher()
        hasher.combine(feed)
        switch content {
        case .message(let message):
            hasher.combine(channel)
            hasher.combine(message.title ?? message.body)
        case .alert(let alert):
            hasher.combine(alert.topic)
        }
        return hasher.finalize()
    }

    func isSame(_ other: Content, feed: FeedNumber, channel: String?) -> Bool {
        guard feed == self.feed else { return false }
        switch (content, other) {
        case (.message(let mine), .message(let theirs)):
            return channel == self.channel && (mine.title ?? mine.body) == (theirs.title ?? theirs.body)
        case (.alert(let mine), .alert(let theirs)): return mine.topic == theirs.topic
        case (.message, .alert), (.alert, .message): return false
        }
    }
}

extension Notification {
    /// The same, no longer than a board keeps.
    var clipped: Notification {
        Notification(
            id: id?.bounded, title: title?.clipped(), body: body?.clipped(to: 2_048), priority: priority,
            tags: tags.prefix(16).map { $0.clipped(to: 64) }, url: url?.clipped(to: 1_024),
            actions: actions.prefix(8).map { $0.clipped(to: 64) }, expiresAt: expiresAt)
    }
}
