internal import Domain
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Proxies
internal import Realtime
internal import WebSocket

/// One way from an address to an open WebSocket, or to where HTTP can be spoken: name, TCP, proxy, TLS, the opening handshake; each
/// stage has its time.
///
/// It follows no redirect and tries nothing twice. Lives on one event loop; `finish` is called once.
final class Opening {
    /// What the connection is for.
    enum Purpose {
        case messages(ClientHandshake)
        /// HTTP's requests and answers.
        case requests
    }

    enum Outcome {
        case opened(Opened)
        case reached(Reached)
        /// The server answered something else than 101.
        case answered(Response)
        case failed(ConnectFault)
    }

    /// A channel whose next bytes are frames.
    struct Opened {
        let channel: any Channel
        /// To be replaced by a handler of frames.
        let handler: OpeningHandler
        let response: Response
        /// What came after the server's answer.
        let rest: [UInt8]
        /// When the request had been handed to the system; `nil` where that is not known.
        let sentAt: Timestamp?
        let answeredAt: Timestamp
    }

    /// A channel on which requests can be sent.
    struct Reached {
        let channel: any Channel
        /// To be replaced by handlers of HTTP.
        let handler: OpeningHandler
        /// Who is asked in the server's place: HTTP without TLS needs no way through, and many proxies open none to such ports
        /// (RFC 9112 §3.2.2).
        let proxy: ProxyServer?
    }

    enum Stage {
        case connecting
        /// TLS with the proxy itself.
        case securingProxy
        case tunnelling(ProxyTunnel)
        case securing
        case upgrading(ClientHandshake)
        case done
    }

    let request: ConnectionRequest
    let link: LinkOptions
    let tls: TLSContext
    let proxyTLS: TLSContext
    let eventLoop: any EventLoop
    let proxy: ProxyServer?
    let purpose: Purpose
    let told: (LinkEvent) -> Void
    private let finish: (Outcome) -> Void
    /// Looks at the server's certificates instead of trusting them, and stops there.
    let inspect: (([CertificateFacts]) -> Void)?

    var stage = Stage.connecting
    var channel: (any Channel)?
    private var deadline: Scheduled<Void>?
    var addresses: [String] = []
    var sentAt: Timestamp?
    var probe: Opening?
    /// The TLS that was begun last.
    var security: NIOSSLClientHandler?
    var resolver: NameResolver?
    /// The server's certificates as an inspection has found them, its own first.
    var chain: [CertificateFacts] = []

    init(
        _ request: ConnectionRequest, for purpose: Purpose, link: LinkOptions, tls: TLSContext,
        proxyTLS: TLSContext, eventLoop: any EventLoop, inspect: (([CertificateFacts]) -> Void)? = nil,
        told: @escaping (LinkEvent) -> Void, finish: @escaping (Outcome) -> Void
    ) {
        self.request = request
        self.purpose = purpose
        self.link = link
        self.tls = tls
        self.proxyTLS = proxyTLS
        self.eventLoop = eventLoop
        self.inspect = inspect
        self.told = told
        self.finish = finish
        proxy = link.proxies.proxy(for: request.host, port: request.port, isSecure: request.isSecure)
    }

    /// The server, or the proxy where there is one.
    var firstPlace: String { Self.place(proxy?.host ?? request.host, proxy?.port ?? request.port) }
    var serverPlace: String { Self.place(request.host, request.port) }

    static func place(_ host: String, _ port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// Gives up without a word.
    func cancel() {
        guard !isDone else { return }
        end()
        channel?.close(promise: nil)
    }

    // MARK: The end

    var isDone: Bool {
        guard case .done = stage else { return false }
        return true
    }

    private func end() {
        stage = .done
        deadline?.cancel()
        resolver?.cancelQueries()
        probe?.cancel()
    }

    func conclude(_ outcome: Outcome) {
        guard !isDone else { return }
        end()
        switch outcome {
        case .opened, .reached: break
        case .answered, .failed: channel?.close(promise: nil)
        }
        finish(outcome)
    }

    func fail(_ fault: ConnectFault) {
        conclude(.failed(fault))
    }

    /// From now on that stage's time runs.
    func time(_ stage: LinkStage, at place: String) {
        deadline?.cancel()
        let limit = link.stageLimit
        deadline = eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(limit.wholeMilliseconds)) { [weak self] in
            self?.timeUp(.timedOut(stage, place: place, after: limit))
        }
    }
}

// MARK: - What the channel says

extension Opening {
    func received(_ bytes: ByteBuffer) {
        switch stage {
        case .tunnelling(var tunnel):
            let progress = bytes.withUnsafeReadableBytes { tunnel.receive($0) }
            act(on: progress, &tunnel)
        case .upgrading(var handshake):
            let progress = bytes.withUnsafeReadableBytes { handshake.receive($0) }
            act(on: progress, handshake)
        case .connecting, .securingProxy, .securing, .done: break
        }
    }

    /// The transport ended.
    func ended() {
        switch stage {
        case .connecting, .done: break
        case .securingProxy: fail(.ended(.proxy, place: firstPlace))
        case .tunnelling(var tunnel): act(on: tunnel.receiveEnd(), &tunnel)
        case .securing: fail(.ended(.tls, place: serverPlace))
        case .upgrading(var handshake): act(on: handshake.receiveEnd(), handshake)
        }
    }

    /// There is no more time. A server that has refused, and goes on with its reasons or keeps the transport, has refused.
    private func timeUp(_ fault: ConnectFault) {
        guard case .upgrading(var handshake) = stage, case .refused(let response) = handshake.receiveEnd() else {
            return fail(fault)
        }
        act(on: .refused(response), handshake)
    }

    func failed(_ error: any Error) {
        switch stage {
        // The attempt's own outcome tells of it.
        case .connecting, .done: break
        case .securingProxy where TLSRejection.isOfCertificate(error):
            let fault = CertificateFault(
                .other(ConnectFault.words(for: error)), host: proxy?.host ?? request.host, certificate: nil)
            fail(.certificate(fault))
        case .securingProxy:
            fail(.tls(reason: "with the proxy \(firstPlace): \(ConnectFault.words(for: error))"))
        case .tunnelling: fail(.ended(.proxy, place: firstPlace))
        case .securing where TLSRejection.isOfCertificate(error): explain(error)
        case .securing where TLSRejection.isOfNoTLS(error): fail(.noTLS(place: serverPlace))
        case .securing where error as? NIOSSLError == .uncleanShutdown: fail(.ended(.tls, place: serverPlace))
        case .securing:
            fail(
                TLSRejection.clientCertificate(error, isLacking: tls.lacksCertificate)
                    ?? .tls(reason: ConnectFault.words(for: error)))
        case .upgrading(var handshake):
            if let fault = TLSRejection.clientCertificate(error) { return fail(fault) }
            // Many servers leave out TLS's goodbye: what was said before holds.
            act(on: handshake.receiveEnd(), handshake)
        }
    }

    /// The certificate was not accepted: looks at it once more.
    private func explain(_ error: any Error) {
        guard inspect == nil else { return fail(.tls(reason: ConnectFault.words(for: error))) }
        let words = ConnectFault.words(for: error)
        stage = .connecting
        // The inspection has times of its own.
        deadline?.cancel()
        channel?.close(promise: nil)
        channel = nil
        inspectServer { opening in
            let fault = CertificateFault(
                host: opening.request.host, chain: opening.chain, at: WallClock.now, words: words)
            opening.fail(.certificate(fault))
        }
    }

    /// Takes down the server's certificates, on a connection of its own that is used for nothing else.
    func inspectServer(then body: @escaping (Opening) -> Void) {
        guard chain.isEmpty else { return body(self) }
        let probe = Opening(
            request, for: purpose, link: link, tls: tls, proxyTLS: proxyTLS, eventLoop: eventLoop,
            inspect: { [weak self] in self?.chain = $0 },
            told: { _ in },
            finish: { [weak self] _ in
                guard let self, !isDone else { return }
                body(self)
            })
        self.probe = probe
        probe.start()
    }

    func write(_ bytes: [UInt8]) {
        guard let channel else { return }
        channel.writeAndFlush(channel.allocator.buffer(bytes: bytes), promise: nil)
    }
}
