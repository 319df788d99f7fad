import NIOCore
import NIOPosix

/// Keeps a server running until a signal, with a world played into it if wanted.
enum ServeRun {
    static func run(_ server: RunningServer, playing house: DemoHouse?) -> ExitStatus {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let eventLoop = group.next()
        let ended = eventLoop.makePromise(of: ExitStatus.self)
        let interrupts = Interrupts { ended.succeed($0) }
        eventLoop.execute {
            guard let house else { return }
            let play = DemoPlay(house: house, eventLoop: eventLoop, warn: StandardError.say)
            play.report { error in
                if let error { StandardError.say(error.description) }
                ended.succeed(.unexpected)
            }
            play.startAtOnce()
            ended.futureResult.assumeIsolated().whenComplete { _ in play.stop() }
        }
        defer { withExtendedLifetime(interrupts) {} }
        let status = (try? ended.futureResult.wait()) ?? .unexpected
        server.stop()
        return status
    }
}
