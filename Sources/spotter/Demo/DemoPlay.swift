import Domain
import NIOCore
import Realtime
import Server
import Transport
import World

/// The demo on one event loop: waits until the watcher is subscribed to everything, then plays the world, and ends when the
/// watcher has seen the last of it.
final class DemoPlay: RunCompanion {
    private let house: DemoHouse
    private let eventLoop: any EventLoop
    private let fetcher: WebFetcher
    private let warn: (String) -> Void
    private var stage: WorldStage?
    private var subscribed: Set<String> = []
    private var ended: ((UsageError?) -> Void)?

    /// - Parameter warn: told of what does not end the play.
    init(house: DemoHouse, eventLoop: any EventLoop, warn: @escaping (String) -> Void) {
        self.house = house
        self.warn = warn
        self.eventLoop = eventLoop
        fetcher = WebFetcher(eventLoop: eventLoop)
    }

    func report(to ended: @escaping (UsageError?) -> Void) {
        self.ended = ended
    }

    func sink(around sink: any FeedSink) -> any FeedSink {
        DemoSink(sink, play: self)
    }

    func stop() {
        // What is cut off from here on is no failure.
        ended = nil
        stage?.stop()
        fetcher.shutdown().whenComplete { _ in }
    }

    fileprivate func watcherSubscribed(to channel: String) {
        if channel == WorldStage.endChannel { stage?.repeatEnd() }
        guard stage == nil, subscribed.insert(channel).inserted, subscribed.count == house.channels.count else {
            return
        }
        start()
    }

    fileprivate func watcherSawTheEnd() {
        ended?(nil)
    }

    /// For a server without a watcher of its own.
    func startAtOnce() {
        start()
    }

    private func start() {
        let publisher = BackendPublisher(
            application: house.application, address: house.address, eventLoop: eventLoop, fetcher: fetcher
        ) { [weak self] failure in
            switch failure {
            case .unanswered(let reason): self?.warn(reason)
            case .refused(let reason): self?.ended?(UsageError(reason))
            }
        }
        let world = World(seed: house.seed, start: WallClock.now)
        let stage = WorldStage(
            world: world, speed: house.speed, length: house.length, publisher: publisher, eventLoop: eventLoop
        ) { [house, eventLoop, fetcher] member in
            SaleRoomMember(plan: house.memberPlan(member), eventLoop: eventLoop, fetcher: fetcher)
        }
        self.stage = stage
        stage.start()
    }
}

/// Passes events on, and tells the play of the two moments it waits for.
private final class DemoSink: FeedSink {
    private let inner: any FeedSink
    private weak var play: DemoPlay?

    init(_ inner: any FeedSink, play: DemoPlay) {
        self.inner = inner
        self.play = play
    }

    func receive(_ envelope: Envelope) {
        guard envelope.channel != WorldStage.endChannel else {
            if envelope.event.kind == .message { play?.watcherSawTheEnd() }
            if case .status(.subscribed) = envelope.event { play?.watcherSubscribed(to: WorldStage.endChannel) }
            return
        }
        inner.receive(envelope)
        if case .status(.subscribed) = envelope.event, let channel = envelope.channel {
            play?.watcherSubscribed(to: channel)
        }
    }

    func readComplete() {
        inner.readComplete()
    }

    func measured(_ measurement: LinkMeasurement, feed: String) {
        inner.measured(measurement, feed: feed)
    }

    func linked(_ event: LinkEvent, feed: String) {
        inner.linked(event, feed: feed)
    }

    func ended(_ end: ConnectionEnd, feed: String) {
        inner.ended(end, feed: feed)
    }
}
