internal import HTTP1
internal import NIOCore
internal import NIOHTTP1
internal import WebSocket

/// What stands between a socket and the hub: HTTP at first, frames after an upgrade.
extension Hub {
    func configure(_ channel: any Channel) throws {
        var decoderLimits = NIOHTTPDecoderLimitConfiguration()
        decoderLimits.maxHeaderFieldSize = configuration.limits.header
        decoderLimits.maxHeaderListSize = configuration.limits.header
        decoderLimits.maxHeaderFieldCount = 100
        let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: decoderLimits)
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(HTTPResponseEncoder(), name: Names.encoder)
        try pipeline.addHandler(ByteToMessageHandler(decoder), name: Names.decoder)
        try pipeline.addHandler(RequestHandler(hub: self))
    }

    /// Answers 101, and puts frames in the place of HTTP.
    func install(
        _ handler: SocketHandler, _ fields: [HeaderField], _ requests: RequestHandler, _ context: ChannelHandlerContext
    ) {
        let head = HTTPResponseHead(
            version: .http1_1, status: .switchingProtocols, headers: HTTPHeaders(fields.map { ($0.name, $0.value) }))
        context.writeAndFlush(requests.wrapOutboundOut(.head(head)), promise: nil)
        let channel = context.channel
        let pipeline = channel.pipeline.syncOperations
        do {
            try pipeline.addHandler(handler)
        } catch {
            return channel.close(promise: nil)
        }
        pipeline.removeHandler(requests, promise: nil)
        pipeline.removeHandler(name: Names.encoder, promise: nil)
        handler.open()
        // Hands over what came after the request; so it goes last.
        pipeline.removeHandler(name: Names.decoder, promise: nil)
    }

    private enum Names {
        static let encoder = "encoder"
        static let decoder = "decoder"
    }
}
