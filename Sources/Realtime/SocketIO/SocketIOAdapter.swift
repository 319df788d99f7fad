internal import Domain
internal import JSON

/// Socket.IO (protocol 5 over Engine.IO 4, and protocols 3 and 4 over Engine.IO 3), over WebSocket from the start.
///
/// Without channels, all events of the namespace are told, on a channel that bears the namespace's name. Channels are names of events, and then
/// only those are told, each on its own channel; or, with a `subscribe` event, rooms that are joined: which room an event came through
/// the protocol does not say, so it is told on the namespace's channel, or where the message itself says its room, on that one.
struct SocketIOAdapter: Adapter {
    enum Timer {
        /// The handshake, then CONNECT's answer.
        static let answer = TimerName("socketio.answer")
        /// Silence, and with Engine.IO 3 our pings.
        static let activity = TimerName("socketio.activity")
        /// Acknowledgements of joined rooms.
        static let joins = TimerName("socketio.joins")
    }

    enum Deadline {
        static let handshake: Duration = .seconds(10)
        static let connect: Duration = .seconds(20)
        static let join: Duration = .seconds(10)
        /// A server that disconnects us means it; one more try after this.
        static let kicked: Duration = .seconds(5)
        /// Within this, a second time is final.
        static let kickedAgain: Duration = .seconds(120)
    }

    enum Phase: Hashable {
        case closed
        /// The engine's handshake is expected.
        case opening
        /// CONNECT has been sent, or the server's own is expected.
        case connecting
        case connected
    }

    static let capabilities: Capabilities = [.resume, .publish]
    /// Connections in a row that may end because a message could not be read.
    static let faultLimit = 3

    let configuration: SocketIOConfiguration
    let frames: SocketIOFrame
    var version: EngineVersion
    var phase = Phase.closed
    var hasBeenReady = false
    /// Decided before we closed the connection ourselves.
    var decision: Verdict?
    /// When the server last disconnected us from the namespace.
    var kickedAt: Timestamp?
    var faults = 0
    var hasFault = false

    var heartbeat = EngineHeartbeat()
    var lastArrival = Timestamp(milliseconds: 0)
    var awaitsPong = false
    /// The largest message that the server takes, in bytes.
    var payloadLimit = EngineHandshake.usualPayloadLimit

    var channels: [String: SocketIORoom] = [:]
    /// The channels in the order in which they were asked for.
    var order: [String] = []
    /// Until a channel is asked for.
    var tellsAll = true
    var recovery = SocketIORecovery()
    /// What CONNECT's answer said of the break, for rooms that are confirmed later.
    var continuity = Outbox.Continuity.unknown
    var assembly: SocketIOAssembly?
    var acks = 0
    /// Told once a connection.
    var notes: Set<String> = []

    let document = JSONDocument()
    let inner = JSONDocument()
    var names = NameCache()

    init(_ configuration: SocketIOConfiguration) {
        self.configuration = configuration
        frames = SocketIOFrame(namespace: configuration.namespace)
        version = configuration.version ?? .four
    }

    var capabilities: Capabilities { Self.capabilities }
    var request: ConnectionRequest { configuration.request(version) }

    // MARK: The connection

    mutating func opened(_ handshake: Handshake?, _ outbox: Outbox) {
        phase = .opening
        lastArrival = outbox.now
        outbox.perform(.start(Timer.answer, after: Deadline.handshake))
    }

    mutating func received(_ message: Message, _ outbox: Outbox) {
        guard decision == nil else { return }
        noteArrival(outbox)
        switch message {
        case .text(let bytes): receive(text: bytes, outbox)
        case .binary(let bytes): receive(binary: bytes, outbox)
        case .bytes: break
        }
    }

    mutating func elapsed(_ timer: TimerName, _ outbox: Outbox) {
        switch timer {
        case Timer.answer: missedAnswer(outbox)
        case Timer.activity: checkActivity(outbox)
        case Timer.joins: takeJoinsForGranted(outbox)
        default: break
        }
    }

    mutating func answered(_ fetch: FetchID, _ answer: HTTPAnswer, _ outbox: Outbox) {}

    mutating func closed(_ end: ConnectionEnd, _ outbox: Outbox) -> Verdict {
        defer { forgetConnection() }
        if let decision { return decision }
        if mayTryOlderVersion, SocketIOVerdict.wantsOlderVersion(end) {
            version = .three
            outbox.changesWay()
            return .reconnectNow(reason: "\(end.reason); trying Engine.IO 3")
        }
        return SocketIOVerdict.verdict(for: end, hasBeenReady: hasBeenReady)
    }

    var mayTryOlderVersion: Bool {
        configuration.version == nil && version == .four && !hasBeenReady
    }

    private mutating func forgetConnection() {
        if !hasFault { faults = 0 }
        hasFault = false
        phase = .closed
        decision = nil
        awaitsPong = false
        assembly = nil
        acks = 0
        notes.removeAll()
        payloadLimit = EngineHandshake.usualPayloadLimit
        heartbeat = EngineHeartbeat()
        for channel in order { channels[channel]?.connectionEnded() }
    }

    /// Closes the connection, for a reason that decides what happens then.
    mutating func end(with verdict: Verdict, code: Int = 1000, _ outbox: Outbox) {
        guard decision == nil else { return }
        decision = verdict
        outbox.perform(.close(code: code, reason: ""))
    }

    /// What the server sent breaks the protocol: nothing after it can be trusted.
    mutating func fault(_ what: String, _ outbox: Outbox) {
        fail("the server broke the protocol: \(what)", code: 1002, outbox)
    }

    /// What the server sent cannot be taken, and may well come again.
    mutating func fail(_ reason: String, code: Int, _ outbox: Outbox) {
        guard decision == nil else { return }
        hasFault = true
        faults += 1
        let isLasting = faults >= Self.faultLimit
        let verdict: Verdict =
            isLasting
            ? .giveUp(Outage(.closed, reason: "\(reason), \(faults) times in a row"))
            : .backOff(atLeast: .seconds(1), reason: reason)
        end(with: verdict, code: code, outbox)
    }

    /// Says something once a connection.
    mutating func note(_ words: String, _ outbox: Outbox) {
        guard notes.count < 8, notes.insert(words).inserted else { return }
        outbox.emit(status: .warning(words))
    }
}

/// What is known of one channel.
struct SocketIORoom {
    enum State: Hashable {
        case idle
        /// Asked for under this number.
        case joining(ack: Int)
        case joined
        case refused
    }

    var state = State.idle

    /// A room that was joined may still be, should the server recover the session.
    mutating func connectionEnded() {
        if state != .joined { state = .idle }
    }
}
