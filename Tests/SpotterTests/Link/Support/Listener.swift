import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Accepts connections on a port of the loopback, until it is gone.
final class Listener: Sendable {
    let port: Int
    private let channel: any Channel
    private let connections: Connections

    /// What is open.
    private final class Connections: Sendable {
        let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

        func add(_ channel: any Channel) {
            channels.withLock { $0[ObjectIdentifier(channel)] = channel }
            channel.closeFuture.whenComplete { _ in
                self.channels.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(channel)) }
            }
        }
    }

    /// - Parameters:
    ///   - port: 0 takes a free one.
    ///   - tls: makes the handler that speaks TLS, if any.
    ///   - configure: adds what is to be done with a connection.
    init(
        host: String = "127.0.0.1", port: Int = 0, tls: NIOSSLContext? = nil,
        _ configure: @escaping @Sendable (any Channel) throws -> Void
    ) throws {
        let connections = Connections()
        self.connections = connections
        channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    connections.add(channel)
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try configure(channel)
                }
            }
            .bind(host: host, port: port).wait()
        self.port = channel.localAddress?.port ?? 0
    }

    /// Cuts every connection; new ones are accepted.
    func cut() {
        let open = connections.channels.withLock { Array($0.values) }
        for channel in open { channel.close(promise: nil) }
    }

    deinit {
        channel.close(promise: nil)
        cut()
    }
}

/// What a test wants to look at afterwards, told from another thread.
final class Log<Entry: Sendable>: Sendable {
    private let list = Mutex<[Entry]>([])

    var entries: [Entry] { list.withLock { $0 } }

    /// - Returns: how many there are now.
    @discardableResult
    func append(_ entry: Entry) -> Int {
        list.withLock {
            $0.append(entry)
            return $0.count
        }
    }
}
