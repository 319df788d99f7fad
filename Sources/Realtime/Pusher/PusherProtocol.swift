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
            ProtocolSetting("master_key", .secret, "32 bytes in base64 that open encrypted channels, with a secret"),
            ProtocolSetting("app_id", .text, "the app's id, for publishing through the HTTP API with the secret"),
        ],
        capabilities: PusherAdapter.capabilities,
        publishing: Publishing(
            """
            With the app's secret and its id (app_id) through the HTTP API: any event on any channel. Else as a client: \
            client-… events on private and presence channels, where the app allows them.
            """
        ) { (settings) throws(InvalidInput) in
            PusherPublisher(try PusherConfiguration(settings))
        }
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
        appID = try settings.text("app_id").map(Self.appID)
        member = settings.member
        signsIn = settings.signsIn
        for channel in settings.channels { _ = try PusherChannel(channel, limit: channelNameLimit) }
    }

    /// It becomes part of a path that is signed as it is.
    private static func appID(_ text: String) throws(InvalidInput) -> String {
        let isID = text.utf8.allSatisfy { byte in
            switch UnicodeScalar(byte) {
            case "0"..."9", "a"..."z", "A"..."Z", "-", "_", ".": true
            default: false
            }
        }
        guard isID, !text.isEmpty else {
            throw InvalidInput("it has characters that no app's id has", in: "app_id", expected: "such as 1234567")
        }
        return text
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
