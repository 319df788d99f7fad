/// A step on the way from an address to an open connection, in their order.
public enum LinkStage: String, CaseIterable, Hashable, Sendable {
    /// The name becomes addresses.
    case resolve
    /// TCP, to the server or to the proxy.
    case connect
    /// The proxy opens a way to the server.
    case proxy
    /// TLS with the server.
    case tls
    /// The WebSocket's opening handshake (RFC 6455 §4).
    case upgrade
}
