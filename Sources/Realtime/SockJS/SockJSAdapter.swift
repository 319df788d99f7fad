internal import Domain
internal import JSON

/// SockJS: a WebSocket with frames of its own, or where there can be none, server-sent events and POST.
///
/// What the messages mean is the app's: settings say where a message has its channel, event and id. Without channels everything is told, on
/// the channel that the message names or else on one that bears the prefix's name; with channels, only what is theirs, where messages
/// name their channel at all.
struct SockJSAdapter: Adapter {
    enum Timer {
        /// The opening frame, then silence.
        static let activity = TimerName("sockjs.activity")
    }

    enum Deadline {
        static let opening: Duration = .seconds(5)
        /// Twice the usual 25 s between heartbeats, and a little.
        static let silence: Duration = .seconds(60)
        static let shortestSilence: Duration = .seconds(20)
        static let longestSilence: Duration = .seconds(600)
    }

    enum Phase: Hashable {
        case closed, opening, open
    }

    /// What is known of the session that the next connection will ask for.
    enum Resumption: Hashable {
        case none
        /// The server may go on with it; whether all that it sent arrived, nobody knows.
        case possible
        /// The server ended the stream by itself, as it does now and then: all of it arrived.
        case whole
    }

    static let capabilities: Capabilities = [.publish]
    /// Silent openings in a row, after which something on the way is taken to swallow WebSocket messages.
    static let silenceLimit = 2

    let configuration: SockJSConfiguration
    private let newSession: () -> String
    var transport: SockJSTransport
    var session: String
    var resumption = Resumption.none
    var phase = Phase.closed
    var hasBeenReady = false
    /// Decided before we closed the connection ourselves.
    var decision: Verdict?
    /// The next connection asks the server why there is no WebSocket.
    var asksInfo = false
    var info: FetchID?
    /// Messages on their way by POST.
    var sending: Set<FetchID> = []
    var silentOpenings = 0

    var lastArrival = Timestamp(milliseconds: 0)
    var lastHeartbeat: Timestamp?
    var silenceLimit = Deadline.silence

    var channels: [String] = []
    /// Until a channel is asked for.
    var tellsAll = true
    var stream = SockJSStream()
    /// Told once a connection.
    var notes: Set<String> = []

    let document = JSONDocument()
    let inner = JSONDocument()
    var names = NameCache()

    /// - Parameter newSession: a new `SERVER/SESSION` at each call.
    init(_ configuration: SockJSConfiguration, newSession: @escaping () -> String) {
        self.configuration = configuration
        self.newSession = newSession
        transport = configuration.transport ?? .framed
        session = newSession()
    }

    var capabilities: Capabilities { Self.capabilities }
    var request: ConnectionRequest { configuration.request(transport, session: session) }

    // MARK: The connection

    mutating func opened(_ handshake: Handshake?, _ outbox: Outbox) {
        phase = .opening
        lastArrival = outbox.now
        guard transport != .raw else { return ready(.unknown, isNew: true, outbox) }
        if asksInfo { info = outbox.fetch(configuration.infoRequest) }
        asksInfo = false
        // A session that goes on is not opened again: its first frame may be a heartbeat.
        let patience = resumption == .none ? Deadline.opening : silenceLimit
        outbox.perform(.start(Timer.activity, after: patience))
    }

    mutating func received(_ message: Message, _ outbox: Outbox) {
        guard decision == nil else { return }
        lastArrival = outbox.now
        switch (message, transport) {
        case (.text(let bytes), .framed): receive(frame: bytes, outbox)
        case (.text(let bytes), .raw): receive(message: bytes, outbox)
        case (.binary(let bytes), .raw):
            outbox.emit(Occurrence(channel: configuration.channel, name: nil, content: .binary(bytes)))
        case (.bytes(let bytes), .eventStream): receive(stream: bytes, outbox)
        case (.binary, _), (.text, .eventStream), (.bytes, _):
            note("messages of a kind that this protocol does not have are ignored", outbox)
        }
    }

    mutating func elapsed(_ timer: TimerName, _ outbox: Outbox) {
        guard timer == Timer.activity else { return }
        guard phase == .open else { return missedOpening(outbox) }
        // A clock that was set back must not keep us waiting.
        let silence = max(.zero, outbox.now - lastArrival)
        guard silence >= silenceLimit else {
            return outbox.perform(.start(Timer.activity, after: silenceLimit - silence))
        }
        decision = .reconnectNow(reason: "nothing came within \(silenceLimit.components.seconds) s")
        outbox.perform(.drop)
    }

    mutating func answered(_ fetch: FetchID, _ answer: HTTPAnswer, _ outbox: Outbox) {
        if fetch == info { return answeredInfo(answer, outbox) }
        guard sending.remove(fetch) != nil else { return }
        switch answer {
        case .response(let status, _, _) where (200...299).contains(status): break
        case .response(let status, _, _): note("a message of ours was not taken (HTTP status \(status))", outbox)
        case .failed(let reason): note("a message of ours was not sent: \(reason)", outbox)
        }
    }

    mutating func closed(_ end: ConnectionEnd, _ outbox: Outbox) -> Verdict {
        let verdict = decision ?? verdict(for: end, outbox)
        resumption = decision == nil && phase == .open && transport == .eventStream ? resumption(after: end) : .none
        if resumption == .none { session = newSession() }
        phase = .closed
        decision = nil
        info = nil
        sending.removeAll()
        lastHeartbeat = nil
        stream = SockJSStream()
        notes.removeAll()
        return verdict
    }

    /// Closes the connection, for a reason that decides what happens then.
    mutating func end(with verdict: Verdict, _ outbox: Outbox) {
        guard decision == nil else { return }
        decision = verdict
        outbox.perform(transport == .eventStream ? .drop : .close(code: 1000, reason: ""))
    }

    /// Says something once a connection.
    mutating func note(_ words: String, _ outbox: Outbox) {
        guard notes.count < 8, notes.insert(words).inserted else { return }
        outbox.emit(status: .warning(words))
    }
}
