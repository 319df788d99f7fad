internal import Domain
internal import NIOCore
internal import NIOPosix
internal import Proxies
internal import Realtime

extension Opening {
    func start() {
        guard link.inspectsCertificates, request.isSecure, inspect == nil else { return connect() }
        inspectServer { $0.connect() }
    }

    private func connect() {
        told(
            .began(
                host: request.host, port: request.port, isSecure: request.isSecure, proxy: proxy.map { "\($0)" }))
        let (host, port) = (proxy?.host ?? request.host, proxy?.port ?? request.port)
        time(.resolve, at: host)
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        let resolver = NameResolver(eventLoop: eventLoop) { bound.value.found($0) }
        self.resolver = resolver
        let connecting = ClientBootstrap(group: eventLoop)
            .resolver(resolver)
            // Ours comes first, and tells more.
            .connectTimeout(.milliseconds(link.stageLimit.wholeMilliseconds * 2))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(.maxMessagesPerRead, value: 4)
            .channelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 2_048, initial: 16_384, maximum: 262_144)
            )
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([
                        AttemptWatch { bound.value.attempted($0) }, OpeningHandler(bound.value),
                    ])
                }
            }
            .connect(host: host, port: port)
        connecting.assumeIsolated().whenComplete { self.connected($0) }
    }

    private func found(_ address: SocketAddress) {
        guard case .connecting = stage, let text = address.ipAddress else { return }
        if addresses.isEmpty { time(.connect, at: firstPlace) }
        guard !addresses.contains(text) else { return }
        addresses.append(text)
        told(.resolved(addresses))
    }

    private func attempted(_ step: AttemptWatch.Step) {
        guard case .connecting = stage else { return }
        switch step {
        case .trying(let address): told(.trying(address: address.text))
        case .failed(let address, let error):
            told(.failed(ConnectAttempt(address: address.text, outcome: ConnectAttempt.Outcome(error))))
        }
    }

    private func connected(_ result: Result<any Channel, any Error>) {
        guard !isDone else {
            if case .success(let channel) = result { channel.close(promise: nil) }
            return
        }
        switch result {
        case .failure(let error): fail(ConnectFault(connectingTo: firstPlace, error, limit: link.stageLimit))
        case .success(let channel):
            self.channel = channel
            told(.connected(address: channel.remoteAddress?.text ?? firstPlace))
            if let watch = try? channel.pipeline.syncOperations.handler(type: AttemptWatch.self) {
                channel.pipeline.syncOperations.removeHandler(watch, promise: nil)
            }
            guard let proxy else { return secure() }
            if proxy.scheme == .https { secureProxy(proxy) } else { tunnel(proxy) }
        }
    }
}
