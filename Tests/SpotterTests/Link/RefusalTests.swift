import HTTP1
import Testing

@Suite("Refusals: what an answer other than 101 means")
struct RefusalTests {
    struct Refusal: CustomTestStringConvertible, Sendable {
        var status: Int
        var fields: [HeaderField] = []
        var exit: Int32
        var words: String
        var testDescription: String { "\(status) is exit status \(exit)" }
    }

    /// These do not get better by themselves.
    static let lasting = [
        Refusal(
            status: 200, fields: [HeaderField("Content-Type", "text/html")], exit: 3,
            words: "no connection: a web page is there, and no WebSocket (text/html) (200)"),
        Refusal(
            status: 401, fields: [HeaderField("WWW-Authenticate", "Bearer realm=\"x\"")], exit: 4,
            words: "refused: the server wants authentication (Bearer) (401)"),
        Refusal(
            status: 403, exit: 4,
            words:
                "refused: the server forbids it: the key, the Origin or our address may not be among those it allows (403)"
        ),
        Refusal(status: 404, exit: 3, words: "no connection: nothing is at this path (404)"),
        Refusal(status: 410, exit: 3, words: "no connection: what was at this path is gone for good (410)"),
        Refusal(
            status: 426, fields: [HeaderField("Sec-WebSocket-Version", "8")], exit: 3,
            words: "no connection: the server wants another protocol: WebSocket version 8, and ours is 13 (426)"),
    ]

    static let passing = [
        Refusal(status: 429, exit: 3, words: "no connection: too many requests (429)"),
        Refusal(status: 500, exit: 3, words: "no connection: So (500)"),
        Refusal(status: 503, exit: 3, words: "no connection: the service is unavailable (503)"),
    ]

    @Test("a lasting refusal ends it at once, in its own words", arguments: lasting)
    func aLastingRefusalEndsIt(_ refusal: Refusal) throws {
        let server = try LinkServer { _, _ in .status(refusal.status, refusal.fields) }
        let result = try Tail.once(server.url(), attempts: nil)
        #expect(result.status == refusal.exit)
        #expect(result.complaint == "spotter: pusher: \(refusal.words)")
        #expect(server.requests.count == 1)
    }

    @Test("a passing refusal is tried again, as often as one may", arguments: passing)
    func aPassingRefusalIsTriedAgain(_ refusal: Refusal) throws {
        let server = try LinkServer { number, _ in
            number == 1 ? .status(refusal.status, refusal.fields) : .welcome()
        }
        let once = try Tail.once(server.url())
        #expect(once.status == refusal.exit)
        #expect(once.complaint == "spotter: pusher: \(refusal.words)")
        #expect(try Tail.once(server.url()).hasConnected)
    }

    @Test("the server's own words are repeated: one line, and no control characters")
    func theServersWordsAreShown() throws {
        let server = try LinkServer { _, _ in .status(403, body: "Origin \u{1B}[31mnot listed\r\nand more\n") }
        let result = try Tail.once(server.url())
        #expect(result.errors.contains("not listed"))
        #expect(!result.errors.contains("and more"))
        #expect(!result.errors.contains("\u{1B}"))
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    /// The waits of our own begin with less than a second.
    @Test("Retry-After is honoured, and the refusal's cookie is there when we come back", arguments: [429, 503])
    func retryAfterIsHonoured(status: Int) throws {
        let server = try LinkServer { number, _ in
            guard number == 1 else { return .welcome() }
            return .status(status, [HeaderField("Retry-After", "2"), HeaderField("Set-Cookie", "node=4")])
        }
        let clock = ContinuousClock()
        let start = clock.now
        let tail = try Tail.start(server.url(), ["--count", "1"])
        let waiting = try tail.line(containing: #""state":"waiting""#)
        #expect(waiting.contains(#""attempt":1,"in_s":2"#), "\(waiting)")
        #expect(tail.wait(limit: 10).hasConnected)
        #expect(clock.now - start >= .seconds(2))
        #expect(server.requests.map { $0.value("Cookie") } == [nil, "node=4"])
    }
}
