import HTTP1
import Testing

@testable import Realtime

@Suite struct EventStreamConfigurationTests {
    private static let good: [(String, String)] = [
        ("sse+https://h/vehicles", "https h 443 /vehicles vehicles"),
        ("SSE+HTTPS://H/Vehicles", "https h 443 /Vehicles Vehicles"),
        ("sse+http://h:8080/a/b?c=d", "http h 8080 /a/b?c=d b"),
        ("https://h/a/", "https h 443 /a/ a"), ("http://h", "http h 80 / h"),
        ("sse+https://h?x=1", "https h 443 /?x=1 h"),
        ("sse+https://h/lots,rides/sse", "https h 443 /lots,rides/sse lots,rides"),
        ("sse+https://h/sse", "https h 443 /sse sse"), ("sse+https://h/a%20b", "https h 443 /a%20b a b"),
        ("sse+https://h/v?filter[route]=Red", "https h 443 /v?filter%5Broute%5D=Red v"),
        ("sse+https://[::1]:9/x?y=/z", "https ::1 9 /x?y=/z x"),
    ]

    @Test(arguments: good)
    func reads(_ url: String, _ expected: String) throws {
        let it = try EventStreamConfiguration(url: url)
        #expect("\(it.isSecure ? "https" : "http") \(it.host) \(it.port) \(it.path) \(it.channel)" == expected)
    }

    private static let bad: [(String, String)] = [
        ("", "URL: there is no scheme"), ("h/vehicles", "URL: there is no scheme"),
        ("sse+https:h", "URL: there is no scheme"),
        ("sse://h/v", "URL: sse is another scheme"), ("wss://h/v", "URL: wss is another scheme"),
        ("sse+wss://h/v", "URL: sse+wss is another scheme"),
        ("sse+sse+https://h", "URL: sse+sse+https is another scheme"),
        ("sse+https://", "host: it is missing"), ("sse+https://h:0/", "port: 0 is no port"),
        ("sse+https://u:p@h/v", "URL: a name or password does not belong into a URL"),
        ("sse+https://h/v#x", "URL: nothing belongs after a #"), ("sse+https://h/a b", "URL: there is a blank"),
    ]

    @Test(arguments: bad)
    func refuses(_ url: String, _ expected: String) {
        let error = #expect(throws: InvalidInput.self) { try EventStreamConfiguration(url: url) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
    }

    private static func headers(_ secret: String?, _ values: [String: FeedSettings.Value] = [:]) throws -> [String] {
        let settings = FeedSettings(
            url: "sse+https://h/v", secret: secret.map { Secret(Array($0.utf8)) }, values: values)
        return try EventStreamConfiguration(settings).request(after: []).headers.map { "\($0.name): \($0.value)" }
    }

    private static let credentials: [(String, String?, String)] = [
        ("tk_1", nil, "Authorization: Bearer tk_1"), ("tk_1", "bearer", "Authorization: Bearer tk_1"),
        ("user:pass", "basic", "Authorization: Basic dXNlcjpwYXNz"), (":", "basic", "Authorization: Basic Og=="),
        ("0123", "x-api-key", "x-api-key: 0123"), ("id=1; b=2", "Cookie", "Cookie: id=1; b=2"),
    ]

    @Test(arguments: credentials)
    func showsTheSecret(_ secret: String, _ way: String?, _ expected: String) throws {
        let values = way.map { ["auth": FeedSettings.Value.text($0)] } ?? [:]
        #expect(try Self.headers(secret, values) == ["Accept: text/event-stream", "Cache-Control: no-store", expected])
    }

    @Test(
        arguments: [
            ("", nil, "secret: it is empty"), ("a\r\nX: y", nil, "secret: there is a byte in it"),
            ("ü", nil, "secret: "),
            ("a\n", "x-api-key", "secret: there is a byte in it"),
            ("password", "basic", "secret: there is no colon in it"),
            ("t", "", "auth: \"\" is no field"), ("t", "x key", "auth: "), ("t", "host", "auth: \"host\" is no field"),
            ("t", "Last-Event-Id", "auth: "), (nil, "bearer", "auth: there is no secret"),
        ] as [(String?, String?, String)])
    func refusesSecrets(_ secret: String?, _ way: String?, _ expected: String) {
        let values = way.map { ["auth": FeedSettings.Value.text($0)] } ?? [:]
        let error = #expect(throws: InvalidInput.self) { try Self.headers(secret, values) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
    }

    @Test func sendsTheLastID() throws {
        let request = try EventStreamConfiguration(url: "sse+https://h/v").request(
            after: Array("1760000001:2,[5],-".utf8))
        #expect(request.kind == .byteStream)
        #expect(request.headers.last == HeaderField("Last-Event-ID", "1760000001:2,[5],-"))
    }

    @Test func readsSettings() throws {
        let entry = try #require(AdapterCatalog.entry(name: "sse"))
        let settings = FeedSettings(
            url: "sse+https://h/v", values: ["channel": .text("fleet"), "resumes": .flag(true), "idle": .number(30)])
        let configuration = try EventStreamConfiguration(settings)
        #expect(configuration.channel == "fleet")
        #expect(configuration.idle == .seconds(30))
        #expect(try entry.prepare(settings)().capabilities == .resume)
    }
}
