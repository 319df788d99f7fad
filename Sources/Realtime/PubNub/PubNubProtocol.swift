extension ProtocolEntry {
    static let pubNub = ProtocolEntry(
        name: "pubnub", service: "PubNub", schemes: ["pubnub"],
        summary: "PubNub: subscribe v2 by long polling, presence, channel groups, history",
        urlForms: PubNubConfiguration.urlForms, example: "pubnub://sub-c-0123abcd", channelWord: "channel",
        channelUse: .optional,
        continuity: """
            A break is proved harmless where the service's clock shows that it was shorter than the 16 minutes for which \
            messages are buffered and fewer than 100 messages were waiting; else what Message Persistence holds is told \
            again, and a gap remains, for signals and unstored messages are not in it.
            """,
        authentication: """
            The subscribe key alone, or with an Access Manager token as the secret; or the keyset's secret key and publish \
            key, which sign each request.
            """,
        settings: [
            ProtocolSetting("user_id", .text, "who we are to the service (default: the member's id, or spotter)"),
            ProtocolSetting("groups", .texts, "channel groups to subscribe to"),
            ProtocolSetting("filter", .text, "a filter expression for the service, such as kind == 'bid'"),
            ProtocolSetting("presence", .flag, "tell who comes and goes on the channels and groups"),
            ProtocolSetting(
                "heartbeat", .number(20...320), "be seen as present, this many seconds at a time (default: do not)"),
            ProtocolSetting("publish_key", .text, "the keyset's publish key, for publishing and signing"),
            ProtocolSetting("secret_key", .secret, "the keyset's secret key, which signs requests"),
            ProtocolSetting("cipher_key", .secret, "the key with which messages are encrypted from end to end"),
        ],
        capabilities: PubNubAdapter.capabilities,
        publishing: Publishing(
            """
            With the publish key (publish_key); the event's name goes as the custom message type, but for message, which is \
            what messages without one are called.
            """
        ) { (settings) throws(InvalidInput) in PubNubPublisher(try PubNubConfiguration(settings)) }
    ) { (settings) throws(InvalidInput) in
        let configuration = try PubNubConfiguration(settings)
        return {
            var random = SystemRandomNumberGenerator()
            return PubNubAdapter(configuration) { random.next() }
        }
    }
}

extension PubNubConfiguration {
    init(_ settings: FeedSettings) throws(InvalidInput) {
        try self.init(url: settings.url)
        token = settings.secret
        if let userID = settings.text("user_id") ?? settings.member?.id {
            guard (1...92).contains(userID.utf8.count) else {
                throw InvalidInput("it does not fit", in: "user_id", expected: "1 to 92 bytes")
            }
            self.userID = userID
        }
        publishKey = settings.text("publish_key")
        secretKey = settings.secret("secret_key")
        guard secretKey == nil || publishKey != nil else {
            throw InvalidInput("it is missing", in: "publish_key", expected: "it beside secret_key, to sign requests")
        }
        cipherKey = settings.secret("cipher_key")
        guard cipherKey?.isEmpty != true else {
            throw InvalidInput("it is empty", in: "cipher_key", expected: "the key that the publishers use")
        }
        groups = settings.texts("groups") ?? []
        for group in groups { _ = try PubNubChannel(group: group) }
        filter = settings.text("filter")
        hasPresence = settings.flag("presence") ?? false
        heartbeat = settings.number("heartbeat")
        for channel in settings.channels { _ = try PubNubChannel(channel) }
    }
}
