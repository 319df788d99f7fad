import Domain
import NIOCore
import NIOPosix
import Realtime
import Transport

/// The client's role: runs every case that a fuzzing server has, one after another, over the connections that all of
/// our feeds use. Lives on one event loop.
final class FuzzedClient: FeedSink {
    /// The name under which the server's reports speak of us.
    static let agent = "spotter"

    private let host: String
    private let port: Int
    private let eventLoop: any EventLoop
    private let fetcher: WebFetcher
    private let ended: EventLoopPromise<Void>
    private var runner: FeedRunner?

    /// Runs all cases.
    ///
    /// - Throws: ``ConformanceError`` where there is no fuzzing server.
    static func run(host: String, port: Int) throws {
        let eventLoop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
        try eventLoop.flatSubmit { () -> EventLoopFuture<Void> in
            let client = FuzzedClient(host: host, port: port, eventLoop: eventLoop)
            client.askForCases()
            return client.ended.futureResult
        }.wait()
    }

    private init(host: String, port: Int, eventLoop: any EventLoop) {
        self.host = host
        self.port = port
        self.eventLoop = eventLoop
        fetcher = WebFetcher(eventLoop: eventLoop)
        ended = eventLoop.makePromise()
    }

    private func askForCases() {
        var answer = ""
        connect("/getCaseCount", listener: { answer = String(decoding: $0, as: UTF8.self) }) { client, outage in
            guard let count = Int(answer) else {
                let reason = outage?.reason ?? "it said \"\(answer)\""
                return client.ended.fail(ConformanceError("no fuzzing server at port \(client.port): \(reason)"))
            }
            client.run(1, of: count)
        }
    }

    private func run(_ number: Int, of count: Int) {
        guard number <= count else {
            return connect("/updateReports?agent=\(Self.agent)") { client, _ in client.ended.succeed() }
        }
        connect("/runCase?case=\(number)&agent=\(Self.agent)") { client, _ in
            // The server may still be at it, and would leave it out of its reports; it answers this once it is done.
            client.connect("/getCaseStatus?case=\(number)&agent=\(Self.agent)", listener: { _ in }) { client, _ in
                client.run(number + 1, of: count)
            }
        }
    }

    /// Connects once, and goes on when the connection is over.
    private func connect(
        _ path: String, listener: (([UInt8]) -> Void)? = nil, then next: @escaping (FuzzedClient, Outage?) -> Void
    ) {
        let request = ConnectionRequest(isSecure: false, host: host, port: port, path: path)
        let session = Session(
            feed: Self.agent, adapter: EchoAdapter(request: request, listener: listener), channels: [],
            policy: ReconnectPolicy(maxAttempts: 0), mapper: Mapper(), jitter: { 0 })
        var link = LinkOptions()
        link.compression = .always
        // The suite would answer in the middle of a frame that it sends in pieces (6.4.3, 6.4.4).
        link.pings = false
        let runner = FeedRunner(session: session, link: link, eventLoop: eventLoop, fetcher: fetcher, sink: self) {
            outage in
            // Not from inside the runner's own call, which must end first.
            self.eventLoop.assumeIsolated().execute { next(self, outage) }
        }
        self.runner = runner
        runner.start()
    }

    func receive(_ envelope: Envelope) {}
    func readComplete() {}
}
