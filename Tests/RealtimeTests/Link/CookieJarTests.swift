import Domain
import HTTP1
import Realtime
import Testing

@Suite("Cookies")
struct CookieJarTests {
    private static let now = Timestamp(milliseconds: 1_795_255_200_000)  // 2026-11-21T10:00:00Z

    private static func request(_ url: String, cookie: String? = nil) throws -> ConnectionRequest {
        let address = try WebAddress(url)
        return ConnectionRequest(
            isSecure: address.scheme.isSecure, host: address.host, port: address.port, path: address.path,
            headers: cookie.map { [HeaderField("cookie", $0)] } ?? [])
    }

    private static func jar(_ cookies: [String], from url: String = "wss://a.example/x/y", at now: Timestamp = now)
        throws
        -> CookieJar
    {
        var jar = CookieJar()
        jar.store(cookies.map { HeaderField("set-cookie", $0) }, from: try request(url), at: now)
        return jar
    }

    private static func sent(_ jar: CookieJar, to url: String, after delay: Duration = .zero) throws -> String {
        jar.field(for: try request(url), at: now + delay)?.value ?? "-"
    }

    @Test(
        "read (RFC 6265 §5.2)",
        arguments: [
            ("a=b", "a=b"), (" a = b ; Path=/", "a=b"), ("a=", "a="), ("a=b=c", "a=b=c"), ("a=\"b c\"", "a=\"b c\""),
            ("a=b;", "a=b"), ("a=b; HttpOnly; SameSite=None; Priority=High", "a=b"), ("a", "-"), ("=b", "-"), ("", "-"),
            (";", "-"), ("a=b; secure", "a=b"), ("a=\u{0}", "-"), ("a=\u{1B}[2J", "-"), ("a\u{7F}=b", "-"),
            ("a=ü", "a=ü"),
            // RFC 6265 §5.2.1, §5.2.2
            ("a=b; Max-Age=60", "a=b"), ("a=b; Max-Age=0", "-"), ("a=b; Max-Age=-1", "-"), ("a=b; max-age=x", "a=b"),
            ("a=b; Max-Age=99999999999999999999999", "a=b"), ("a=b; Max-Age=-99999999999999999999999", "-"),
            ("a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "-"), ("a=b; Expires=Sun, 22 Nov 2026 10:00:00 GMT", "a=b"),
            ("a=b; Expires=Sat, 21-Nov-2026 09:59:59 GMT", "-"), ("a=b; Expires=Fri, 31 Dec 9999 23:59:59 GMT", "a=b"),
            ("a=b; Expires=soon", "a=b"), ("a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60", "a=b"),
            // RFC 6265 §5.2.3, §5.3
            ("a=b; Domain=a.example", "a=b"), ("a=b; Domain=.A.EXAMPLE", "a=b"), ("a=b; Domain=", "a=b"),
            ("a=b; Domain=.", "a=b"), ("a=b; Domain=example", "-"), ("a=b; Domain=b.example", "-"),
            ("a=b; Domain=x.a.example", "-"), ("a=b; Domain=.example", "-"), ("a=b; Domain=le", "-"),
            ("a=b; Domain=evil.test; Domain=a.example", "a=b"),
            // RFC 6265 §5.2.4
            ("a=b; Path=/x", "a=b"), ("a=b; Path=/x/", "a=b"), ("a=b; Path=/other", "-"), ("a=b; Path=x", "a=b"),
            ("a=b; Path=/xy", "-"), ("a=b; Path=/X", "-"),
        ])
    func reads(setCookie: String, expected: String) throws {
        #expect(try Self.sent(Self.jar([setCookie]), to: "wss://a.example/x/y") == expected)
    }

    @Test(
        "where they go (RFC 6265 §5.1.3, §5.1.4, §5.4)",
        arguments: [
            // Without a Domain, to the host alone.
            ("a=b; Path=/", "wss://a.example", "wss://a.example/", true),
            ("a=b; Path=/", "wss://a.example", "wss://b.a.example/", false),
            ("a=b; Path=/", "wss://a.example", "wss://example/", false),
            ("a=b; Path=/", "wss://a.example:81", "wss://a.example/", true),
            ("a=b; Path=/; Domain=a.example", "wss://a.example", "wss://b.a.example/", true),
            ("a=b; Path=/; Domain=a.example", "wss://b.a.example", "wss://a.example/", true),
            ("a=b; Path=/; Domain=a.example", "wss://a.example", "wss://ba.example/", false),
            ("a=b; Path=/; Domain=localhost", "ws://localhost", "ws://localhost/", true),
            ("a=b; Path=/; Domain=localhost", "ws://localhost", "ws://x.localhost/", false),
            ("a=b; Path=/; Domain=0.0.1", "ws://10.0.0.1", "ws://10.0.0.1/", false),
            ("a=b; Path=/; Domain=10.0.0.1", "ws://10.0.0.1", "ws://10.0.0.1/", true),
            ("a=b; Path=/", "ws://[::1]", "ws://[::1]:7/", true),
            // Secure: neither set nor sent without TLS.
            ("a=b; Path=/; Secure", "wss://a.example", "ws://a.example/", false),
            ("a=b; Path=/; Secure", "ws://a.example", "wss://a.example/", false),
            ("a=b; Path=/", "ws://a.example", "wss://a.example/", true),
            // The default path is the folder of the one asked for.
            ("a=b", "wss://a.example/x/y?q=/z", "wss://a.example/x/other", true),
            ("a=b", "wss://a.example/x/y", "wss://a.example/x", true),
            ("a=b", "wss://a.example/x/y", "wss://a.example/", false),
            ("a=b", "wss://a.example/x", "wss://a.example/other", true),
            ("a=b; Path=/x", "wss://a.example/", "wss://a.example/x?y", true),
            ("a=b; Path=/x", "wss://a.example/", "wss://a.example/x/y", true),
            ("a=b; Path=/x", "wss://a.example/", "wss://a.example/xy", false),
            ("a=b; Path=/x/", "wss://a.example/", "wss://a.example/x", false),
        ])
    func places(setCookie: String, from: String, to: String, isSent: Bool) throws {
        #expect(try Self.sent(Self.jar([setCookie], from: from), to: to) == (isSent ? "a=b" : "-"))
    }

    @Test func timeEndsThem() throws {
        let jar = try Self.jar(["a=1; Max-Age=10", "b=2; Expires=Sat, 21 Nov 2026 10:00:20 GMT", "c=3"])
        let url = "wss://a.example/x/"
        #expect(try Self.sent(jar, to: url) == "a=1; b=2; c=3")
        #expect(try Self.sent(jar, to: url, after: .seconds(10)) == "b=2; c=3")
        #expect(try Self.sent(jar, to: url, after: .seconds(20)) == "c=3")
    }

    @Test(
        "replaced and taken back (RFC 6265 §5.3)",
        arguments: [
            (["a=1", "b=2", "a=3"], "a=3; b=2"), (["a=1", "b=2", "a=; Max-Age=0"], "b=2"),
            (["a=1", "a=2; Path=/"], "a=1; a=2"), (["a=1", "A=2"], "a=1; A=2"),
            // The longest path first, then the oldest (RFC 6265 §5.4).
            (["a=1; Path=/", "b=2; Path=/x/y", "c=3; Path=/x", "d=4; Path=/"], "b=2; c=3; a=1; d=4"),
        ])
    func order(cookies: [String], expected: String) throws {
        #expect(try Self.sent(Self.jar(cookies), to: "wss://a.example/x/y") == expected)
    }

    /// One field goes out, and what the user says is not overruled.
    @Test func ownCookiesComeFirst() throws {
        let jar = try Self.jar(["a=jar; Path=/", "b=jar; Path=/"])
        let request = try Self.request("wss://a.example/", cookie: "c=own; a=own")
        #expect(jar.field(for: request, at: Self.now) == HeaderField("Cookie", "c=own; a=own; b=jar"))
        let elsewhere = try Self.request("wss://b.example/", cookie: "c=own")
        #expect(jar.field(for: elsewhere, at: Self.now) == HeaderField("Cookie", "c=own"))
        #expect(CookieJar().field(for: try Self.request("ws://a/"), at: Self.now) == nil)
    }

    // MARK: Bounds

    @Test func theOldestMakeRoom() throws {
        let jar = try Self.jar((0..<10_000).map { "c\($0)=\($0); Path=/" })
        let names = try Self.sent(jar, to: "wss://a.example/").split(separator: "; ").map { $0.prefix { $0 != "=" } }
        #expect(names.count == CookieJar.limit)
        #expect(names.first == "c9950")
        #expect(names.last == "c9999")
    }

    @Test func whatHasExpiredMakesRoomFirst() throws {
        var jar = try Self.jar(["old=1; Path=/"] + (0..<49).map { "c\($0)=; Path=/; Max-Age=5" })
        jar.store(
            [HeaderField("Set-Cookie", "new=2; Path=/")], from: try Self.request("wss://a.example/"),
            at: Self.now + .seconds(9))
        #expect(try Self.sent(jar, to: "wss://a.example/", after: .seconds(9)) == "old=1; new=2")
    }

    @Test(
        "too large",
        arguments: [
            ("a=" + String(repeating: "b", count: 4_095), true), ("a=" + String(repeating: "b", count: 4_096), false),
            (String(repeating: "a", count: 1 << 20) + "=b", false),
            ("a=b; Path=/" + String(repeating: "x", count: 1_024), false),
            ("a=b; " + String(repeating: "Domain=x; ", count: 5_000), false),
            ("a=b; Domain=a.example" + String(repeating: ";", count: 100_000), true),
        ])
    func size(setCookie: String, isKept: Bool) throws {
        #expect(try (Self.sent(Self.jar([setCookie]), to: "wss://a.example/x/y") != "-") == isKept)
    }

    @Test func valuesAreNotShown() throws {
        let jar = try Self.jar(["a=hush"])
        var dumped = ""
        dump(jar, to: &dumped)
        #expect("\(jar)" == "1 cookies")
        #expect(!dumped.contains("hush"))
    }
}
