internal import NIOCore
internal import NIOSSL
internal import Proxies
internal import Realtime

extension Opening {
    func secureProxy(_ proxy: ProxyServer) {
        stage = .securingProxy
        time(.proxy, at: firstPlace)
        addTLS(proxyTLS, to: proxy.host, inspect: nil)
    }

    /// Whether the proxy is asked for the page itself, and not for a way.
    var isAskedOfProxy: Bool {
        guard case .requests = purpose, !request.isSecure else { return false }
        return proxy?.scheme == .http || proxy?.scheme == .https
    }

    func tunnel(_ proxy: ProxyServer) {
        guard !isAskedOfProxy else {
            told(.tunnelled)
            return arrived()
        }
        time(.proxy, at: firstPlace)
        do throws(ProxyFault) {
            var tunnel = try ProxyTunnel(through: proxy, to: request.host, port: request.port)
            let greeting = tunnel.takeOutgoing()
            stage = .tunnelling(tunnel)
            write(greeting)
        } catch {
            fail(.proxy(error, place: firstPlace))
        }
    }

    func act(on progress: ProxyTunnel.Progress, _ tunnel: inout ProxyTunnel) {
        switch progress {
        case .needMore:
            let outgoing = tunnel.takeOutgoing()
            stage = .tunnelling(tunnel)
            if !outgoing.isEmpty { write(outgoing) }
        case .failed(let fault): fail(.proxy(fault, place: firstPlace))
        case .established(let rest):
            let proxySecurity = security
            told(.tunnelled)
            secure()
            // It is for us to speak first; what is there already goes where the answer will.
            if !rest.isEmpty, !isDone { handOn(rest, past: proxySecurity) }
        }
    }

    /// Bytes that have come through the proxy, and through the TLS with it where there is one.
    private func handOn(_ bytes: [UInt8], past proxySecurity: NIOSSLClientHandler?) {
        guard let channel else { return }
        let buffer = channel.allocator.buffer(bytes: bytes)
        guard let proxySecurity else { return channel.pipeline.fireChannelRead(buffer) }
        let context = try? channel.pipeline.syncOperations.context(handler: proxySecurity)
        context?.fireChannelRead(NIOAny(buffer))
    }
}

// MARK: - TLS

extension Opening {
    func secure() {
        guard request.isSecure else { return arrived() }
        stage = .securing
        time(.tls, at: serverPlace)
        addTLS(tls, to: request.host, inspect: inspect)
    }

    private func addTLS(_ tls: TLSContext, to host: String, inspect: (([CertificateFacts]) -> Void)?) {
        guard let pipeline = channel?.pipeline.syncOperations else { return }
        do {
            let handler = try tls.handler(serverName: host, inspect: inspect)
            security = handler
            try pipeline.addHandler(handler, position: .before(pipeline.handler(type: OpeningHandler.self)))
        } catch {
            fail(.settings("\(error)"))
        }
    }

    /// The TLS handshake is through.
    func secured() {
        guard let security else { return }
        switch stage {
        case .securingProxy:
            guard let proxy, accept(proxyTLS.facts(of: security), by: proxyTLS, for: proxy.host) else { return }
            tunnel(proxy)
        case .securing:
            var facts = tls.facts(of: security)
            guard accept(facts, by: tls, for: request.host) else { return }
            if chain.first == facts.chain.first { facts.chain = chain }
            told(.secured(facts))
            arrived()
        case .connecting, .tunnelling, .upgrading, .done: break
        }
    }

    private func accept(_ facts: TLSFacts, by tls: TLSContext, for host: String) -> Bool {
        guard !tls.accepts(facts, for: host) else { return true }
        fail(.certificate(CertificateFault(host: host, chain: facts.chain, at: WallClock.now, words: "no name")))
        return false
    }
}
