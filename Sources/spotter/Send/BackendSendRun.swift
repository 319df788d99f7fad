import Domain
import NIOCore
import Realtime
import Transport

/// Publishes one message through the service's HTTP API, once: whether a request that broke off was carried out cannot be known.
/// Lives on one event loop; `run` waits for it.
final class BackendSendRun: LoopRun {
    private let plan: SendPlan
    private let publisher: any Publisher
    private let eventLoop: any EventLoop
    private let fetcher: WebFetcher
    let ending: EventLoopPromise<ExitStatus>
    private var hasEnded = false

    /// Runs to the end, and says how it ended.
    static func run(_ plan: SendPlan, by publisher: any Publisher) -> ExitStatus {
        wait { eventLoop in
            let run = BackendSendRun(plan, publisher, eventLoop)
            run.start()
            return run
        }
    }

    private init(_ plan: SendPlan, _ publisher: any Publisher, _ eventLoop: any EventLoop) {
        self.plan = plan
        self.publisher = publisher
        self.eventLoop = eventLoop
        fetcher = WebFetcher(link: plan.feed.link, eventLoop: eventLoop)
        ending = eventLoop.makePromise(of: ExitStatus.self)
    }

    private func start() {
        let limit = TimeAmount.milliseconds(plan.timeout.wholeMilliseconds)
        eventLoop.assumeIsolated().scheduleTask(in: limit) { [weak self] in
            self?.end(.timeout, "not done in time (--timeout)")
        }
        var publication = plan.request(by: publisher)
        // Ours is the one that counts.
        publication.request.timeout = plan.timeout + .seconds(2)
        fetcher.fetch(publication.request) { [publication] in self.answered($0, publication) }
    }

    private func answered(_ answer: HTTPAnswer, _ publication: PublicationRequest) {
        guard !hasEnded else { return }
        switch publisher.outcome(of: answer, to: publication, at: WallClock.now) {
        case .published(let id):
            if let id { print(id) }
            end(.done)
        case .failed(let outage):
            let isAnswer = if case .response = answer { true } else { false }
            end(ExitStatus(outage), outage.line(ofMessageTo: plan.feed.name, isAnswer: isAnswer))
        }
    }

    func interrupt(_ status: ExitStatus) {
        end(status)
    }

    private func end(_ status: ExitStatus, _ reason: String? = nil) {
        guard !hasEnded else { return }
        hasEnded = true
        if let reason { StandardError.say(reason) }
        fetcher.shutdown().whenComplete { [ending] _ in ending.succeed(status) }
    }
}

extension SendPlan {
    /// What the API is asked, now.
    func request(by publisher: any Publisher) -> PublicationRequest {
        let nonce = (0..<PublicationRequest.nonceLength).map { _ in UInt8.random(in: 0...255) }
        return publisher.request(for: publication, at: WallClock.now, nonce: nonce)
    }
}
