internal import NIOCore
internal import NIOTLS

/// What an opening hears of its channel, until a handler of frames takes its place.
final class OpeningHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let opening: Opening

    init(_ opening: Opening) {
        self.opening = opening
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        opening.received(unwrapInboundIn(data))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent { opening.secured() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        opening.ended()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        opening.failed(error)
    }
}
