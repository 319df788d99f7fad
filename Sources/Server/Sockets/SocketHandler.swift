internal import NIOCore
internal import WebSocket

/// One WebSocket connection after its upgrade.
///
/// `connection` is touched by what is read only, and by our own close; frames for many are written past it.
final class SocketHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let hub: Hub
    private let target: String
    private var connection: WebSocket.Connection
    private var context: ChannelHandlerContext?
    private var socket: SocketID?
    /// Whether messages may still be written to it.
    private var isOpen = true
    private var isReceiving = false
    /// Whether all is said on both sides, and only the transport is still to end.
    private var isFinished = false
    /// A close that was asked for while `connection` was in use.
    private var pendingClose: (code: CloseCode, reason: String)?
    private var deadline: Scheduled<Void>?

    /// - Parameter target: of the upgraded request: path and query.
    init(hub: Hub, target: String) {
        self.hub = hub
        self.target = target
        connection = .server(limits: Limits(message: hub.configuration.limits.message))
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave()
        self.context = nil
    }

    /// To be called once the upgrade is written.
    func open() {
        let socket = hub.makeSocketID()
        self.socket = socket
        hub.connected(self, as: socket, target: target)
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func leave() {
        isOpen = false
        deadline?.cancel()
        guard let socket else { return }
        self.socket = nil
        hub.disconnected(socket)
    }
}

// MARK: - Reading

extension SocketHandler {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isFinished else { return }
        var buffer = unwrapInboundIn(data)
        isReceiving = true
        buffer.withUnsafeMutableReadableBytes { bytes in
            connection.receive(bytes) { receive($0) }
        }
        isReceiving = false
        if let (code, reason) = pendingClose {
            pendingClose = nil
            connection.close(code, reason: reason)
        }
        writeOutgoing()
        if connection.state == .closed { finish() }
    }

    /// Must not touch `connection`.
    private func receive(_ incoming: Incoming) {
        guard let socket else { return }
        switch incoming {
        case .text(let text): hub.received(text, from: socket)
        case .binary: close(.unsupported, reason: "Binary messages are not part of the protocol")
        case .ping, .pong: hub.heard(socket)
        case .closed, .failed: leave()
        }
    }
}

// MARK: - Writing

extension SocketHandler {
    /// Writes a whole frame without flushing.
    ///
    /// - Returns: whether it was taken. With too much waiting already, the connection ends instead.
    func write(_ frame: ByteBuffer) -> Bool {
        guard isOpen, let context else { return false }
        context.write(wrapOutboundOut(frame), promise: nil)
        guard !context.channel.isWritable else { return true }
        context.flush()
        guard !context.channel.isWritable else { return true }
        drop(context)
        return false
    }

    func flush() {
        context?.flush()
    }

    /// Begins the close handshake; the peer has a while to end it.
    func close(_ code: CloseCode, reason: String) {
        guard isOpen else { return }
        leave()
        guard !isReceiving else {
            pendingClose = (code, reason)
            return startDeadline()
        }
        connection.close(code, reason: reason)
        writeOutgoing()
        startDeadline()
    }

    private func writeOutgoing() {
        guard let context, connection.hasOutgoing else { return }
        var buffer = context.channel.allocator.buffer(capacity: 0)
        connection.drainOutgoing { buffer.writeBytes($0) }
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        if !context.channel.isWritable { drop(context) }
    }

    private func drop(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        hub.dropped()
        leave()
        context.close(promise: nil)
    }
}

// MARK: - The end

extension SocketHandler {
    /// Nothing more will be said: what is written goes out, and the peer has a while to end the transport. Closing it at
    /// once could take back what the peer has not read yet.
    private func finish() {
        isFinished = true
        leave()
        guard let context else { return }
        context.close(mode: .output, promise: nil)
        startDeadline()
    }

    private func startDeadline() {
        guard let context else { return }
        deadline?.cancel()
        deadline = context.channel.closeAfter(hub.configuration.closeTimeout)
    }
}

extension Channel {
    /// Closes it, unless the returned task is cancelled before.
    func closeAfter(_ time: Duration) -> Scheduled<Void> {
        eventLoop.scheduleTask(in: TimeAmount(time)) { self.close(promise: nil) }
    }
}
