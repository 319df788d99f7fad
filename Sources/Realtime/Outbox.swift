public import Domain

/// What a session and its adapter ask for, and the events they yield, since the driver last looked.
///
/// The driver calls the session, then performs `takeEffects()` in order and hands on `takeEnvelopes()`. Events are mapped at once, while the
/// bytes they point to are still there.
public final class Outbox {
    /// Everything a session asks of its driver.
    public enum Effect: Hashable, Sendable {
        case connect(ConnectionRequest)
        case sendText([UInt8])
        case sendBinary([UInt8])
        /// Close the WebSocket with that code, then the transport.
        case close(code: Int, reason: String)
        /// Cut the transport at once.
        case drop
        case start(TimerName, after: Duration)
        case cancel(TimerName)
        case fetch(FetchID, HTTPRequest)
        /// The session is over; `nil` where it ended as asked.
        case finish(Outage?)
    }

    /// What is known of a channel's messages during a break that has just ended.
    public enum Continuity: Hashable, Sendable {
        /// The service cannot tell: a `gap` without proof follows a break.
        case unknown
        /// The service proved that nothing is missing: `resumed` follows a break.
        case proved
        /// The service says (or its numbers show) that something is missing, and how much, where that can be known.
        case broken(Gap.Proof, lost: Int?)
    }

    /// The time of the call that is running.
    public internal(set) var now = Timestamp(milliseconds: 0)
    public let feed: String
    var mapper: Mapper
    private var effects: [Effect] = []
    private var envelopes: [Envelope] = []

    // What the session must know of what its adapter told; `isNoteworthy` says that there is something to look at after a call.
    var isNoteworthy = false
    private(set) var isReady = false
    /// How the adapter asked for the connection's end, if it did.
    private(set) var ending: Effect?
    private(set) var hasGap = false
    /// How getting ready to connect went: `nil` while it goes on, no verdict where all is there.
    private var preparation: Result<Void, Unprepared>?
    /// The connection that ends was a question of which way to go.
    private var isOtherWay = false
    var ledger = ChannelLedger()
    private var timers: Set<TimerName> = []
    private var fetches = 0
    private var abandonedFetches = 0

    public init(feed: String, mapper: Mapper) {
        self.feed = feed
        self.mapper = mapper
    }

    // MARK: For the driver

    public var hasEffects: Bool { !effects.isEmpty }
    public var hasEnvelopes: Bool { !envelopes.isEmpty }

    public func takeEffects() -> [Effect] {
        defer { effects.removeAll(keepingCapacity: true) }
        return effects
    }

    /// Hands over what has been yielded, oldest first, and forgets it.
    public func drainEnvelopes(_ body: (Envelope) -> Void) {
        // In place: a copy of an envelope counts a reference for each of its texts.
        envelopes.withUnsafeBufferPointer { held in
            for index in held.indices { body(held[index]) }
        }
        envelopes.removeAll(keepingCapacity: true)
    }

    // MARK: For adapters

    /// What the request needs is there.
    public func prepared() {
        preparation = .success(())
        isNoteworthy = true
    }

    /// What the request needs cannot be had now, or ever.
    public func unprepared(_ verdict: Verdict) {
        preparation = .failure(Unprepared(verdict: verdict))
        isNoteworthy = true
    }

    /// The service has accepted the connection.
    public func ready() {
        guard !isReady else { return }
        isReady = true
        isNoteworthy = true
        emit(status: .connected)
    }

    /// The service has confirmed the channel, for the first time or after a break; once a connection.
    ///
    /// Yields `subscribed`, and after a break what `continuity` says of it.
    public func subscribed(_ channel: String, continuity: Continuity = .unknown) {
        isNoteworthy = true
        guard let confirmation = ledger.confirm(channel) else { return }
        emit(status: .subscribed, channel: channel)
        guard case .afterBreak(let since) = confirmation else { return }
        switch continuity {
        case .unknown: emit(.gap(Gap(from: since, to: now, proof: .none)), channel: channel)
        case .proved: emit(status: .resumed, channel: channel)
        case .broken(let proof, let lost):
            emit(.gap(Gap(from: since, to: now, proof: proof, lost: lost)), channel: channel)
        }
    }

    /// The service has refused the channel; the connection lives on.
    public func refused(_ channel: String, code: Int?, reason: String) {
        isNoteworthy = true
        ledger.refuse(channel)
        emit(status: .refused(code: code, reason: reason), channel: channel)
    }

    /// The connection that ends has shown which other way to go (a version, a transport): to go it `reconnectNow` is no attempt that
    /// failed, and comes about whatever the limit. An adapter may say so once for each way that it knows.
    public func changesWay() {
        isOtherWay = true
    }

    public func perform(_ effect: Effect) {
        switch effect {
        case .start(let timer, _): timers.insert(timer)
        case .cancel(let timer): timers.remove(timer)
        case .close, .drop:
            ending = effect
            isNoteworthy = true
        case .connect, .sendText, .sendBinary, .fetch, .finish: break
        }
        effects.append(effect)
    }

    public func send(text: String) {
        perform(.sendText(Array(text.utf8)))
    }

    /// Asks for an HTTP request; the answer comes back under the number given.
    public func fetch(_ request: HTTPRequest) -> FetchID {
        fetches += 1
        perform(.fetch(FetchID(fetches), request))
        return FetchID(fetches)
    }

    /// A message of the service: the mapping makes events of it, now.
    public func emit(_ occurrence: borrowing Occurrence) {
        mapper.map(occurrence, feed: feed, received: now, into: &envelopes)
    }

    /// An event that the adapter itself understands, such as presence.
    public func emit(_ event: Event, channel: String? = nil, name: String? = nil) {
        if case .gap = event {
            hasGap = true
            isNoteworthy = true
        }
        envelopes.append(Envelope(received: now, feed: feed, channel: channel, name: name, event: event))
    }

    public func emit(status: FeedStatus, channel: String? = nil) {
        emit(.status(status), channel: channel)
    }

    // MARK: For the session

    struct Unprepared: Error {
        var verdict: Verdict
    }

    func takePreparation() -> Result<Void, Unprepared>? {
        defer { preparation = nil }
        return preparation
    }

    /// Whether the adapter goes another way now.
    func takeChangeOfWay() -> Bool {
        defer { isOtherWay = false }
        return isOtherWay
    }

    /// Whether a timer that ran out is one that was still wanted.
    func takeTimer(_ timer: TimerName) -> Bool {
        timers.remove(timer) != nil
    }

    /// Whether an answer belongs to the present connection.
    func isCurrent(_ fetch: FetchID) -> Bool {
        fetch.number > abandonedFetches && fetch.number <= fetches
    }

    /// Makes everything that was tied to the connection void.
    func forgetConnection(lastReceived: Timestamp) {
        for timer in timers.sorted(by: { $0.name < $1.name }) { perform(.cancel(timer)) }
        ledger.breakOff(lastReceived: lastReceived)
        abandonedFetches = fetches
        isReady = false
        ending = nil
        preparation = nil
    }
}
