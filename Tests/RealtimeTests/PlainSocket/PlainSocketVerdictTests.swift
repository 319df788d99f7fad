import Testing

@testable import Realtime

@Suite struct PlainSocketVerdictTests {
    private func words(
        _ end: ConnectionEnd, hasSpoken: Bool = true, complaints: Int = 0, decision: Verdict? = nil
    ) -> String {
        PlainSocketVerdict.verdict(
            for: end,
            .init(decision: decision, hasSpoken: hasSpoken, complaints: complaints, hasBeenReady: true)
        ).words
    }

    private static let rows: [(Int, String)] = [
        (1000, "back off 0 r"), (1001, "back off 0 r"), (1002, "back off 0 r"), (1003, "back off 0 r"),
        (1007, "back off 0 r"), (1008, "back off 5 r (a policy of the server)"), (1009, "back off 0 r"),
        (1010, "back off 0 r"), (1011, "back off 0 r"), (1012, "back off 0 r"),
        (1013, "back off 5 r (try again later)"), (1014, "back off 0 r"),
        (3000, "give up refused 3000 r (unauthorized)"), (3001, "back off 0 r"),
        (3003, "give up refused 3003 r (forbidden)"), (4000, "back off 0 r"),
        (4401, "give up refused 4401 r (unauthorized)"), (4403, "give up refused 4403 r (forbidden)"),
        (4999, "back off 0 r"),
    ]

    @Test(arguments: rows)
    func closeCodes(_ code: Int, _ expected: String) {
        #expect(words(.closed(code: code, reason: "r")) == expected)
    }

    @Test func aPolicyBeforeTheFirstWordIsARefusal() {
        let end = ConnectionEnd.closed(code: 1008, reason: "r")
        #expect(words(end, hasSpoken: false) == "give up refused 1008 r (a policy of the server)")
    }

    @Test(arguments: [1002, 1003, 1007, 1009, 1010])
    func complaintsInARowAreTheEnd(_ code: Int) {
        let end = ConnectionEnd.closed(code: code, reason: "r")
        #expect(PlainSocketVerdict.isComplaint(end))
        #expect(words(end, complaints: 2).hasPrefix("back off"))
        #expect(words(end, complaints: 3).hasPrefix("give up closed \(code) r ("))
    }

    /// Ours, not the server's.
    @Test func whatWeFoundIsNoComplaint() {
        #expect(!PlainSocketVerdict.isComplaint(.broken(code: 1002, reason: "r")))
        #expect(!PlainSocketVerdict.isComplaint(.closed(code: nil, reason: "")))
        #expect(words(.broken(code: 1007, reason: "r"), complaints: 9) == "back off 0 r")
        #expect(words(.ended, decision: .reconnectNow(reason: "d")) == "now d")
    }
}
