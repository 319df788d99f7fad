internal import HTTP1

/// Known before it has said anything, for many wait for the client.
extension KnownService {
    /// Whose server it was that answered; `nil` where it may be anybody's.
    static func answering(_ handshake: Handshake) -> KnownService? {
        handshake.subprotocol.flatMap(of(subprotocol:)) ?? of(fields: handshake.fields)
    }

    /// A guess, for servers that do not tell.
    ///
    /// - Parameter subprotocols: what the service asks for of itself. A server need not choose any: some brokers leave it out.
    static func expected(at address: WebAddress, subprotocols: [String]) -> KnownService? {
        subprotocols.lazy.compactMap(of(subprotocol:)).first ?? of(host: address.host) ?? of(path: address)
    }

    /// Most are registered with IANA (RFC 6455 §11.5); each is one protocol's own.
    static func of(subprotocol: String) -> KnownService? {
        let name = subprotocol.lowercased()
        switch name {
        case "phoenix": return .phoenix
        case "graphql-transport-ws", "graphql-ws": return .graphQL
        case "mqtt": return .mqtt
        case "v10.stomp", "v11.stomp", "v12.stomp": return .stomp
        case "ws+meta.nchan": return .nchan
        default: break
        }
        let families: [(String, KnownService)] = [
            ("actioncable-", .actionCable), ("centrifuge-", .centrifugo), ("mqttv", .mqtt), ("wamp.2.", .wamp),
        ]
        return families.first { name.hasPrefix($0.0) }?.1
    }

    /// Most servers say nothing, or name the web server that they were built with.
    private static func of(fields: [HeaderField]) -> KnownService? {
        // Reverb speaks Pusher's protocol.
        if fields.values(of: "X-Powered-By").contains("Laravel Reverb") { return .pusher }
        return fields.contains { $0.isNamed("X-Ably-ServerId") } ? .ably : nil
    }

    private static func of(host: String) -> KnownService? {
        if host == "stream.aisstream.io" { return .aisStream }
        if host == "ntfy.sh" { return .ntfy }
        if host.hasPrefix("ws-"), host.hasSuffix(".pusher.com") { return .pusher }
        return host.hasSuffix(".piesocket.com") ? .piesocket : nil
    }

    private static func of(path address: WebAddress) -> KnownService? {
        switch address.parts.suffix(2).map(String.init) {
        case ["connection", "websocket"]: return .centrifugo
        case ["socket", "websocket"], ["live", "websocket"]: return .phoenix
        case ["api", "socket"]: return .traccar
        default: break
        }
        switch address.parts.last {
        case "cable": return .actionCable
        case "websocket" where address.query("vsn") != nil: return .phoenix
        case "mqtt": return .mqtt
        case "graphql": return .graphQL
        default: return nil
        }
    }
}
