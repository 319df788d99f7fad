internal import Domain
internal import JSON

/// PieSocket Channels, version 3: one room a connection, entered by connecting and left by closing.
///
/// The service confirms nothing, so a room counts as entered with its first message, or when no error has come for a while.
public struct PieSocketAdapter: Adapter {
    enum Timer {
        static let admission = TimerName("piesocket.admission")
    }

    /// A refusal comes at once.
    static let admissionPatience: Duration = .seconds(3)
    /// An error explains an end that follows it within this time.
    static let explanationPeriod: Duration = .seconds(5)

    let configuration: PieSocketConfiguration
    var room: String?
    /// Asked for beside the one that there can be.
    var otherRooms: [String] = []
    var token: String?
    var tokenFetch: FetchID?
    /// A token has been refused since a room was last entered.
    var hasRefreshed = false

    var isOpen = false
    var isAdmitted = false
    var hasBeenReady = false
    /// Decided before we closed the connection ourselves.
    var decision: Verdict?
    var lastError: (text: String, at: Timestamp)?
    var members: MemberList?

    let outer = JSONDocument()
    let inner = JSONDocument()
    var names = NameCache()

    public init(_ configuration: PieSocketConfiguration) {
        self.configuration = configuration
    }

    public static let capabilities: Capabilities = [.presence, .publish]
    public var capabilities: Capabilities { Self.capabilities }
    public var request: ConnectionRequest { configuration.request(room: room ?? "", token: token) }

    // MARK: The room

    public mutating func subscribe(to channel: String, _ outbox: Outbox) {
        guard let room else {
            room = channel
            return
        }
        guard channel != room, !otherRooms.contains(channel) else { return }
        otherRooms.append(channel)
        if isOpen { refuse(channel, outbox) }
    }

    public mutating func unsubscribe(from channel: String, _ outbox: Outbox) {
        otherRooms.removeAll { $0 == channel }
        guard channel == room else { return }
        room = nil
        guard isOpen else { return }
        end(
            with: .giveUp(Outage(.closed, reason: "the room \(channel) was left, and a connection has no other")),
            outbox)
    }

    private func refuse(_ channel: String, _ outbox: Outbox) {
        outbox.refused(channel, code: nil, reason: "a connection has one room; this needs a feed of its own")
    }

    // MARK: The connection

    public mutating func prepare(_ outbox: Outbox) -> Bool {
        guard let room else {
            outbox.unprepared(.giveUp(Outage(.closed, reason: "there is no room to enter")))
            return false
        }
        if let objection = configuration.objection(to: room) {
            outbox.unprepared(.giveUp(Outage(.refused, reason: "\(room): \(objection)")))
            return false
        }
        switch configuration.authorisation {
        case .none: break
        case .token(let secret): token = String(decoding: secret.bytes, as: UTF8.self)
        case .secret(let secret):
            token = PieSocketToken.make(room: room, member: configuration.member, secret: secret, at: outbox.now)
        case .endpoint(let endpoint):
            tokenFetch = outbox.fetch(endpoint.request(to: endpoint.url, fields: [("channel_name", room)]))
            return false
        }
        return true
    }

    public mutating func answered(_ fetch: FetchID, _ answer: HTTPAnswer, _ outbox: Outbox) {
        guard fetch == tokenFetch, case .endpoint(let endpoint) = configuration.authorisation else { return }
        tokenFetch = nil
        let name = AuthEndpoint.name(of: endpoint.url)
        switch PieSocketToken.read(answer, of: name, at: outbox.now, with: outer) {
        case .success(let text):
            token = text
            outbox.prepared()
        case .failure(let refusal): outbox.unprepared(refusal.verdict)
        }
    }

    public mutating func opened(_ handshake: Handshake?, _ outbox: Outbox) {
        isOpen = true
        outbox.perform(.start(Timer.admission, after: Self.admissionPatience))
        for channel in otherRooms { refuse(channel, outbox) }
    }

    public mutating func elapsed(_ timer: TimerName, _ outbox: Outbox) {
        guard timer == Timer.admission else { return }
        admit(outbox)
    }

    /// The room has let us in.
    mutating func admit(_ outbox: Outbox) {
        guard !isAdmitted, decision == nil, let room else { return }
        isAdmitted = true
        hasBeenReady = true
        hasRefreshed = false
        outbox.perform(.cancel(Timer.admission))
        outbox.ready()
        outbox.subscribed(room)
    }

    public mutating func closed(_ end: ConnectionEnd, _ outbox: Outbox) -> Verdict {
        let error = lastError.flatMap { outbox.now - $0.at <= Self.explanationPeriod ? $0.text : nil }
        let verdict =
            decision
            ?? PieSocketVerdict.verdict(
                for: end,
                .init(
                    lastError: error, wasAdmitted: isAdmitted, canRefreshToken: canMakeTokens && !hasRefreshed,
                    hasBeenReady: hasBeenReady))
        if case .reconnectNow = verdict { hasRefreshed = true }
        isOpen = false
        isAdmitted = false
        decision = nil
        lastError = nil
        members = nil
        return verdict
    }

    private var canMakeTokens: Bool {
        switch configuration.authorisation {
        case .none, .token: false
        case .secret, .endpoint: true
        }
    }

    /// Closes the connection, for a reason that decides what happens then.
    mutating func end(with verdict: Verdict, _ outbox: Outbox) {
        guard decision == nil else { return }
        decision = verdict
        outbox.perform(.close(code: 1000, reason: ""))
    }
}
