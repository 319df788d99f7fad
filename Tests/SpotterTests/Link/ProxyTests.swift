import Foundation
import HTTP1
import Testing

/// Against a proxy of the tests' own, which looks no name up: it connects to this machine whatever the host.
@Suite("Proxies: ways through them, and around")
struct ProxyTests {
    private static let trust = ["--ca", Certificate.authority.path]

    // MARK: The way through

    struct Way: CustomTestStringConvertible, Sendable {
        var kind: PretendProxy.Kind
        var scheme: String
        var isSecure: Bool
        var testDescription: String { "\(isSecure ? "wss" : "ws") through \(scheme)" }
    }

    static let ways = [("http", PretendProxy.Kind.http), ("socks5", .socks), ("socks5h", .socks)].flatMap {
        scheme, kind in
        [false, true].map { Way(kind: kind, scheme: scheme, isSecure: $0) }
    }

    @Test("--proxy leads there, and the proxy looks the name up", arguments: ways)
    func aProxyIsAskedForTheName(_ way: Way) throws {
        let server = try LinkServer(tls: way.isSecure ? ServerTLS() : nil)
        let proxy = try PretendProxy(way.kind)
        // In the clear nothing is compared with a name, and none needs to exist here.
        let host = way.isSecure ? "localhost" : "house.invalid"
        let result = try Tail.once(server.url(host), ["--proxy", proxy.url(scheme: way.scheme)] + Self.trust)
        #expect(result.hasConnected, "\(result)")
        #expect(proxy.targets == ["\(host):\(server.port)"])
        #expect(server.requests.first?.value("Host") == "\(host):\(server.port)")
    }

    @Test("an https proxy is spoken TLS with, and its certificate verified")
    func aSecureProxyIsVerified() throws {
        let server = try LinkServer(tls: ServerTLS())
        let proxy = try PretendProxy(.http, tls: ServerTLS())
        let result = try Tail.once(server.url("localhost"), ["--proxy", proxy.url()] + Self.trust)
        #expect(result.hasConnected, "\(result)")
        let impostor = try PretendProxy(.http, tls: ServerTLS(certificate: .elsewhere))
        let refused = try Tail.once(server.url("localhost"), ["--proxy", impostor.url()] + Self.trust, attempts: nil)
        #expect(refused.status == 3, "\(refused)")
        #expect(refused.errors.split(separator: "\n").count == 1)
        #expect(impostor.targets.isEmpty)
    }

    /// The proxy's own address is 127.0.0.1, which the certificate is good for; 127.0.0.2 it is not.
    @Test("a server given by its address is verified against that address, and not against the proxy's")
    func anAddressBehindAProxyIsVerified() throws {
        let server = try LinkServer(tls: ServerTLS())
        let proxy = try PretendProxy(.http)
        let options = ["--proxy", proxy.url()] + Self.trust
        #expect(try Tail.once(server.url("127.0.0.1"), options).hasConnected)
        let refused = try Tail.once(server.url("127.0.0.2"), options, attempts: nil)
        #expect(refused.status == 3)
        #expect(refused.errors.contains("not for 127.0.0.2"))
        #expect(proxy.targets.last == "127.0.0.2:\(server.port)")
        #expect(server.requests.count == 1)
    }

    @Test(
        "a proxy that dies is connected through again, and the gap is told",
        arguments: [PretendProxy.Kind.http, .socks])
    func aProxyThatDiesIsCameBackTo(_ kind: PretendProxy.Kind) throws {
        let server = try LinkServer()
        let proxy = try PretendProxy(kind)
        let tail = try Tail.start(server.url(), ["--proxy", proxy.url()])
        _ = try tail.line(containing: #""event":"\#(LinkServer.event)""#)
        proxy.cut()
        _ = try tail.line(containing: #""state":"closed""#)
        _ = try tail.lines(2, containing: #""event":"\#(LinkServer.event)""#)
        _ = try tail.line(containing: #""kind":"gap""#)
        tail.send(SIGTERM)
        #expect(tail.wait(limit: 5).status == 143)
        #expect(proxy.targets.count == 2)
    }

    // MARK: Refusals

    struct Refusal: CustomTestStringConvertible, Sendable {
        var kind: PretendProxy.Kind
        var rules: PretendProxy.Rules
        var credentials: String?
        var exit: Int32
        var words: String
        var testDescription: String { "\(kind) \(credentials.map { "with \($0) " } ?? "")\(words)" }

        init(
            _ kind: PretendProxy.Kind, _ rules: PretendProxy.Rules, _ credentials: String? = nil, exit: Int32,
            _ words: String
        ) {
            (self.kind, self.rules, self.credentials, self.exit, self.words) = (kind, rules, credentials, exit, words)
        }
    }

    private static let locked = PretendProxy.Rules(credentials: ("user", "p@ss:word"))

    static let refusals = [
        Refusal(.http, locked, exit: 4, "wants a user name and password"),
        Refusal(.http, locked, "user:wr0ng", exit: 4, "did not accept the user name and password"),
        Refusal(.http, PretendProxy.Rules(refusal: 403), exit: 4, "refused: 403 No"),
        Refusal(.http, PretendProxy.Rules(refusal: 502), exit: 3, "refused: 502 No"),
        Refusal(.socks, locked, exit: 4, "wants a user name and password"),
        Refusal(.socks, locked, "user:wr0ng", exit: 4, "did not accept the user name and password"),
        Refusal(
            .socks, PretendProxy.Rules(refusal: 2), exit: 4, "could not reach the server: its rules do not allow it"),
        Refusal(.socks, PretendProxy.Rules(refusal: 5), exit: 3, "could not reach the server: connection refused"),
    ]

    @Test("what a proxy refuses is told with its name and without the password", arguments: refusals)
    func refusalsAreTold(_ refusal: Refusal) throws {
        let server = try LinkServer()
        let proxy = try PretendProxy(refusal.kind, refusal.rules)
        let result = try Tail.once(
            server.url(), environment: ["SPOTTER_PROXY": proxy.url(refusal.credentials)], attempts: 0)
        #expect(result.status == refusal.exit, "\(result)")
        let cause = refusal.exit == 4 ? "refused" : "no connection"
        #expect(
            result.complaint == "spotter: pusher: \(cause): the proxy \(proxy.place) \(refusal.words)",
            "\(result.errors)")
        #expect(!result.errors.contains("wr0ng"))
        #expect(server.requests.isEmpty)
    }

    @Test(
        "the right credentials open the way, percent-encoded in the URL", arguments: [PretendProxy.Kind.http, .socks])
    func credentialsOpenTheWay(_ kind: PretendProxy.Kind) throws {
        let server = try LinkServer()
        let proxy = try PretendProxy(kind, Self.locked)
        let result = try Tail.once(
            server.url(), environment: ["SPOTTER_PROXY": proxy.url("user:p%40ss%3Aword")])
        #expect(result.hasConnected, "\(result)")
    }

    // MARK: Which proxy, and whether

    struct Choice: CustomTestStringConvertible, Sendable {
        var variables: [String]
        var options: [String] = []
        var bypass: String?
        var isSecure = false
        var isUsed: Bool

        var testDescription: String {
            let words = variables + options + (bypass.map { ["NO_PROXY=\($0)"] } ?? [])
            return "\(words.joined(separator: " ")) for \(isSecure ? "wss" : "ws"): \(isUsed ? "" : "not ")used"
        }
    }

    static let choices = [
        Choice(variables: ["ALL_PROXY"], isUsed: true),
        Choice(variables: ["all_proxy"], isSecure: true, isUsed: true),
        Choice(variables: ["HTTPS_PROXY"], isSecure: true, isUsed: true),
        Choice(variables: ["https_proxy"], isSecure: true, isUsed: true),
        Choice(variables: ["HTTPS_PROXY"], isUsed: false),
        Choice(variables: ["http_proxy"], isUsed: true),
        Choice(variables: ["http_proxy"], isSecure: true, isUsed: false),
        // That one a web server's clients could set.
        Choice(variables: ["HTTP_PROXY"], isUsed: false),
        Choice(variables: ["SPOTTER_PROXY"], isUsed: true),
        Choice(variables: ["ALL_PROXY"], bypass: "127.0.0.1", isUsed: false),
        Choice(variables: ["ALL_PROXY"], bypass: "example.com, 127.0.0.0/8", isUsed: false),
        Choice(variables: ["ALL_PROXY"], bypass: "*", isUsed: false),
        Choice(variables: ["ALL_PROXY"], bypass: "127.0.0.1:1", isUsed: true),
        Choice(variables: ["ALL_PROXY"], options: ["--no-proxy", "127.0.0.1"], isUsed: false),
        Choice(variables: ["ALL_PROXY"], options: ["--no-proxy", "example.com"], bypass: "127.0.0.1", isUsed: true),
        // What the environment says of its own proxy is not meant for ours.
        Choice(variables: ["SPOTTER_PROXY"], bypass: "127.0.0.1", isUsed: true),
        Choice(variables: ["SPOTTER_PROXY"], options: ["--no-proxy", "127.0.0.1"], isUsed: false),
    ]

    @Test("the environment names the proxy, and NO_PROXY what goes around it", arguments: choices)
    func theEnvironmentIsHeard(_ choice: Choice) throws {
        let server = try LinkServer(tls: choice.isSecure ? ServerTLS() : nil)
        let proxy = try PretendProxy(.http)
        var environment = Dictionary(uniqueKeysWithValues: choice.variables.map { ($0, proxy.url()) })
        environment["NO_PROXY"] = choice.bypass
        let result = try Tail.once(server.url(), choice.options + Self.trust, environment: environment)
        #expect(result.hasConnected, "\(result)")
        #expect(proxy.targets.count == (choice.isUsed ? 1 : 0))
    }

    @Test("--proxy goes before the environment")
    func theOptionGoesFirst() throws {
        let server = try LinkServer()
        let (proxy, other) = (try PretendProxy(.http), try PretendProxy(.socks))
        let result = try Tail.once(
            server.url(), ["--proxy", proxy.url()],
            environment: ["ALL_PROXY": other.url(), "SPOTTER_PROXY": other.url()])
        #expect(result.hasConnected, "\(result)")
        #expect(proxy.targets.count == 1)
        #expect(other.targets.isEmpty)
    }

    // MARK: Beside the connection

    @Test(
        "an authorisation endpoint is asked through the proxy too", arguments: [PretendProxy.Kind.http, .socks],
        [nil, "user:p%40ss%3Aword"])
    func authorisationGoesThrough(_ kind: PretendProxy.Kind, _ credentials: String?) throws {
        let server = try LinkServer()
        let endpoint = try LinkServer { _, _ in
            .status(200, [HeaderField("Content-Type", "application/json")], body: #"{"auth":"key:5ig"}"#)
        }
        let proxy = try PretendProxy(kind, credentials == nil ? PretendProxy.Rules() : Self.locked)
        let result = try Program.run(
            [
                "tail", server.url("house.invalid"), "--channel", "private-a", "--count", "1", "--auth-endpoint",
                "http://gate.invalid:\(endpoint.port)/auth",
            ], environment: ["SPOTTER_PROXY": proxy.url(credentials)], limit: 15)
        #expect(result.hasConnected, "\(result)")
        #expect(proxy.targets == ["house.invalid:\(server.port)", "gate.invalid:\(endpoint.port)"])
        #expect(endpoint.requests.map(\.path) == ["/auth"])
        #expect(endpoint.requests.first?.value("Proxy-Authorization") == nil)
    }

    @Test("one with TLS is asked by its address too, through a proxy with TLS, and both are verified")
    func authorisationIsVerifiedBehindTheProxy() throws {
        let server = try LinkServer()
        let endpoint = try LinkServer(tls: ServerTLS()) { _, _ in
            .status(200, [HeaderField("Content-Type", "application/json")], body: #"{"auth":"key:5ig"}"#)
        }
        let proxy = try PretendProxy(.http, tls: ServerTLS())
        func run(_ host: String) throws -> Program.Result {
            try Program.run(
                [
                    "tail", server.url("house.invalid"), "--channel", "private-a", "--count", "1", "--auth-endpoint",
                    "https://\(host):\(endpoint.port)/auth", "--ca", Certificate.authority.path, "--max-attempts", "0",
                    "--timeout", "4s",
                ], environment: ["SPOTTER_PROXY": proxy.url()], limit: 15)
        }
        #expect(try run("127.0.0.1").hasConnected)
        let impostor = try run("other.invalid")
        #expect(!impostor.hasConnected)
        #expect(impostor.errors.contains("other.invalid"), "\(impostor.errors)")
        #expect(endpoint.requests.count == 1)
    }

    @Test("a stream of events is read through any proxy", arguments: [PretendProxy.Kind.http, .socks])
    func streamsGoThrough(_ kind: PretendProxy.Kind) throws {
        let server = try LinkServer { _, _ in
            .status(200, [HeaderField("Content-Type", "text/event-stream")], body: "data: {\"n\":1}\n\n")
        }
        let proxy = try PretendProxy(kind, Self.locked)
        let result = try Program.run(
            ["tail", "sse+http://house.invalid:\(server.port)/events", "--count", "1"],
            environment: ["SPOTTER_PROXY": proxy.url("user:p%40ss%3Aword")], limit: 15)
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains("\"n\":1"))
        #expect(proxy.targets == ["house.invalid:\(server.port)"])
    }
}
