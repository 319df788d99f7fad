internal import NIOCore
internal import Realtime
internal import WebSocket

/// Joins a NIO channel to the WebSocket core once the connection is open: bytes in, messages out. All decisions are the core's.
final class FrameHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var connection: Connection
    private let socket: Socket
    private var context: ChannelHandlerContext?

    init(limits: Limits, socket: Socket) {
        connection = Connection(role: .client, limits: limits, maskingKeys: SystemMaskingKeys())
        self.socket = socket
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        let socket = socket
        buffer.withUnsafeMutableReadableBytes { bytes in
            connection.receive(bytes) { incoming in
                switch incoming {
                case .text(let payload): socket.received(.text(payload))
                case .binary(let payload): socket.received(.binary(payload))
                case .pong(let payload): socket.receivedPong(payload)
                case .ping: break
                case .closed(let code, let reason):
                    socket.noteEnd(.closed(code: code == .noStatus ? nil : Int(code.rawValue), reason: reason))
                case .failed(let code, let reason): socket.noteEnd(.broken(code: Int(code.rawValue), reason: reason))
                }
            }
        }
        flush()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        socket.readComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        socket.ended(.lost(reason: "the connection ended without a close frame"))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A peer that skips TLS's goodbye after its close frame is common and harmless; the end has been noted by then.
        socket.ended(.lost(reason: ConnectionEnd.words(for: error)))
        context.close(promise: nil)
    }

    /// Changes the connection, then writes what it has to say.
    func update(_ body: (inout Connection) -> Void) {
        body(&connection)
        flush()
    }

    private func flush() {
        guard connection.hasOutgoing, let context else { return }
        var buffer = context.channel.allocator.buffer(capacity: 256)
        connection.drainOutgoing { _ = buffer.writeBytes($0) }
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }
}
