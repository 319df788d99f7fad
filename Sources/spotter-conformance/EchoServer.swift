import HTTP1
import NIOCore
import NIOHTTP1
import NIOPosix
import WebSocket

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The server's role: sends each message back, to whoever connects to it on loopback.
enum EchoServer {
    /// Listens, tells the port, and serves until the process ends.
    ///
    /// - Parameter port: 0 for any that is free.
    static func run(port: Int) throws {
        let listener = try ServerBootstrap(group: MultiThreadedEventLoopGroup(numberOfThreads: 1))
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: false)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline(
                    withServerUpgrade: (upgraders: [EchoUpgrader()], completionHandler: { _ in }))
            }
            .bind(host: "127.0.0.1", port: port).wait()
        print(listener.localAddress?.port ?? port)
        fflush(nil)
        try listener.closeFuture.wait()
    }
}

/// Judges the request, and puts frames in the place of HTTP.
private final class EchoUpgrader: HTTPServerProtocolUpgrader, Sendable {
    let supportedProtocol = "websocket"
    let requiredUpgradeHeaders: [String] = []

    func buildUpgradeResponse(
        channel: any Channel, upgradeRequest head: HTTPRequestHead, initialResponseHeaders: HTTPHeaders
    ) -> EventLoopFuture<HTTPHeaders> {
        switch Self.judge(head) {
        case .accepted(let fields, _, _):
            return channel.eventLoop.makeSucceededFuture(HTTPHeaders(fields.map { ($0.name, $0.value) }))
        case .refused(_, let reason, _):
            return channel.eventLoop.makeFailedFuture(ConformanceError(reason))
        }
    }

    func upgrade(context: ChannelHandlerContext, upgradeRequest head: HTTPRequestHead) -> EventLoopFuture<Void> {
        let channel = context.channel
        return channel.eventLoop.makeCompletedFuture {
            guard case .accepted(_, _, let compression) = Self.judge(head) else { return }
            try channel.pipeline.syncOperations.addHandler(EchoHandler(.server(compression: compression)))
        }
    }

    private static func judge(_ head: HTTPRequestHead) -> ServerHandshake.Answer {
        ServerHandshake.accept(
            method: head.method.rawValue, version: (head.version.major, head.version.minor),
            headers: head.headers.map { ($0.name, $0.value) }, compression: DeflatePolicy())
    }
}

/// One connection after its upgrade.
private final class EchoHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var connection: WebSocket.Connection

    init(_ connection: WebSocket.Connection) {
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        buffer.withUnsafeMutableReadableBytes { bytes in
            connection.receive(
                bytes,
                answering: { connection, incoming in
                    switch incoming {
                    case .text(let text): connection.send(text: text)
                    case .binary(let data): connection.send(binary: data)
                    case .ping, .pong, .closed, .failed: break
                    }
                })
        }
        if connection.hasOutgoing {
            var answer = context.channel.allocator.buffer(capacity: 0)
            connection.drainOutgoing { _ = answer.writeBytes($0) }
            context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
        }
        // The server ends the transport (RFC 6455 §7.1.1), once all is written.
        if connection.state == .closed { context.close(mode: .output, promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
