internal import Domain

extension ProtocolEntry {
    static let ably = ProtocolEntry(
        name: "ably", service: "Ably", schemes: ["ably"], summary: "Ably Realtime",
        urlForms: AblyConfiguration.urlForms, example: "ably://main", channelWord: "channel",
        channelUse: .required,
        continuity: """
            Each channel's serial is handed back after a break, and the service says whether it could tell everything since. Where it \
            could not, the history is searched as far back as the last message that came; otherwise the break ends in a gap.
            """,
        authentication: """
            An API key (app.key:secret), a token, or an endpoint that gives tokens or signed requests for tokens. Without TLS the \
            key is traded for a token and never sent.
            """,
        settings: [
            ProtocolSetting("rewind", .text, "tell again at the start: a number of messages (10), or a time (30s, 2m)"),
            ProtocolSetting("occupancy", .flag, "show how many are on each channel, as [meta]occupancy"),
            ProtocolSetting("history", .flag, "search the history for what a break took (default true)"),
            ProtocolSetting("cipher_key", .secret, "16 or 32 bytes in base64 that open encrypted messages"),
            ProtocolSetting("token_auth", .flag, "trade the key for a token instead of sending it"),
            ProtocolSetting("auth_method", .choice(["GET", "POST"]), "how to ask the endpoint (default GET)"),
            ProtocolSetting("fallback_hosts", .texts, "hosts to try while the first is in trouble"),
        ],
        capabilities: AblyAdapter.capabilities,
        publishing: Publishing(
            """
            With a key over TLS, or with a token, through the REST API. Else as a client, with a token that the key or the \
            endpoint is traded for.
            """
        ) { (settings) throws(InvalidInput) in AblyPublisher(try AblyConfiguration(settings)) }
    ) { (settings) throws(InvalidInput) in
        let configuration = try AblyConfiguration(settings)
        return {
            var random = SystemRandomNumberGenerator()
            return AblyAdapter(configuration) { random.next() }
        }
    }
}

extension AblyConfiguration {
    init(_ settings: FeedSettings) throws(InvalidInput) {
        try self.init(url: settings.url)
        if let secret = settings.secret {
            authorisation = try Self.authorisation(secret)
        } else if let endpoint = settings.endpoint {
            authorisation = .endpoint(endpoint)
        }
        clientID = settings.member?.id
        prefersTokens = settings.flag("token_auth") ?? false
        postsToEndpoint = settings.text("auth_method") == "POST"
        rewind = try settings.text("rewind").map(Self.rewind)
        showsOccupancy = settings.flag("occupancy") ?? false
        fillsGaps = settings.flag("history") ?? true
        cipherKey = try settings.secret("cipher_key").map(Self.cipherKey)
        for host in settings.texts("fallback_hosts") ?? [] { _ = try Self.fallback(host) }
        fallbackHosts = settings.texts("fallback_hosts") ?? fallbackHosts
        for channel in settings.channels {
            if let objection = AblyChannel.objection(to: channel) {
                throw InvalidInput(objection, in: "channel", expected: "such as lot:4711")
            }
        }
    }

    /// A key is `appId.keyId:secret`; what has no colon is a token.
    private static func authorisation(_ secret: Secret) throws(InvalidInput) -> Authorisation {
        let bytes = secret.bytes.trimmingBlanks
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !bytes.isEmpty else {
            throw InvalidInput("it has characters that neither a key nor a token has", in: "secret", expected: keyForm)
        }
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return .token(Secret(Array(bytes))) }
        let name = bytes[..<colon]
        guard name.contains(UInt8(ascii: ".")), colon + 1 < bytes.endIndex else {
            throw InvalidInput("it is neither a key nor a token", in: "secret", expected: keyForm)
        }
        return .key(name: String(decoding: name, as: UTF8.self), secret: Secret(Array(bytes[(colon + 1)...])))
    }

    private static let keyForm = "the whole API key, appId.keyId:secret, or a token"

    private static func rewind(_ text: String) throws(InvalidInput) -> String {
        let unit = text.last == "s" || text.last == "m"
        let digits = unit ? text.dropLast() : text[...]
        guard let number = Int(digits), number > 0, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            number <= (unit ? 86_400 * 3 : 100)
        else {
            throw InvalidInput(
                "\"\(text)\" does not fit", in: "rewind", expected: "1 to 100 messages, or a time such as 30s or 2m")
        }
        return text
    }

    private static func cipherKey(_ text: Secret) throws(InvalidInput) -> Secret {
        let bytes = text.bytes.withUnsafeBytes { SecretBox.bytes(base64: $0) }
        guard let key = bytes, AESCBC(key: key) != nil else {
            throw InvalidInput("it is not 16 or 32 bytes in base64", in: "cipher_key", expected: "the channel's key")
        }
        return Secret(key)
    }

    private static func fallback(_ host: String) throws(InvalidInput) -> Authority {
        let authority = try Authority(host[...], hint: "hosts' names", names: "a host's name or an address")
        guard authority.port == nil else {
            throw InvalidInput("\(host) has a port", in: "fallback_hosts", expected: "hosts' names alone")
        }
        return authority
    }
}

extension [UInt8] {
    fileprivate var trimmingBlanks: ArraySlice<UInt8> {
        let isBlank = { (byte: UInt8) in byte <= 0x20 }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return []
        }
        return self[first...last]
    }
}
