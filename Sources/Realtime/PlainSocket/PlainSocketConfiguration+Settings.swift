internal import HTTP1

extension PlainSocketConfiguration {
    /// The forms that a URL may have, for error texts and help.
    public static let urlForms =
        "wss://HOST[:PORT]/PATH or ws://HOST[:PORT]/PATH; {secret} in the query stands for the secret"

    public init(_ settings: FeedSettings) throws(InvalidInput) {
        let address = try WebAddress(settings.url)
        try Self.check(address)
        self.init(address: address, secret: settings.secret ?? Secret([]))
        subprotocols = try Self.subprotocols(settings.texts("subprotocols") ?? [])
        openers = (settings.texts("send_on_open") ?? []).map { MessageTemplate($0) }
        subscribe = try settings.channelTemplate("subscribe")
        unsubscribe = try settings.channelTemplate("unsubscribe")
        heartbeat = try Self.heartbeat(settings)
        pongs = try settings.patterns("pong")
        refusals = try settings.patterns("refusal")
        paths = Paths(
            channel: try settings.path("channel_path"), event: try settings.path("event_path"),
            id: try settings.path("id_path"), time: try settings.path("time_path"))
        batch = settings.text("batch").flatMap(Batch.init) ?? .auto
        isSequence = settings.flag("sequence") ?? false
        try check(channels: settings.channels)
        try checkSecret()
    }

    private func check(channels: [String]) throws(InvalidInput) {
        guard channels.isEmpty || asksForChannels else {
            throw InvalidInput(
                "nothing says how to ask for them", in: "channels",
                expected: "subscribe, a text with {channel} in it, or no channels")
        }
        guard !isSequence || paths.id != nil else {
            throw InvalidInput("the numbers' place is not known", in: "sequence", expected: "id_path beside it")
        }
    }

    private func checkSecret() throws(InvalidInput) {
        guard String(validating: secret.bytes, as: UTF8.self) != nil else {
            throw InvalidInput("it is not text", in: "secret", expected: "UTF-8")
        }
        let texts = openers + [subscribe, unsubscribe, heartbeat?.text].compactMap { $0 }
        let isNamed = address.path.contains("{secret}") || texts.contains(where: \.namesSecret)
        guard !isNamed || !secret.isEmpty else {
            throw InvalidInput(
                "{secret} stands for one, and there is none", in: "secret",
                expected: "--secret-file, --secret-command or the environment")
        }
    }

    // MARK: The URL

    /// Parameters that hold secrets whatever the service.
    private static let secretNames: Set<String> = [
        "access_token", "auth", "auth_token", "authorization", "client_secret", "id_token", "jwt", "passwd", "password",
        "secret", "token",
    ]

    private static func check(_ address: WebAddress) throws(InvalidInput) {
        let path = address.path.prefix { $0 != "?" }
        guard !path.contains("{secret}") else {
            throw InvalidInput("{secret} is in the path, which is shown", in: "URL", expected: "{secret} in the query")
        }
        for pair in address.path[path.endIndex...].dropFirst().split(separator: "&") {
            let (name, value) = (pair.prefix { $0 != "=" }, pair.drop { $0 != "=" }.dropFirst())
            guard secretNames.contains(name.lowercased()), !value.isEmpty, !value.contains("{secret}") else { continue }
            throw InvalidInput(
                "\(name) is a secret, and history and process lists show the command line", in: "URL",
                expected: "\(name)={secret}, with --secret-file, --secret-command or the environment")
        }
    }

    // MARK: Settings

    private static func subprotocols(_ names: [String]) throws(InvalidInput) -> [String] {
        for (index, name) in names.enumerated() {
            guard ASCII.isToken(name) else {
                throw InvalidInput(
                    "\"\(name)\" is no subprotocol", in: "subprotocols", expected: "letters, digits, - . and _")
            }
            guard !names[..<index].contains(name) else {
                throw InvalidInput("\(name) is there twice", in: "subprotocols", expected: "each once")
            }
        }
        return names
    }

    private static func heartbeat(_ settings: FeedSettings) throws(InvalidInput) -> Heartbeat? {
        guard let text = settings.text("ping") else {
            guard settings.number("ping_every") == nil else {
                throw InvalidInput("there is no text to send", in: "ping_every", expected: "ping beside it")
            }
            return nil
        }
        return Heartbeat(text: MessageTemplate(text), interval: .seconds(settings.number("ping_every") ?? 30))
    }
}

extension FeedSettings {
    fileprivate func channelTemplate(_ name: String) throws(InvalidInput) -> MessageTemplate? {
        guard let template = text(name).map({ MessageTemplate($0) }) else { return nil }
        guard template.namesChannel else {
            throw InvalidInput("it names no channel", in: name, expected: "{channel} where the channel's name belongs")
        }
        return template
    }

    fileprivate func patterns(_ name: String) throws(InvalidInput) -> [MessagePattern] {
        var patterns: [MessagePattern] = []
        for text in texts(name) ?? [] {
            do throws(InvalidInput) {
                patterns.append(try MessagePattern(text))
            } catch {
                throw InvalidInput(error.problem, in: name, expected: error.expected)
            }
        }
        return patterns
    }

    fileprivate func path(_ name: String) throws(InvalidInput) -> FieldPath? {
        guard let text = text(name) else { return nil }
        guard let path = FieldPath(text) else {
            throw InvalidInput("\"\(text)\" is no path", in: name, expected: "a path such as data.id or items[0].id")
        }
        return path
    }
}
