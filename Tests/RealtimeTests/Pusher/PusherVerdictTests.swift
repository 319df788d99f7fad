import Testing

@testable import Realtime

/// "Errors and closes: what to do", row by row.
@Suite struct PusherVerdictTests {
    private func words(
        _ end: ConnectionEnd, error: PusherError? = nil, decision: Verdict? = nil, isSecure: Bool = true
    ) -> String {
        let circumstances = PusherVerdict.Circumstances(
            decision: decision, lastError: error, isSecure: isSecure, hasBeenReady: true)
        return PusherVerdict.verdict(for: end, circumstances).words
    }

    private static let codeRows: [(Int, String)] = [
        (4000, "give up closed 4000 r"), (4001, "give up closed 4001 r"), (4003, "give up closed 4003 r"),
        (4004, "give up closed 4004 r"), (4005, "give up closed 4005 r"), (4006, "give up closed 4006 r"),
        (4007, "give up closed 4007 r"), (4008, "give up closed 4008 r"), (4009, "give up refused 4009 r"),
        (4010, "give up closed 4010 r"), (4099, "give up closed 4099 r"),
        (4100, "back off 1 r"), (4101, "back off 1 r"), (4199, "back off 1 r"),
        (4200, "now r"), (4201, "now r"), (4202, "now r"), (4299, "now r"),
        (4300, "give up closed 4300 r"), (4301, "give up closed 4301 r"), (4999, "give up closed 4999 r"),
        (5000, "give up closed 5000 r"),
        (1000, "back off 0 r"), (1001, "back off 0 r"), (1002, "back off 0 r"), (1006, "back off 0 r"),
        (1011, "back off 0 r"), (1012, "back off 0 r"), (1013, "back off 0 r"), (3999, "back off 0 r"),
    ]

    @Test(arguments: codeRows)
    func closeCodes(_ code: Int, _ expected: String) {
        #expect(words(.closed(code: code, reason: "r")) == expected)
    }

    @Test func tlsIsTriedOnce() {
        #expect(words(.closed(code: 4000, reason: "r"), isSecure: false) == "now r; trying TLS")
        #expect(words(.closed(code: 4000, reason: "r"), isSecure: true) == "give up closed 4000 r")
    }

    private static let eventRows: [(ConnectionEnd, PusherError, String)] = [
        // A close without a code of the service's: the error event explains it.
        (ConnectionEnd.lost(reason: "end"), PusherError(code: 4201, message: "m"), "now m"),
        (.closed(code: nil, reason: ""), PusherError(code: 4100, message: "m"), "back off 1 m"),
        (.closed(code: 1000, reason: "r"), PusherError(code: 4004, message: "m"), "give up closed 4004 m"),
        (.broken(code: 1002, reason: "r"), PusherError(code: 4200, message: "m"), "now m"),
        (.ended, PusherError(code: 4001, message: "m"), "give up closed 4001 m"),
        // A real code wins, and borrows the event's words where it has none.
        (.closed(code: 4100, reason: "r"), PusherError(code: 4001, message: "m"), "back off 1 r"),
        (.closed(code: 4201, reason: ""), PusherError(code: 4001, message: "m"), "now m"),
        // Events that announce no end.
        (.lost(reason: "end"), PusherError(code: nil, message: "m"), "back off 0 end"),
        (.lost(reason: "end"), PusherError(code: 4301, message: "m"), "back off 0 end"),
        (.lost(reason: "end"), PusherError(code: 17, message: "m"), "back off 0 end"),
        // No connection at all: an older error explains nothing.
        (
            .unreachable(.tls(reason: "no route")), PusherError(code: 4001, message: "m"),
            "back off 0 TLS failed: no route"
        ),
    ]

    @Test(arguments: eventRows)
    func errorEvents(_ end: ConnectionEnd, _ error: PusherError, _ expected: String) {
        #expect(words(end, error: error) == expected)
    }

    @Test func whatWeDecidedHolds() {
        let backOff = Verdict.backOff(atLeast: .seconds(1), reason: "ours")
        let giveUp = Verdict.giveUp(Outage(.refused, reason: "ours"))
        #expect(words(.ended, decision: backOff) == "back off 1 ours")
        #expect(words(.closed(code: 1000, reason: "r"), decision: backOff) == "back off 1 ours")
        #expect(words(.closed(code: 4001, reason: "r"), decision: backOff) == "give up closed 4001 r")
        #expect(words(.closed(code: 4200, reason: "r"), decision: giveUp) == "give up refused - ours")
    }

    @Test(arguments: [4000, 4001, 4003, 4004, 4005, 4006, 4007, 4008, 4009, 4100, 4200, 4201, 4202, 4777])
    func everyCodeHasWords(_ code: Int) {
        let verdict = words(.closed(code: code, reason: ""))
        #expect(verdict.hasSuffix(PusherVerdict.explanation(of: code)))
        #expect(PusherVerdict.explanation(of: code).count > 8)
    }
}
