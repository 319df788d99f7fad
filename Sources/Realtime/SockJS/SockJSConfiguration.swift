internal import HTTP1
internal import JSON

/// How to speak with a SockJS server.
enum SockJSTransport: String, Hashable {
    /// `/prefix/SERVER/SESSION/websocket`: frames of SockJS in WebSocket messages.
    case framed = "websocket"
    /// `/prefix/websocket`: the app's messages as they are.
    case raw
    /// `/prefix/SERVER/SESSION/eventsource`: frames of SockJS in server-sent events, ours by POST.
    case eventStream = "eventsource"
}

/// Which server to connect to, and what to say there.
struct SockJSConfiguration: Hashable {
    static let urlForms = "sockjs+https://HOST[:PORT]/PREFIX[?QUERY] or sockjs+http://…"

    /// Without a path.
    private let address: WebAddress
    /// Starts with `/` and does not end in one, or is empty.
    let prefix: String
    /// With its `?`, or empty: servers want it behind the whole path.
    private let query: String
    /// `nil`: the framed WebSocket, and server-sent events where that is refused.
    var transport: SockJSTransport?
    var secret: Secret?
    var tokenQuery: String?
    /// Said first; `{secret}` stands for the secret.
    var login: JSONTemplate?
    /// Said for each channel; `{channel}` stands for its name.
    var subscribe: JSONTemplate?
    var unsubscribe: JSONTemplate?
    var channelPath: FieldPath?
    var eventPath: FieldPath?
    var idPath: FieldPath?
    /// Codes of the app's own after which there is nothing to come back for.
    var finalCodes: Set<Int> = []

    init(url: String) throws(InvalidInput) {
        let scheme = WebAddress.scheme(of: url)?.name ?? ""
        let isOurs = scheme == "sockjs+https" || scheme == "sockjs+http"
        guard isOurs || WebAddress.Scheme(rawValue: scheme) != nil else {
            throw InvalidInput("there is no scheme of this protocol", in: "URL", expected: Self.urlForms)
        }
        address = try WebAddress(isOurs ? String(url.dropFirst("sockjs+".count)) : url)
        try QuerySecrets.check(address.path)
        query = String(address.path.drop { $0 != "?" })
        var path = address.path.prefix { $0 != "?" }
        while path.hasSuffix("/") { path.removeLast() }
        prefix = String(path)
    }

    /// The channel of what has none of its own.
    var channel: String { prefix.isEmpty ? "/" : prefix }

    /// - Parameter session: `SERVER/SESSION`.
    func request(_ transport: SockJSTransport, session: String) -> ConnectionRequest {
        switch transport {
        case .framed: connection(to: "\(prefix)/\(session)/websocket", .messageSocket(subprotocols: []))
        case .raw: connection(to: "\(prefix)/websocket", .messageSocket(subprotocols: []))
        case .eventStream: connection(to: "\(prefix)/\(session)/eventsource", .byteStream)
        }
    }

    /// What the server says of itself (sockjs-protocol, "Info test").
    var infoRequest: HTTPRequest {
        HTTPRequest(url: url("\(prefix)/info"), headers: [.init("Accept", "application/json")], timeout: .seconds(8))
    }

    /// - Parameter body: a JSON array of messages.
    func sendRequest(session: String, body: [UInt8]) -> HTTPRequest {
        HTTPRequest(
            method: "POST", url: url("\(prefix)/\(session)/xhr_send"), headers: [.init("Content-Type", "text/plain")],
            body: body)
    }

    private func connection(to path: String, _ kind: ConnectionRequest.Kind) -> ConnectionRequest {
        ConnectionRequest(
            kind: kind, isSecure: address.scheme.isSecure, host: address.host, port: address.port, path: full(path))
    }

    private func url(_ path: String) -> String {
        let scheme = address.scheme.isSecure ? "https" : "http"
        let host = address.host.contains(":") ? "[\(address.host)]" : address.host
        return "\(scheme)://\(host):\(address.port)\(full(path))"
    }

    private func full(_ path: String) -> String {
        guard let tokenQuery, let secret else { return path + query }
        return QuerySecrets.path(path + query, adding: tokenQuery, secret.text)
    }
}
