/// What is examined, in its order.
public enum Stage: String, CaseIterable, Hashable, Sendable {
    /// The name becomes addresses.
    case name
    /// TCP, to the server or to the proxy.
    case connection
    /// The proxy opens a way to the server.
    case proxy
    case tls
    /// The WebSocket's opening handshake.
    case upgrade
    /// The service accepts the connection.
    case greeting
    /// The service accepts a channel, after authorisation where that is needed.
    case subscription
    case firstMessage = "first_message"
    /// From a ping to its pong.
    case roundTrip = "round_trip"
    /// How far the server's clock is off ours.
    case clock

    /// One or two words for people.
    public var title: String {
        switch self {
        case .name, .connection, .proxy, .upgrade, .greeting, .subscription, .clock: rawValue
        case .tls: "TLS"
        case .firstMessage: "first message"
        case .roundTrip: "round trip"
        }
    }

    /// Whether it belongs to the way to an open WebSocket.
    var isOfLink: Bool {
        switch self {
        case .name, .connection, .proxy, .tls, .upgrade: true
        case .greeting, .subscription, .firstMessage, .roundTrip, .clock: false
        }
    }
}
