public import NIOCore
public import NIOPosix

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// An embedded server that speaks the Pusher protocol 7: WebSocket connections at `/app/KEY`, and the signed HTTP API at
/// `/apps/ID/…`, on one port.
///
/// ```swift
/// let server = PusherServer(ServerConfiguration(application: application))
/// let port = try await server.start()
/// …
/// await server.stop()
/// ```
public final class PusherServer: Sendable {
    public let configuration: ServerConfiguration
    private let loop: any EventLoop
    private let state: NIOLoopBoundBox<State>

    private struct State {
        var running: Running?
        /// Of the last run.
        var counters = ServerCounters()
    }

    /// What there is between start and stop.
    private struct Running {
        var hub: Hub
        var listener: (any Channel)?
        var ticks: RepeatedTask?
    }

    /// - Parameter group: gives the one event loop that all of it runs on.
    public init(
        _ configuration: ServerConfiguration, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        self.configuration = configuration
        loop = group.next()
        state = .makeBoxSendingValue(State(), eventLoop: loop)
    }

    /// Listens.
    ///
    /// - Returns: the port, which is a free one if 0 was configured.
    /// - Throws: ``ServerError/portInUse(host:port:)`` also where this server has been started already.
    public func start() async throws(ServerError) -> Int {
        let (state, configuration) = (state, configuration)
        guard (0...65535).contains(configuration.port) else {
            throw .cannotListen(host: configuration.host, port: configuration.port, reason: "not a port, 0 to 65535")
        }
        do {
            try await loop.submit {
                guard state.value.running == nil else {
                    throw ServerError.portInUse(host: configuration.host, port: configuration.port)
                }
                state.value.running = Running(hub: Hub(configuration))
            }.get()
            return try await listen()
        } catch let error as ServerError {
            throw error
        } catch {
            _ = try? await loop.submit { state.value.running = nil }.get()
            throw ServerError(error, host: configuration.host, port: configuration.port)
        }
    }

    /// Closes all connections (1001), waits for them for a while, and stops listening.
    public func stop() async {
        let (state, loop) = (state, loop)
        let limit = TimeAmount(configuration.closeTimeout)
        let ended = loop.flatSubmit { () -> EventLoopFuture<Void> in
            guard let running = state.value.running else { return loop.makeSucceededVoidFuture() }
            state.value.running = nil
            running.ticks?.cancel()
            let channels = running.hub.channels.values.map { $0 }
            running.hub.shutDown()
            let deadline = loop.scheduleTask(in: limit) { for channel in channels { channel.close(promise: nil) } }
            var ends = channels.map(\.closeFuture)
            if let listener = running.listener {
                listener.close(promise: nil)
                ends.append(listener.closeFuture)
            }
            let hub = NIOLoopBound(running.hub, eventLoop: loop)
            return EventLoopFuture.andAllComplete(ends, on: loop).always { _ in
                deadline.cancel()
                state.value.counters = hub.value.counters
            }
        }
        _ = try? await ended.get()
    }

    /// What it has done since it was started, also after it was stopped.
    public func counters() async -> ServerCounters {
        let state = state
        let counters = try? await loop.submit { state.value.running?.hub.counters ?? state.value.counters }.get()
        return counters ?? ServerCounters()
    }
}

// MARK: - Listening

extension PusherServer {
    private func listen() async throws -> Int {
        let state = state
        let limit = max(configuration.limits.outbound, 2)
        let listener = try await ServerBootstrap(group: loop)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            // Else the kernel holds megabytes more for a reader that is too slow.
            .childChannelOption(.socketOption(.so_sndbuf), value: .init(min(limit, 256 << 10)))
            .childChannelOption(
                .writeBufferWaterMark, value: ChannelOptions.Types.WriteBufferWaterMark(low: limit / 2, high: limit)
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try Self.accept(channel, state.value.running?.hub) }
            }
            .bind(host: configuration.host, port: configuration.port).get()
        try await begin(listener)
        return listener.localAddress?.port ?? configuration.port
    }

    private static func accept(_ channel: any Channel, _ hub: Hub?) throws {
        guard let hub, hub.accept(channel) else { throw ChannelError.inappropriateOperationForState }
        let bound = NIOLoopBound(hub, eventLoop: channel.eventLoop)
        channel.closeFuture.whenComplete { _ in bound.value.ended(channel) }
        try hub.configure(channel)
    }

    /// Lets time pass, once there is a port.
    private func begin(_ listener: any Channel) async throws {
        let state = state
        let interval = TimeAmount(tickInterval)
        try await loop.submit {
            guard let hub = state.value.running?.hub else { return listener.close(promise: nil) }
            state.value.running?.listener = listener
            let bound = NIOLoopBound(hub, eventLoop: state.eventLoop)
            state.value.running?.ticks = state.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) {
                _ in
                bound.value.tick()
            }
        }.get()
    }

    /// A second, or less where a timeout is short.
    private var tickInterval: Duration {
        let shortest = min(configuration.activityTimeout, configuration.pongTimeout, configuration.inactivityTimeout)
        return max(.milliseconds(10), min(.seconds(1), shortest / 4))
    }
}

extension ServerError {
    init(_ error: any Error, host: String, port: Int) {
        guard let error = error as? IOError else {
            self = .cannotListen(host: host, port: port, reason: String(describing: error))
            return
        }
        self =
            error.errnoCode == EADDRINUSE
            ? .portInUse(host: host, port: port)
            : .cannotListen(host: host, port: port, reason: String(cString: strerror(error.errnoCode)))
    }
}
