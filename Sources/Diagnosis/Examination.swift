internal import Domain
internal import Realtime

/// Puts together what happens on the way to a service, as it happens.
///
/// It reads no clock: every note comes with the time since the beginning. Stages become final in any order; `settled` gives out those that
/// may be shown because nothing before them is still to come.
public struct Examination {
    /// How far it has come.
    public enum Progress: Hashable, Sendable {
        case underWay
        /// Greeting and channels have been answered; what is left is to wait for a message and a round trip.
        case listening
        /// There is nothing more to learn.
        case complete
    }

    let subject: Subject
    var place: Place
    /// The way to an open WebSocket; again for each redirect.
    var way: [Row] = []
    /// What comes after it.
    var service: [Row]
    /// When the latest stage of the way ended.
    var reached: Duration = .zero
    var latest: Duration = .zero

    // Of the stage that is under way
    var addresses: [String] = []
    var resolvedAt: Duration?
    var attempts: [ConnectAttempt] = []
    /// The last answer that was no 101, and when it came.
    var plainAnswer: (facts: UpgradeFacts, time: Duration)?
    /// Those that speak of no open channel.
    var warnings: [String] = []

    var greetedAt: Duration?
    var subscribedAt: Duration?
    var answeredAt: Duration?
    var connectionEnd: ConnectionEnd?
    var roundTrips: [Duration] = []
    var clock: (offset: Duration, error: Duration?)?
    /// The first failure decides.
    var failure: Report.Conclusion?
    var conclusion: Report.Conclusion?

    public init(_ subject: Subject) {
        self.subject = subject
        place = Place(subject: subject)
        let channels = subject.channels.map { Row(.subscription, channel: $0) }
        service = [Row(.greeting)] + channels + [Row(.firstMessage), Row(.roundTrip), Row(.clock)]
    }

    public var progress: Progress {
        guard conclusion == nil else { return .complete }
        guard isAnswered else { return .underWay }
        let isWaiting = awaitsMessage && service.contains { $0.stage == .firstMessage && $0.isOpen }
        return isWaiting || roundTrips.isEmpty ? .listening : .complete
    }

    /// The findings that are final, as far as nothing before them is open.
    public var settled: [Finding] {
        (way + service).prefix { !$0.isOpen }.compactMap(\.finding)
    }

    /// What is known; stages that are still open count as not reached.
    public var report: Report {
        let findings = (way + service).map { $0.finding ?? .unreached($0) }
        return Report(
            subject: subject, findings: findings, conclusion: conclusion ?? failure ?? .healthy,
            duration: answeredAt ?? latest)
    }

    var isOver: Bool { conclusion != nil }

    private var isAnswered: Bool {
        service.allSatisfy { ($0.stage != .greeting && $0.stage != .subscription) || !$0.isOpen }
    }

    /// Whether a message could come, and somebody wants to see one.
    public var awaitsMessage: Bool { subject.patience != nil && listeningSince != nil }

    /// Since when a message may come.
    var listeningSince: Duration? {
        subscribedAt ?? (subject.channels.isEmpty && !subject.needsChannel ? greetedAt : nil)
    }

    // MARK: Rows

    /// Makes a stage of the way final; a stage that was not expected takes its place there.
    mutating func settle(
        _ stage: Stage, _ outcome: Finding.Outcome, _ result: String, at time: Duration, facts: [Fact] = [],
        advice: [Advice] = []
    ) {
        let duration = max(.zero, time - reached)
        reached = max(reached, time)
        let finding = finding(stage, outcome, result, after: duration, facts: facts, advice: advice)
        if let index = way.lastIndex(where: { $0.stage == stage }), way[index].isOpen {
            way[index].finding = finding
            return
        }
        var row = Row(stage)
        row.finding = finding
        let next = way.firstIndex { $0.isOpen && Self.order($0.stage) > Self.order(stage) }
        way.insert(row, at: next ?? way.endIndex)
    }

    /// Makes a row of the service final.
    mutating func settle(
        serviceRow index: Int, _ outcome: Finding.Outcome, _ result: String, after duration: Duration?,
        facts: [Fact] = [], advice: [Advice] = []
    ) {
        guard service[index].isOpen else { return }
        warnings = service[index].warnings + warnings
        service[index].finding = finding(
            service[index].stage, outcome, result, after: duration, facts: facts, advice: advice)
    }

    private static func order(_ stage: Stage) -> Int { Stage.allCases.firstIndex(of: stage) ?? 0 }

    /// With what can be said of any stage: warnings of the service, and that it was slow.
    private mutating func finding(
        _ stage: Stage, _ outcome: Finding.Outcome, _ result: String, after duration: Duration?, facts: [Fact],
        advice: [Advice]
    ) -> Finding {
        var finding = Finding(stage, outcome, after: duration, result, facts: facts, advice: advice)
        if !warnings.isEmpty {
            finding.facts.append(Fact(Fact.warnings, .list(warnings), isInResult: false))
            warnings = []
        }
        guard let duration, duration > .seconds(1), stage != .firstMessage else { return finding }
        if outcome == .passed || outcome == .warning {
            finding.outcome = .warning
            finding.advice.append(.slow(stage, place))
        }
        return finding
    }
}
