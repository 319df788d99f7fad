internal import Domain
internal import JSON

/// Any WebSocket that sends events without a protocol around them.
///
/// A channel counts as subscribed once it has been asked for, for nobody confirms it. Messages of other channels are shown as well.
public struct PlainSocketAdapter: Adapter {
    enum Timer {
        static let heartbeat = TimerName("websocket.heartbeat")
        /// How long the numbers may take to tell what a break has cost.
        static let proof = TimerName("websocket.proof")
    }

    let configuration: PlainSocketConfiguration
    var isOpen = false
    var hasBeenReady = false
    /// Decided before we closed the connection ourselves.
    var decision: Verdict?
    var complaints = 0
    var openedAt = Timestamp(milliseconds: 0)
    /// When anything was last received on this connection, or when it was opened.
    var lastArrival = Timestamp(milliseconds: 0)
    var hasSpoken = false
    /// A heartbeat has been sent, and nothing received since.
    var awaitsPong = false
    /// What has been warned of on this connection.
    var warnings: Set<Warning> = []

    /// The wanted channels in the order in which they were asked for.
    var channels: [String] = []
    /// Those that have been told to be subscribed, on this connection or an earlier one.
    var confirmed: Set<String> = []
    /// Left on this connection; what still arrives for them is nobody's business.
    var abandoned: Set<String> = []
    var continuity = PlainSocketContinuity()

    let document = JSONDocument()
    var names = NameCache()

    public init(_ configuration: PlainSocketConfiguration) {
        self.configuration = configuration
    }

    public static let capabilities: Capabilities = []
    public var capabilities: Capabilities { Self.capabilities }
    public var request: ConnectionRequest { configuration.request }

    // MARK: The connection

    public mutating func opened(_ handshake: Handshake?, _ outbox: Outbox) {
        isOpen = true
        hasBeenReady = true
        openedAt = outbox.now
        lastArrival = outbox.now
        outbox.ready()
        for opener in configuration.openers {
            if opener.namesChannel {
                for channel in channels { send(opener, for: channel, outbox) }
            } else {
                send(opener, outbox)
            }
        }
        startHeartbeat(outbox)
        resumeFeed(outbox)
        for channel in channels { begin(channel, hasOpeners: true, outbox) }
    }

    public mutating func received(_ message: Message, _ outbox: Outbox) {
        lastArrival = outbox.now
        hasSpoken = true
        awaitsPong = false
        switch message {
        case .text(let bytes): receive(text: bytes, outbox)
        case .binary(let bytes), .bytes(let bytes): receive(binary: bytes, outbox)
        }
    }

    public mutating func elapsed(_ timer: TimerName, _ outbox: Outbox) {
        switch timer {
        case Timer.heartbeat: beat(outbox)
        case Timer.proof: giveUpProof(outbox)
        default: break
        }
    }

    public mutating func answered(_ fetch: FetchID, _ answer: HTTPAnswer, _ outbox: Outbox) {}

    public mutating func publish(_ publication: ClientPublication, _ outbox: Outbox) {
        outbox.emit(
            status: .warning("not published: a plain WebSocket has no form for events of ours"),
            channel: publication.channel)
    }

    /// A connection that lasted this long has not failed for what we say at its beginning.
    private static let goodLife: Duration = .seconds(30)

    public mutating func closed(_ end: ConnectionEnd, _ outbox: Outbox) -> Verdict {
        let isShort = outbox.now - openedAt < Self.goodLife
        complaints = PlainSocketVerdict.isComplaint(end) && isShort ? complaints + 1 : 0
        let circumstances = PlainSocketVerdict.Circumstances(
            decision: decision, hasSpoken: hasSpoken, complaints: complaints, hasBeenReady: hasBeenReady)
        let isFeedWide = channels.isEmpty || !configuration.asksForChannels
        if isOpen { continuity.breakOff(isFeedWide: isFeedWide, lastArrival: lastArrival) }
        isOpen = false
        decision = nil
        hasSpoken = false
        awaitsPong = false
        warnings.removeAll()
        abandoned.removeAll()
        return PlainSocketVerdict.verdict(for: end, circumstances)
    }

    // MARK: Saying

    func send(_ template: MessageTemplate, for channel: String = "", _ outbox: Outbox) {
        outbox.perform(.sendText(template.filled(secret: configuration.secretText, channel: channel)))
    }

    /// Ends the connection for good, for what the server said.
    mutating func refuse(_ text: String, _ outbox: Outbox) {
        guard decision == nil else { return }
        // Some repeat what they refuse.
        let secret = configuration.secretText
        let shown = secret.isEmpty ? text : text.replacing(secret, with: "…")
        decision = .giveUp(Outage(.refused, reason: shown))
        outbox.perform(.close(code: 1000, reason: ""))
    }

    private func startHeartbeat(_ outbox: Outbox) {
        guard let heartbeat = configuration.heartbeat else { return }
        outbox.perform(.start(Timer.heartbeat, after: heartbeat.interval))
    }

    /// Where we know what answers look like, silence since the last heartbeat is the connection's end.
    private mutating func beat(_ outbox: Outbox) {
        guard let heartbeat = configuration.heartbeat else { return }
        guard !awaitsPong || configuration.pongs.isEmpty else {
            decision = .reconnectNow(
                reason: "the server did not answer a ping within \(heartbeat.interval.components.seconds) s")
            return outbox.perform(.drop)
        }
        awaitsPong = true
        send(heartbeat.text, outbox)
        startHeartbeat(outbox)
    }
}

// MARK: - Warnings

extension PlainSocketAdapter {
    /// What a server could make us say with each message is said once a connection.
    enum Warning: Hashable {
        case tooManyParts
        case uncounted
        case tooManyCounts
    }

    mutating func warn(_ warning: Warning, _ text: String, _ outbox: Outbox) {
        guard warnings.insert(warning).inserted else { return }
        outbox.emit(status: .warning(text))
    }
}
