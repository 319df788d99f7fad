import NIOCore
import NIOPosix
import Realtime

/// The feeds on an event loop of their own, seen from the screen's thread.
final class FeedLoop: Sendable {
    /// Makes what runs beside the feeds.
    typealias Companion = @Sendable (any EventLoop) -> (any RunCompanion)?

    let queue: EventQueue
    private let eventLoop: any EventLoop
    private let group: NIOLoopBoundBox<FeedGroup?>

    /// - Parameter wake: told, on the event loop, that there is something in the queue.
    init(wake: @escaping @Sendable () -> Void) {
        let eventLoop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
        let group = NIOLoopBoundBox<FeedGroup?>.makeEmptyBox(valueType: FeedGroup.self, eventLoop: eventLoop)
        queue = EventQueue(
            wake: wake, setReading: { isReading in eventLoop.execute { group.value?.setReading(isReading) } })
        self.eventLoop = eventLoop
        self.group = group
    }

    /// - Parameters:
    ///   - finished: told, on the event loop, that all feeds are over, and of the first that failed.
    ///   - ended: told, on the event loop, that what runs beside the feeds is over, and of what has gone wrong there.
    func start(
        _ plans: [FeedPlan], beside companion: @escaping Companion,
        finished: @escaping @Sendable (String, Outage) -> Void, ended: @escaping @Sendable (UsageError?) -> Void
    ) {
        eventLoop.execute { [eventLoop, group, queue] in
            let feeds = FeedGroup(
                plans, reading: Mapper.Options(keepsRaw: true), eventLoop: eventLoop, sink: queue,
                companion: companion(eventLoop),
                owner: FeedGroup.Owner(
                    finished: { _, _ in },
                    allFinished: { if let failure = group.value?.failure { finished(failure.feed, failure.outage) } },
                    companionEnded: ended))
            group.value = feeds
            feeds.start()
        }
    }

    /// Goes on with these feeds.
    ///
    /// - Parameter done: told, on the event loop, what has become of those that there were.
    func update(to plans: [FeedPlan], done: @escaping @Sendable (FeedChange) -> Void) {
        eventLoop.execute { [group] in
            if let feeds = group.value { done(feeds.update(to: plans)) }
        }
    }

    /// Skips the waiting between attempts to connect.
    func reconnect() {
        eventLoop.execute { [group] in group.value?.reconnect() }
    }

    /// Closes all feeds; time for the close frames to leave is given, not for their answers.
    func stop(then body: @escaping @Sendable () -> Void) {
        eventLoop.execute { [eventLoop, group] in
            group.value?.stop()
            eventLoop.scheduleTask(in: .milliseconds(200), body)
        }
    }
}
