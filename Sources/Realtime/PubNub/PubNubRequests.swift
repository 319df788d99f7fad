internal import Crypto
internal import Domain
internal import HTTP1

/// The requests of a keyset: paths, queries and signatures.
struct PubNubRequests {
    enum Patience {
        /// The service holds a subscribe request for up to 300 s.
        static let poll: Duration = .seconds(310)
        static let other: Duration = .seconds(15)
    }

    let configuration: PubNubConfiguration

    /// - Parameter cursor: `nil` asks where the service is now.
    func subscribe(_ names: PubNubNames, cursor: PubNubCursor?, at now: Timestamp) -> HTTPRequest {
        var query = names.query
        query["tt"] = "\(cursor?.time.ticks ?? 0)"
        if let cursor { query["tr"] = "\(cursor.region)" }
        query["filter-expr"] = configuration.filter
        query["heartbeat"] = configuration.heartbeat.map { "\($0)" }
        return get(
            "/v2/subscribe/\(key)/\(names.path)/0", query, at: now,
            timeout: cursor == nil ? Patience.other : Patience.poll)
    }

    func heartbeat(_ names: PubNubNames, seconds: Int, at now: Timestamp) -> HTTPRequest {
        var query = names.query
        query["heartbeat"] = "\(seconds)"
        return get("/v2/presence/sub-key/\(key)/channel/\(names.path)/heartbeat", query, at: now)
    }

    func leave(_ names: PubNubNames, at now: Timestamp) -> HTTPRequest {
        get("/v2/presence/sub-key/\(key)/channel/\(names.path)/leave", names.query, at: now)
    }

    func hereNow(_ names: PubNubNames, at now: Timestamp) -> HTTPRequest {
        get("/v2/presence/sub-key/\(key)/channel/\(names.path)", names.query, at: now)
    }

    func counts(_ names: PubNubNames, since time: PubNubTime, at now: Timestamp) -> HTTPRequest {
        get("/v3/history/sub-key/\(key)/message-counts/\(names.path)", ["timetoken": "\(time.ticks)"], at: now)
    }

    /// What is older than `start`, back to `end`, the newest first page.
    func history(_ channel: String, start: PubNubTime, end: PubNubTime, at now: Timestamp) -> HTTPRequest {
        get(
            "/v3/history/sub-key/\(key)/channel/\(Self.encoded(channel))",
            [
                "max": "\(PubNubFill.pageSize)", "start": "\(start.ticks)", "end": "\(end.ticks)",
                "include_message_type": "true", "include_custom_message_type": "true", "include_uuid": "true",
            ], at: now)
    }

    func publish(_ publication: ClientPublication, publishKey: String, at now: Timestamp) -> HTTPRequest {
        let isNamed = !publication.event.isEmpty && publication.event != PubNubMessage.plainName
        return get(
            "/publish/\(Self.encoded(publishKey))/\(key)/0/\(Self.encoded(publication.channel))/0/"
                + Self.encoded(publication.data),
            isNamed ? ["custom_message_type": publication.event] : [:], at: now)
    }

    private var key: String { Self.encoded(configuration.subscribeKey) }

    private func get(
        _ path: String, _ query: [String: String], at now: Timestamp, timeout: Duration = Patience.other
    ) -> HTTPRequest {
        var query = query
        query["uuid"] = configuration.userID
        query["pnsdk"] = "spotter/1.0"
        query["auth"] = configuration.token.map { String(decoding: $0.bytes, as: UTF8.self) }
        if configuration.secretKey != nil { query["timestamp"] = "\(now.milliseconds / 1_000)" }
        var text = Self.text(of: query)
        if let secretKey = configuration.secretKey {
            let signature = Self.signature(
                path: path, query: text, publishKey: configuration.publishKey ?? "", secretKey: secretKey)
            text += "&signature=\(signature)"
        }
        let scheme: WebAddress.Scheme = configuration.isSecure ? .https : .http
        let isIPv6 = configuration.host.contains(":")
        let host = isIPv6 ? "[\(configuration.host)]" : configuration.host
        let port = configuration.port == scheme.defaultPort ? "" : ":\(configuration.port)"
        return HTTPRequest(url: "\(scheme.rawValue)://\(host)\(port)\(path)?\(text)", timeout: timeout)
    }

    // MARK: Writing

    /// The service's own set: everything but letters, digits and `-._`.
    static func encoded(_ text: String) -> String {
        FormBody.percentEncoded(text).replacing("~", with: "%7E")
    }

    /// In the order of the names, as signing wants it.
    static func text(of query: [String: String]) -> String {
        query.sorted { $0.key < $1.key }.map { "\($0.key)=\(encoded($0.value))" }.joined(separator: "&")
    }

    /// Access Manager's signature, version 2, of a GET.
    static func signature(path: String, query: String, publishKey: String, secretKey: Secret) -> String {
        let text = "GET\n\(publishKey)\n\(path)\n\(query)\n"
        let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: secretKey.bytes))
        let base64 = Base64.encode(Array(code)).prefix { $0 != "=" }
        return "v2." + base64.replacing("+", with: "-").replacing("/", with: "_")
    }
}

/// The channels and channel groups that a request is about.
struct PubNubNames: Hashable {
    var channels: [String] = []
    var groups: [String] = []

    var isEmpty: Bool { channels.isEmpty && groups.isEmpty }

    /// Sorted; a comma alone where there are only groups.
    var path: String {
        channels.isEmpty ? "," : channels.sorted().map(PubNubRequests.encoded).joined(separator: ",")
    }

    var query: [String: String] {
        groups.isEmpty ? [:] : ["channel-group": groups.sorted().joined(separator: ",")]
    }

    /// Together with the presence channels of all that have one.
    func withPresence() -> PubNubNames {
        func added(_ names: [String]) -> [String] {
            names + names.filter { !PubNubChannel.isPresence($0) }.map { $0 + PubNubChannel.presenceSuffix }
        }
        return PubNubNames(channels: Array(Set(added(channels))), groups: Array(Set(added(groups))))
    }
}
