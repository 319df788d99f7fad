extension ProtocolEntry {
    static let pusher = ProtocolEntry(
        name: "pusher", service: "Pusher", schemes: ["pusher"],
        summary: "Pusher Channels (protocol 7), soketi, Laravel Reverb and other compatible servers",
        urlForms: PusherConfiguration.urlForms, example: "pusher://0123456789abcdef0123@mt1", channelWord: "channel",
        channelUse: .required,
        continuity: "The protocol has no message ids, no history and no resume: each break ends in a gap.",
        authentication: """
            Public channels need the app key alone. Private, presence and encrypted channels need the app's secret, or an \
            endpoint that signs.
            """,
        settings: [
            ProtocolSetting("master_key", .secret, "32 bytes in base64 that open encrypted channels, with a secret")
        ],
        capabilities: PusherAdapter.capabilities
    ) { (settings) throws(InvalidInput) in
        let configuration = try PusherConfiguration(settings)
        return { PusherAdapter(configuration) }
    }
}

extension PusherConfiguration {
    init(_ settings: FeedSettings) throws(InvalidInput) {
        try self.init(url: settings.url)
        if let secret = settings.secret {
            authorisation = .secret(secret, masterKey: try Self.masterKey(settings.secret("master_key")))
        } else if let endpoint = settings.endpoint {
            authorisation = .endpoint(endpoint)
        }
        member = settings.member
        signsIn = settings.signsIn
        for channel in settings.channels { _ = try PusherChannel(channel, limit: channelNameLimit) }
    }

    private static func masterKey(_ text: Secret?) throws(InvalidInput) -> Secret? {
        guard let text else { return nil }
        let bytes = text.bytes.withUnsafeBytes { SecretBox.bytes(base64: $0) }
        guard let key = bytes, key.count == SecretBox.keyLength else {
            throw InvalidInput("it is not 32 bytes in base64", in: "master_key", expected: "what the service shows")
        }
        return Secret(key)
    }
}
