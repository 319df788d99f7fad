internal import WebSocket

/// What the exchange asks for.
enum Effect: Hashable, Sendable {
    /// One text message for all of these.
    case send([UInt8], to: [SocketID])
    /// The exchange has already forgotten this connection.
    case close(SocketID, Refusal)
}

/// Why a connection is closed: the codes of the Pusher protocol, 4000–4299.
struct Refusal: Hashable, Sendable {
    var code: CloseCode
    var reason: String

    init(_ code: UInt16, _ reason: String) {
        self.code = CloseCode(code)
        self.reason = reason
    }
}
