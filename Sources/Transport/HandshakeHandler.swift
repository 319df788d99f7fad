internal import Domain
internal import NIOCore
internal import Realtime
internal import WebSocket

/// Writes the opening handshake, judges the answer, and makes way for a `FrameHandler`.
final class HandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var handshake: ClientHandshake
    private let frames: FrameHandler
    private let socket: Socket
    private var hasEnded = false
    /// When the request had been handed to the system.
    private var sentAt: Timestamp?

    init(handshake: ClientHandshake, frames: FrameHandler, socket: Socket) {
        self.handshake = handshake
        self.frames = frames
        self.socket = socket
    }

    func channelActive(context: ChannelHandlerContext) {
        // Under TLS the request waits for that handshake first, so the time of this call would be too early.
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenSuccess { self.sentAt = WallClock.now }
        let request = context.channel.allocator.buffer(bytes: handshake.request)
        context.writeAndFlush(wrapOutboundOut(request), promise: written)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        act(on: buffer.withUnsafeReadableBytes { handshake.receive($0) }, context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        act(on: handshake.receiveEnd(), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(ConnectionEnd(connecting: socket.request, failedWith: error), context)
    }

    private func act(on progress: ClientHandshake.Progress, _ context: ChannelHandlerContext) {
        switch progress {
        case .needMore: break
        case .accepted(let response, let rest): open(response, rest, context)
        case .refused(let response): end(ConnectionEnd(refusal: response), context)
        case .failed(.endedEarly):
            end(
                .unreachable(reason: "the server closed the connection during the handshake", isLasting: false), context
            )
        case .failed(let error): end(.broken(code: 1002, reason: "\(error)"), context)
        }
    }

    private func open(_ response: Response, _ rest: [UInt8], _ context: ChannelHandlerContext) {
        guard !hasEnded else { return }
        hasEnded = true
        let receivedAt = WallClock.now
        do {
            try context.pipeline.syncOperations.addHandler(frames, position: .after(self))
        } catch {
            return end(.lost(reason: "\(error)"), context)
        }
        socket.opened()
        if let sentAt, let date = response.value(of: "Date").flatMap(HTTPDate.timestamp) {
            socket.measured(.serverDate(date, sent: sentAt, received: receivedAt))
        }
        if !rest.isEmpty {
            context.fireChannelRead(wrapInboundOut(context.channel.allocator.buffer(bytes: rest)))
            context.fireChannelReadComplete()
        }
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    private func end(_ end: ConnectionEnd, _ context: ChannelHandlerContext) {
        guard !hasEnded else { return }
        hasEnded = true
        socket.ended(end)
        context.close(promise: nil)
    }
}

extension ConnectionEnd {
    /// An answer other than 101, with the server's own words and its wish to be left alone for a while (RFC 9110 §10.2.3).
    init(refusal response: Response) {
        let text = String(decoding: response.body.prefix(200), as: UTF8.self)
        let firstLine = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let isPage = firstLine.hasPrefix("<")
        let words = [response.reason, isPage ? "" : firstLine].filter { !$0.isEmpty }.joined(separator: ": ")
        let seconds = response.value(of: "Retry-After").flatMap { Int64($0) }
        self = .refused(
            status: response.status, retryAfter: seconds.map { .seconds(max(0, min($0, 86_400))) }, reason: words)
    }
}
