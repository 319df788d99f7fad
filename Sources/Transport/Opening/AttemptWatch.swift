internal import NIOCore

/// Tells of each address that is tried (RFC 8305 tries several at a time), and leaves the pipeline of the one that answers.
final class AttemptWatch: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = ByteBuffer

    enum Step {
        case trying(SocketAddress)
        case failed(SocketAddress, any Error)
    }

    private let told: (Step) -> Void

    init(told: @escaping (Step) -> Void) {
        self.told = told
    }

    func connect(context: ChannelHandlerContext, to address: SocketAddress, promise: EventLoopPromise<Void>?) {
        told(.trying(address))
        let outcome = promise ?? context.eventLoop.makePromise()
        outcome.futureResult.assumeIsolated().whenFailure { [told] error in told(.failed(address, error)) }
        context.connect(to: address, promise: outcome)
    }
}
