extension ProtocolEntry {
    static let sockjs = ProtocolEntry(
        name: "sockjs", service: "SockJS", schemes: ["sockjs+https", "sockjs+http"],
        summary: "SockJS servers (Spring, Vert.x, Meteor, sockjs-node), by WebSocket or server-sent events",
        urlForms: SockJSConfiguration.urlForms, example: "sockjs+https://auction.example/rt", channelWord: "channel",
        channelUse: .optional,
        continuity: """
            SockJS has no message ids, no history and no resume: each break ends in a gap, but for streams of server-sent events \
            that the server ends by itself and goes on with in the next.
            """,
        authentication: "The secret goes into the first message, as login says, or into the query as token_query says.",
        settings: [
            ProtocolSetting(
                "transport", .choice(["auto", "websocket", "raw", "eventsource"]),
                "auto: the framed WebSocket, and server-sent events where that is refused; raw: PREFIX/websocket"),
            ProtocolSetting("login", .text, #"what is said first, JSON such as {"token":"{secret}"}"#),
            ProtocolSetting("token_query", .text, "the name of the query's field that carries the secret"),
            ProtocolSetting("subscribe", .text, #"what is said for each channel, such as {"subscribe":"{channel}"}"#),
            ProtocolSetting("unsubscribe", .text, "what is said for a channel that is left, in the same form"),
            ProtocolSetting("channel_path", .text, "where a message says its channel, such as data.lot"),
            ProtocolSetting("event_path", .text, "where a message says its event, such as type"),
            ProtocolSetting("id_path", .text, "where a message says its id"),
            ProtocolSetting("final_codes", .texts, "close codes of the app after which there is no coming back"),
        ],
        capabilities: SockJSAdapter.capabilities
    ) { (settings) throws(InvalidInput) in
        let configuration = try SockJSConfiguration(settings)
        return { SockJSAdapter(configuration, newSession: SockJSSession.random) }
    }
}

extension SockJSConfiguration {
    init(_ settings: FeedSettings) throws(InvalidInput) {
        try self.init(url: settings.url)
        transport = settings.text("transport").flatMap(SockJSTransport.init(rawValue:))
        secret = settings.secret
        tokenQuery = settings.text("token_query")
        login = try Self.template("login", settings)
        subscribe = try Self.template("subscribe", settings)
        unsubscribe = try Self.template("unsubscribe", settings)
        channelPath = try FieldPath(setting: "channel_path", settings)
        eventPath = try FieldPath(setting: "event_path", settings)
        idPath = try FieldPath(setting: "id_path", settings)
        for text in settings.texts("final_codes") ?? [] {
            guard let code = Int(text), (1_000...4_999).contains(code) else {
                throw InvalidInput(
                    "\"\(text)\" is no close code", in: "final_codes", expected: "numbers from 1000 to 4999")
            }
            finalCodes.insert(code)
        }
        guard secret != nil || tokenQuery == nil && login?.text.contains("{secret}") != true else {
            throw InvalidInput(
                "there is no secret to put there", in: login == nil ? "token_query" : "login",
                expected: "the secret by --secret-file, --secret-command or the environment")
        }
    }

    private static func template(_ name: String, _ settings: FeedSettings) throws(InvalidInput) -> JSONTemplate? {
        guard let text = settings.text(name) else { return nil }
        return try JSONTemplate(text, in: name)
    }
}

/// The part of a URL that tells sessions apart.
enum SockJSSession {
    private static let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")

    /// Three digits for load balancers, and a name without dots and slashes.
    @Sendable static func random() -> String {
        let server = (0..<3).map { _ in letters[Int.random(in: 26...35)] }
        let session = (0..<16).map { _ in letters[Int.random(in: letters.indices)] }
        return String(server) + "/" + String(session)
    }
}
