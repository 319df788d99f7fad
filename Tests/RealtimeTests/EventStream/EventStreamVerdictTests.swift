import Testing

@testable import Realtime

/// What to do at the end of a stream (WHATWG HTML §9.2.3 and §9.2.4), row by row.
@Suite struct EventStreamVerdictTests {
    private func words(
        _ end: ConnectionEnd, failure: EventStreamFailure? = nil, decision: Verdict? = nil, retry: Duration = .zero,
        hasBeenReady: Bool = false
    ) -> String {
        EventStreamVerdict.verdict(
            for: end,
            EventStreamVerdict.Circumstances(
                decision: decision, failure: failure, retry: retry, hasBeenReady: hasBeenReady)
        ).words
    }

    private static let statuses: [(Int, String, String)] = [
        (200, "give up unreachable 200 r", "back off 0 r"),
        (
            204, "give up closed 204 the server says that nothing more will come",
            "give up closed 204 the server says that nothing more will come"
        ),
        (400, "give up unreachable 400 r", "back off 0 r"), (401, "give up refused 401 r", "give up refused 401 r"),
        (403, "give up refused 403 r", "give up refused 403 r"), (404, "give up unreachable 404 r", "back off 0 r"),
        (405, "give up unreachable 405 r", "back off 0 r"),
        (
            406, "give up unreachable 406 r: the server offers us no event stream here; some services want a key first",
            "back off 0 r: the server offers us no event stream here; some services want a key first"
        ),
        (407, "give up refused 407 r", "give up refused 407 r"),
        (410, "give up unreachable 410 r", "give up unreachable 410 r"),
        (408, "back off 0 r", "back off 0 r"), (425, "back off 0 r", "back off 0 r"),
        (429, "back off 0 r", "back off 0 r"),
        (500, "back off 0 r", "back off 0 r"), (502, "back off 0 r", "back off 0 r"),
        (503, "back off 0 r", "back off 0 r"),
        (504, "back off 0 r", "back off 0 r"), (520, "back off 0 r", "back off 0 r"),
    ]

    @Test(arguments: statuses)
    func status(_ status: Int, _ first: String, _ later: String) {
        let end = ConnectionEnd.refused(status: status, retryAfter: nil, reason: "r")
        #expect(words(end) == first)
        #expect(words(end, hasBeenReady: true) == later)
    }

    @Test func theLongerWaitCounts() {
        let end = ConnectionEnd.refused(status: 503, retryAfter: .seconds(20), reason: "r")
        #expect(words(end, retry: .seconds(3)) == "back off 20 r")
        #expect(words(end, retry: .seconds(30)) == "back off 30 r")
        #expect(words(.lost(reason: "end"), retry: .seconds(3)) == "back off 3 end")
        #expect(words(.closed(code: nil, reason: "end"), retry: .seconds(3)) == "back off 3 end")
        #expect(words(.refused(status: 204, retryAfter: nil, reason: ""), retry: .seconds(3)).hasPrefix("give up"))
    }

    @Test(
        arguments: [
            (429, "back off 0 m"), (503, "back off 0 m"), (400, "give up unreachable 400 m"),
            (403, "give up refused 403 m"),
            (nil, "back off 0 m"),
        ] as [(Int?, String)])
    func anErrorExplainsTheEnd(_ status: Int?, _ expected: String) {
        let failure = EventStreamFailure(status: status, reason: "m")
        for end in [ConnectionEnd.lost(reason: "end"), .closed(code: nil, reason: ""), .ended] {
            #expect(words(end, failure: failure, hasBeenReady: true) == expected)
        }
        #expect(words(.unreachable(.settings("s")), failure: failure) == "give up unreachable - s")
    }

    @Test(arguments: [
        ("410: 410 Gone", "410 410 Gone"), ("408: 408 Request Timeout", "408 408 Request Timeout"), ("410", "-"),
        ("200: ok", "-"), ("999: x", "-"), (" hi", "-"), ("", "-"), ("keep-alive: 400", "-"), ("-410: x", "-"),
    ])
    func aCommentMayExplainTheEnd(_ comment: String, _ expected: String) {
        let failure = EventStreamFailure(comment: Array(comment.utf8))
        #expect((failure.map { "\($0.status ?? 0) \($0.reason)" } ?? "-") == expected)
    }

    @Test func whatWeDecidedHolds() {
        let decision = Verdict.backOff(atLeast: .seconds(1), reason: "ours")
        let failure = EventStreamFailure(status: 403, reason: "m")
        #expect(words(.ended, failure: failure, decision: decision) == "back off 1 ours")
    }
}

@Suite struct EventStreamSilenceTests {
    private func limit(after silences: [Double], setting: Duration? = nil) -> Duration {
        var silence = EventStreamSilence(setting: setting)
        for seconds in silences { silence.endedBySign(after: .milliseconds(Int(seconds * 1_000))) }
        return silence.limit
    }

    @Test(
        arguments: [
            ([], 600), ([0.1], 600), ([0, 0, 4.9], 600), ([5], 90), ([30], 90), ([15, 45, 20], 135), ([120], 360),
            ([300], 600), ([86_400], 600), ([-5], 600),
        ] as [([Double], Int)])
    func followsTheServersSigns(_ silences: [Double], _ expected: Int) {
        #expect(limit(after: silences) == .seconds(expected))
    }

    @Test func theSettingCounts() {
        #expect(limit(after: [30, 300], setting: .seconds(20)) == .seconds(20))
    }
}

@Suite struct RecentEventsTests {
    private func event(_ number: Int, _ data: String = "d") -> EventStreamEvent {
        EventStreamEvent(data: Array(data.utf8), id: Array("\(number)".utf8))
    }

    /// Whether each is taken for new.
    private func areNew(_ events: [EventStreamEvent], in recent: inout RecentEvents) -> [Bool] {
        events.map { recent.insert($0) }
    }

    @Test func knowsTheSameEventOnly() {
        var recent = RecentEvents()
        let events = [event(1), event(1), event(1, "other"), event(2), event(1)]
        #expect(areNew(events, in: &recent) == [true, false, true, true, false])
    }

    @Test func forgetsTheOldest() {
        var recent = RecentEvents()
        let count = 3 * RecentEvents.limit
        #expect(!areNew((0..<count).map { event($0) }, in: &recent).contains(false))
        let later = [count - 1, count - RecentEvents.limit, count - RecentEvents.limit - 1]
        #expect(areNew(later.map { event($0) }, in: &recent) == [false, false, true])
    }
}
