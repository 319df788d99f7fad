import NIOCore
import Realtime
import Transport

/// The feeds of one run, and what runs beside them. Lives on one event loop.
final class FeedGroup {
    /// What the owner must hear of.
    struct Owner {
        /// A feed is over; `nil` where it ended as asked.
        var finished: (_ feed: String, Outage?) -> Void
        /// All feeds are over.
        var allFinished: () -> Void
        /// What runs beside the feeds has come to its end, or has failed.
        var companionEnded: (UsageError?) -> Void
    }

    private let eventLoop: any EventLoop
    private var fetchers: [WebFetcher] = []
    private let companion: (any RunCompanion)?
    private let owner: Owner
    private var runners: [FeedRunner] = []
    private var running = 0

    init(
        _ feeds: [FeedPlan], reading: Mapper.Options = Mapper.Options(), eventLoop: any EventLoop, sink: any FeedSink,
        companion: (any RunCompanion)?, owner: Owner
    ) {
        self.eventLoop = eventLoop
        self.companion = companion
        self.owner = owner
        let sink = companion?.sink(around: sink) ?? sink
        for feed in feeds {
            let fetcher = WebFetcher(link: feed.link, eventLoop: eventLoop)
            fetchers.append(fetcher)
            let runner = FeedRunner(
                session: feed.session(reading), link: feed.link, eventLoop: eventLoop, fetcher: fetcher, sink: sink
            ) { [weak self] outage in self?.finished(feed.name, outage) }
            runners.append(runner)
        }
    }

    func start() {
        companion?.report(to: owner.companionEnded)
        running = runners.count
        for runner in runners { runner.start() }
    }

    /// Closes all feeds in good order; `allFinished` follows within about a second.
    func stop() {
        companion?.stop()
        guard running > 0 else { return owner.allFinished() }
        for runner in runners { runner.stop() }
    }

    /// Stops or goes on reading, so that TCP slows the servers while our reader is slow.
    func setReading(_ isReading: Bool) {
        for runner in runners { runner.setReading(isReading) }
    }

    /// Skips the waiting of all feeds.
    func reconnect() {
        for runner in runners { runner.reconnect() }
    }

    /// Ends what is under way beside the feeds; to be called last.
    func shutdown() -> EventLoopFuture<Void> {
        EventLoopFuture.andAllSucceed(fetchers.map { $0.shutdown() }, on: eventLoop)
    }

    private func finished(_ feed: String, _ outage: Outage?) {
        running -= 1
        owner.finished(feed, outage)
        if running == 0 { owner.allFinished() }
    }
}

/// Something that runs beside the feeds and decides with them when the run is over. Lives on their event loop.
protocol RunCompanion: AnyObject {
    /// Where the feeds' events go, on their way to `sink`.
    func sink(around sink: any FeedSink) -> any FeedSink
    /// - Parameter ended: to be called when the run is over, with what went wrong, if anything.
    func report(to ended: @escaping (UsageError?) -> Void)
    func stop()
}
