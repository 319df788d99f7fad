import HTTP1
import Testing

@Suite("Redirects: where the opening handshake is followed to, and what goes along")
struct RedirectTests {
    private static func elsewhere(_ location: String, _ more: [HeaderField] = []) -> LinkServer.Answer {
        .status(302, [HeaderField("Location", location)] + more)
    }

    @Test("each status that leads elsewhere is followed, with another GET", arguments: [301, 302, 303, 307, 308])
    func redirectsAreFollowed(status: Int) throws {
        let target = try LinkServer()
        let port = target.port
        let server = try LinkServer { _, _ in
            .status(status, [HeaderField("Location", "http://127.0.0.1:\(port)/there?a=1")])
        }
        #expect(try Tail.once(server.url()).hasConnected)
        #expect(server.requests.count == 1)
        #expect(target.requests.map(\.path) == ["/there?a=1"])
        #expect(target.requests[0].value("Host") == "127.0.0.1:\(port)")
    }

    @Test("statuses beside them are not", arguments: [300, 304, 305, 306])
    func othersAreNot(status: Int) throws {
        let target = try LinkServer()
        let port = target.port
        let server = try LinkServer { _, _ in
            .status(status, [HeaderField("Location", "http://127.0.0.1:\(port)/")])
        }
        #expect(try Tail.once(server.url()).status == 3)
        #expect(target.requests.isEmpty)
    }

    @Test("our own fields go along within a server, and to another only what says nothing of us")
    func fieldsStayWithTheirServer() throws {
        let target = try LinkServer()
        let port = target.port
        let server = try LinkServer { number, _ in
            number == 1 ? Self.elsewhere("/inside") : Self.elsewhere("ws://127.0.0.1:\(port)/outside")
        }
        let file = try TemporaryFile("Authorization: Bearer t0ken\n")
        let options = ["-H", "X-Tenant: 7", "--header-file", file.path, "--origin", "https://auction.example"]
        #expect(try Tail.once(server.url(), options).hasConnected)
        #expect(server.requests.map { $0.value("X-Tenant") } == ["7", "7"])
        #expect(server.requests.map { $0.value("Authorization") } == ["Bearer t0ken", "Bearer t0ken"])
        #expect(server.requests.last?.path == "/inside")
        let last = try #require(target.requests.first)
        #expect(last.value("X-Tenant") == nil)
        #expect(last.value("Authorization") == nil)
        #expect(last.value("Origin") == "https://auction.example")
    }

    @Test("from TLS to none is refused, at once and for good")
    func aDowngradeIsRefused() throws {
        let target = try LinkServer()
        let port = target.port
        let server = try LinkServer(tls: ServerTLS()) { _, _ in Self.elsewhere("ws://127.0.0.1:\(port)/there?a=1") }
        let result = try Tail.once(server.url(), ["--ca", Certificate.authority.path], attempts: nil)
        #expect(result.status == 3)
        let words = "the server redirected from TLS to ws://127.0.0.1:\(port)/there?…, which is without: not followed"
        #expect(result.complaint == "spotter: pusher: no connection: \(words)")
        #expect(target.requests.isEmpty)
    }

    @Test("from none to TLS is followed")
    func anUpgradeIsFollowed() throws {
        let target = try LinkServer(tls: ServerTLS())
        let port = target.port
        let server = try LinkServer { _, _ in Self.elsewhere("wss://localhost:\(port)/") }
        #expect(try Tail.once(server.url(), ["--ca", Certificate.authority.path]).hasConnected)
        #expect(target.serverNames == ["localhost"])
    }

    struct DeadEnd: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var words: String
        var requests: Int
        var answer: @Sendable (Int) -> LinkServer.Answer
    }

    static let deadEnds = [
        DeadEnd(testDescription: "in a circle", words: "the server redirected in a circle, back to ws://", requests: 2)
        {
            elsewhere($0 == 1 ? "/a" : "/a")
        },
        DeadEnd(testDescription: "without end", words: "the server redirected more than 5 times", requests: 6) {
            elsewhere("/\($0)")
        },
        DeadEnd(
            testDescription: "nowhere", words: "the server answered 302 (elsewhere) without saying where", requests: 1
        ) {
            _ in .status(302)
        },
        DeadEnd(
            testDescription: "out of the web",
            words: "the server redirected to \"ftp://here/\", where no WebSocket can be",
            requests: 1
        ) { _ in elsewhere("ftp://here/") },
    ]

    @Test("redirects that lead nowhere end it", arguments: deadEnds)
    func deadEndsAreNamed(_ deadEnd: DeadEnd) throws {
        let server = try LinkServer { number, _ in deadEnd.answer(number) }
        let result = try Tail.once(server.url(), attempts: nil)
        #expect(result.status == 3)
        #expect(result.complaint.hasPrefix("spotter: pusher: no connection: \(deadEnd.words)"), "\(result.errors)")
        #expect(server.requests.count == deadEnd.requests)
    }

    @Test("a cookie of a redirect is there at the next stop, even when that is where we were")
    func aRedirectsCookieIsKept() throws {
        let server = try LinkServer { _, request in
            request.value("Cookie") == nil
                ? Self.elsewhere(request.path, [HeaderField("Set-Cookie", "gate=open; Path=/; HttpOnly")]) : .welcome()
        }
        #expect(try Tail.once(server.url()).hasConnected)
        #expect(server.requests.map { $0.value("Cookie") } == [nil, "gate=open"])
    }
}
