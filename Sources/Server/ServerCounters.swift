/// What a server has done so far.
public struct ServerCounters: Hashable, Sendable {
    /// WebSocket connections open now.
    public var connections = 0
    /// WebSocket connections accepted since the start.
    public var accepted = 0
    /// Connections turned away: an unknown key, a wrong path or protocol, no room.
    public var refused = 0
    /// Messages from clients.
    public var messagesIn = 0
    /// Messages to clients, counted for each receiver.
    public var messagesOut = 0
    /// Requests to the HTTP API, refused ones included.
    public var requests = 0
    /// Events published through the HTTP API, counted for each channel.
    public var published = 0
    /// Connections closed because they read too slowly.
    public var dropped = 0

    public init() {}
}
