import Diagnosis
import Domain
import Realtime
import Testing

/// What an examination tells while it is under way.
struct ExaminationTests {
    @Test func findingsAreShownAsSoonAsNothingBeforeThemIsOpen() {
        var visit = Visit(channels: ["lots", "bids"])
        var seen: [String] = []
        func look() {
            let settled = visit.examination.settled
            seen += settled[seen.count...].map { "\($0.stage) \($0.outcome)" }
        }
        visit.resolve()
        look()
        #expect(seen == [])
        visit.link(.trying(address: "52.1.2.3:443"))
        look()
        #expect(seen == ["name passed"])
        visit.link(.connected(address: "52.1.2.3:443"))
        visit.secure()
        visit.upgrade()
        visit.status(.connected)
        visit.subscribe("bids")
        visit.message("bid.placed", "bids", after: 1)
        look()
        #expect(seen == ["name passed", "connection passed", "tls passed", "upgrade passed", "greeting passed"])
        visit.subscribe("lots")
        look()
        #expect(seen.suffix(3) == ["subscription passed", "subscription passed", "firstMessage passed"])
        visit.examination.finish(at: visit.now)
        look()
        #expect(seen.suffix(2) == ["roundTrip skipped", "clock skipped"])
        #expect(seen.count == visit.report.findings.count)
    }

    @Test func itIsCompleteOnceThereIsNothingMoreToLearn() {
        var visit = Visit()
        visit.greet()
        #expect(visit.examination.progress == .underWay)
        visit.subscribe()
        #expect(visit.examination.progress == .listening)
        visit.message("lot.updated", "lots", after: 3)
        #expect(visit.examination.progress == .complete)
        var impatient = Visit(patience: nil)
        impatient.greet()
        impatient.subscribe()
        #expect(impatient.examination.progress == .complete)
    }

    @Test func nothingCountsAfterTheEnd() {
        var visit = Visit()
        visit.greet()
        visit.examination.stop(.terminated, at: visit.now)
        let report = visit.report
        visit.subscribe()
        visit.message("lot.updated", "lots", after: 3)
        visit.examination.note(clockOffset: .seconds(9), error: nil)
        visit.end(.lost(reason: "gone"))
        visit.timeUp(after: 1)
        #expect(visit.report == report)
        #expect(report.conclusion == .terminated)
    }

    @Test func whatTheServiceAnswersTwiceOrUnaskedIsLetGo() {
        var visit = Visit()
        visit.status(.subscribed, "lots")
        visit.greet()
        visit.status(.connected, after: 1)
        visit.status(.subscribed, "other", after: 1)
        visit.status(.refused(code: 4009, reason: "no"), nil)
        visit.subscribe()
        visit.status(.refused(code: 1, reason: "late"), "lots")
        for number in 0..<100 { visit.status(.warning("warning \(number)")) }
        visit.message("lot.updated", "lots", after: 1)
        visit.examination.finish(at: visit.now)
        #expect(visit.report.conclusion == .healthy)
        let message = visit.report.findings.first { $0.stage == .firstMessage }
        #expect(message?.facts.last?.value == .list(["warning 0", "warning 1", "warning 2"]))
    }

    /// The exit status for ends that the screens do not show, where the session takes them for closed.
    @Test(arguments: [
        (ConnectionEnd.closed(code: 4003, reason: "disabled"), Report.Conclusion.closed),
        (.closed(code: 4004, reason: "over quota"), .closed), (.closed(code: 4100, reason: ""), .closed),
        (.closed(code: 4999, reason: ""), .closed), (.closed(code: 1000, reason: ""), .closed),
        (.closed(code: nil, reason: ""), .closed), (.broken(code: 1002, reason: "reserved bits"), .closed),
        (.lost(reason: ""), .closed), (.ended, .silent),
        (.refused(status: 401, retryAfter: nil, reason: ""), .refused),
        (.refused(status: 407, retryAfter: nil, reason: ""), .refused),
        (.refused(status: 503, retryAfter: .seconds(3), reason: ""), .unreachable),
    ])
    func conclusion(_ end: ConnectionEnd, _ conclusion: Report.Conclusion) {
        var visit = Visit()
        visit.connect()
        visit.secure()
        if case .refused = end {} else { visit.upgrade() }
        visit.end(end)
        #expect(visit.report.conclusion == conclusion)
        let failed = visit.report.findings.filter { $0.outcome == .failed }
        #expect(failed.count == 1)
        #expect(failed.allSatisfy { !$0.advice.isEmpty })
    }

    @Test func aStageThatIsOutOfTimeIsSilent() {
        var visit = Visit()
        visit.examination.timeUp(at: .seconds(1))
        #expect(visit.report.conclusion == .silent)
        #expect(visit.report.findings.first?.stage == .name)
        visit = Visit()
        visit.resolve()
        visit.timeUp(after: 900)
        let outcomes = visit.report.findings.prefix(2).map(\.outcome)
        #expect(outcomes == [.passed, .failed])
        #expect(visit.report.conclusion == .silent)
    }

    @Test func clocks() {
        let rows: [(Duration, Duration?, Finding.Outcome, String)] = [
            (
                .milliseconds(2_400), .milliseconds(500), .passed,
                "the server's clock is 2.4 s ahead of this one, give or take 500 ms"
            ),
            (
                .milliseconds(2_600), .milliseconds(500), .warning,
                "the server's clock is 2.6 s ahead of this one, give or take 500 ms"
            ),
            (
                .milliseconds(-90), .milliseconds(500), .passed,
                "the server's clock agrees with this one, give or take 500 ms"
            ),
            (.seconds(-90), nil, .passed, "the server's clock is at most 90 s behind this one"),
            (.seconds(90), nil, .warning, "the server's clock is at least 90 s ahead of this one"),
        ]
        for (offset, error, outcome, words) in rows {
            var visit = Visit()
            visit.greet()
            visit.examination.note(clockOffset: offset, error: error)
            visit.timeUp(after: 1)
            let clock = visit.report.findings.last
            #expect(clock?.result == words)
            #expect(clock?.outcome == outcome)
        }
    }
}
