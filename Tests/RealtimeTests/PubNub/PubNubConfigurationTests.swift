import Testing

@testable import Realtime

@Suite struct PubNubConfigurationTests {
    @Test(arguments: [
        ("pubnub://sub-c-1", "sub-c-1 ps.pndsn.com 443 true"),
        ("PubNub://sub-c-1/", "sub-c-1 ps.pndsn.com 443 true"),
        ("pubnub://sub-c-1?tls=false", "sub-c-1 ps.pndsn.com 80 false"),
        ("pubnub://sub-c-1@proxy.example", "sub-c-1 proxy.example 443 true"),
        ("pubnub://demo@127.0.0.1:8080?tls=false", "demo 127.0.0.1 8080 false"),
        ("pubnub://demo@[::1]:8080?tls=true", "demo ::1 8080 true"),
    ])
    func reads(_ url: String, _ expected: String) throws {
        let read = try PubNubConfiguration(url: url)
        #expect("\(read.subscribeKey) \(read.host) \(read.port) \(read.isSecure)" == expected)
    }

    @Test(arguments: [
        "sub-c-1", "http://sub-c-1", "pubnub://", "pubnub://@host", "pubnub://key:secret@host", "pubnub://a b",
        "pubnub://a/b", "pubnub://a@host:0", "pubnub://a@", "pubnub://a?auth=x", "pubnub://a?tls=maybe", "pubnub://a#b",
    ])
    func refuses(_ url: String) {
        #expect(throws: InvalidInput.self) { try PubNubConfiguration(url: url) }
    }

    @Test(arguments: [
        ("a", true), ("a b", true), ("a.*", true), ("a.b.*", true), ("größe", true), ("a-pnpres", true),
        ("", false), (".*", false), ("*", false), ("a.*.b", false), ("a.b.c.*", false), ("a,b", false), ("a/b", false),
        ("a:b", false), ("a\\b", false), ("a\nb", false), (String(repeating: "x", count: 93), false),
    ])
    func checksChannels(_ name: String, _ isGood: Bool) {
        #expect(((try? PubNubChannel(name)) != nil) == isGood)
    }

    @Test func signingNeedsBothKeys() {
        var settings = FeedSettings(url: "pubnub://sub-c-1", values: ["secret_key": .secret(Secret([1]))])
        #expect(throws: InvalidInput.self) { try PubNubConfiguration(settings) }
        settings.values["publish_key"] = .text("pub-c-1")
        #expect(throws: Never.self) { try PubNubConfiguration(settings) }
    }

    @Test func aCipherKeyHasACharacterAtLeast() throws {
        var settings = FeedSettings(url: "pubnub://sub-c-1", values: ["cipher_key": .secret(Secret([]))])
        #expect(throws: InvalidInput.self) { try PubNubConfiguration(settings) }
        settings.values["cipher_key"] = .secret(Secret([0x78]))
        #expect(throws: Never.self) { try PubNubConfiguration(settings) }
    }

    @Test(arguments: ["a.*", "a,b", ""])
    func checksGroups(_ name: String) {
        let settings = FeedSettings(url: "pubnub://sub-c-1", values: ["groups": .texts([name])])
        #expect(throws: InvalidInput.self) { try PubNubConfiguration(settings) }
    }
}
