/// The same place as the services' own URLs are written.
extension WebAddress {
    /// What only one service's addresses look like.
    var ownedByOne: Recognition.Found? {
        if isSocketIO { return .init(.socketio, socketIOURL) }
        if query("protocol").map({ Int($0) != nil }) == true, let pusherURL { return .init(.pusher, pusherURL) }
        if let sockJSURL { return .init(.sockjs, sockJSURL) }
        if isAbly, hasOnly(["v", "format", "heartbeats", "echo"]) { return .init(.ably, ablyURL) }
        return pubNub ?? pieSocket
    }

    /// `/app/KEY` without Pusher's `protocol`, as people write it who leave that to their library; others may have such a path, too.
    var barePusher: Recognition.Found? {
        guard !isHTTP, parts.count == 2, hasOnly(["client", "version", "flash"]), let pusherURL else { return nil }
        return .init(.pusher, pusherURL)
    }

    private var isSocketIO: Bool {
        if parts.last == "socket.io" { return true }
        // Engine.IO is also used alone.
        return parts.last != "engine.io" && query("EIO").flatMap { Int($0) } != nil
    }

    /// Without what belongs to one connection.
    var socketIOURL: String {
        let own: Set<String> = ["EIO", "transport", "sid", "t", "b64"]
        let fields = fields.filter { !own.contains($0.name) }
        let query = fields.isEmpty ? "" : "?" + fields.map(\.source).joined(separator: "&")
        return "socketio+\(socketScheme)://\(hostField)\(resource)\(query)"
    }

    /// `nil` where the path does not end in `/app/KEY`.
    var pusherURL: String? {
        guard parts.count >= 2, parts[parts.count - 2] == "app", let key = parts.last else { return nil }
        return pusherURL(key: key, prefix: parts.dropLast(2).map { "/" + $0 }.joined())
    }

    /// - Parameter prefix: what comes before `/app/`.
    func pusherURL(key: Substring, prefix: String) -> String {
        let options = (scheme.isSecure ? [] : ["tls=false"]) + (prefix.isEmpty ? [] : ["path=\(escaped(prefix))"])
        // With the port, for a lone name without one is a cluster's.
        return "pusher://\(key)@\(fullHost)" + (options.isEmpty ? "" : "?" + options.joined(separator: "&"))
    }

    /// `nil` where the path does not end in `/SERVER/SESSION/websocket`, the server being three digits as all clients write it.
    var sockJSURL: String? {
        guard parts.last == "websocket", parts.count >= 3 else { return nil }
        let (server, session) = (parts[parts.count - 3], parts[parts.count - 2])
        guard server.utf8.count == 3, server.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !session.contains(".")
        else { return nil }
        let prefix = parts.dropLast(3).map { "/" + $0 }.joined()
        return sockJSURL(prefix: prefix)
    }

    /// The address itself as the prefix of a SockJS server.
    var sockJSBase: String { sockJSURL(prefix: parts.map { "/" + $0 }.joined()) }

    private func sockJSURL(prefix: String) -> String {
        "sockjs+\(scheme.isSecure ? "https" : "http")://\(hostField)\(prefix)\(path.dropFirst(resource.count))"
    }

    var webSocketURL: String { "\(socketScheme)://\(hostField)\(path)" }

    var eventStreamURL: String { "sse+\(scheme.isSecure ? "https" : "http")://\(hostField)\(path)" }

    // MARK: Hosted services

    private var isAbly: Bool {
        ["realtime.ably.io", "realtime.ably.net"].contains(host) || host.hasSuffix(".realtime.ably.net")
    }

    var ablyURL: String {
        let endpoint = host.prefix { $0 != "." }
        guard isAbly, port == 443, scheme.isSecure else {
            return "ably://\(fullHost)\(scheme.isSecure ? "" : "?tls=false")"
        }
        return endpoint == "realtime" ? "ably://main" : "ably://\(endpoint)"
    }

    /// `https://ps.pndsn.com/v2/subscribe/KEY/CHANNELS/0`.
    private var pubNub: Recognition.Found? {
        guard host.hasSuffix(".pndsn.com"), parts.count == 5, parts[0] == "v2", parts[1] == "subscribe",
            hasOnly(["tt", "tr", "uuid", "pnsdk", "heartbeat"])
        else { return nil }
        let isUsual = host == PubNubConfiguration.hostedName && scheme.isSecure && port == 443
        let place = isUsual ? "" : "@\(fullHost)\(scheme.isSecure ? "" : "?tls=false")"
        let channels = parts[3].split(separator: ",").map { FormBody.percentDecoded($0) ?? String($0) }
        return .init(.pubNub, "pubnub://\(parts[2])\(place)", channels: channels)
    }

    /// `wss://CLUSTER.piesocket.com/v3/ROOM?api_key=KEY`.
    private var pieSocket: Recognition.Found? {
        guard host.hasSuffix(".piesocket.com"), parts.count == 2, parts[0] == "v3",
            hasOnly(["api_key", "notify_self", "presence"]), let pieSocketURL
        else { return nil }
        return .init(.piesocket, pieSocketURL, channels: [FormBody.percentDecoded(parts[1]) ?? String(parts[1])])
    }

    /// `nil` without a key.
    var pieSocketURL: String? {
        query("api_key").map { "piesocket://\(fullHost)?api_key=\($0)\(scheme.isSecure ? "" : "&tls=false")" }
    }

    // MARK: Parts

    struct Field {
        var name: String
        var value: Substring
        var source: Substring
    }

    /// The path without the query.
    private var resource: Substring { path.prefix { $0 != "?" } }

    /// What stands between the path's slashes.
    var parts: [Substring] { resource.split(separator: "/") }

    private var fields: [Field] {
        path.dropFirst(resource.count).dropFirst().split(separator: "&").map { pair in
            Field(
                name: String(pair.prefix { $0 != "=" }), value: pair.drop { $0 != "=" }.dropFirst(), source: pair)
        }
    }

    func query(_ name: String) -> Substring? { fields.first { $0.name == name }?.value }

    private func hasOnly(_ names: Set<String>) -> Bool { fields.allSatisfy { names.contains($0.name) } }

    var isHTTP: Bool { scheme == .http || scheme == .https }

    private var socketScheme: String { scheme.isSecure ? "wss" : "ws" }

    private var fullHost: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    private func escaped(_ path: String) -> String {
        FormBody.percentEncoded(FormBody.percentDecoded(path) ?? path, keeping: "/")
    }
}
