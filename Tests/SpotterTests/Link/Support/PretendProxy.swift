import HTTP1
import NIOCore
import NIOPosix

/// A small proxy, HTTP CONNECT or SOCKS 5, that notes where its clients want to go and knows names of its own: whatever the
/// host, it connects to this machine.
final class PretendProxy: Sendable {
    enum Kind: Sendable {
        case http, socks
    }

    struct Rules: Sendable {
        /// What a client must present.
        var credentials: (user: String, password: String)?
        /// What it answers in the place of 200, or of 0 where it speaks SOCKS.
        var refusal: Int?
    }

    private let listener: Listener
    private let log: Log<String>
    private let scheme: String

    init(_ kind: Kind, _ rules: Rules = Rules(), tls: ServerTLS? = nil) throws {
        let log = Log<String>()
        self.log = log
        scheme = kind == .socks ? "socks5" : tls == nil ? "http" : "https"
        listener = try Listener(tls: try tls?.context { _ in }) { channel in
            let negotiation: any Negotiation = kind == .http ? ConnectNegotiation(rules) : SOCKSNegotiation(rules)
            try channel.pipeline.syncOperations.addHandler(ProxyHandler(negotiation) { log.append($0) })
        }
    }

    /// The targets as the clients wrote them, `host:port`.
    var targets: [String] { log.entries }

    var place: String { "127.0.0.1:\(listener.port)" }

    func url(_ credentials: String? = nil, scheme: String? = nil) -> String {
        "\(scheme ?? self.scheme)://\(credentials.map { $0 + "@" } ?? "")\(place)"
    }

    func cut() { listener.cut() }
}

/// What a proxy says before it opens a way.
private protocol Negotiation {
    /// Takes what has come from the client; leaves what belongs to no whole message yet.
    mutating func next(_ bytes: inout ArraySlice<UInt8>) -> NegotiationStep?
}

private enum NegotiationStep {
    case say([UInt8])
    case refuse([UInt8])
    case open(host: String, port: Int, answer: [UInt8])
}

private struct ConnectNegotiation: Negotiation {
    private let rules: PretendProxy.Rules

    init(_ rules: PretendProxy.Rules) {
        self.rules = rules
    }

    mutating func next(_ bytes: inout ArraySlice<UInt8>) -> NegotiationStep? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let request = LinkServer.Request(text) else { return nil }
        bytes = []
        if let (user, password) = rules.credentials {
            let wanted = "Basic " + Base64.encode(Array("\(user):\(password)".utf8))
            guard request.value("Proxy-Authorization") == wanted else {
                return .refuse(Self.answer("407 No", "Proxy-Authenticate: Basic realm=\"tests\"\r\n"))
            }
        }
        if let status = rules.refusal { return .refuse(Self.answer("\(status) No")) }
        if request.path.hasPrefix("http://") { return handOn(text, request.path, &bytes) }
        let colon = request.path.lastIndex(of: ":") ?? request.path.endIndex
        guard let port = Int(request.path[colon...].dropFirst()) else { return .refuse(Self.answer("400 No")) }
        return .open(host: String(request.path[..<colon]), port: port, answer: Self.answer("200 Yes"))
    }

    /// A request without TLS is for the proxy to send (RFC 9112 §3.2.2): what it was told for itself stays with it.
    private func handOn(_ text: String, _ url: String, _ bytes: inout ArraySlice<UInt8>) -> NegotiationStep {
        let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
        let lines = text.replacing("http://\(authority)", with: "", maxReplacements: 1)
            .split(separator: "\r\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("Proxy-Authorization:") }
        bytes = Array(lines.joined(separator: "\r\n").utf8)[...]
        let parts = authority.split(separator: ":")
        return .open(host: String(parts[0]), port: parts.count > 1 ? Int(parts[1]) ?? 80 : 80, answer: [])
    }

    private static func answer(_ status: String, _ fields: String = "") -> [UInt8] {
        Array("HTTP/1.1 \(status)\r\n\(fields)\r\n".utf8)
    }
}

/// RFC 1928, RFC 1929.
private struct SOCKSNegotiation: Negotiation {
    private enum Stage {
        case methods, password, request
    }

    private let rules: PretendProxy.Rules
    private var stage = Stage.methods

    init(_ rules: PretendProxy.Rules) {
        self.rules = rules
    }

    mutating func next(_ bytes: inout ArraySlice<UInt8>) -> NegotiationStep? {
        var rest = bytes
        guard let step = read(&rest) else { return nil }
        bytes = rest
        return step
    }

    private mutating func read(_ bytes: inout ArraySlice<UInt8>) -> NegotiationStep? {
        guard bytes.popFirst() != nil else { return nil }
        switch stage {
        case .methods:
            guard let methods = Self.text(&bytes) else { return nil }
            let method: UInt8 = rules.credentials == nil ? 0 : 2
            guard methods.contains(method) else { return .refuse([5, 0xFF]) }
            stage = method == 0 ? .request : .password
            return .say([5, method])
        case .password:
            guard let user = Self.text(&bytes), let password = Self.text(&bytes) else { return nil }
            let isRight = rules.credentials.map { Array($0.user.utf8) == user && Array($0.password.utf8) == password }
            stage = .request
            return isRight == true ? .say([1, 0]) : .refuse([1, 1])
        case .request: return request(&bytes)
        }
    }

    private func request(_ bytes: inout ArraySlice<UInt8>) -> NegotiationStep? {
        guard bytes.count > 2 else { return nil }
        let kind = bytes[bytes.startIndex + 2]
        bytes = bytes.dropFirst(3)
        let name: [UInt8]?
        switch kind {
        case 1: name = Self.take(4, &bytes).map { Array($0.map(String.init).joined(separator: ".").utf8) }
        case 3: name = Self.text(&bytes)
        default: return .refuse([5, 8, 0, 1, 0, 0, 0, 0, 0, 0])
        }
        guard let name, let port = Self.take(2, &bytes) else { return nil }
        if let code = rules.refusal { return .refuse([5, UInt8(code), 0, 1, 0, 0, 0, 0, 0, 0]) }
        return .open(
            host: String(decoding: name, as: UTF8.self), port: Int(port[0]) << 8 | Int(port[1]),
            answer: [5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
    }

    /// Bytes behind their number.
    private static func text(_ bytes: inout ArraySlice<UInt8>) -> [UInt8]? {
        bytes.popFirst().flatMap { take(Int($0), &bytes) }
    }

    private static func take(_ count: Int, _ bytes: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard bytes.count >= count else { return nil }
        defer { bytes = bytes.dropFirst(count) }
        return Array(bytes.prefix(count))
    }
}

private final class ProxyHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var negotiation: any Negotiation
    private let wanted: (String) -> Void
    private var pending: ArraySlice<UInt8> = []
    private var server: (any Channel)?

    init(_ negotiation: any Negotiation, wanted: @escaping (String) -> Void) {
        self.negotiation = negotiation
        self.wanted = wanted
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        if let server { return server.writeAndFlush(bytes, promise: nil) }
        pending += bytes.readableBytesView
        while let step = negotiation.next(&pending) {
            switch step {
            case .say(let answer): context.channel.writeAndFlush(ByteBuffer(bytes: answer), promise: nil)
            case .refuse(let answer):
                let channel = context.channel
                channel.writeAndFlush(ByteBuffer(bytes: answer)).whenComplete { _ in channel.close(promise: nil) }
                return
            case .open(let host, let port, let answer):
                wanted("\(host):\(port)")
                return open(port, answer, to: context.channel)
            }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        server?.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func open(_ port: Int, _ answer: [UInt8], to client: any Channel) {
        let connecting = ClientBootstrap(group: client.eventLoop).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Backflow(client)) }
        }.connect(host: "127.0.0.1", port: port)
        connecting.assumeIsolated().whenComplete { result in
            guard case .success(let server) = result, client.isActive else { return client.close(promise: nil) }
            self.server = server
            client.writeAndFlush(ByteBuffer(bytes: answer), promise: nil)
            server.writeAndFlush(ByteBuffer(bytes: self.pending), promise: nil)
        }
    }
}

/// What comes from the server goes to the client.
private final class Backflow: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let client: any Channel

    init(_ client: any Channel) {
        self.client = client
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        client.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        client.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
