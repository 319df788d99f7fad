internal import NIOCore
internal import NIOPosix
internal import Realtime
internal import WebSocket

/// One attempt at a WebSocket connection, from the first packet to the end. Lives on one event loop.
final class Socket {
    let request: ConnectionRequest
    /// Held until the end, which is always told.
    private var listener: (any SocketListener)?
    private let eventLoop: any EventLoop
    private var channel: (any Channel)?
    private var frames: FrameHandler?
    private var end: ConnectionEnd?
    private var isOpen = false
    private var hasEnded = false
    private var deadline: Scheduled<Void>?
    private var pings = PingWatch()
    private var nextPing: Scheduled<Void>?
    private var isReading = true

    /// From the first packet to the server's 101.
    private static let openingLimit = TimeAmount.seconds(15)
    private static let connectLimit = TimeAmount.seconds(10)
    /// Between two pings that measure the round trip.
    private static let pingInterval = TimeAmount.seconds(10)

    init(request: ConnectionRequest, eventLoop: any EventLoop, listener: any SocketListener) {
        self.request = request
        self.eventLoop = eventLoop
        self.listener = listener
    }

    /// Begins to connect. The listener hears of the outcome.
    func connect(tls: TLSContext, limits: Limits) {
        let frames = FrameHandler(limits: limits, socket: self)
        self.frames = frames
        let handshake: HandshakeHandler
        do {
            handshake = HandshakeHandler(handshake: try openingHandshake(), frames: frames, socket: self)
        } catch {
            return failSoon(.unreachable(reason: "\(error)", isLasting: true))
        }
        let request = request
        let bound = NIOLoopBound((handshake, tls), eventLoop: eventLoop)
        let connecting = ClientBootstrap(group: eventLoop)
            .connectTimeout(Self.connectLimit)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(.maxMessagesPerRead, value: 4)
            .channelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 2_048, initial: 16_384, maximum: 262_144)
            )
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let (handshake, tls) = bound.value
                    if request.isSecure {
                        try channel.pipeline.syncOperations.addHandler(tls.handler(serverName: request.host))
                    }
                    try channel.pipeline.syncOperations.addHandler(handshake)
                }
            }
            .connect(host: request.host, port: request.port)
        connecting.assumeIsolated().whenComplete { self.connected($0) }
        startDeadline(Self.openingLimit, .unreachable(reason: "no answer to the handshake in time", isLasting: false))
    }

    private func openingHandshake() throws(HandshakeError) -> ClientHandshake {
        guard case .messageSocket(let subprotocols) = request.kind else { throw .invalidPath }
        let standardPort = request.isSecure ? 443 : 80
        let name = request.host.contains(":") ? "[\(request.host)]" : request.host
        return try ClientHandshake(
            host: request.port == standardPort ? name : "\(name):\(request.port)", path: request.path,
            nonce: SystemMaskingKeys.nonce(), subprotocols: subprotocols,
            headers: request.headers.map { ($0.name, $0.value) })
    }

    private func connected(_ result: Result<any Channel, any Error>) {
        switch result {
        case .failure(let error): ended(ConnectionEnd(connecting: request, failedWith: error))
        case .success(let channel):
            self.channel = channel
            if hasEnded { channel.close(promise: nil) }
        }
    }

    // MARK: For the owner

    func update(_ body: (inout Connection) -> Void) {
        frames?.update(body)
    }

    /// Starts the closing handshake. The server ends the transport (RFC 6455 §7.1.1); the session cuts it if that takes too long.
    func close(_ code: CloseCode, reason: String) {
        update { $0.close(code, reason: reason) }
    }

    /// Cuts the transport. The listener hears of the end at once.
    func drop() {
        ended(.ended)
    }

    /// Stops or goes on reading, so that TCP slows the server while our reader is slow.
    func setReading(_ isReading: Bool) {
        // Until the server has answered the handshake there is nothing that could be too much.
        guard isOpen else { return }
        self.isReading = isReading
        // The pong would wait for us, and the time tell of our reader.
        if !isReading { pings.forget() }
        channel?.setOption(.autoRead, value: isReading).whenFailure { _ in }
    }

    // MARK: From the handlers

    func opened() {
        isOpen = true
        deadline?.cancel()
        listener?.socketOpened()
        ping()
    }

    func measured(_ measurement: LinkMeasurement) {
        listener?.socketMeasured(measurement)
    }

    func receivedPong(_ payload: UnsafeRawBufferPointer) {
        guard let time = pings.pong(payload, at: .now()) else { return }
        measured(.roundTrip(time, at: WallClock.now))
    }

    func received(_ message: Message) {
        listener?.socketReceived(message)
    }

    func readComplete() {
        listener?.socketReadComplete()
        if let end { ended(end) }
    }

    /// The end is certain, but what came before it must be dealt with first.
    func noteEnd(_ end: ConnectionEnd) {
        if self.end == nil { self.end = end }
    }

    func ended(_ reason: ConnectionEnd) {
        guard !hasEnded else { return }
        hasEnded = true
        deadline?.cancel()
        nextPing?.cancel()
        let told = end ?? reason
        listener?.socketEnded(told)
        listener = nil
        frames = nil
        // What has been written (our half of the closing handshake) goes out before the transport ends.
        channel?.close(promise: nil)
    }

    /// Asks for a pong, now and at each interval until the end; every peer must answer (RFC 6455 §5.5.2).
    private func ping() {
        guard !hasEnded else { return }
        if isReading {
            let payload = pings.ping(at: .now())
            update { $0.ping(payload) }
        }
        nextPing = eventLoop.assumeIsolated().scheduleTask(in: Self.pingInterval) { [weak self] in self?.ping() }
    }

    private func failSoon(_ end: ConnectionEnd) {
        eventLoop.assumeIsolated().execute { self.ended(end) }
    }

    private func startDeadline(_ limit: TimeAmount, _ end: ConnectionEnd) {
        deadline?.cancel()
        deadline = eventLoop.assumeIsolated().scheduleTask(in: limit) { self.ended(end) }
    }
}
