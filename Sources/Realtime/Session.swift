public import Domain

/// One feed from start to finish: a pure machine around one adapter that reconnects, waits, tells gaps and statuses.
///
/// The driver keeps at most one transport. After every call it performs `outbox.takeEffects()` in order and hands on the envelopes. It calls
/// `ended` exactly once for each `connect`, also after `drop` and `close`; a timer started again under the same name replaces the older one.
/// After `finish` nothing more is called (and would be ignored).
public final class Session {
    enum Phase {
        case idle
        /// The adapter gets what its request needs.
        case preparing
        case connecting, open
        /// Closing or cutting the transport, to go on as the adapter's verdict says.
        case closing
        /// Between two attempts.
        case waiting
        /// Closing the transport for good.
        case stopping
        case finished
    }

    enum Timer {
        static let retry = TimerName("session.retry")
        static let useful = TimerName("session.useful")
        static let close = TimerName("session.close")
        static let stop = TimerName("session.stop")
    }

    /// How long a connection must have done its work before the waits start small again.
    static let usefulAfter: Duration = .seconds(30)
    static let closeDeadline: Duration = .seconds(1)

    public let outbox: Outbox
    var adapter: any Adapter
    let policy: ReconnectPolicy
    var backoff: Backoff
    private let channels: [String]
    private let jitter: () -> Double
    var phase = Phase.idle
    /// When anything was last received on this connection.
    private var lastReceived = Timestamp(milliseconds: 0)
    private var isTimingUse = false
    /// The adapter cut the transport, as nobody answered any more.
    private var isCutOff = false
    private var skipsWaiting = false
    /// What `finish` will say once the transport is gone.
    private var outage: Outage?

    /// - Parameters:
    ///   - feed: the configured feed's name, for the envelopes.
    ///   - channels: what to subscribe to from the start.
    ///   - jitter: a random number, 0..<1, at each call.
    public init(
        feed: String, adapter: any Adapter, channels: [String], policy: ReconnectPolicy, mapper: Mapper,
        jitter: @escaping () -> Double
    ) {
        outbox = Outbox(feed: feed, mapper: mapper)
        self.adapter = adapter
        self.channels = channels
        self.policy = policy
        self.jitter = jitter
        backoff = Backoff(policy)
    }

    /// The channels that were subscribed on connections that are gone, and since when nothing of them has been received.
    public var missingSince: [String: Timestamp] { outbox.ledger.missingSince }

    /// Whether it is closing the transport for good: what is asked for from then on is a farewell.
    public var isStopping: Bool { phase == .stopping }

    // MARK: What the user wants

    /// - Parameter missingSince: what an earlier session of the feed left, so that the stretch between the two is told as a gap.
    public func start(at now: Timestamp, missingSince: [String: Timestamp] = [:]) {
        guard phase == .idle else { return }
        outbox.now = now
        outbox.ledger.inherit(missingSince)
        for channel in channels {
            outbox.ledger.want(channel)
            adapter.subscribe(to: channel, outbox)
        }
        connect()
    }

    public func subscribe(to channel: String, at now: Timestamp) {
        guard phase != .finished, phase != .stopping else { return }
        outbox.now = now
        outbox.ledger.want(channel)
        adapter.subscribe(to: channel, outbox)
        lookAtNotes()
    }

    public func unsubscribe(from channel: String, at now: Timestamp) {
        guard phase != .finished, phase != .stopping else { return }
        outbox.now = now
        outbox.ledger.forget(channel)
        adapter.unsubscribe(from: channel, outbox)
        outbox.isNoteworthy = true
        lookAtNotes()
    }

    /// Publishes a client event; what stands against it is told as a warning.
    public func publish(_ publication: ClientPublication, at now: Timestamp) {
        guard phase != .finished, phase != .stopping else { return }
        outbox.now = now
        guard phase == .open else {
            outbox.emit(status: .warning("not published: not connected"), channel: publication.channel)
            return
        }
        adapter.publish(publication, outbox)
        lookAtNotes()
    }

    /// The user's key: skip the waiting, or replace the connection that there is.
    public func reconnect(at now: Timestamp) {
        outbox.now = now
        switch phase {
        case .waiting:
            outbox.perform(.cancel(Timer.retry))
            connect()
        case .open:
            skipsWaiting = true
            outbox.perform(.drop)
            phase = .closing
        case .idle, .preparing, .connecting, .closing, .stopping, .finished: break
        }
    }

    /// From the next message on, messages are understood that way.
    public func read(with mapper: Mapper) {
        outbox.mapper = mapper
    }

    /// Closes with 1000, then finishes as asked for.
    public func stop(at now: Timestamp) {
        outbox.now = now
        stop(with: nil)
    }

    // MARK: What the driver saw

    /// The server has answered a ping: what it had sent before is here.
    public func heardFromPeer(at now: Timestamp) {
        if phase == .open { lastReceived = max(lastReceived, now) }
    }

    /// - Parameter handshake: `nil` where the transport is no WebSocket.
    public func opened(_ handshake: Handshake? = nil, at now: Timestamp) {
        guard phase == .connecting else { return }
        outbox.now = now
        phase = .open
        lastReceived = now
        adapter.opened(handshake, outbox)
        lookAtNotes()
    }

    public func received(_ message: Message, at now: Timestamp) {
        guard phase == .open else { return }
        outbox.now = now
        lastReceived = now
        adapter.received(message, outbox)
        if outbox.isNoteworthy { lookAtNotes() }
    }

    /// Whether a timer asks after the peer, and so means nothing while nobody reads what the peer sends.
    public func isAboutPeer(_ timer: TimerName) -> Bool {
        ![Timer.retry, Timer.useful, Timer.close, Timer.stop].contains(timer)
    }

    public func elapsed(_ timer: TimerName, at now: Timestamp) {
        guard phase != .finished, outbox.takeTimer(timer) else { return }
        outbox.now = now
        switch timer {
        case Timer.retry: connect()
        case Timer.useful: backoff.reset()
        case Timer.close: outbox.perform(.drop)
        case Timer.stop:
            outbox.perform(.drop)
            finish()
        default:
            guard isAdapterHeard else { return }
            adapter.elapsed(timer, outbox)
            lookAtNotes()
        }
    }

    public func answered(_ fetch: FetchID, _ answer: HTTPAnswer, at now: Timestamp) {
        guard isAdapterHeard, outbox.isCurrent(fetch) else { return }
        outbox.now = now
        adapter.answered(fetch, answer, outbox)
        // Where we poll, the answers are what is received, unless the adapter could not go on with them.
        if case .response = answer, outbox.ending == nil, adapter.request.kind == .poller { lastReceived = now }
        lookAtNotes()
    }

    public func ended(_ end: ConnectionEnd, at now: Timestamp) {
        outbox.now = now
        switch phase {
        case .idle, .preparing, .waiting, .finished: return
        case .connecting, .open, .closing, .stopping: break
        }
        let (cause, wasClosing) = (self.cause(of: end), phase == .closing)
        outbox.forgetConnection(lastReceived: lastReceived)
        isTimingUse = false
        isCutOff = false
        let verdict = adapter.closed(end, outbox)
        let isOtherWay = outbox.takeChangeOfWay()
        if phase == .stopping { return finish() }
        // With a code of WebSocket's own the peer only confirms our close: why we closed, it does not say.
        let code = end.code.flatMap { wasClosing && $0 < 3_000 ? nil : $0 }
        if isOtherWay, case .reconnectNow(let reason) = verdict {
            skipsWaiting = false
            outbox.emit(status: .closed(code: code, reason: reason))
            return connect()
        }
        follow(verdict, code: code, cause)
    }

    /// What an end is counted as where it was one too many: only who was there can have closed.
    private func cause(of end: ConnectionEnd) -> Outage.Cause {
        switch end {
        case .closed, .broken: outbox.isReady ? .closed : .unreachable
        case .ended: outbox.isReady && !isCutOff ? .closed : .unreachable
        case .lost, .unreachable, .refused: .unreachable
        }
    }
}

// MARK: - The inside

extension Session {
    private var isAdapterHeard: Bool { phase == .open || phase == .preparing }

    private func connect() {
        phase = .preparing
        outbox.emit(status: .connecting)
        if adapter.prepare(outbox) { outbox.prepared() }
        lookAtNotes()
    }

    /// Connects once all that is needed is there.
    private func lookAtPreparation() {
        switch outbox.takePreparation() {
        case nil: break
        case .success:
            phase = .connecting
            outbox.perform(.connect(adapter.request))
        case .failure(let unprepared):
            outbox.forgetConnection(lastReceived: lastReceived)
            follow(unprepared.verdict, code: nil, .unreachable)
        }
    }

    /// Looks at what the adapter told during the call.
    private func lookAtNotes() {
        guard outbox.isNoteworthy else { return }
        outbox.isNoteworthy = false
        if phase == .preparing { return lookAtPreparation() }
        if outbox.hasGap, policy.failsOnGap {
            return stop(with: Outage(.continuityLost, reason: "messages may be missing after a break"))
        }
        if phase == .open, let ending = outbox.ending {
            phase = .closing
            isCutOff = ending == .drop
            if case .close = ending { outbox.perform(.start(Timer.close, after: Self.closeDeadline)) }
        }
        guard phase == .open, outbox.isReady, outbox.ledger.isAnswered, !isTimingUse else { return }
        isTimingUse = true
        outbox.perform(.start(Timer.useful, after: Self.usefulAfter))
    }

    private func follow(_ verdict: Verdict, code: Int?, _ cause: Outage.Cause) {
        switch verdict {
        case .giveUp(let outage):
            giveUp(outage)
        case .reconnectNow(let reason):
            retry(atLeast: .zero, reason, code: code, cause, isUrgent: true)
        case .backOff(let atLeast, let reason):
            retry(atLeast: atLeast, reason, code: code, cause, isUrgent: false)
        }
    }

    /// - Parameter cause: of the outage, if there are no more attempts.
    private func retry(
        atLeast: Duration, _ reason: String, code: Int?, _ cause: Outage.Cause, isUrgent: Bool
    ) {
        if skipsWaiting {
            skipsWaiting = false
            outbox.emit(status: .closed(code: nil, reason: "reconnecting as asked"))
            return connect()
        }
        if let limit = policy.maxAttempts, backoff.attempts >= limit {
            return giveUp(Outage(cause, code: code, reason: reason))
        }
        outbox.emit(status: .closed(code: code, reason: reason))
        if isUrgent, backoff.skipWaiting() {
            outbox.emit(status: .waiting(attempt: backoff.attempts, delay: .zero))
            return connect()
        }
        let delay = backoff.next(atLeast: atLeast, jitter: jitter())
        phase = .waiting
        outbox.emit(status: .waiting(attempt: backoff.attempts, delay: delay))
        outbox.perform(.start(Timer.retry, after: delay))
    }

    private func giveUp(_ outage: Outage) {
        let status: FeedStatus =
            outage.cause == .refused
            ? .refused(code: outage.code, reason: outage.reason)
            : .closed(code: outage.code, reason: outage.reason)
        outbox.emit(status: status)
        self.outage = outage
        finish()
    }

    private func stop(with outage: Outage?) {
        switch phase {
        case .stopping, .finished: return
        case .idle, .preparing, .waiting:
            self.outage = outage
            outbox.perform(.cancel(Timer.retry))
            return finish()
        case .connecting: outbox.perform(.drop)
        case .open:
            adapter.stopping(outbox)
            outbox.perform(.close(code: 1000, reason: ""))
        case .closing: break
        }
        self.outage = outage
        phase = .stopping
        outbox.emit(status: .closed(code: 1000, reason: outage?.reason ?? "closed as asked"))
        outbox.perform(.start(Timer.stop, after: Self.closeDeadline))
    }

    private func finish() {
        phase = .finished
        outbox.forgetConnection(lastReceived: lastReceived)
        outbox.perform(.finish(outage))
    }
}
