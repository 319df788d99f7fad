import Domain
import HTTP1
import Realtime
import Testing

/// What an answer other than 101 is called.
@Suite("Refusals of the upgrade")
struct RefusalTests {
    private static let now = Timestamp(milliseconds: 1_795_255_200_000)

    private static func end(
        _ status: Int, _ reason: String = "", _ fields: [HeaderField] = [], body: [UInt8] = []
    ) -> ConnectionEnd {
        ConnectionEnd(refusal: status, reason: reason, fields: fields, body: body, at: now)
    }

    @Test(
        "meanings (RFC 9110 §15, RFC 6455 §4.4)",
        arguments: [
            (
                200, "OK", "Content-Type: text/html; charset=utf-8",
                "a web page is there, and no WebSocket (text/html; charset=utf-8)"
            ),
            (204, "", "", "a web page is there, and no WebSocket"),
            (401, "Unauthorized", "", "the server wants authentication"),
            (401, "", "WWW-Authenticate: Bearer realm=\"x\"", "the server wants authentication (Bearer)"),
            (
                403, "Forbidden", "",
                "the server forbids it: the key, the Origin or our address may not be among those it allows"
            ),
            (404, "Not Found", "", "nothing is at this path"),
            (407, "", "", "the server wants proxy authentication, which only a proxy may"),
            (410, "", "", "what was at this path is gone for good"),
            (
                426, "Upgrade Required", "sec-websocket-version: 8, 7",
                "the server wants another protocol: WebSocket version 8, 7, and ours is 13"
            ),
            (426, "", "Upgrade: h2c", "the server wants another protocol: h2c"),
            (426, "", "", "the server wants another protocol"), (429, "", "", "too many requests"),
            (503, "Whatever", "", "the service is unavailable"),
            (511, "", "", "the network wants a sign-in on a web page first"),
            (418, "I'm a teapot", "", "I'm a teapot"), (500, "Internal Server Error", "", "Internal Server Error"),
            (599, "", "", "HTTP status 599"),
        ])
    func meanings(status: Int, reason: String, field: String, expected: String) {
        let parts = field.split(separator: ": ", maxSplits: 1).map(String.init)
        let end = Self.end(status, reason, parts.count == 2 ? [HeaderField(parts[0], parts[1])] : [])
        #expect(end.reason == expected)
        #expect(end.code == status)
    }

    @Test(
        "the first line of a text",
        arguments: [
            ("", "no key\nmore", "no key"), ("text/plain", "\r\n  no key\r\nmore", "no key"),
            ("application/json", #"{"error":"no key"}"#, #"{"error":"no key"}"#),
            ("text/plain", "no key \u{1B}[2J", "no key \u{1B}[2J"), ("", "<!DOCTYPE html><p>no", ""),
            ("", "\n  <?xml version=\"1.0\"?>", ""), ("text/HTML", "no key", ""), ("", "", ""), ("", "\n \n", ""),
            ("", "a\u{0}b", ""),
        ])
    func bodies(type: String, body: String, expected: String) {
        let fields = type.isEmpty ? [] : [HeaderField("Content-Type", type)]
        let end = Self.end(404, "", fields, body: Array(body.utf8))
        #expect(end.reason == "nothing is at this path" + (expected.isEmpty ? "" : ": \(expected)"))
    }

    @Test func whatIsNoTextIsNotShown() {
        #expect(Self.end(404, body: [0x89, 0x50, 0x4E, 0x47]).reason == "nothing is at this path")
        let packed = [HeaderField("Content-Encoding", "gzip")]
        #expect(Self.end(404, "", packed, body: Array("abc".utf8)).reason == "nothing is at this path")
    }

    @Test func everythingIsCut() {
        let long = String(repeating: "ä", count: 1 << 20)
        let end = Self.end(418, long, [], body: Array("x\(long)".utf8))
        // 80 bytes of the reason and 200 of the body; at 200 a letter is cut off.
        #expect(end.reason == String(repeating: "ä", count: 40) + ": x" + String(repeating: "ä", count: 99))
        let wide = Self.end(426, "", [HeaderField("Sec-WebSocket-Version", long)])
        #expect(wide.reason.utf8.count < 200)
    }

    @Test(arguments: [("7", 7), ("Sat, 21 Nov 2026 10:01:00 GMT", 60), ("x", nil)] as [(String, Int64?)])
    func retryAfter(text: String, seconds: Int64?) {
        let end = Self.end(503, "", [HeaderField("retry-after", text)])
        #expect(
            end
                == .refused(
                    status: 503, retryAfter: seconds.map { .seconds($0) }, reason: "the service is unavailable"))
    }
}
