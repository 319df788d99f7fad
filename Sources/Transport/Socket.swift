internal import Domain
internal import HTTP1
internal import NIOCore
internal import NIOPosix
internal import Realtime
internal import WebSocket

/// One connection to a service: the opening, through redirects, and then messages, to the end. Lives on one event loop.
final class Socket: FeedTransport {
    /// What a feed's connections have in common.
    struct Shared {
        let link: LinkOptions
        let tls: TLSContexts
        let eventLoop: any EventLoop
    }

    private let shared: Shared
    /// Held until the end, which is always told.
    private var listener: (any SocketListener)?
    /// What the service's protocol asks for, and what was made of it with the user's own additions.
    private let asked: ConnectionRequest
    private let original: ConnectionRequest
    /// Where we are, after redirects.
    private var request: ConnectionRequest
    private var redirects = Redirects()
    private var opening: Opening?
    private var channel: (any Channel)?
    private var frames: FrameHandler?
    private var end: ConnectionEnd?
    private var hasEnded = false
    private var pings = PingWatch()
    private var watch = LinkWatch()
    private var nextLook: Scheduled<Void>?
    private var isReading = true

    /// Between two looks at the clocks.
    private static let lookInterval = TimeAmount.seconds(1)

    init(request: ConnectionRequest, shared: Shared, listener: any SocketListener) {
        asked = request
        original = shared.link.completed(request)
        self.request = original
        self.shared = shared
        self.listener = listener
    }

    // MARK: For the owner

    /// Begins to connect. The listener hears of the outcome.
    func connect() {
        guard let listener else { return }
        do throws(HandshakeError) {
            let handshake = try shared.link.handshake(for: request, cookies: listener.socketCookies(for: request))
            let opening = Opening(
                request, for: .messages(handshake), link: shared.link,
                tls: isAtHome ? shared.tls.server : shared.tls.elsewhere,
                proxyTLS: shared.tls.proxy, eventLoop: shared.eventLoop,
                told: { [weak self] in self?.listener?.socketLinked($0) }, finish: { [weak self] in self?.finished($0) }
            )
            self.opening = opening
            opening.start()
        } catch {
            shared.eventLoop.assumeIsolated().execute { self.ended(.unreachable(.handshake(error))) }
        }
    }

    func send(text: [UInt8]) {
        update { $0.send(text: text) }
    }

    func send(binary: [UInt8]) {
        update { $0.send(binary: binary) }
    }

    private func update(_ body: @escaping (inout Connection) -> Void) {
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
        guard frames != nil else { return }
        self.isReading = isReading
        // The pong would wait for us, and the time tell of our reader.
        if !isReading { pings.forget() }
        channel?.setOption(.autoRead, value: isReading).whenFailure { _ in }
        frames?.setReading(isReading)
    }

    // MARK: The opening

    /// Whether we are where we were asked to go.
    private var isAtHome: Bool { WebAddress(request).hasSameOrigin(as: WebAddress(original)) }

    private func finished(_ outcome: Opening.Outcome) {
        opening = nil
        switch outcome {
        case .failed(let fault): ended(.unreachable(fault))
        case .answered(let response): answered(response)
        case .opened(let opened): open(opened)
        // Only those who asked for it come here.
        case .reached(let reached): reached.channel.close(promise: nil)
        }
    }

    private func answered(_ response: Response) {
        listener?.socketAnswered(response.fields, to: request)
        do throws(RedirectFault) {
            let next = try redirects.follow(status: response.status, fields: response.fields, from: request)
            guard let next else {
                return ended(
                    ConnectionEnd(
                        refusal: response.status, reason: response.reason, fields: response.fields,
                        body: response.body, at: WallClock.now))
            }
            request = next
            // What is the user's own goes to the server that was asked for, and to no other.
            request.kind = isAtHome ? original.kind : asked.kind
            if isAtHome { request.headers = original.headers }
            listener?.socketLinked(.redirected(status: response.status, to: "\(WebAddress(next))"))
            connect()
        } catch {
            ended(.unreachable(.redirect(error)))
        }
    }

    private func open(_ opened: Opening.Opened) {
        let frames = FrameHandler(
            Connection(
                role: .client, limits: Limits(message: shared.link.messageLimit), maskingKeys: SystemMaskingKeys(),
                compression: opened.response.compression),
            socket: self)
        channel = opened.channel
        do {
            try opened.channel.pipeline.syncOperations.addHandler(frames, position: .after(opened.handler))
        } catch {
            return ended(.lost(reason: "\(error)"))
        }
        self.frames = frames
        listener?.socketAnswered(opened.response.fields, to: request)
        listener?.socketOpened(
            Handshake(
                address: WebAddress(request), subprotocol: opened.response.subprotocol, fields: opened.response.fields))
        if let sentAt = opened.sentAt, let date = opened.response.value(of: "Date").flatMap(HTTPDate.timestamp) {
            measured(.serverDate(date, sent: sentAt, received: opened.answeredAt))
        }
        if !opened.rest.isEmpty { frames.receive(opened.channel.allocator.buffer(bytes: opened.rest)) }
        opened.channel.pipeline.syncOperations.removeHandler(opened.handler, promise: nil)
        if shared.link.pings { look() }
    }

    // MARK: From the handler

    func heard() {
        watch.heard()
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
        nextLook?.cancel()
        opening?.cancel()
        opening = nil
        let told = end ?? reason
        listener?.socketEnded(told)
        listener = nil
        frames = nil
        // What has been written (our half of the closing handshake) goes out before the transport ends.
        channel?.close(promise: nil)
    }

    // MARK: Signs of life

    private func measured(_ measurement: LinkMeasurement) {
        listener?.socketMeasured(measurement)
    }

    /// Looks after the connection, now and at each interval until the end; every peer must answer pings (RFC 6455 §5.5.2).
    private func look() {
        guard !hasEnded else { return }
        let now = NIODeadline.now()
        let uptime = Duration.nanoseconds(Int64(clamping: now.uptimeNanoseconds))
        switch watch.look(uptime: uptime, wall: WallClock.now, isReading: isReading) {
        case .wait: break
        case .ping:
            let payload = pings.ping(at: now)
            update { $0.ping(payload) }
        case .lost(let silence):
            return ended(.lost(reason: "nothing came for \(silence.components.seconds) s, not even answers to pings"))
        }
        nextLook = shared.eventLoop.assumeIsolated().scheduleTask(in: Self.lookInterval) { [weak self] in self?.look() }
    }
}
