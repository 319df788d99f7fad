/// A service that shows by what it says, or by where it is.
enum KnownService: CaseIterable {
    case pusher, ably, piesocket, socketio, sockjs
    case actionCable, phoenix, centrifugo, signalR, graphQL, nats, mqtt, stomp, wamp
    case aisStream, gotify, nchan, ntfy, traccar

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
        // At the same address, and there it goes on after a break.
        case .nchan: .adapter(.eventStream)
        case .actionCable, .phoenix, .centrifugo, .signalR, .graphQL, .nats, .mqtt, .stomp, .wamp: .none
        case .aisStream, .gotify, .ntfy, .traccar: .plain
        }
    }

    /// What its makers call it.
    var name: String {
        switch self {
        case .pusher: ProtocolEntry.pusher.service
        case .ably: ProtocolEntry.ably.service
        case .piesocket: ProtocolEntry.piesocket.service
        case .socketio: ProtocolEntry.socketio.service
        case .sockjs: ProtocolEntry.sockjs.service
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
        case .nchan: "Nchan"
        case .ntfy: "ntfy"
        case .traccar: "Traccar"
        }
    }

    /// What to do about it, in words that follow "this is NAME".
    ///
    /// - Parameter isSpeaking: whether messages have come.
    func advice(at address: WebAddress, isSpeaking: Bool) -> String {
        switch way {
        case .adapter(let entry): ": use \(url(at: address).map(Recognition.shown) ?? entry.urlForms)"
        case .plain: ", which needs no protocol of its own"
        case .none where isSpeaking: ", which is not spoken: its messages are shown as they come"
        case .none where waitsForClient: ", which is not spoken: nothing comes before its own client has spoken"
        case .none: ", which is not spoken"
        }
    }

    /// Whether its servers say nothing to one who has not introduced himself in their protocol.
    private var waitsForClient: Bool {
        switch self {
        case .phoenix, .centrifugo, .signalR, .graphQL, .mqtt, .stomp, .wamp: true
        case .pusher, .ably, .piesocket, .socketio, .sockjs, .actionCable, .nats, .aisStream, .gotify, .nchan, .ntfy,
            .traccar:
            false
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
        case .nchan: address.eventStreamURL
        case .actionCable, .phoenix, .centrifugo, .signalR, .graphQL, .nats, .mqtt, .stomp, .wamp, .aisStream,
            .gotify, .ntfy, .traccar:
            nil
        }
    }
}
