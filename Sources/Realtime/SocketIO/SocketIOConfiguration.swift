internal import JSON

/// The revision of Engine.IO, the layer below: who pings, who greets, and how binary is marked.
enum EngineVersion: Int, Hashable {
    /// Servers of Socket.IO 1 and 2: the client pings, the server connects the default namespace by itself.
    case three = 3
    /// Servers of Socket.IO 3 and 4: the server pings, the client asks for its namespace.
    case four = 4
}

/// Which server and namespace to connect to, and what to say there.
struct SocketIOConfiguration: Hashable {
    static let urlForms =
        "socketio+wss://HOST[:PORT]/[PATH][?QUERY] or socketio+ws://…, PATH /socket.io/ where there is none"

    /// With a path that ends in a slash, and what query the user gave.
    var address: WebAddress
    /// `nil`: 4, and 3 where the server does not know 4.
    var version: EngineVersion?
    /// Starts with `/`.
    var namespace = "/"
    var secret: Secret?
    /// The payload of CONNECT, an object; `{secret}` stands for the secret.
    var auth: JSONTemplate?
    /// The query's field that carries the secret.
    var tokenQuery: String?
    /// The event that joins a room; where there is one, channels are rooms. A name, or the event as an array with `{channel}` in it.
    var join: SocketIOEmission?
    var leave: SocketIOEmission?
    /// Where an event's first argument says its room.
    var channelPath: FieldPath?

    init(url: String) throws(InvalidInput) {
        let scheme = WebAddress.scheme(of: url)?.name ?? ""
        let isOurs = scheme == "socketio+wss" || scheme == "socketio+ws"
        guard isOurs || WebAddress.Scheme(rawValue: scheme) != nil else {
            throw InvalidInput("there is no scheme of this protocol", in: "URL", expected: Self.urlForms)
        }
        address = try WebAddress(isOurs ? String(url.dropFirst("socketio+".count)) : url)
        try QuerySecrets.check(address.path)
        let query = address.path.drop { $0 != "?" }
        var path = String(address.path.prefix { $0 != "?" })
        if path == "/" { path = "/socket.io/" }
        if !path.hasSuffix("/") { path += "/" }
        address.path = path + query
    }

    func request(_ version: EngineVersion) -> ConnectionRequest {
        var path = QuerySecrets.path(address.path, adding: "EIO", String(version.rawValue))
        path = QuerySecrets.path(path, adding: "transport", "websocket")
        if let tokenQuery, let secret { path = QuerySecrets.path(path, adding: tokenQuery, secret.text) }
        return ConnectionRequest(
            isSecure: address.scheme.isSecure, host: address.host, port: address.port, path: path)
    }

    /// What CONNECT says of us: JSON text of an object, or nothing.
    var connectPayload: String? {
        if let auth { return auth.filled("{secret}", with: secret?.text ?? "") }
        guard let secret, tokenQuery == nil else { return nil }
        return Self.tokenTemplate?.filled("{secret}", with: secret.text)
    }

    private static let tokenTemplate = try? JSONTemplate(#"{"token":"{secret}"}"#, in: "auth")
}

extension Secret {
    /// For putting it where the service wants it.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// An event to emit for a room.
struct SocketIOEmission: Hashable {
    private let template: JSONTemplate

    /// - Parameter text: the event's name, then `{channel}` is its argument; or a JSON array of name and arguments.
    init(_ text: String, in place: String) throws(InvalidInput) {
        guard text.hasPrefix("[") else {
            guard !text.isEmpty else { throw InvalidInput("it is empty", in: place, expected: "an event's name") }
            var writer = SocketIOFrame.arrayWriter(text)
            writer.string("{channel}" as String)
            writer.endArray()
            template = try JSONTemplate(writer.text, in: place)
            return
        }
        template = try JSONTemplate(text, in: place)
        let startsWithName = try? JSONDocument().read(text) { $0.elements.first { _ in true }?.string != nil }
        guard startsWithName == true else {
            throw InvalidInput(
                "it does not start with an event's name", in: place, expected: #"["join",{"room":"{channel}"}]"#)
        }
    }

    /// The packet's payload.
    func payload(_ channel: String) -> String {
        template.filled("{channel}", with: channel)
    }
}
