import Domain
import NIOCore
import Realtime
import Transport

/// Someone in the sale room: a connection of its own, subscribed to the presence channel under a user id.
final class SaleRoomMember: FeedSink {
    private let plan: FeedPlan
    private let eventLoop: any EventLoop
    private let fetcher: WebFetcher
    private var runner: FeedRunner?
    private var entered: (() -> Void)?
    private var left: (() -> Void)?

    init(plan: FeedPlan, eventLoop: any EventLoop, fetcher: WebFetcher) {
        self.plan = plan
        self.eventLoop = eventLoop
        self.fetcher = fetcher
    }

    /// Calls back once the server has let them in, or has not.
    func enter(_ body: @escaping () -> Void) {
        entered = body
        let runner = FeedRunner(
            session: plan.session(Mapper.Options()), link: plan.link, eventLoop: eventLoop, fetcher: fetcher,
            sink: self
        ) { [weak self] _ in self?.finished() }
        self.runner = runner
        runner.start()
    }

    /// Calls back once the server has seen them go.
    func leave(_ body: @escaping () -> Void) {
        guard let runner else { return body() }
        left = body
        runner.stop()
    }

    func receive(_ envelope: Envelope) {
        guard case .status(.subscribed) = envelope.event else { return }
        call(&entered)
    }

    func readComplete() {}

    private func finished() {
        runner = nil
        call(&entered)
        call(&left)
    }

    private func call(_ body: inout (() -> Void)?) {
        guard let once = body else { return }
        body = nil
        // Not from inside the feed's own call, which must end first.
        let bound = NIOLoopBound(once, eventLoop: eventLoop)
        eventLoop.execute { bound.value() }
    }
}
