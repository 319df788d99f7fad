import HTTP1
import Realtime
import Testing

@Suite("Redirects")
struct RedirectsTests {
    private static let fields = [
        HeaderField("Authorization", "Bearer hush"), HeaderField("Cookie", "a=b"), HeaderField("X-Api-Key", "hush"),
        HeaderField("origin", "https://example.com"), HeaderField("User-Agent", "spotter"),
        HeaderField("Accept-Language", "fi"), HeaderField("Accept", "text/event-stream"),
        HeaderField("Cache-Control", "no-store"), HeaderField("Last-Event-ID", "7"),
    ]

    private static func request(_ url: String) throws -> ConnectionRequest {
        let address = try WebAddress(url)
        return ConnectionRequest(
            kind: .messageSocket(subprotocols: ["p"]), isSecure: address.scheme.isSecure, host: address.host,
            port: address.port, path: address.path, headers: fields)
    }

    private static func words(_ request: ConnectionRequest?) -> String {
        guard let request else { return "-" }
        return "\(request.isSecure ? "wss" : "ws") \(request.host) \(request.port) \(request.path)"
    }

    /// One hop from wss://a/x/y?z with this Location.
    @Test(
        "one hop (RFC 9110 §15.4)",
        arguments: [
            (301, "/g", "wss a 443 /g"), (302, "g", "wss a 443 /x/g"), (303, "https://b/", "wss b 443 /"),
            (307, "wss://b:81/c?d", "wss b 81 /c?d"), (308, "//b/c#f", "wss b 443 /c"), (300, "/g", "-"),
            (304, "/g", "-"),
            (305, "/g", "-"), (306, "/g", "-"), (200, "/g", "-"), (101, "/g", "-"), (404, "/g", "-"),
        ])
    func oneHop(status: Int, location: String, expected: String) throws {
        var redirects = Redirects()
        let next = try redirects.follow(
            status: status, fields: [HeaderField("location", location)], from: Self.request("wss://a/x/y?z"))
        #expect(Self.words(next) == expected)
        #expect(next.map { $0.kind == .messageSocket(subprotocols: ["p"]) } ?? true)
    }

    @Test(
        "not followed",
        arguments: [
            ("http://b/", .insecure("http://b/")), ("ws://a/?token=hush", .insecure("ws://a/?…")),
            ("", .noLocation(status: 302)), ("ftp://b/", .unusable(location: "ftp://b/")),
            ("https://u:hush@b/?token=hush", .unusable(location: "b/")),
            ("https://b:0/", .unusable(location: "https://b:0/")),
            ("/a b", .unusable(location: "/a b")), ("/\u{0}", .unusable(location: "/\u{0}")),
            ("/x?z", .loop("wss://a/x?…")), ("https://A:443/x?z#f", .loop("wss://a/x?…")),
        ] as [(String, RedirectFault)])
    func notFollowed(location: String, fault: RedirectFault) throws {
        let request = try Self.request("wss://a/x?z")
        #expect(throws: fault) {
            var redirects = Redirects()
            return try redirects.follow(status: 302, fields: [HeaderField("Location", location)], from: request)
        }
    }

    @Test func noLocationAtAll() throws {
        let request = try Self.request("ws://a/")
        #expect(throws: RedirectFault.noLocation(status: 301)) {
            var redirects = Redirects()
            return try redirects.follow(status: 301, fields: [], from: request)
        }
    }

    /// Our own fields stay within the origin: scheme, host and port.
    @Test(
        "what goes along",
        arguments: [
            ("ws://a/", "/b", true), ("ws://a/", "http://A:80/b", true), ("ws://a/", "wss://a/", false),
            ("ws://a/", "ws://a:81/", false), ("ws://a/", "ws://b.a/", false), ("wss://a/", "//b/", false),
        ])
    func fields(from: String, location: String, areKept: Bool) throws {
        var redirects = Redirects()
        let next = try redirects.follow(
            status: 302, fields: [HeaderField("Location", location)], from: Self.request(from))
        #expect(next?.headers == (areKept ? Self.fields : Array(Self.fields.suffix(6))))
    }

    @Test func fieldsDoNotComeBackWithTheOrigin() throws {
        var redirects = Redirects()
        let away = try redirects.follow(
            status: 302, fields: [HeaderField("Location", "wss://b/")], from: Self.request("wss://a/"))
        let back = try redirects.follow(
            status: 302, fields: [HeaderField("Location", "wss://a/2")], from: try #require(away))
        let kept = ["origin", "User-Agent", "Accept-Language", "Accept", "Cache-Control", "Last-Event-ID"]
        #expect(back?.headers.map(\.name) == kept)
    }

    @Test func fiveAndNoMore() throws {
        var redirects = Redirects()
        var request = try Self.request("ws://a/0")
        for hop in 1...Redirects.limit {
            let next = try redirects.follow(status: 302, fields: [HeaderField("Location", "/\(hop)")], from: request)
            request = try #require(next)
        }
        #expect(throws: RedirectFault.tooMany(limit: 5)) {
            try redirects.follow(status: 302, fields: [HeaderField("Location", "/6")], from: request)
        }
    }

    @Test func aCircleIsSeen() throws {
        var redirects = Redirects()
        let first = try Self.request("ws://a/1?t=hush")
        let second = try redirects.follow(status: 307, fields: [HeaderField("Location", "/2")], from: first)
        let request = try #require(second)
        #expect(throws: RedirectFault.loop("ws://a/1?…")) {
            try redirects.follow(status: 307, fields: [HeaderField("Location", "/1?t=hush")], from: request)
        }
    }

    /// A gate that marks its guests sends them back to where they came from, but not for ever.
    @Test func aCookieMayLeadBack() throws {
        var redirects = Redirects()
        let request = try Self.request("ws://a/")
        let fields = [HeaderField("Location", "/"), HeaderField("Set-Cookie", "seen=1")]
        for _ in 1...Redirects.limit {
            #expect(try redirects.follow(status: 302, fields: fields, from: request) == request)
        }
        #expect(throws: RedirectFault.tooMany(limit: 5)) {
            try redirects.follow(status: 302, fields: fields, from: request)
        }
    }

    @Test func aHugeLocationIsCut() throws {
        var redirects = Redirects()
        let request = try Self.request("ws://a/")
        let fault = #expect(throws: RedirectFault.self) {
            try redirects.follow(
                status: 302, fields: [HeaderField("Location", "/" + String(repeating: "a", count: 1 << 20))],
                from: request)
        }
        #expect((fault?.description.utf8.count ?? .max) < 300)
    }
}
