import Domain
import NIOCore
import Realtime
import Transport

/// Plans the feeds of a run again.
typealias Replan = @Sendable () throws(UsageError) -> [FeedPlan]

/// Runs feeds into lines until there is a reason to end. Lives on one event loop; `run` waits for it.
final class TailRun: LoopRun {
    private let plan: TailPlan
    private let eventLoop: any EventLoop
    private let output: LineOutput
    private var feeds: FeedGroup?
    let ending: EventLoopPromise<ExitStatus>
    /// Why we are ending, once we are.
    private var status: ExitStatus?
    /// Until when the reader of standard output may take what is left, once a signal has come.
    private var patience: NIODeadline?
    private let began = NIODeadline.now()
    private var couldNotWrite = false

    /// How long the reader of standard output may take for what is left, after a signal.
    private static let drainLimit = TimeAmount.milliseconds(800)

    /// Runs to the end, and says how it ended.
    ///
    /// - Parameters:
    ///   - replan: plans the feeds again, from what is configured by then; `nil` where nothing can have changed.
    ///   - companion: makes what runs beside the feeds, on their event loop.
    static func run(
        _ plan: TailPlan, _ feeds: [FeedPlan], replan: Replan? = nil,
        beside companion: @escaping @Sendable (any EventLoop) -> (any RunCompanion)? = { _ in nil }
    ) -> ExitStatus {
        var onHangUp: HangUpAnswer?
        if let replan { onHangUp = { reload(replan) } }
        return wait(onHangUp: onHangUp) { eventLoop in
            let run = TailRun(plan, eventLoop)
            run.start(feeds, companion(eventLoop))
            return run
        }
    }

    private static func reload(_ replan: Replan) -> (@Sendable (TailRun) -> Void)? {
        do {
            let plans = try replan()
            return { $0.update(to: plans) }
        } catch {
            StandardError.say("not read anew, all goes on as before: \(error)")
            return nil
        }
    }

    private init(_ plan: TailPlan, _ eventLoop: any EventLoop) {
        self.plan = plan
        self.eventLoop = eventLoop
        ending = eventLoop.makePromise(of: ExitStatus.self)
        output = LineOutput(plan, eventLoop: eventLoop)
    }

    private func start(_ plans: [FeedPlan], _ companion: (any RunCompanion)?) {
        let feeds = FeedGroup(
            plans, reading: plan.reading, eventLoop: eventLoop, sink: output, companion: companion,
            owner: FeedGroup.Owner(
                finished: { [weak self] in self?.finished($0, $1) }, allFinished: { [weak self] in self?.leave() },
                companionEnded: { [weak self] in self?.companionEnded($0) }))
        self.feeds = feeds
        output.report(
            to: LineOutput.Owner(
                setReading: { [weak feeds] in feeds?.setReading($0) },
                countReached: { [weak self] in self?.endSoon(.done) },
                failed: { [weak self] in self?.writingFailed($0) }))
        feeds.start()
        after(plan.duration) { $0.end(.done) }
        after(plan.timeout) { run in
            StandardError.say("not done in time (--timeout)")
            run.end(.timeout)
        }
        if let idle = plan.idle { watchIdle(idle) }
    }

    private func after(_ delay: Duration?, _ body: @escaping (TailRun) -> Void) {
        guard let delay else { return }
        eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(delay.wholeMilliseconds)) { [weak self] in
            if let self { body(self) }
        }
    }

    /// Ends once nothing has come for that long; looks again when the time since the last event would be up.
    private func watchIdle(_ limit: Duration) {
        let silence = NIODeadline.now() - (output.lastEventAt ?? began)
        let left = limit - .nanoseconds(silence.nanoseconds)
        guard left > .zero else { return end(.done) }
        after(left + .milliseconds(1)) { $0.watchIdle(limit) }
    }

    private func update(to plans: [FeedPlan]) {
        guard status == nil, let change = feeds?.update(to: plans) else { return }
        output.forget(change.others)
        StandardError.say("configuration read anew: \(change.words)")
    }

    // MARK: Ending

    private func companionEnded(_ error: UsageError?) {
        if let error { StandardError.say(error.description) }
        endSoon(error == nil ? .done : .unexpected)
    }

    private func writingFailed(_ error: UsageError) {
        StandardError.say(error.description)
        couldNotWrite = true
        endSoon(.unexpected)
    }

    /// Not from inside a feed's call, which must end first.
    private func endSoon(_ status: ExitStatus) {
        eventLoop.assumeIsolated().execute { self.end(status) }
    }

    func interrupt(_ status: ExitStatus) {
        end(status)
    }

    private func end(_ status: ExitStatus) {
        if status == .interrupted || status == .terminated || status == .timeout {
            patience = .now() + Self.drainLimit
            // A server that does not answer the close must not keep us either.
            after(.nanoseconds(Self.drainLimit.nanoseconds)) { $0.drain() }
        }
        guard self.status == nil else { return }
        self.status = status
        feeds?.stop()
    }

    private func finished(_ feed: String, _ outage: Outage?) {
        if let outage { StandardError.say(outage.line(of: feed)) }
    }

    private func leave() {
        if status == .done { output.conclude(feeds?.names ?? [], at: WallClock.now) }
        drain()
    }

    /// Waits for the reader of standard output; after a signal, for a moment only.
    private func drain() {
        guard output.drain() else {
            if let patience, NIODeadline.now() >= patience {
                StandardError.say("the reader of standard output did not take the last lines")
                return conclude()
            }
            eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(5)) { self.drain() }
            return
        }
        conclude()
    }

    private func conclude() {
        // Of several feeds the first to fail gives the status, unless an earlier reason to end has given one.
        let failure = feeds?.failure.map { ExitStatus($0.outage) }
        let status = couldNotWrite ? .unexpected : status ?? failure ?? .done
        feeds?.shutdown().whenComplete { [ending] _ in ending.succeed(status) }
    }
}
