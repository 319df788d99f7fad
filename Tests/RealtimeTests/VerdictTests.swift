import HTTP1
import Proxies
import Testing

@testable import Realtime

@Suite struct VerdictTests {
    /// What the service's protocol has no opinion on.
    private static let rows: [(ConnectionEnd, Bool, String)] = [
        (ConnectionEnd.unreachable(.unknownHost("x")), false, "back off 0 the host name x is not known"),
        (.unreachable(.settings("a file")), false, "give up unreachable - a file"),
        // Once it has worked, another network's certificate is no reason to give up.
        (.unreachable(.settings("a file")), true, "back off 0 a file"),
        (.unreachable(.noConnection([])), false, "back off 0 there is no address to connect to"),
        (
            .unreachable(.proxy(.refused(status: 503, reason: "", retryAfter: .seconds(7)), place: "p:1")), false,
            "back off 7 the proxy p:1 refused: 503"
        ),
        (
            .unreachable(.proxy(.credentialsMissing, place: "p:1")), false,
            "give up refused - the proxy p:1 wants a user name and password"
        ),
        (.refused(status: 401, retryAfter: nil, reason: "who"), true, "give up refused 401 who"),
        (.refused(status: 403, retryAfter: nil, reason: ""), false, "give up refused 403 HTTP status 403"),
        (.refused(status: 407, retryAfter: nil, reason: "proxy"), false, "give up refused 407 proxy"),
        (.refused(status: 404, retryAfter: nil, reason: "x"), false, "give up unreachable 404 x"),
        (.broken(code: 1002, reason: "reserved bits"), false, "back off 0 reserved bits"),
        (.closed(code: 1000, reason: "bye"), true, "back off 0 bye"),
        (.closed(code: 1001, reason: ""), true, "back off 0 closed without a reason"),
        (.closed(code: nil, reason: ""), true, "back off 0 closed without a code"),
        (.lost(reason: ""), true, "back off 0 the connection was lost"),
        (.ended, true, "back off 0 closed by us"),
    ]

    /// Whether an answer to the upgrade is the end, at first and where it has worked before.
    @Test(arguments: [
        (200, "give up", "back off"), (301, "give up", "back off"), (304, "give up", "back off"),
        (400, "give up", "back off"), (401, "give up", "give up"), (403, "give up", "give up"),
        (404, "give up", "back off"), (405, "give up", "back off"), (407, "give up", "give up"),
        (408, "back off", "back off"), (410, "give up", "give up"), (418, "give up", "back off"),
        (421, "back off", "back off"), (425, "back off", "back off"), (426, "give up", "back off"),
        (429, "back off", "back off"), (451, "give up", "back off"), (500, "back off", "back off"),
        (501, "give up", "back off"), (502, "back off", "back off"), (503, "back off", "back off"),
        (504, "back off", "back off"), (505, "give up", "back off"), (511, "back off", "back off"),
        (520, "back off", "back off"), (599, "back off", "back off"), (600, "give up", "back off"),
        (999, "give up", "back off"),
    ])
    func refusals(_ status: Int, _ atFirst: String, _ later: String) {
        let refusal = ConnectionEnd.refused(status: status, retryAfter: nil, reason: "x")
        #expect(Verdict.standard(for: refusal, hasBeenReady: false).words.hasPrefix(atFirst))
        #expect(Verdict.standard(for: refusal, hasBeenReady: true).words.hasPrefix(later))
    }

    /// Who names a time means to be there again.
    @Test(arguments: [(404, "back off 9 x"), (429, "back off 9 x"), (503, "back off 9 x"), (501, "back off 9 x")])
    func retryAfter(_ status: Int, _ expected: String) {
        let refusal = ConnectionEnd.refused(status: status, retryAfter: .seconds(9), reason: "x")
        #expect(Verdict.standard(for: refusal, hasBeenReady: false).words == expected)
    }

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
