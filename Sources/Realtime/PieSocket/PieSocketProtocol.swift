internal import HTTP1

extension ProtocolEntry {
    static let piesocket = ProtocolEntry(
        name: "piesocket", service: "PieSocket", schemes: ["piesocket"],
        summary: "PieSocket Channels (version 3), hosted or one's own",
        urlForms: PieSocketConfiguration.urlForms, example: "piesocket://demo?api_key=KEY", channelWord: "room",
        channelUse: .single,
        continuity: "There are no message ids, no history and no resume: each break ends in a gap.",
        authentication: """
            Open rooms need the API key alone. Private and protected rooms need a token: made with the API secret, by an \
            endpoint, or elsewhere (jwt).
            """,
        settings: [
            ProtocolSetting("jwt", .secret, "a token for the room, made elsewhere"),
            ProtocolSetting("presence", .flag, "be told who is in the room; true unless said"),
            ProtocolSetting("notify_self", .flag, "be sent our own messages too"),
            ProtocolSetting("uuid", .text, "by which member lists know us; a fresh one each time unless said"),
        ],
        capabilities: PieSocketAdapter.capabilities,
        publishing: Publishing(
            """
            With the API secret over TLS, through the cluster's HTTP API, which is sent the secret. Else as a member of the \
            room, where the key allows that.
            """
        ) { (settings) throws(InvalidInput) in
            PieSocketPublisher(try PieSocketConfiguration(settings, uuid: ""), secret: settings.secret)
        }
    ) { (settings) throws(InvalidInput) in
        let configuration = try PieSocketConfiguration(settings, uuid: "")
        return {
            var configuration = configuration
            var random = SystemRandomNumberGenerator()
            configuration.uuid = settings.text("uuid") ?? PieSocketConfiguration.freshUUID(using: &random)
            return PieSocketAdapter(configuration)
        }
    }
}

extension PieSocketConfiguration {
    init(_ settings: FeedSettings, uuid: String) throws(InvalidInput) {
        try self.init(url: settings.url, uuid: uuid)
        if let token = settings.secret("jwt") {
            guard ASCII.isGraphic(String(decoding: token.bytes, as: UTF8.self)) else {
                throw InvalidInput("it is no token", in: "jwt", expected: "three parts with dots between them")
            }
            authorisation = .token(token)
        } else if let secret = settings.secret {
            authorisation = .secret(secret)
        } else if let endpoint = settings.endpoint {
            authorisation = .endpoint(endpoint)
        }
        member = settings.member
        showsMembers = settings.flag("presence") ?? true
        notifiesSelf = settings.flag("notify_self") ?? false
        try check(rooms: settings.channels)
    }

    private func check(rooms: [String]) throws(InvalidInput) {
        guard Set(rooms).count <= 1 else {
            throw InvalidInput("a connection has one room", in: "room", expected: "a feed for each")
        }
        guard let room = rooms.first else { return }
        if let objection = objection(to: room) {
            throw InvalidInput(objection, in: "room \"\(room)\"", expected: "such as lot-4711")
        }
        guard !room.hasPrefix("private-") || authorisation != .none else {
            throw InvalidInput(
                "a private room needs a token", in: "room \"\(room)\"", expected: "the API secret, an endpoint, or jwt")
        }
    }

    /// A random UUID (RFC 9562 §5.4).
    static func freshUUID(using random: inout some RandomNumberGenerator) -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }
}
