/// What clients and publishers may ask of a server. The defaults are those of pusher.com where it has any.
public struct ServerLimits: Hashable, Sendable {
    /// WebSocket connections at a time; one more is closed with 4100.
    public var connections = 1_000
    /// Further sockets at a time for HTTP; beyond it a socket is closed as soon as it is accepted.
    public var requests = 256
    /// Bytes waiting to be written to one connection. A reader too slow for it is closed and counted.
    public var outbound = 1 << 20
    /// Bytes of one message from a client; a larger one is closed with 1009.
    public var message = 128 << 10
    /// Bytes of a request's body; a larger one is answered 413.
    public var body = 512 << 10
    /// Bytes of a request's header.
    public var header = 32 << 10
    /// Subscriptions of one connection.
    public var subscriptions = 1_000

    /// Bytes of an event's data.
    public var eventData = 10 << 10
    /// Bytes of an event's name.
    public var eventName = 200
    /// Channels of one event.
    public var channelsPerEvent = 100
    /// Events of one batch.
    public var batch = 10
    /// Events a client may send in any second.
    public var clientEventsPerSecond = 10
    /// Channels whose last event is kept.
    public var cachedChannels = 1_000

    /// Users in one presence channel.
    public var members = 100
    /// Bytes of a member's `user_info`.
    public var memberInfo = 1 << 10
    /// Bytes of a member's id.
    public var memberID = 128

    public init() {}
}
