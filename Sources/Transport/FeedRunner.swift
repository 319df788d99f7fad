public import Domain
internal import HTTP1
public import NIOCore
public import Realtime
internal import WebSocket

/// Gives a session its socket, its timers and its HTTP requests. Lives on one event loop; decides nothing.
public final class FeedRunner {
    private let session: Session
    private let link: LinkOptions
    private let eventLoop: any EventLoop
    private let fetcher: WebFetcher
    private let sink: any FeedSink
    private let onFinish: (Outage?) -> Void
    private let tls: TLSContexts
    private var cookies = CookieJar()
    private var transport: (any FeedTransport)?
    private var timers: [TimerName: Scheduled<Void>] = [:]
    private var isReading = true
    /// When the read that is being dealt with began to yield messages: one look at the clock for all of them.
    private var readAt: Timestamp?
    private var hasFinished = false
    /// Requests that tell the service that we go.
    private var farewells = 0
    /// What waits for them.
    private var closing: (() -> Void)?

    /// How long they may take: well below the session's own limit for a close.
    private static let farewellLimit = TimeAmount.milliseconds(500)

    /// - Parameter onFinish: called once, when the session is over; `nil` where it ended as asked.
    public init(
        session: Session, link: LinkOptions, eventLoop: any EventLoop, fetcher: WebFetcher, sink: any FeedSink,
        onFinish: @escaping (Outage?) -> Void
    ) {
        self.session = session
        self.link = link
        tls = TLSContexts(link.tls)
        self.eventLoop = eventLoop
        self.fetcher = fetcher
        self.sink = sink
        self.onFinish = onFinish
    }

    /// - Parameter missingSince: what the feed's runner before this one left.
    public func start(missingSince: [String: Timestamp] = [:]) {
        tell { $0.start(at: $1, missingSince: missingSince) }
    }

    /// The channels that were subscribed, and since when nothing of them has been received, once the runner is over.
    public var missingSince: [String: Timestamp] { session.missingSince }

    /// Closes in good order; `onFinish` follows within about a second.
    public func stop() {
        tell { $0.stop(at: $1) }
    }

    /// From the next message on, messages are understood that way.
    public func read(with mapper: Mapper) {
        session.read(with: mapper)
    }

    /// Skips the waiting.
    public func reconnect() {
        tell { $0.reconnect(at: $1) }
    }

    public func publish(_ publication: ClientPublication) {
        tell { $0.publish(publication, at: $1) }
    }

    /// Stops or goes on reading, so that TCP slows the server while our reader is slow.
    public func setReading(_ isReading: Bool) {
        guard isReading != self.isReading else { return }
        self.isReading = isReading
        transport?.setReading(isReading)
    }

    // MARK: The inside

    private func tell(_ body: (Session, Timestamp) -> Void) {
        guard !hasFinished else { return }
        body(session, WallClock.now)
        settle()
        sink.readComplete()
    }

    /// Hands on what the session has yielded and does what it asks for.
    private func settle() {
        let outbox = session.outbox
        if outbox.hasEnvelopes { outbox.drainEnvelopes { sink.receive($0) } }
        while outbox.hasEffects, !hasFinished {
            for effect in outbox.takeEffects() { perform(effect) }
            if outbox.hasEnvelopes { outbox.drainEnvelopes { sink.receive($0) } }
        }
    }

    private func perform(_ effect: Outbox.Effect) {
        switch effect {
        case .connect(let request): connect(request)
        case .sendText(let text): transport?.send(text: text)
        case .sendBinary(let bytes): transport?.send(binary: bytes)
        case .close(let code, let reason): close(CloseCode(UInt16(clamping: code)), reason)
        case .drop: transport?.drop()
        case .start(let name, let delay): start(name, after: delay)
        case .cancel(let name): timers.removeValue(forKey: name)?.cancel()
        case .fetch(let number, let request): fetch(number, request)
        case .finish(let outage): finish(outage)
        }
    }

    private func connect(_ request: ConnectionRequest) {
        let transport: any FeedTransport =
            switch request.kind {
            case .messageSocket:
                Socket(
                    request: request, shared: Socket.Shared(link: link, tls: tls, eventLoop: eventLoop), listener: self)
            case .byteStream:
                HTTPStream(
                    request: link.completed(request), links: fetcher.links, eventLoop: eventLoop, listener: self)
            case .poller: RequestOnly(eventLoop: eventLoop, listener: self)
            }
        self.transport = transport
        transport.connect()
    }

    private func start(_ name: TimerName, after delay: Duration) {
        timers.removeValue(forKey: name)?.cancel()
        let amount = TimeAmount.milliseconds(max(0, delay.wholeMilliseconds))
        timers[name] = eventLoop.assumeIsolated().scheduleTask(in: amount) { [weak self] in
            self?.elapsed(name)
        }
    }

    private func elapsed(_ name: TimerName) {
        timers.removeValue(forKey: name)
        // While we do not read we cannot hear that the peer is alive.
        guard isReading || !session.isAboutPeer(name) else { return start(name, after: .seconds(1)) }
        tell { $0.elapsed(name, at: $1) }
    }

    private func fetch(_ number: FetchID, _ request: HTTPRequest) {
        guard session.isStopping else {
            return fetcher.fetch(request) { [weak self] answer in
                self?.tell { $0.answered(number, answer, at: $1) }
            }
        }
        farewells += 1
        fetcher.fetch(request) { [weak self] _ in
            guard let self else { return }
            farewells -= 1
            if farewells == 0 { closeNow() }
        }
    }

    /// Once farewells are said, for the end of a run cuts off what is under way.
    private func close(_ code: CloseCode, _ reason: String) {
        closing = { [weak self] in self?.transport?.close(code, reason: reason) }
        guard farewells > 0 else { return closeNow() }
        eventLoop.assumeIsolated().scheduleTask(in: Self.farewellLimit) { [weak self] in self?.closeNow() }
    }

    private func closeNow() {
        let close = closing
        closing = nil
        close?()
    }

    private func finish(_ outage: Outage?) {
        guard !hasFinished else { return }
        hasFinished = true
        for timer in timers.values { timer.cancel() }
        timers.removeAll()
        transport?.drop()
        transport = nil
        onFinish(outage)
    }
}

extension FeedRunner: SocketListener {
    func socketCookies(for request: ConnectionRequest) -> HeaderField? {
        cookies.field(for: request, at: WallClock.now)
    }

    func socketAnswered(_ fields: [HeaderField], to request: ConnectionRequest) {
        cookies.store(fields, from: request, at: WallClock.now)
    }

    func socketLinked(_ event: LinkEvent) {
        guard !hasFinished else { return }
        sink.linked(event, feed: session.outbox.feed)
    }

    func socketOpened(_ handshake: Handshake?) {
        if !isReading { transport?.setReading(false) }
        tell { $0.opened(handshake, at: $1) }
    }

    func socketReceived(_ message: Message) {
        guard !hasFinished else { return }
        let now = readAt ?? WallClock.now
        readAt = now
        session.received(message, at: now)
        if session.outbox.hasEffects { return settle() }
        if session.outbox.hasEnvelopes { session.outbox.drainEnvelopes { sink.receive($0) } }
    }

    func socketReadComplete() {
        readAt = nil
        settle()
        sink.readComplete()
    }

    func socketMeasured(_ measurement: LinkMeasurement) {
        guard !hasFinished else { return }
        if case .roundTrip(_, let now) = measurement { session.heardFromPeer(at: now) }
        sink.measured(measurement, feed: session.outbox.feed)
    }

    func socketEnded(_ end: ConnectionEnd) {
        transport = nil
        if !hasFinished { sink.ended(end, feed: session.outbox.feed) }
        tell { $0.ended(end, at: $1) }
    }
}
