internal import Domain
internal import JSON

/// Ably Realtime, JSON over WebSocket.
///
/// Channels with rewind and occupancy, presence, encrypted messages, and continuity: the service is told how far each channel has come
/// and says whether it could go on from there; where it could not, the history is searched.
public struct AblyAdapter: Adapter {
    enum Timer {
        /// The greeting, then silence.
        static let activity = TimerName("ably.activity")
        /// The earliest thing due on any channel.
        static let channels = TimerName("ably.channels")
        /// The token's renewal, or another try at it.
        static let token = TimerName("ably.token")
    }

    enum Deadline {
        static let greeting: Duration = .seconds(10)
        /// What a network may take, beyond the silence that the service promises to keep at most.
        static let network: Duration = .seconds(10)
        static let attachment: Duration = .seconds(10)
        static let channelRetry: Duration = .seconds(15)
        /// Between two tries once the service has forgotten the connection.
        static let suspended: Duration = .seconds(30)
    }

    enum Phase: Hashable {
        /// There is no connection to the service, at most a request for a token.
        case closed
        case greeting
        case connected
    }

    let configuration: AblyConfiguration
    let random: () -> UInt64
    let cipher: AESCBC?
    /// The configured host, then the fallback hosts in this session's order.
    let hosts: [String]
    var hostIndex = 0
    /// Another host has been chosen for the next connection.
    var isMoving = false
    var phase = Phase.closed
    var hasBeenReady = false
    /// Decided before we closed the connection ourselves.
    var decision: Verdict?
    var nuisances = AblyNuisances()

    // The connection, as far as the next one can go on from it
    var connectionID: String?
    var connectionKey: String?
    var stateLifetime: Duration = .seconds(120)
    var maxMessageSize = 65_536

    // Liveness
    var lastArrival = Timestamp(milliseconds: 0)
    /// `nil` where the service promises nothing.
    var silenceLimit: Duration?

    // Tokens
    var token: AblyToken?
    var errand: AblyErrand?
    var clockOffset: Duration = .zero
    var knowsClock = false
    /// Tokens that the service has turned down since it last accepted one.
    var rejections = 0
    var tokenFailures = 0

    // Channels
    var channels: [String: AblyChannel] = [:]
    /// The channels in the order in which they were asked for.
    var order: [String] = []
    /// Detached by the user on this connection, and not confirmed yet.
    var leaving: Set<String> = []
    /// What the channels' timer is set for.
    var channelsDue: Timestamp?
    /// Requests for history under way.
    var searches: [FetchID: String] = [:]
    var queuedSearches: [String] = []
    var outgoing = AblyOutgoing()

    let outer = JSONDocument()
    let inner = JSONDocument()
    var names = NameCache()

    /// - Parameter random: a random number at each call.
    public init(_ configuration: AblyConfiguration, random: @escaping () -> UInt64) {
        self.configuration = configuration
        self.random = random
        cipher = configuration.cipherKey.flatMap { AESCBC(key: $0.bytes) }
        var hosts = configuration.fallbackHosts
        for index in hosts.indices.dropFirst() {
            hosts.swapAt(index, Int(random() % UInt64(index + 1)))
        }
        self.hosts = [configuration.host] + hosts
        if case .token(let secret) = configuration.authorisation {
            token = AblyToken(String(decoding: secret.bytes, as: UTF8.self))
        }
    }

    public static let capabilities: Capabilities = [.resume, .history, .presence, .publish]
    public var capabilities: Capabilities { Self.capabilities }

    // MARK: The connection

    public mutating func prepare(_ outbox: Outbox) -> Bool {
        if token?.isStale(at: outbox.now) == true, configuration.renewsTokens { token = nil }
        guard !configuration.sendsKey, token == nil else { return true }
        obtainToken(outbox)
        return false
    }

    public mutating func opened(_ handshake: Handshake?, _ outbox: Outbox) {
        lastArrival = outbox.now
        phase = .greeting
        outbox.perform(.start(Timer.activity, after: Deadline.greeting))
    }

    public mutating func received(_ message: Message, _ outbox: Outbox) {
        lastArrival = outbox.now
        switch message {
        case .text(let bytes): receive(bytes, outbox)
        case .binary(let bytes), .bytes(let bytes):
            warn(.oddMessage, "\(bytes.count) bytes of a kind that was not asked for were ignored", outbox)
        }
    }

    private mutating func receive(_ bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        do throws(JSONError) {
            try outer.read(bytes) { root in
                guard let frame = AblyFrame(root) else { return }
                receive(frame, outbox)
            }
        } catch {
            warn(.oddMessage, "a message could not be read: \(error)", outbox)
        }
    }

    private mutating func receive(_ frame: AblyFrame, _ outbox: Outbox) {
        switch frame.action {
        case .connected: greeted(frame, outbox)
        case .disconnected: failed(AblyError(frame.root["error"]), isFailure: false, outbox)
        case .closed: discarded(frame, outbox)
        case .error:
            guard let channel = frame.channel else {
                return failed(AblyError(frame.root["error"]), isFailure: true, outbox)
            }
            refused(names[channel], AblyError(frame.root["error"]), outbox)
        case .attached: attached(frame, outbox)
        case .detached: detached(frame, outbox)
        case .message: receiveMessages(frame, outbox)
        case .presence: receivePresence(frame, isSync: false, outbox)
        case .sync: receivePresence(frame, isSync: true, outbox)
        case .auth: tokenEnds(outbox)
        case .ack: outgoing.acknowledge(from: frame.serial, count: frame.count)
        case .nack: notPublished(frame, outbox)
        case .heartbeat, .connect, .disconnect, .close, .attach, .detach: break
        }
    }

    public mutating func elapsed(_ timer: TimerName, _ outbox: Outbox) {
        switch timer {
        case Timer.activity: checkActivity(outbox)
        case Timer.channels: checkChannels(outbox)
        case Timer.token: obtainToken(outbox)
        default: break
        }
    }

    public mutating func answered(_ fetch: FetchID, _ answer: HTTPAnswer, _ outbox: Outbox) {
        if let errand, errand.fetch == fetch {
            self.errand = nil
            return answered(errand.step, answer, outbox)
        }
        guard let channel = searches.removeValue(forKey: fetch) else { return }
        answeredSearch(of: channel, answer, outbox)
        searchQueued(outbox)
    }

    public mutating func closed(_ end: ConnectionEnd, _ outbox: Outbox) -> Verdict {
        let verdict = decision ?? unexpected(end, outbox)
        // Who was connected prefers the first host again.
        if phase == .connected, !isMoving { hostIndex = 0 }
        forgetConnection()
        guard case .giveUp = verdict else { return delayed(verdict, at: outbox.now) }
        return verdict
    }

    private mutating func forgetConnection() {
        phase = .closed
        decision = nil
        isMoving = false
        silenceLimit = nil
        errand = nil
        leaving.removeAll()
        channelsDue = nil
        searches.removeAll()
        queuedSearches.removeAll()
        for name in order { channels[name]?.reset() }
    }

    /// Ends the connection, for a reason that decides what happens then.
    mutating func end(with verdict: Verdict, _ outbox: Outbox) {
        guard decision == nil else { return }
        decision = verdict
        outbox.perform(.close(code: 1000, reason: ""))
    }

    /// Says what was ignored or went wrong: once a minute for each kind, for a server could send it without end.
    mutating func warn(_ kind: AblyNuisances.Kind, _ text: String, on channel: String? = nil, _ outbox: Outbox) {
        guard nuisances.admits(kind, at: outbox.now) else { return }
        outbox.emit(status: .warning(text), channel: channel)
    }
}

/// What may be wrong again and again.
struct AblyNuisances {
    enum Kind: Hashable {
        case oddMessage, oddEncoding, parameters, modes, endpoint, attachment, history, service
    }

    private static let interval: Duration = .seconds(60)
    private var told: [Kind: Timestamp] = [:]

    mutating func admits(_ kind: Kind, at now: Timestamp) -> Bool {
        // A clock that was set back must not silence us.
        if let last = told[kind], last <= now, now - last < Self.interval { return false }
        told[kind] = now
        return true
    }
}
