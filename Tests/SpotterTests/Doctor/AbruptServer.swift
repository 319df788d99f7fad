import Foundation
import HTTP1
import NIOCore
import WebSocket

/// Opens a WebSocket for everybody, and hangs up.
final class AbruptServer: Sendable {
    private let listener: Listener

    init() throws {
        listener = try Listener { try $0.pipeline.syncOperations.addHandler(Handler()) }
    }

    var url: String { "pusher://key@127.0.0.1:\(listener.port)?tls=false" }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private var head = ""

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            head += String(buffer: unwrapInboundIn(data))
            guard let request = LinkServer.Request(head) else { return }
            let channel = context.channel
            channel.writeAndFlush(ByteBuffer(string: LinkServer.opening(request))).whenComplete { _ in
                channel.close(promise: nil)
            }
        }
    }
}

extension LinkServer {
    /// A proper 101, with nothing after it.
    static func opening(_ request: Request) -> String {
        let answer = ServerHandshake.accept(method: "GET", headers: request.fields.map { ($0.name, $0.value) })
        guard case .accepted(let fields, _, _) = answer else { return "HTTP/1.1 400 So\r\n\r\n" }
        let lines = ["HTTP/1.1 101 Switching Protocols"] + fields.map { "\($0.name): \($0.value)" } + ["", ""]
        return lines.joined(separator: "\r\n")
    }
}
