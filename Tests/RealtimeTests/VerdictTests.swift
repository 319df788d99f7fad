import Testing

@testable import Realtime

@Suite struct VerdictTests {
    /// What the service's protocol has no opinion on.
    private static let rows: [(ConnectionEnd, Bool, String)] = [
        (ConnectionEnd.unreachable(reason: "refused", isLasting: false), false, "back off 0 refused"),
        (.unreachable(reason: "certificate", isLasting: true), true, "give up unreachable - certificate"),
        (.unreachable(reason: "", isLasting: false), false, "back off 0 no connection"),
        (.refused(status: 401, retryAfter: nil, reason: "who"), true, "give up refused 401 who"),
        (.refused(status: 403, retryAfter: nil, reason: ""), false, "give up refused 403 HTTP status 403"),
        (.refused(status: 407, retryAfter: nil, reason: "proxy"), false, "give up refused 407 proxy"),
        (.refused(status: 404, retryAfter: nil, reason: "x"), false, "give up unreachable 404 x"),
        (.refused(status: 404, retryAfter: nil, reason: "x"), true, "back off 0 x"),
        (.refused(status: 301, retryAfter: nil, reason: "moved"), false, "give up unreachable 301 moved"),
        (.refused(status: 200, retryAfter: nil, reason: "no WebSocket"), false, "give up unreachable 200 no WebSocket"),
        (.refused(status: 408, retryAfter: nil, reason: "x"), false, "back off 0 x"),
        (.refused(status: 429, retryAfter: .seconds(9), reason: "x"), false, "back off 9 x"),
        (.refused(status: 500, retryAfter: nil, reason: "x"), false, "back off 0 x"),
        (.refused(status: 503, retryAfter: .seconds(3), reason: "x"), true, "back off 3 x"),
        (.broken(code: 1002, reason: "reserved bits"), false, "back off 0 reserved bits"),
        (.closed(code: 1000, reason: "bye"), true, "back off 0 bye"),
        (.closed(code: 1001, reason: ""), true, "back off 0 closed without a reason"),
        (.closed(code: nil, reason: ""), true, "back off 0 closed without a code"),
        (.lost(reason: ""), true, "back off 0 the connection was lost"),
        (.ended, true, "back off 0 closed by us"),
    ]

    @Test(arguments: rows)
    func standard(_ end: ConnectionEnd, _ hasBeenReady: Bool, _ expected: String) {
        #expect(Verdict.standard(for: end, hasBeenReady: hasBeenReady).words == expected)
    }
}

extension Verdict {
    /// For tables.
    var words: String {
        switch self {
        case .reconnectNow(let reason): "now \(reason)"
        case .backOff(let atLeast, let reason): "back off \(atLeast.components.seconds) \(reason)"
        case .giveUp(let outage):
            "give up \(outage.cause) \(outage.code.map(String.init) ?? "-") \(outage.reason)"
        }
    }
}
