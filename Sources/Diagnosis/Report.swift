/// All that an examination has found.
public struct Report: Hashable, Sendable {
    /// How it ended; the raw value is the process's exit status.
    public enum Conclusion: Int32, CaseIterable, Sendable {
        /// Everything works.
        case healthy = 0
        /// No WebSocket came about.
        case unreachable = 3
        /// Somebody could have let us in and did not: a proxy, the server, the service, or a channel's owner.
        case refused = 4
        /// The service ended the connection.
        case closed = 5
        /// No answer within the time.
        case silent = 124
        /// The user had seen enough.
        case interrupted = 130
        case terminated = 143
    }

    public var subject: Subject
    /// One a stage and channel, in the order of the way; after a redirect its beginning comes once more.
    public var findings: [Finding]
    public var conclusion: Conclusion
    /// From the first step to the last answer that was needed.
    public var duration: Duration

    public var isHealthy: Bool { conclusion == .healthy }

    /// One or two sentences that say it all.
    public var summary: String {
        switch conclusion {
        case .interrupted, .terminated: return "Stopped as asked: the rest was not examined."
        case .healthy: return praise
        case .unreachable, .refused, .closed, .silent: break
        }
        guard let failure = findings.first(where: { $0.outcome == .failed }) else { return "It does not work." }
        let worksLater = findings.contains(where: \.isSubscribed)
        let lead = worksLater && failure.stage == .subscription ? "Works in part, but not" : "Stops at"
        let stage = failure.stage == .tls ? failure.stage.title : "the \(failure.stage.title)"
        let end = ".?!".contains(failure.result.last ?? " ") ? "" : "."
        return "\(lead) \(stage): \(failure.result)\(end)"
    }

    private var praise: String {
        let count = findings.count(where: \.isSubscribed)
        let channels = count == 0 ? "" : count == 1 ? ", 1 channel subscribed" : ", \(count) channels subscribed"
        let remarks = findings.count { $0.outcome == .warning }
        let more =
            remarks == 0
            ? "" : remarks == 1 ? " One thing to know is marked above." : " \(remarks) things to know are marked above."
        // What the service's adapter has warned of may be that nothing of use can come.
        let hasWarning = findings.contains { $0.facts.contains { $0.name == Fact.warnings } }
        let lead = hasWarning ? "It connects, with a warning above" : "Everything works"
        return "\(lead): \(subject.service) answers\(channels), ready after \(duration.brief).\(more)"
    }
}

extension Finding {
    /// It may have taken its time.
    fileprivate var isSubscribed: Bool { stage == .subscription && (outcome == .passed || outcome == .warning) }
}

extension Duration {
    /// For people, in three figures or fewer where it is short: `0.4 ms`, `12 ms`, `1.2 s`, `75 s`.
    var brief: String {
        let milliseconds = inMilliseconds
        switch milliseconds {
        case ..<0.05: return "< 0.1 ms"
        case ..<9.95: return "\(Self.tenths(milliseconds)) ms"
        case ..<999.5: return "\(Int(milliseconds.rounded())) ms"
        case ..<9_950: return "\(Self.tenths(milliseconds / 1_000)) s"
        case ..<1e15: return "\(Int((milliseconds / 1_000).rounded())) s"
        default: return "for ever"
        }
    }

    var inMilliseconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) * 1_000 + Double(attoseconds) * 1e-15
    }

    private static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
