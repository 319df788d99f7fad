import NIOCore
import NIOPosix
import Server

/// An embedded server that has been started, for callers that wait.
final class RunningServer {
    let application: Application
    let port: Int
    private let server: PusherServer
    private let eventLoop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()

    /// - Throws: `UsageError` where it cannot listen there.
    init(_ configuration: ServerConfiguration) throws(UsageError) {
        application = configuration.application
        let server = PusherServer(configuration, group: eventLoop)
        self.server = server
        do {
            port = try eventLoop.makeFutureWithTask { try await server.start() }.wait()
        } catch {
            throw UsageError("\(error)")
        }
    }

    func stop() {
        _ = try? eventLoop.makeFutureWithTask { [server] in await server.stop() }.wait()
    }
}

extension Application {
    /// An identity for one run.
    static func madeUp() -> Application {
        Application(id: digits(6), key: letters(20), secret: letters(32))
    }

    private static func digits(_ count: Int) -> String {
        String((0..<count).map { $0 == 0 ? "123456789".randomElement() ?? "1" : "0123456789".randomElement() ?? "0" })
    }

    private static func letters(_ count: Int) -> String {
        String((0..<count).map { _ in "0123456789abcdef".randomElement() ?? "0" })
    }
}
