public import Domain

/// One connection as the watcher should see it.
public struct Feed: Equatable, Sendable {
    public enum State: Equatable, Sendable {
        case connecting
        case connected
        /// A retry begins at `until`.
        case waiting(attempt: Int, until: Timestamp)
        case refused(code: Int?, reason: String)
        case closed(code: Int?, reason: String)
        case completed
    }

    /// How a connection ended, or why none came about.
    public struct End: Equatable, Sendable {
        /// The service's, or that of the close frame.
        public let code: Int?
        public let reason: String

        public init(code: Int?, reason: String) {
            self.code = code
            self.reason = reason
        }
    }

    /// What one subscribes to.
    public struct Channel: Equatable, Sendable {
        public enum State: Equatable, Sendable {
            /// Messages come, yet nobody has confirmed it.
            case unconfirmed
            case subscribed
            case refused(code: Int?, reason: String)
            case closed(code: Int?, reason: String)
        }

        public let name: String
        public internal(set) var state = State.unconfirmed
        public internal(set) var messages = 0
        public internal(set) var lastAt: Timestamp?
        /// Who is there, where the service tells.
        public internal(set) var members: Int?
        public internal(set) var gaps = 0
    }

    public let name: String
    /// How many of its channels the service refuses, while the connection lives.
    public var refusedChannels: Int {
        channels.count { if case .refused = $0.state { true } else { false } }
    }
    public internal(set) var state = State.connecting
    /// When the state became what it is.
    public internal(set) var since: Timestamp?
    /// How the last attempt ended, for as long as there is no connection, also while the next one is on its way.
    public internal(set) var end: End?
    public internal(set) var roundTrip: Duration?
    public internal(set) var messages = 0
    public internal(set) var rate = Rate()
    public internal(set) var lastAt: Timestamp?
    /// How far our receipt lies behind the source's time, a running mean; includes the difference of the two clocks.
    public var lag: Duration? { lagMicroseconds.map { .microseconds($0) } }
    /// What the server's clock says.
    public internal(set) var clock = ServerClock()
    /// Whether it sends notifications of its own.
    var notifies = false
    public internal(set) var gaps = 0
    /// Messages known to be missing, where that could be known.
    public internal(set) var lost = 0
    /// Messages that this process let go.
    public internal(set) var drops = 0
    public internal(set) var warning: String?
    /// The state before was a break, and the service has proved that nothing is missing.
    public internal(set) var isResumed = false
    public internal(set) var channels: [Channel] = []
    /// Channels beyond the capacity, which have no state of their own.
    public internal(set) var hasMoreChannels = false

    var continuity = Continuity()
    private var places = KeyIndex()
    private var lastChannel = 0
    private var lagMicroseconds: Int64?
    private let channelCapacity: Int

    init(name: String, channelCapacity: Int) {
        self.name = name
        self.channelCapacity = channelCapacity
    }

    /// Counts a message and says on which channel, if that has a state of its own.
    mutating func count(_ envelope: borrowing Envelope) -> Int? {
        messages &+= 1
        lastAt = envelope.received
        if envelope.origin == .live { time(envelope) }
        guard let place = place(of: envelope.channel) else { return nil }
        channels[place].messages &+= 1
        channels[place].lastAt = envelope.received
        return place
    }

    /// What is told again says neither how much happens now nor how long it took to get here.
    @inline(__always)
    private mutating func time(_ envelope: borrowing Envelope) {
        rate.count(at: envelope.received)
        guard let source = envelope.source else { return }
        measure(envelope.received.milliseconds &- source.milliseconds)
        clock.hear(source: source, received: envelope.received)
    }

    /// Whether a person may not have been told before: it happens now, or by its own time since the first connection, so that
    /// a break has withheld it.
    func isNews(_ envelope: borrowing Envelope) -> Bool {
        guard envelope.origin != .live else { return true }
        guard let source = envelope.source, let began = continuity.firstConnectedAt else { return false }
        return source > began
    }

    mutating func take(_ status: FeedStatus, channel: String?, at now: Timestamp) {
        switch status {
        case .connecting: enter(.connecting, at: now)
        case .connected: enter(.connected, at: now)
        case .resumed:
            isResumed = true
            if state != .connected { enter(.connected, at: now) }
        case .waiting(let attempt, let delay): enter(.waiting(attempt: attempt, until: now + delay), at: now)
        case .completed: enter(.completed, at: now)
        case .warning(let text): warning = text.clipped()
        case .subscribed: set(.subscribed, of: channel)
        case .refused(let code, let reason):
            let reason = reason.clipped()
            guard channel == nil else { return set(.refused(code: code, reason: reason), of: channel) }
            end = End(code: code, reason: reason)
            enter(.refused(code: code, reason: reason), at: now)
        case .closed(let code, let reason):
            let reason = reason.clipped()
            guard channel == nil else { return set(.closed(code: code, reason: reason), of: channel) }
            end = End(code: code, reason: reason)
            enter(.closed(code: code, reason: reason), at: now)
        }
    }

    mutating func take(_ gap: Gap, channel: String?) {
        gaps &+= 1
        continuity.note(gap)
        lost = lost.addingReportingOverflow(max(0, gap.lost ?? 0)).overflow ? .max : lost + max(0, gap.lost ?? 0)
        if let place = place(of: channel) { channels[place].gaps &+= 1 }
    }

    mutating func take(_ drop: Drop) {
        drops = drops.addingReportingOverflow(max(0, drop.count)).overflow ? .max : drops + max(0, drop.count)
    }

    mutating func take(_ presence: Presence, channel: Int?) {
        if let channel { channels[channel].members = presence.members.count }
    }

    private mutating func enter(_ new: State, at now: Timestamp) {
        state = new
        since = now
        continuity.note(isLive: new == .connected, at: now)
        if new == .connecting { isResumed = false }
        if new == .connected { warning = nil } else { roundTrip = nil }
        if new == .connected || new == .completed { end = nil }
    }

    private mutating func set(_ state: Channel.State, of channel: String?) {
        guard let place = place(of: channel) else { return }
        channels[place].state = state
    }

    /// The same to see; which channel was asked last does not count.
    public static func == (left: Feed, right: Feed) -> Bool {
        left.name == right.name && left.state == right.state && left.since == right.since && left.end == right.end
            && left.roundTrip == right.roundTrip && left.messages == right.messages && left.rate == right.rate
            && left.lastAt == right.lastAt && left.lag == right.lag && left.gaps == right.gaps
            && left.lost == right.lost
            && left.drops == right.drops && left.warning == right.warning && left.isResumed == right.isResumed
            && left.channels == right.channels && left.hasMoreChannels == right.hasMoreChannels
            && left.clock == right.clock && left.continuity == right.continuity
    }

    private mutating func place(of channel: String?) -> Int? {
        guard let channel else { return nil }
        if lastChannel < channels.count, channels[lastChannel].name == channel { return lastChannel }
        let name = channel.bounded
        let hash = KeyHash.of(name)
        if let place = places.find(hash, { channels[$0].name == name }) {
            lastChannel = place
            return place
        }
        guard channels.count < channelCapacity else {
            hasMoreChannels = true
            return nil
        }
        lastChannel = channels.count
        places.insert(hash, place: lastChannel)
        channels.append(Channel(name: name))
        return lastChannel
    }

    /// How long a ping took to come back; of no interest once the connection is gone.
    mutating func measure(roundTrip: Duration, at now: Timestamp) {
        guard state == .connected else { return }
        self.roundTrip = roundTrip
        clock.hear(roundTrip: roundTrip, at: now)
    }

    /// What an answer's `Date` header said.
    mutating func measure(date: Timestamp, sent: Timestamp, received: Timestamp) {
        clock.hear(date: date, sent: sent, received: received)
    }

    /// A running mean in which each message weighs a sixteenth.
    private mutating func measure(_ milliseconds: Int64) {
        let sample = min(max(milliseconds, -86_400_000), 86_400_000)
        lagMicroseconds = lagMicroseconds.map { $0 + (sample * 1_000 - $0) / 16 } ?? sample * 1_000
    }
}
