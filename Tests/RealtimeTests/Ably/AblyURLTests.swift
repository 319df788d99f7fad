import Testing

@testable import Realtime

@Suite struct AblyURLTests {
    private static let good: [(String, String)] = [
        ("ably://main", "wss main.realtime.ably.net 443 main.a.fallback.ably-realtime.com"),
        ("ABLY://MAIN/", "wss main.realtime.ably.net 443 main.a.fallback.ably-realtime.com"),
        ("ably://acme-eu?tls=true", "wss acme-eu.realtime.ably.net 443 acme-eu.a.fallback.ably-realtime.com"),
        ("ably://main?tls=false", "ws main.realtime.ably.net 80 main.a.fallback.ably-realtime.com"),
        (
            "ably://nonprod:sandbox",
            "wss sandbox.realtime.ably-nonprod.net 443 sandbox.a.fallback.ably-realtime-nonprod.com"
        ),
        ("ably://realtime.ably.io", "wss realtime.ably.io 443 -"),
        ("ably://localhost", "wss localhost 443 -"),
        ("ably://127.0.0.1:8080?tls=false", "ws 127.0.0.1 8080 -"),
        ("ably://standin:8080?tls=no", "ws standin 8080 -"),
        ("ably://[::1]:8080?tls=0", "ws ::1 8080 -"),
    ]

    @Test(arguments: good)
    func reads(_ url: String, _ expected: String) throws {
        let read = try AblyConfiguration(url: url)
        let scheme = read.isSecure ? "wss" : "ws"
        #expect("\(scheme) \(read.host) \(read.port) \(read.fallbackHosts.first ?? "-")" == expected)
        #expect(read.fallbackHosts.count == (expected.hasSuffix("-") ? 0 : 5))
    }

    private static let bad: [(String, String)] = [
        ("", "URL: there is no scheme"), ("main", "URL: there is no scheme"),
        ("https://main", "URL: https is another scheme"), ("ably://", "host: it is missing"),
        ("ably://app.key:secret@main", "URL: a key does not belong into a URL"),
        ("ably://main?key=app.key:secret", "URL options: a secret does not belong into a URL"),
        ("ably://main?rewind=1", "URL options: they are unknown"),
        ("ably://main/path", "URL: a path does not belong after the host"),
        ("ably://main#x", "URL: there is a #"), ("ably://mäin", "URL: there is a #"),
        ("ably://nonprod:a.b", "URL: a.b is no endpoint"), ("ably://nonprod:", "host: it is missing"),
        ("ably://h:0", "port: 0 is no port"), ("ably://a,b", "host: a,b is no host"),
    ]

    @Test(arguments: bad)
    func refuses(_ url: String, _ expected: String) {
        let error = #expect(throws: InvalidInput.self) { try AblyConfiguration(url: url) }
        let text = error?.description ?? ""
        #expect(text.hasPrefix(expected), "\(text)")
        #expect(!text.contains("app.key:secret"))
    }

    private static let settings: [(String, FeedSettings.Value, String)] = [
        ("rewind", .text("0"), "rewind: \"0\" does not fit"), ("rewind", .text("101"), "rewind: "),
        ("rewind", .text("2h"), "rewind: "), ("rewind", .text("s"), "rewind: "), ("rewind", .text("+5"), "rewind: "),
        ("cipher_key", .secret(Secret(Array("AAAA".utf8))), "cipher_key: it is not 16 or 32 bytes"),
        ("cipher_key", .secret(Secret(Array("%".utf8))), "cipher_key: it is not 16 or 32 bytes"),
        ("fallback_hosts", .texts(["a.example:1"]), "fallback_hosts: a.example:1 has a port"),
    ]

    @Test(arguments: settings)
    func refusesSettings(_ name: String, _ value: FeedSettings.Value, _ expected: String) {
        let settings = FeedSettings(url: "ably://main", values: [name: value])
        let error = #expect(throws: InvalidInput.self) { try AblyConfiguration(settings) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
    }

    private static let secrets: [(String, AblyConfiguration.Authorisation?)] = [
        ("app.key:s:t\n", .key(name: "app.key", secret: Secret(Array("s:t".utf8)))),
        ("app.tok", .token(Secret(Array("app.tok".utf8)))), ("key:secret", nil), ("app.key:", nil), (" ", nil),
        ("a b", nil),
    ]

    @Test(arguments: secrets)
    func tellsKeysFromTokens(_ text: String, _ expected: AblyConfiguration.Authorisation?) {
        let settings = FeedSettings(url: "ably://main", secret: Secret(Array(text.utf8)))
        #expect((try? AblyConfiguration(settings))?.authorisation == expected)
    }

    /// Without TLS, or where it is asked for, the key stays here.
    @Test(arguments: [
        ("ably://main", false, true), ("ably://main?tls=false", false, false), ("ably://main", true, false),
    ])
    func sendsTheKeyOnlyWhereItMay(_ url: String, _ prefersTokens: Bool, _ expected: Bool) throws {
        let settings = FeedSettings(
            url: url, secret: Secret(Array("app.key:hush".utf8)), values: ["token_auth": .flag(prefersTokens)])
        var adapter = AblyAdapter(try AblyConfiguration(settings)) { 0 }
        #expect(adapter.request.path.contains("hush") == expected)
        // Otherwise a token is asked for first.
        #expect(adapter.prepare(Outbox(feed: "f", mapper: Mapper())) == expected)
    }
}
