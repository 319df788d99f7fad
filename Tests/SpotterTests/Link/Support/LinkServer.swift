import HTTP1
import NIOCore
import NIOTLS
import WebSocket

/// A server of which a test decides how far it goes along with its clients. To those it welcomes it speaks just enough of the
/// Pusher protocol: after the first subscription it publishes one event.
final class LinkServer: Sendable {
    struct Request: Sendable {
        let path: String
        let fields: [HeaderField]

        func value(_ name: String) -> String? { fields.values(of: name).first }
    }

    enum Answer: Sendable {
        /// 101, with these fields besides the proper ones.
        case welcome([HeaderField] = [])
        /// The same, but after the event it reads nothing any more, and keeps the connection.
        case deafness
        /// Another status.
        case status(Int, [HeaderField] = [], body: String = "")
        case bytes(String)
        /// None, and the connection stays.
        case silence
    }

    /// What a client said in the TLS handshake.
    struct Greeting: Sendable {
        var serverName: String?
        var applicationProtocol: String?
    }

    private let listener: Listener
    private let requestLog: Log<Request>
    private let nameLog: Log<String?>
    private let protocolLog: Log<String?>
    private let isSecure: Bool

    static let event = "greeting"

    /// - Parameters:
    ///   - port: 0 takes a free one.
    ///   - script: the answer to a request, and to which it is, from 1.
    init(
        host: String = "127.0.0.1", port: Int = 0, tls: ServerTLS? = nil,
        _ script: @escaping @Sendable (Int, Request) -> Answer = { _, _ in .welcome() }
    ) throws {
        let (requests, names, protocols) = (Log<Request>(), Log<String?>(), Log<String?>())
        (requestLog, nameLog, protocolLog, isSecure) = (requests, names, protocols, tls != nil)
        let context = try tls?.context { names.append($0) }
        listener = try Listener(host: host, port: port, tls: context) { channel in
            try channel.pipeline.syncOperations.addHandler(
                LinkServerHandler(negotiated: { protocols.append($0) }) { script(requests.append($0), $0) })
        }
    }

    var port: Int { listener.port }
    var requests: [Request] { requestLog.entries }
    /// Each client's name for us in TLS (SNI), and the protocols agreed on (ALPN).
    var serverNames: [String?] { nameLog.entries }
    var applicationProtocols: [String?] { protocolLog.entries }

    /// Where clients find it.
    func url(_ host: String = "127.0.0.1") -> String {
        "pusher://key@\(host.contains(":") ? "[\(host)]" : host):\(port)?tls=\(isSecure)"
    }

    func cut() { listener.cut() }
}

private final class LinkServerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let negotiated: (String?) -> Void
    private let script: (LinkServer.Request) -> LinkServer.Answer
    private var head = ""
    private var connection: Connection?
    private var isGoingDeaf = false

    init(negotiated: @escaping (String?) -> Void, script: @escaping (LinkServer.Request) -> LinkServer.Answer) {
        self.negotiated = negotiated
        self.script = script
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = Array(unwrapInboundIn(data).readableBytesView)
        guard connection == nil else { return receive(&bytes, context) }
        // TLS where we speak none: what web servers do.
        if bytes.first == 0x16, head.isEmpty {
            write(Self.head("400 Bad Request", []), context)
            return context.close(promise: nil)
        }
        head += String(decoding: bytes, as: UTF8.self)
        guard let request = LinkServer.Request(head) else { return }
        head = ""
        answer(request, context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case TLSUserEvent.handshakeCompleted(let agreed)? = event as? TLSUserEvent else { return }
        negotiated(agreed)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(_ request: LinkServer.Request, _ context: ChannelHandlerContext) {
        switch script(request) {
        case .silence: break
        case .bytes(let text): write(Array(text.utf8), context)
        case .status(let status, let fields, let body):
            let length = HeaderField("Content-Length", "\(body.utf8.count)")
            write(Self.head("\(status) So", fields + [length]) + Array(body.utf8), context)
        case .welcome(let fields): welcome(request, fields, context)
        case .deafness:
            isGoingDeaf = true
            welcome(request, [], context)
        }
    }

    private func welcome(_ request: LinkServer.Request, _ more: [HeaderField], _ context: ChannelHandlerContext) {
        let answer = ServerHandshake.accept(method: "GET", headers: request.fields.map { ($0.name, $0.value) })
        guard case .accepted(let fields, _, _) = answer else { return context.close(promise: nil) }
        var connection = Connection.server()
        connection.send(text: #"{"event":"pusher:connection_established","data":"{\"socket_id\":\"1.2\"}"}"#)
        write(Self.head("101 Switching Protocols", fields + more) + connection.takeOutgoing(), context)
        self.connection = connection
    }

    private func receive(_ bytes: inout [UInt8], _ context: ChannelHandlerContext) {
        guard var connection else { return }
        var texts: [String] = []
        bytes.withUnsafeMutableBytes { buffer in
            connection.receive(buffer) { incoming in
                if case .text(let text) = incoming { texts.append(String(decoding: text, as: UTF8.self)) }
            }
        }
        for channel in texts.compactMap({ $0.firstMatch(of: /"pusher:subscribe".*"channel":"([^"]*)"/)?.1 }) {
            connection.send(
                text: #"{"event":"pusher_internal:subscription_succeeded","channel":"\#(channel)","data":"{}"}"#)
            connection.send(text: #"{"event":"\#(LinkServer.event)","channel":"\#(channel)","data":{}}"#)
            if isGoingDeaf { context.channel.setOption(.autoRead, value: false).whenFailure { _ in } }
        }
        write(connection.takeOutgoing(), context)
        self.connection = connection
        if connection.state == .closed { context.close(promise: nil) }
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }

    private static func head(_ status: String, _ fields: [HeaderField]) -> [UInt8] {
        let lines = ["HTTP/1.1 \(status)"] + fields.map { "\($0.name): \($0.value)" } + ["", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }
}

extension LinkServer.Request {
    /// `nil` until the head is complete.
    init?(_ head: String) {
        guard head.hasSuffix("\r\n\r\n") || head.contains("\r\n\r\n") else { return nil }
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
        path = lines[0].split(separator: " ").dropFirst().first.map(String.init) ?? ""
        fields = lines.dropFirst().prefix { !$0.isEmpty }.map { line in
            HeaderField(
                String(line.prefix { $0 != ":" }), String(line.drop { $0 != ":" }.dropFirst().drop { $0 == " " }))
        }
    }
}
