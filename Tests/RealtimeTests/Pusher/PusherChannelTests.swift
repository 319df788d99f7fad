import Testing

@testable import Realtime

@Suite struct PusherChannelTests {
    private static let prefixRows: [(String, PusherChannel.Traits)] = [
        ("lot-4711", []), ("privateer", []), ("presence", []), ("private", []), ("c", []),
        ("cache-a", .cache), ("cached", []),
        ("private-a", .authorised), ("private-", .authorised), ("private-cache-a", [.authorised, .cache]),
        ("private-encrypted-a", [.authorised, .encrypted]),
        ("private-encrypted-cache-a", [.authorised, .encrypted, .cache]),
        ("private-encryptedx", .authorised),
        ("presence-a", [.authorised, .presence]), ("presence-cache-a", [.authorised, .presence, .cache]),
        ("#server-to-user-u7", .user),
    ]

    @Test(arguments: prefixRows)
    func prefixes(_ name: String, _ traits: PusherChannel.Traits) throws {
        #expect(try PusherChannel(name).traits == traits)
    }

    @Test(arguments: ["A-Za-z0-9_-=@,.;", "x", String(repeating: "x", count: 164), "#server-to-user-a:b/c"])
    func takes(_ name: String) throws {
        #expect(try PusherChannel(name).name == name)
    }

    private static let bad: [(String, String)] = [
        ("", "channel: the name is empty; expected 1 to 164"),
        ("a b", "channel \"a b\": the character U+20 is not allowed"),
        ("a:b", "channel \"a:b\": the character ':' is not allowed"),
        ("a/b", "channel \"a/b\": the character '/' is not allowed"),
        ("#a", "channel \"#a\": the character '#' is not allowed"),
        ("#server-to-user-", "channel \"#server-to-user-\": the character '#' is not allowed"),
        ("#server-to-user-a b", "channel \"#server-to-user-a b\": the character U+20 is not allowed"),
        ("ä", "channel \"?\": the character U+E4 is not allowed"),
        ("a\u{1B}[2J", "channel \"a?[2J\": the character U+1B is not allowed"),
        (String(repeating: "x", count: 165), "165 characters are too many"),
    ]

    @Test(arguments: bad)
    func refuses(_ name: String, _ expected: String) {
        let error = #expect(throws: InvalidInput.self) { try PusherChannel(name) }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
        #expect(error?.description.unicodeScalars.allSatisfy { $0.value >= 0x20 } == true)
    }

    @Test func selfHostedServersTakeLongerNames() throws {
        let name = String(repeating: "x", count: 200)
        #expect(try PusherChannel(name, limit: PusherChannel.selfHostedLimit).name == name)
        #expect(PusherConfiguration(key: "k", cluster: "mt1").channelNameLimit == 164)
        #expect(PusherConfiguration(key: "k", host: "example.com").channelNameLimit == 200)
    }
}
