public import HTTP1

/// How a server opened a WebSocket: its answer to the opening handshake (RFC 6455 §4.2.2), and where it gave it.
public struct Handshake: Hashable, Sendable {
    /// The address that was finally reached, after redirects.
    public var address: WebAddress
    /// What the server chose of the subprotocols that were offered; `nil` where it chose none.
    public var subprotocol: String?
    /// The answer's fields as they came.
    public var fields: [HeaderField]

    public init(address: WebAddress, subprotocol: String? = nil, fields: [HeaderField] = []) {
        self.address = address
        self.subprotocol = subprotocol
        self.fields = fields
    }
}
