internal import HTTP1
internal import NIOCore
internal import NIOHTTP1
internal import WebSocket

/// One socket before its upgrade, if there is one: reads HTTP requests, one after the other, and answers them.
final class RequestHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let hub: Hub
    private var stage = Stage.head
    private var body = ByteBuffer()
    private var deadline: Scheduled<Void>?

    private enum Stage {
        case head
        case body(HTTPRequestHead)
        /// The last answer is out; what still comes is not read.
        case done
    }

    /// A body's buffer larger than this is given back.
    private static let keptCapacity = 16 << 10

    init(hub: Hub) {
        self.hub = hub
    }

    func handlerAdded(context: ChannelHandlerContext) {
        startDeadline(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
        setReading(true, context)
    }

    /// Who does not read the answers is not asked for more requests.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        setReading(context.channel.isWritable, context)
        context.fireChannelWritabilityChanged()
    }

    private func setReading(_ isReading: Bool, _ context: ChannelHandlerContext) {
        // Fails only where the channel is closed.
        try? context.channel.syncOptions?.setOption(.autoRead, value: isReading)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), stage) {
        case (.head(let head), .head): receive(head, context)
        case (.body(let part), .body):
            body.writeImmutableBuffer(part)
            if body.readableBytes > hub.configuration.limits.body { refuseBody(context) }
        case (.end, .body(let head)): finish(head, context)
        default: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard case .done = stage else {
            guard let error = error as? HTTPParserError else { return context.close(promise: nil) }
            let status = error == .headerOverflow ? 431 : 400
            return answer(.refusal(APIRefusal(status, "Not an HTTP request: \(error)")), context)
        }
    }

    private func startDeadline(_ context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = context.channel.closeAfter(hub.configuration.requestTimeout)
    }
}

// MARK: - Requests

extension RequestHandler {
    private func receive(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        guard length <= hub.configuration.limits.body else { return refuseBody(context) }
        stage = .body(head)
        body.clear(minimumCapacity: min(length, Self.keptCapacity))
        guard head.headers.first(name: "expect")?.lowercased() == "100-continue" else { return }
        let go = HTTPResponseHead(version: head.version, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(go)), promise: nil)
    }

    private func refuseBody(_ context: ChannelHandlerContext) {
        let limit = hub.configuration.limits.body
        answer(.refusal(APIRefusal(413, "The body exceeds the allowed maximum (\(limit) bytes)")), context)
    }

    private func finish(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        stage = .head
        defer { if body.capacity > Self.keptCapacity { body = ByteBuffer() } }
        guard !head.headers.contains(name: "upgrade") else { return upgrade(head, context) }
        let request = APIRequest(method: head.method.rawValue, target: head.uri, body: Array(body.readableBytesView))
        answer(hub.respond(to: request), to: head, context)
    }

    private func upgrade(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let answer = ServerHandshake.accept(
            method: head.method.rawValue, version: (head.version.major, head.version.minor),
            headers: head.headers.map { ($0.name, $0.value) })
        switch answer {
        case .accepted(let fields, _, _):
            stage = .done
            hub.install(SocketHandler(hub: hub, target: head.uri), fields, self, context)
        case .refused(let status, let reason, let fields):
            self.answer(.refusal(APIRefusal(status, reason)), with: fields, context)
        }
    }
}

// MARK: - Answers

extension RequestHandler {
    /// - Parameter head: of the request; `nil` where it is the last one.
    private func answer(
        _ response: APIResponse, to head: HTTPRequestHead? = nil, with fields: [HeaderField] = [],
        _ context: ChannelHandlerContext
    ) {
        let isLast = head?.isKeepAlive != true
        var headers = HTTPHeaders(fields.map { ($0.name, $0.value) })
        headers.add(name: "content-type", value: response.isJSON ? "application/json" : "text/plain; charset=utf-8")
        headers.add(name: "content-length", value: String(response.body.utf8.count))
        headers.add(name: "x-content-type-options", value: "nosniff")
        if response.allowsAnyOrigin {
            headers.add(name: "access-control-allow-origin", value: "*")
            headers.add(name: "access-control-allow-headers", value: "*")
        }
        if isLast, fields.isEmpty { headers.add(name: "connection", value: "close") }
        let status = HTTPResponseStatus(statusCode: response.status)
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
        if head?.method != .HEAD {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: response.body)))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        startDeadline(context)
        if isLast { end(context) }
    }

    /// What is written goes out, and the peer has a while to end the transport.
    private func end(_ context: ChannelHandlerContext) {
        stage = .done
        deadline?.cancel()
        deadline = context.channel.closeAfter(hub.configuration.closeTimeout)
        context.close(mode: .output, promise: nil)
    }
}
