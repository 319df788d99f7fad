import Testing

@testable import Realtime

/// "HTTP error bodies" and "Disconnect reasons and what to do", row by row.
@Suite struct SocketIOVerdictTests {
    private static let rows: [(ConnectionEnd, String)] = [
        (
            ConnectionEnd.refused(status: 400, retryAfter: nil, reason: #"Bad Request: {"code":0,"message":"m"}"#),
            "give up unreachable 400 the server offers no WebSocket (its transports leave it out)"
        ),
        (
            .refused(status: 400, retryAfter: nil, reason: #"{"code":1,"message":"m"}"#),
            "back off 0 the server does not know the session"
        ),
        (
            .refused(status: 400, retryAfter: nil, reason: "Bad Request: \"Invalid session abc\""),
            "back off 0 the server does not know the session"
        ),
        (
            .refused(status: 400, retryAfter: nil, reason: #"{"code":2}"#),
            "give up unreachable 400 the server takes no GET for a handshake"
        ),
        (
            .refused(status: 400, retryAfter: nil, reason: #"{"code":3}"#),
            "give up unreachable 400 the server takes the request for a bad one (a proxy on the way may have removed Upgrade)"
        ),
        (.refused(status: 403, retryAfter: nil, reason: #"{"code":4}"#), "give up refused 403 the server forbids it"),
        (
            .refused(status: 400, retryAfter: nil, reason: #"{"code":5}"#),
            "give up unreachable 400 the server does not speak this version of Engine.IO"
        ),
        (
            .closed(code: 1002, reason: #"{"code":5}"#),
            "give up unreachable 1002 the server does not speak this version of Engine.IO"
        ),
        (.refused(status: 400, retryAfter: nil, reason: #"{"code":77}"#), #"back off 0 {"code":77}"#),
        (.refused(status: 400, retryAfter: nil, reason: "{broken"), "back off 0 {broken"),
        (.refused(status: 401, retryAfter: nil, reason: "r"), "give up refused 401 r"),
        (.refused(status: 502, retryAfter: .seconds(7), reason: "r"), "back off 7 r"),
        (.closed(code: 1000, reason: "r"), "back off 0 r"),
        (.closed(code: nil, reason: ""), "back off 0 closed without a code"),
        (.lost(reason: "r"), "back off 0 r"),
        (.broken(code: 1002, reason: "r"), "back off 0 r"),
    ]

    @Test(arguments: rows)
    func ends(_ end: ConnectionEnd, _ expected: String) {
        #expect(SocketIOVerdict.verdict(for: end, hasBeenReady: true).words == expected)
    }

    private static let versions: [(ConnectionEnd, Bool)] = [
        (ConnectionEnd.refused(status: 400, retryAfter: nil, reason: "Bad Request"), true),
        (.refused(status: 400, retryAfter: nil, reason: #"{"code":5}"#), true),
        (.refused(status: 400, retryAfter: nil, reason: #"{"code":0}"#), false),
        (.refused(status: 400, retryAfter: nil, reason: "Invalid session abc"), false),
        (.refused(status: 404, retryAfter: nil, reason: "Not Found"), false),
        (.lost(reason: "r"), false),
    ]

    @Test(arguments: versions)
    func olderVersions(_ end: ConnectionEnd, _ expected: Bool) {
        #expect(SocketIOVerdict.wantsOlderVersion(end) == expected)
    }
}
