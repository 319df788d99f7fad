import Domain
import NIOCore
import Realtime
import Transport

/// Publishes as a client: connects, publishes one message, and listens for a complaint. Lives on one event loop; `run` waits for it.
final class SendRun: LoopRun {
    private let plan: SendPlan
    private let eventLoop: any EventLoop
    private let fetcher: WebFetcher
    let ending: EventLoopPromise<ExitStatus>
    private var runner: FeedRunner?
    private var hasPublished = false
    /// Why we are ending, once we are.
    private var status: ExitStatus?

    /// Services that refuse a message say so within a round trip; those that take it mostly say nothing.
    private static let complaintLimit: Duration = .seconds(2)

    /// Runs to the end, and says how it ended.
    static func run(_ plan: SendPlan) -> ExitStatus {
        wait { eventLoop in
            let run = SendRun(plan, eventLoop)
            run.start()
            return run
        }
    }

    private init(_ plan: SendPlan, _ eventLoop: any EventLoop) {
        self.plan = plan
        self.eventLoop = eventLoop
        fetcher = WebFetcher(link: plan.feed.link, eventLoop: eventLoop)
        ending = eventLoop.makePromise(of: ExitStatus.self)
    }

    private func start() {
        let runner = FeedRunner(
            session: plan.feed.session(Mapper.Options()), link: plan.feed.link, eventLoop: eventLoop, fetcher: fetcher,
            sink: self
        ) { [weak self] in self?.finished($0) }
        self.runner = runner
        after(plan.timeout) { $0.end(.timeout, "not done in time (--timeout)") }
        runner.start()
    }

    private func after(_ delay: Duration, _ body: @escaping (SendRun) -> Void) {
        eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(delay.wholeMilliseconds)) { [weak self] in
            if let self { body(self) }
        }
    }

    /// Not from inside the feed's call, which must end first.
    private func soon(_ body: @escaping (SendRun) -> Void) {
        eventLoop.assumeIsolated().execute { body(self) }
    }

    private func publish() {
        guard !hasPublished, status == nil else { return }
        hasPublished = true
        after(Self.complaintLimit) { $0.end(.done) }
        runner?.publish(plan.publication)
    }

    func interrupt(_ status: ExitStatus) {
        end(status)
    }

    private func end(_ status: ExitStatus, _ reason: String? = nil) {
        guard self.status == nil else { return }
        self.status = status
        if let reason { StandardError.say(reason) }
        runner?.stop()
    }

    private func finished(_ outage: Outage?) {
        if let outage, status == nil {
            StandardError.say(outage.line(of: plan.feed.name))
            status = ExitStatus(outage)
        }
        fetcher.shutdown().whenComplete { [ending, status] _ in ending.succeed(status ?? .done) }
    }
}

extension SendRun: FeedSink {
    func receive(_ envelope: Envelope) {
        guard case .status(let news) = envelope.event else { return }
        let name = plan.feed.name
        switch news {
        case .connected where plan.feed.channels.isEmpty: soon { $0.publish() }
        case .subscribed where envelope.channel == plan.publication.channel: soon { $0.publish() }
        case .refused(let code, let reason) where envelope.channel != nil:
            let outage = Outage(.refused, code: code, reason: reason)
            soon { $0.end(.refused, outage.line(of: name)) }
        case .warning(let text) where hasPublished: soon { $0.end(.refused, "\(name): \(text)") }
        case .warning(let text): StandardError.say("\(name): \(text)")
        case .connecting, .connected, .subscribed, .refused, .waiting, .resumed, .closed, .completed: break
        }
    }

    func readComplete() {}
}
