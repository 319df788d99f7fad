import Dashboard
import Diagnosis
import Domain
import NIOCore
import Realtime
import Transport

/// Connects once, and tells the examination what happens. Lives on one event loop; `run` waits for it.
final class DoctorRun: LoopRun {
    private let plan: DoctorPlan
    private let eventLoop: any EventLoop
    private let fetcher: WebFetcher
    let ending: EventLoopPromise<ExitStatus>
    private let began = NIODeadline.now()
    private var output: DoctorOutput
    private var examination: Examination
    private var clock = ServerClock()
    private var runner: FeedRunner?
    private var hasFinished = false
    private var isListening = false
    /// Channels of which there has been a warning.
    private var hurried: Set<String> = []
    private var hasConcluded = false

    /// Runs to the end, and says how it ended.
    static func run(_ plan: DoctorPlan) -> ExitStatus {
        wait { eventLoop in
            let run = DoctorRun(plan, eventLoop)
            run.start()
            return run
        }
    }

    private init(_ plan: DoctorPlan, _ eventLoop: any EventLoop) {
        self.plan = plan
        self.eventLoop = eventLoop
        fetcher = WebFetcher(link: plan.feed.link, eventLoop: eventLoop)
        ending = eventLoop.makePromise(of: ExitStatus.self)
        output = plan.output
        examination = Examination(plan.subject)
    }

    private func start() {
        output.begin(plan.subject)
        let runner = FeedRunner(
            session: plan.feed.session(Mapper.Options()), link: plan.feed.link, eventLoop: eventLoop, fetcher: fetcher,
            sink: self
        ) { [weak self] in self?.finished($0) }
        self.runner = runner
        after(plan.timeout) { run in run.note { $0.timeUp(at: $1) } }
        runner.start()
    }

    private func after(_ delay: Duration, _ body: @escaping (DoctorRun) -> Void) {
        eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(delay.wholeMilliseconds)) { [weak self] in
            if let self { body(self) }
        }
    }

    /// Tells the examination something, with the time since the beginning, and sees what that changes.
    private func note(_ body: (inout Examination, Duration) -> Void) {
        guard !hasConcluded else { return }
        body(&examination, .nanoseconds((NIODeadline.now() - began).nanoseconds))
        output.show(examination.settled)
        switch examination.progress {
        case .underWay: break
        case .listening: listen()
        case .complete: concludeSoon()
        }
    }

    /// What must be answered has been: from here on there is only so much waiting.
    private func listen() {
        guard !isListening else { return }
        isListening = true
        let patience = examination.awaitsMessage ? plan.subject.patience : nil
        after(patience ?? Self.pongLimit) { run in run.note { $0.timeUp(at: $1) } }
    }

    /// What has been warned of seldom mends itself while one waits for long.
    private func hurry(_ channel: String) {
        guard plan.subject.channels.contains(channel), hurried.insert(channel).inserted else { return }
        after(Self.warnedLimit) { run in run.note { $0.giveUp(on: channel, at: $1) } }
    }

    /// Enough for three more attempts, after 1, 2 and 4 s.
    private static let warnedLimit: Duration = .seconds(10)

    /// Without a message to wait for, a pong is given this much time.
    private static let pongLimit: Duration = .seconds(2)

    func interrupt(_ status: ExitStatus) {
        note { $0.stop(status == .terminated ? .terminated : .interrupted, at: $1) }
    }

    private func finished(_ outage: Outage?) {
        hasFinished = true
        note { $0.end(outage, at: $1) }
        if hasConcluded { leave() }
    }

    /// Not from inside the feed's call, which must end first; what else it has to tell still counts.
    private func concludeSoon() {
        eventLoop.assumeIsolated().execute { self.conclude() }
    }

    private func conclude() {
        guard !hasConcluded else { return }
        hasConcluded = true
        examination.finish(at: .nanoseconds((NIODeadline.now() - began).nanoseconds))
        output.conclude(examination.report)
        if hasFinished { leave() } else { runner?.stop() }
    }

    private func leave() {
        let status = ExitStatus(rawValue: examination.report.conclusion.rawValue) ?? .unexpected
        fetcher.shutdown().whenComplete { [ending] _ in ending.succeed(status) }
    }
}

extension DoctorRun: FeedSink {
    func linked(_ event: LinkEvent, feed: String) {
        note { $0.note(event, at: $1) }
    }

    func ended(_ end: ConnectionEnd, feed: String) {
        note { $0.note(end, at: $1) }
    }

    func measured(_ measurement: LinkMeasurement, feed: String) {
        switch measurement {
        case .roundTrip(let time, let now):
            clock.hear(roundTrip: time, at: now)
            note { examination, _ in examination.note(roundTrip: time) }
        case .serverDate(let date, let sent, let received):
            clock.hear(date: date, sent: sent, received: received)
        }
        noteClock()
    }

    func receive(_ envelope: Envelope) {
        switch envelope.event {
        case .status(let status):
            note { $0.note(status, channel: envelope.channel, at: $1) }
            if case .warning = status, let channel = envelope.channel { hurry(channel) }
        case .notification, .lot, .bid, .vehicle, .ride, .message:
            if let source = envelope.source {
                clock.hear(source: source, received: envelope.received)
                noteClock()
            }
            // What the service says of itself shows no message of the app's.
            guard envelope.name?.hasPrefix("pusher") != true else { return }
            note { $0.noteMessage(channel: envelope.channel, event: envelope.name, at: $1) }
        case .presence, .gap, .drop: break
        }
    }

    func readComplete() {}

    private func noteClock() {
        guard let offset = clock.offset else { return }
        note { [error = clock.error] examination, _ in examination.note(clockOffset: offset, error: error) }
    }
}
