/// One event with where it came from and when: the only thing that leaves a feed.
public struct Envelope: Hashable, Sendable {
    /// When the source says it happened; `nil` where it said nothing.
    public var source: Timestamp?
    public var origin: Origin
    /// When we received it.
    public var received: Timestamp
    /// The configured feed's name.
    public var feed: String
    /// The service's channel, topic or room; `nil` for what concerns the whole connection.
    public var channel: String?
    /// The service's own name of the event, e.g. `bid.placed`.
    public var name: String?
    /// The source's identifier of this event; `nil` where it gave none.
    public var id: String?
    /// What arrived, untouched; kept only where someone asked for it.
    public var raw: Payload?
    public var event: Event

    /// Whether it happens now or is told again.
    public enum Origin: String, CaseIterable, Sendable {
        case live
        /// From history or a resumed connection.
        case replay
        /// The state at subscription: a cached or retained value, a member list.
        case snapshot
    }

    public init(
        source: Timestamp? = nil, origin: Origin = .live, received: Timestamp, feed: String, channel: String? = nil,
        name: String? = nil, id: String? = nil, raw: Payload? = nil, event: Event
    ) {
        self.source = source
        self.origin = origin
        self.received = received
        self.feed = feed
        self.channel = channel
        self.name = name
        self.id = id
        self.raw = raw
        self.event = event
    }
}

/// Data as a service sent it.
public enum Payload: Hashable, Sendable {
    /// One valid JSON document without line breaks outside strings, numbers spelled as they came.
    case json(String)
    case text(String)
    case binary([UInt8])
}
