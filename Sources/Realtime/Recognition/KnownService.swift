/// A service that shows by what it says, or by where it is.
enum KnownService: CaseIterable {
    case pusher, ably, piesocket, socketio, sockjs
    case actionCable, phoenix, centrifugo, signalR, graphQL, nats, mqtt, stomp, wamp
    case aisStream, gotify, ntfy, traccar

    /// How it can be watched.
    enum Way {
        case adapter(ProtocolEntry)
        /// Its messages stand for themselves.
        case plain
        /// It has a protocol that we do not speak.
        case none
    }

    var way: Way {
        switch self {
        case .pusher: .adapter(.pusher)
        case .ably: .adapter(.ably)
        case .piesocket: .adapter(.piesocket)
        case .socketio: .adapter(.socketio)
        case .sockjs: .adapter(.sockjs)
        case .actionCable, .phoenix, .centrifugo, .signalR, .graphQL, .nats, .mqtt, .stomp, .wamp: .none
        case .aisStream, .gotify, .ntfy, .traccar: .plain
        }
    }

    /// What its makers call it.
    var name: String {
        switch self {
        case .pusher, .ably, .piesocket, .socketio, .sockjs: entryName
        case .actionCable: "Action Cable"
        case .phoenix: "Phoenix Channels"
        case .centrifugo: "Centrifugo"
        case .signalR: "SignalR"
        case .graphQL: "GraphQL over WebSocket"
        case .nats: "NATS"
        case .mqtt: "MQTT"
        case .stomp: "STOMP"
        case .wamp: "WAMP"
        case .aisStream: "AISStream"
        case .gotify: "Gotify"
        case .ntfy: "ntfy"
        case .traccar: "Traccar"
        }
    }

    private var entryName: String {
        guard case .adapter(let entry) = way else { return "" }
        return entry.service
    }

    /// What to do about it, in words that follow "this is NAME".
    func advice(at address: WebAddress) -> String {
        switch way {
        case .adapter(let entry): ": use \(url(at: address).map(Recognition.shown) ?? entry.urlForms)"
        case .plain: ", which needs no protocol of its own"
        case .none: ", which is not spoken: its messages are shown as they come"
        }
    }

    /// The URL under which the service's own protocol is spoken; `nil` where the address does not tell all of it.
    private func url(at address: WebAddress) -> String? {
        switch self {
        case .pusher: address.pusherURL
        case .ably: address.ablyURL
        case .piesocket: address.pieSocketURL
        case .socketio: address.socketIOURL
        case .sockjs: address.sockJSURL
        case .actionCable, .phoenix, .centrifugo, .signalR, .graphQL, .nats, .mqtt, .stomp, .wamp, .aisStream,
            .gotify, .ntfy, .traccar:
            nil
        }
    }
}

/// Known before it has said anything, for many wait for the client.
extension KnownService {
    /// - Parameter subprotocols: what we asked for.
    static func expected(at address: WebAddress, subprotocols: [String]) -> KnownService? {
        subprotocols.lazy.compactMap(of(subprotocol:)).first ?? of(host: address.host) ?? of(path: address)
    }

    private static func of(subprotocol: String) -> KnownService? {
        switch subprotocol.lowercased() {
        case "actioncable-v1-json", "actioncable-v1-msgpack": .actionCable
        case "phoenix": .phoenix
        case "centrifuge-protobuf", "centrifuge-json": .centrifugo
        case "graphql-transport-ws", "graphql-ws": .graphQL
        case "mqtt", "mqttv3.1": .mqtt
        case "v10.stomp", "v11.stomp", "v12.stomp": .stomp
        case "wamp.2.json", "wamp.2.msgpack", "wamp.2.cbor": .wamp
        default: nil
        }
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
