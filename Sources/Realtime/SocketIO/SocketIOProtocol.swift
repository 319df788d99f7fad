internal import JSON

extension ProtocolEntry {
    static let socketio = ProtocolEntry(
        name: "socketio", service: "Socket.IO", schemes: ["socketio+wss", "socketio+ws"],
        summary: "Socket.IO servers 3 and 4 (Engine.IO 4), and 1 and 2 (Engine.IO 3), over WebSocket",
        urlForms: SocketIOConfiguration.urlForms, example: "socketio+wss://auction.example", channelWord: "event",
        channelUse: .optional,
        continuity: """
            Where the server has connection state recovery switched on, a break is bridged and that is proved (but for what the server \
            sends as volatile or with a wish for an acknowledgement); elsewhere each break ends in a gap.
            """,
        authentication: """
            The secret goes into the CONNECT payload as {"token":…}, or as the setting auth says, or into the query as token_query says.
            """,
        settings: [
            ProtocolSetting(
                "version", .choice(["auto", "4", "3"]), "of Engine.IO; auto: 4, and 3 where that is refused"),
            ProtocolSetting("namespace", .text, "such as /auctions; / where there is none"),
            ProtocolSetting("auth", .text, #"CONNECT's payload, a JSON object such as {"token":"{secret}"}"#),
            ProtocolSetting("token_query", .text, "the name of the query's field that carries the secret"),
            ProtocolSetting(
                "subscribe", .text,
                #"makes channels rooms: the event that joins one, such as join, or ["join",{"room":"{channel}"}]"#),
            ProtocolSetting("unsubscribe", .text, "the event that leaves a room, in the same forms"),
            ProtocolSetting("channel_path", .text, "where an event's first argument says its room, such as data.room"),
        ],
        capabilities: SocketIOAdapter.capabilities
    ) { (settings) throws(InvalidInput) in
        let configuration = try SocketIOConfiguration(settings)
        return { SocketIOAdapter(configuration) }
    }
}

extension SocketIOConfiguration {
    init(_ settings: FeedSettings) throws(InvalidInput) {
        try self.init(url: settings.url)
        version = settings.text("version").flatMap { Int($0) }.flatMap(EngineVersion.init(rawValue:))
        secret = settings.secret
        namespace = try Self.namespace(settings.text("namespace") ?? "/")
        auth = try settings.text("auth").map { (text) throws(InvalidInput) in try Self.auth(text) }
        tokenQuery = settings.text("token_query")
        join = try Self.emission("subscribe", settings)
        leave = try Self.emission("unsubscribe", settings)
        channelPath = try FieldPath(setting: "channel_path", settings)
        guard secret != nil || tokenQuery == nil && auth?.text.contains("{secret}") != true else {
            throw InvalidInput(
                "there is no secret to put there", in: auth == nil ? "token_query" : "auth",
                expected: "the secret by --secret-file, --secret-command or the environment")
        }
    }

    private static func namespace(_ text: String) throws(InvalidInput) -> String {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
            !text.contains(where: { ",?".contains($0) })
        else {
            throw InvalidInput(
                "it is none", in: "namespace", expected: "such as /auctions, without blanks, commas and ?")
        }
        return text.hasPrefix("/") ? text : "/" + text
    }

    private static func auth(_ text: String) throws(InvalidInput) -> JSONTemplate {
        let template = try JSONTemplate(text, in: "auth")
        guard (try? JSONDocument().read(text) { $0.kind == .object }) == true else {
            throw InvalidInput("it is no object", in: "auth", expected: #"such as {"token":"{secret}"}"#)
        }
        return template
    }

    private static func emission(_ name: String, _ settings: FeedSettings) throws(InvalidInput) -> SocketIOEmission? {
        guard let text = settings.text(name) else { return nil }
        return try SocketIOEmission(text, in: name)
    }
}

extension FieldPath {
    /// - Parameter setting: the name of a text setting; `nil` where it is not set.
    init?(setting name: String, _ settings: FeedSettings) throws(InvalidInput) {
        guard let text = settings.text(name) else { return nil }
        guard let path = FieldPath(text) else {
            throw InvalidInput("\"\(text)\" is no path", in: name, expected: "such as data.room or items[0].id")
        }
        self = path
    }
}
