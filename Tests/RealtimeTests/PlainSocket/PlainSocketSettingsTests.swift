import Testing

@testable import Realtime

@Suite struct PlainSocketSettingsTests {
    private func prepare(_ url: String, secret: String? = nil, _ values: [String: FeedSettings.Value] = [:]) throws
        -> PlainSocketConfiguration
    {
        try PlainSocketConfiguration(
            FeedSettings(url: url, secret: secret.map { Secret(Array($0.utf8)) }, values: values))
    }

    private static let urls: [(String, String)] = [
        ("wss://Example.COM/live", "wss example.com 443 /live"),
        ("ws://example.com", "ws example.com 80 /"),
        ("ws://[::1]:8080/a?b=c", "ws ::1 8080 /a?b=c"),
        ("https://example.com/x", "wss example.com 443 /x"),
        ("wss://h/x?api_key=public&q={channel}", "wss h 443 /x?api_key=public&q={channel}"),
        ("wss://h/x?token={secret}&b={secret}", "wss h 443 /x?token=s%2F3&b=s%2F3"),
        ("wss://h/x?Authorization=Bearer%20{secret}", "wss h 443 /x?Authorization=Bearer%20s%2F3"),
        ("wss://h/token/secret?token=", "wss h 443 /token/secret?token="),
    ]

    @Test(arguments: urls)
    func reads(_ url: String, _ expected: String) throws {
        let request = try prepare(url, secret: "s/3").request
        #expect("\(request.isSecure ? "wss" : "ws") \(request.host) \(request.port) \(request.path)" == expected)
    }

    private static let badURLs: [(String, String)] = [
        ("nonsense", "URL: there is no scheme"),
        ("wss://user:hush@h/", "URL: a name or password does not belong into a URL"),
        ("wss://h/#x", "URL: nothing belongs after a #"),
        ("wss://h/x?token=hush", "URL: token is a secret"),
        ("wss://h/x?a=b&ACCESS_TOKEN=hush", "URL: ACCESS_TOKEN is a secret"),
        ("wss://h/x?jwt=hush&token={secret}", "URL: jwt is a secret"),
        ("wss://h/{secret}/x", "URL: {secret} is in the path"),
    ]

    @Test(arguments: badURLs)
    func refuses(_ url: String, _ expected: String) {
        let error = #expect(throws: InvalidInput.self) { try prepare(url, secret: "s") }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("hush") == false)
    }

    private static let badValues: [(String, FeedSettings.Value, String)] = [
        ("subscribe", .text("sub"), "subscribe: it names no channel"),
        ("unsubscribe", .text(#"{"op":"{chanel}"}"#), "unsubscribe: it names no channel"),
        ("send_on_open", .texts(["x", "{secret}"]), "secret: {secret} stands for one"),
        ("ping", .text("{secret}"), "secret: {secret} stands for one"),
        ("ping_every", .number(20), "ping_every: there is no text to send"),
        ("pong", .texts(["ok", ""]), "pong: it is empty"),
        ("refusal", .texts(["*a*b*c*d*e*f*g*h*i*"]), "refusal: it has too many wildcards"),
        ("subprotocols", .texts(["a b"]), "subprotocols: \"a b\" is no subprotocol"),
        ("subprotocols", .texts(["a", "a"]), "subprotocols: a is there twice"),
        ("channel_path", .text("a..b"), "channel_path: \"a..b\" is no path"),
        ("id_path", .text(""), "id_path: \"\" is no path"),
        ("sequence", .flag(true), "sequence: the numbers' place is not known"),
    ]

    @Test(arguments: badValues)
    func refuses(_ name: String, _ value: FeedSettings.Value, _ expected: String) {
        let error = #expect(throws: InvalidInput.self) { try prepare("wss://h/", [name: value]) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
        #expect(error?.expected.isEmpty == false)
    }

    @Test func channelsNeedATextThatAsks() throws {
        var settings = FeedSettings(url: "wss://h/", channels: ["a"])
        let error = #expect(throws: InvalidInput.self) { try PlainSocketConfiguration(settings) }
        #expect(error?.place == "channels")
        settings.values["send_on_open"] = .texts(["join {channel}"])
        #expect(try PlainSocketConfiguration(settings).asksForChannels)
    }

    @Test func aSecretIsText() {
        let settings = FeedSettings(url: "wss://h/", secret: Secret([0xFF]))
        #expect(throws: InvalidInput.self) { try PlainSocketConfiguration(settings) }
    }

    /// Each setting that the list names is read, so that none is there for show.
    @Test func settingsAreKnown() {
        let names = ProtocolEntry.websocket.settings.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(
            Set(names) == [
                "send_on_open", "subscribe", "unsubscribe", "ping", "ping_every", "pong", "refusal", "subprotocols",
                "channel_path", "event_path", "id_path", "time_path", "sequence", "batch",
            ])
    }
}

@Suite struct MessageTemplateTests {
    private static let rows: [(String, String)] = [
        ("plain", "plain"),
        ("{channel}", "a\"b"),
        ("x {secret} {channel}{channel}", "x s\\t a\"ba\"b"),
        (#"{"c":"{channel}"}"#, #"{"c":"a\"b"}"#),
        (#"["{secret}/{channel}"]"#, #"["s\\t/a\"b"]"#),
        // Not JSON before it is filled in: taken as it is.
        (#"{"c":{channel}}"#, #"{"c":a"b}"#),
        ("{ channel }{chan", "{ channel }{chan"),
        ("", ""),
    ]

    @Test(arguments: rows)
    func fillsIn(_ text: String, _ expected: String) {
        let filled = MessageTemplate(text).filled(secret: "s\\t", channel: "a\"b")
        #expect(String(decoding: filled, as: UTF8.self) == expected)
    }
}

@Suite struct MessagePatternTests {
    private static let rows: [(String, String, Bool)] = [
        ("{}", "{}", true), ("{}", "{} ", false), ("{}", "{", false), ("pong", "pong", true), ("pong", "", false),
        ("pong*", "pong 7", true), ("pong*", "ping 7", false), ("*", "", true), ("*", "anything", true),
        (#"{*"event":"open"*}"#, #"{"id":1,"event":"open","topic":"a"}"#, true),
        (#"{*"event":"open"*}"#, #"{"id":1,"event":"opened"}"#, false),
        ("a?c", "abc", true), ("a?c", "ac", false),
    ]

    @Test(arguments: rows)
    func fits(_ pattern: String, _ message: String, _ expected: Bool) throws {
        let pattern = try MessagePattern(pattern)
        #expect(Array(message.utf8).withUnsafeBytes { pattern.fits($0) } == expected)
    }

    /// Only what is short is looked through.
    @Test func longMessagesFitNoWildcard() throws {
        let message = Array(repeating: UInt8(ascii: "a"), count: MessagePattern.lengthLimit + 1)
        let (open, exact) = (try MessagePattern("a*"), try MessagePattern(String(decoding: message, as: UTF8.self)))
        #expect(!message.withUnsafeBytes { open.fits($0) })
        #expect(message.withUnsafeBytes { exact.fits($0) })
    }
}
