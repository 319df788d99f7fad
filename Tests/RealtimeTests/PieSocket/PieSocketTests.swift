import Domain
import Testing

@testable import Realtime

@Suite struct PieSocketURLTests {
    private static let good: [(String, String)] = [
        ("piesocket://demo?api_key=k", "wss demo.piesocket.com 443 k"),
        ("PieSocket://demo/?api_key=a%2Fb", "wss demo.piesocket.com 443 a/b"),
        ("piesocket://localhost?api_key=k&tls=false", "ws localhost 80 k"),
        ("piesocket://localhost:4001?tls=no&api_key=k", "ws localhost 4001 k"),
        ("piesocket://demo:4001?api_key=k", "wss demo 4001 k"),
        ("piesocket://ws.example.com?api_key=k", "wss ws.example.com 443 k"),
        ("piesocket://[::1]?api_key=k", "wss ::1 443 k"),
    ]

    @Test(arguments: good)
    func reads(_ url: String, _ expected: String) throws {
        let read = try PieSocketConfiguration(url: url, uuid: "u")
        #expect("\(read.isSecure ? "wss" : "ws") \(read.host) \(read.port) \(read.apiKey)" == expected)
    }

    private static let bad: [(String, String)] = [
        ("nonsense", "URL: it does not begin with piesocket://"), ("wss://demo?api_key=k", "URL: it does not begin"),
        ("piesocket://", "cluster: it is missing"), ("piesocket://?api_key=k", "cluster: it is missing"),
        ("piesocket://demo", "URL: there is no api_key"), ("piesocket://demo?api_key=", "api_key: it is empty"),
        ("piesocket://demo?api_key=%zz", "api_key: it is wrongly encoded"),
        ("piesocket://demo/room?api_key=k", "URL: nothing belongs after the host"),
        ("piesocket://key:hush@demo?api_key=k", "URL: a name or password does not belong into a URL"),
        ("piesocket://demo?api_key=k&jwt=hush", "URL options: a secret does not belong into a URL"),
        ("piesocket://demo?api_key=k&api_key=l", "URL options: api_key is there twice"),
        ("piesocket://demo?api_key=k&tls=maybe", "URL options: tls=maybe says neither"),
        ("piesocket://demo?api_key=k&x=1", "URL options: x is unknown"),
        ("piesocket://demo?api_key=k#x", "URL: nothing belongs after a #"),
    ]

    @Test(arguments: bad)
    func refuses(_ url: String, _ expected: String) {
        let error = #expect(throws: InvalidInput.self) { try PieSocketConfiguration(url: url, uuid: "u") }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("hush") == false)
    }

    private static let rooms: [([String], String?)] = [
        (["lot-4711"], nil), (["a", "a"], nil), (["a", "b"], "room: a connection has one room"),
        (["a b"], "room \"a b\": a room's name has letters"), ([""], "room \"\": the room has no name"),
        ([String(repeating: "a", count: 30)], nil), ([String(repeating: "a", count: 31)], "room \"aaa"),
        (["private-a"], "room \"private-a\": a private room needs a token"),
    ]

    @Test(arguments: rooms)
    func checksRooms(_ rooms: [String], _ expected: String?) throws {
        let settings = FeedSettings(url: "piesocket://demo?api_key=k", channels: rooms)
        guard let expected else {
            _ = try ProtocolEntry.piesocket.prepare(settings)
            return
        }
        let error = #expect(throws: InvalidInput.self) { try ProtocolEntry.piesocket.prepare(settings) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
    }

    /// Each session has an identity of its own, and keeps it.
    @Test func identities() throws {
        let make = try ProtocolEntry.piesocket.prepare(FeedSettings(url: "piesocket://demo?api_key=k"))
        let (one, other) = (make(), make())
        #expect(one.request.path == one.request.path)
        #expect(one.request.path != other.request.path)
        var random = FixedRandom()
        #expect(
            PieSocketConfiguration.freshUUID(using: &random) == "ffffffff-ffff-4fff-bfff-ffffffffffff")
    }

    private struct FixedRandom: RandomNumberGenerator {
        mutating func next() -> UInt64 { .max }
    }
}

@Suite struct PieSocketTokenTests {
    /// Checked against another implementation of HMAC-SHA256 and base64url.
    @Test func isAJSONWebToken() {
        let token = PieSocketToken.make(
            room: "private-a", member: .init(id: "anna"), secret: Secret(Array("hush".utf8)),
            at: Timestamp(milliseconds: 1_763_700_000_999))
        #expect(
            token == "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
                + ".eyJzdWIiOiJwcml2YXRlLWEiLCJpYXQiOjE3NjM3MDAwMDAsImV4cCI6MTc2MzcwMzYwMCwidXNlciI6ImFubmEifQ"
                + ".8eLDoCWHXh64ggqn0Kczh-9SSUgmNlo9rz0E5N6gMHM")
    }
}

@Suite struct PieSocketVerdictTests {
    private static let errors: [(String, Bool, String)] = [
        ("Authentication failed", false, "give up refused - Authentication failed"),
        ("Authentication failed", true, "now trying a fresh token: Authentication failed"),
        ("Provide valid JWT", true, "now trying a fresh token: Provide valid JWT"),
        ("Quota exceeded", true, "back off 300 Quota exceeded"),
        ("Too many connections", false, "back off 300 Too many connections"),
        ("Connection limit", false, "back off 300 Connection limit"),
        ("No such room", true, "give up refused - No such room"),
    ]

    @Test(arguments: errors)
    func errorsBeforeTheEnd(_ text: String, _ canRefresh: Bool, _ expected: String) {
        func words(_ end: ConnectionEnd, wasAdmitted: Bool) -> String {
            PieSocketVerdict.verdict(
                for: end,
                .init(lastError: text, wasAdmitted: wasAdmitted, canRefreshToken: canRefresh, hasBeenReady: true)
            ).words
        }
        #expect(words(.closed(code: 1000, reason: ""), wasAdmitted: true) == expected)
        #expect(words(.lost(reason: "r"), wasAdmitted: false) == expected)
        #expect(words(.lost(reason: "r"), wasAdmitted: true) == "back off 0 r")
    }

    private static let ends: [(ConnectionEnd, Bool, Bool, String)] = [
        (.refused(status: 401, retryAfter: nil, reason: "r"), true, true, "now trying a fresh token: r"),
        (.refused(status: 403, retryAfter: nil, reason: "r"), false, true, "give up refused 403 r"),
        (
            .refused(status: 404, retryAfter: nil, reason: "r"), true, false,
            "give up unreachable 404 r (is the cluster right?)"
        ),
        (.refused(status: 404, retryAfter: nil, reason: "r"), true, true, "back off 0 r"),
        (.refused(status: 429, retryAfter: nil, reason: "r"), true, true, "back off 60 r"),
        (.refused(status: 429, retryAfter: .seconds(99), reason: "r"), true, true, "back off 99 r"),
        (.refused(status: 503, retryAfter: nil, reason: "r"), true, false, "back off 0 r"),
        (.closed(code: 1008, reason: "r"), true, true, "back off 0 r"),
        (.closed(code: 4001, reason: "r"), true, true, "back off 0 r"),
    ]

    @Test(arguments: ends)
    func endsWithoutAnError(_ end: ConnectionEnd, _ canRefresh: Bool, _ hasBeenReady: Bool, _ expected: String) {
        let circumstances = PieSocketVerdict.Circumstances(
            lastError: nil, wasAdmitted: hasBeenReady, canRefreshToken: canRefresh, hasBeenReady: hasBeenReady)
        #expect(PieSocketVerdict.verdict(for: end, circumstances).words == expected)
    }
}
