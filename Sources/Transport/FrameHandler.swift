internal import NIOCore
internal import Realtime
internal import WebSocket

/// Joins a NIO channel to the WebSocket core once the connection is open: bytes in, messages out. All decisions are the core's.
final class FrameHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var connection: Connection
    private let socket: Socket
    /// Bytes of a compressed connection that are taken in at a time.
    private static let compressedPart = 8_192

    private var context: ChannelHandlerContext?
    private var isReceiving = false
    private var isReading = true
    /// What has come and has not been handed over.
    private var unread = ByteBuffer()
    /// How the transport ended while something was left to be handed over.
    private var end: ConnectionEnd?
    /// What is to be done with the connection while it hands over a message: it is in use until then.
    private var changes: [(inout Connection) -> Void] = []

    init(_ connection: Connection, socket: Socket) {
        self.connection = connection
        self.socket = socket
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        read(unwrapInboundIn(data))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        socket.readComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(.lost(reason: "the connection ended without a close frame"))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A peer that skips TLS's goodbye after its close frame is common and harmless; the end has been noted by then.
        let fault = TLSRejection.clientCertificate(error)
        finish(fault.map { .unreachable($0) } ?? .lost(reason: ConnectFault.words(for: error)))
        context.close(promise: nil)
    }

    /// The transport has ended; what came before is handed over first.
    private func finish(_ end: ConnectionEnd) {
        guard unread.readableBytes == 0 else {
            if self.end == nil { self.end = end }
            return
        }
        socket.ended(end)
    }

    /// What came with the server's answer to the opening handshake.
    func receive(_ bytes: ByteBuffer) {
        read(bytes)
        socket.readComplete()
    }

    // MARK: Reading

    private func read(_ bytes: ByteBuffer) {
        socket.heard()
        unread.writeImmutableBuffer(bytes)
        takeIn()
    }

    /// Stops or goes on handing over what has come; what was read before stays here until then.
    func setReading(_ isReading: Bool) {
        self.isReading = isReading
        // Not from inside the call that stopped it.
        guard isReading, unread.readableBytes > 0, !isReceiving else { return }
        takeIn()
        socket.readComplete()
        if let end, unread.readableBytes == 0 { socket.ended(end) }
    }

    /// Compressed, a little is a lot: it is taken in by small parts, between which the reader may stop us.
    private func takeIn() {
        let part = connection.compression == nil ? Int.max : Self.compressedPart
        isReceiving = true
        while isReading, var bytes = unread.readSlice(length: min(part, unread.readableBytes)), bytes.readableBytes > 0
        {
            bytes.withUnsafeMutableReadableBytes { receive($0) }
        }
        isReceiving = false
        if unread.readableBytes == 0 { unread = ByteBuffer() }
        flush()
    }

    private func receive(_ bytes: UnsafeMutableRawBufferPointer) {
        let socket = socket
        // What answers a message goes out before anything behind it in the same read can end the connection.
        connection.receive(
            bytes,
            answering: { connection, incoming in
                switch incoming {
                case .text(let payload): socket.received(.text(payload))
                case .binary(let payload): socket.received(.binary(payload))
                case .pong(let payload): socket.receivedPong(payload)
                case .ping: break
                case .closed(let code, let reason):
                    socket.noteEnd(.closed(code: code == .noStatus ? nil : Int(code.rawValue), reason: reason))
                case .failed(let code, let reason): socket.noteEnd(.broken(code: Int(code.rawValue), reason: reason))
                }
                guard !changes.isEmpty else { return }
                for change in changes { change(&connection) }
                changes.removeAll(keepingCapacity: true)
            })
    }

    // MARK: Writing

    /// Changes the connection, then writes what it has to say.
    func update(_ body: @escaping (inout Connection) -> Void) {
        guard !isReceiving else { return changes.append(body) }
        body(&connection)
        flush()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        flush()
        context.fireChannelWritabilityChanged()
    }

    /// What a peer that does not read has coming waits in the core, which does not let it grow.
    private func flush() {
        guard connection.hasOutgoing, let context, context.channel.isWritable else { return }
        var buffer = context.channel.allocator.buffer(capacity: 256)
        connection.drainOutgoing { _ = buffer.writeBytes($0) }
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }
}
