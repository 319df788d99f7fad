internal import HTTP1
internal import NIOCore
internal import NIOHTTP1

/// What becomes of one request. After `completed` or `failed` nothing more is said.
protocol HTTPLinkListener: AnyObject {
    func answered(_ head: HTTPResponseHead)
    func received(_ bytes: ByteBuffer)
    /// All that one read brought has been handed over.
    func readComplete()
    /// The answer is whole.
    func completed()
    func failed(_ error: any Error)
}

/// A connection on which HTTP is spoken, one request after another.
final class HTTPLink: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    /// The server ended the connection before the answer was whole.
    struct Ended: Error {}

    private let channel: any Channel
    /// Told that the next request can be sent; not when the connection is of no more use.
    private let whenIdle: (HTTPLink) -> Void
    private let whenClosed: (HTTPLink) -> Void
    private var listener: (any HTTPLinkListener)?
    private var isKeptAlive = true
    private(set) var idleSince = NIODeadline.now()
    /// Whether a proxy is asked in the server's place, and how we prove who we are to it.
    let isAskedOfProxy: Bool
    let proxyField: HeaderField?

    /// Takes the place of the handler that has opened the channel.
    init(
        _ reached: Opening.Reached, proxyField: HeaderField?,
        whenIdle: @escaping (HTTPLink) -> Void, whenClosed: @escaping (HTTPLink) -> Void
    ) throws {
        channel = reached.channel
        isAskedOfProxy = reached.proxy != nil
        self.proxyField = proxyField
        self.whenIdle = whenIdle
        self.whenClosed = whenClosed
        let handlers: [any ChannelHandler] = [
            HTTPRequestEncoder(), ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .dropBytes)), self,
        ]
        try channel.pipeline.syncOperations.addHandlers(handlers, position: .after(reached.handler))
        channel.pipeline.syncOperations.removeHandler(reached.handler, promise: nil)
    }

    func send(_ head: HTTPRequestHead, body: [UInt8], to listener: any HTTPLinkListener) {
        self.listener = listener
        write(.head(head))
        if !body.isEmpty { write(.body(.byteBuffer(channel.allocator.buffer(bytes: body)))) }
        write(.end(nil))
        channel.flush()
    }

    /// Stops or goes on reading, so that TCP slows the server.
    func setReading(_ isReading: Bool) {
        channel.setOption(.autoRead, value: isReading).whenFailure { _ in }
    }

    /// Ends it without a word to the listener.
    func close() {
        listener = nil
        channel.close(promise: nil)
    }

    private func write(_ part: HTTPClientRequestPart) {
        channel.pipeline.syncOperations.write(NIOAny(part), promise: nil)
    }

    // MARK: From the channel

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            isKeptAlive = head.isKeepAlive
            listener?.answered(head)
        case .body(let bytes): listener?.received(bytes)
        case .end: end()
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        listener?.readComplete()
        context.fireChannelReadComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(Ended())
        whenClosed(self)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error)
        context.close(promise: nil)
    }

    private func end() {
        guard let listener else { return }
        self.listener = nil
        idleSince = .now()
        if isKeptAlive { whenIdle(self) } else { channel.close(promise: nil) }
        listener.completed()
    }

    private func fail(_ error: any Error) {
        guard let listener else { return }
        self.listener = nil
        listener.failed(error)
    }
}
