internal import Domain
internal import JSON

/// Pusher Channels, protocol 7, and compatible servers (soketi, Laravel Reverb, Sockudo).
///
/// Public, private, presence, cache and encrypted channels, user sign-in and client events. The protocol has no message ids, no history and no
/// resume, so each break ends in a gap.
public struct PusherAdapter: Adapter {
    enum Timer {
        /// The greeting, then silence, then the pong.
        static let activity = TimerName("pusher.activity")
        /// The earliest thing due on any channel.
        static let channels = TimerName("pusher.channels")
        static let signIn = TimerName("pusher.signin")
    }

    enum Deadline {
        static let greeting: Duration = .seconds(15)
        static let pong: Duration = .seconds(30)
        static let subscription: Duration = .seconds(15)
        static let longestSilence: Duration = .seconds(120)
    }

    enum Phase: Hashable {
        case closed
        case greeting
        case established(socketID: String)
    }

    let configuration: PusherConfiguration
    /// Like the configuration's, until the server says that it takes TLS only.
    var isSecure: Bool
    var phase = Phase.closed
    var hasBeenReady = false
    /// Decided before we closed the connection ourselves.
    var decision: Verdict?
    var lastError: PusherError?
    var lastErrorAt = Timestamp(milliseconds: 0)

    // Liveness
    var lastArrival = Timestamp(milliseconds: 0)
    var silenceLimit = Deadline.longestSilence
    var awaitsPong = false

    // Channels
    var channels: [String: PusherSubscription] = [:]
    /// The channels in the order in which they were asked for.
    var order: [String] = []
    /// Unsubscribed on this connection; what is still under way for them is nobody's business.
    var abandoned: Set<String> = []
    /// What the channels' timer is set for.
    var channelsDue: Timestamp?
    /// Refusals that name no channel, until it is clear whose they are.
    var looseRefusals: [PusherError] = []
    var authorisations: [FetchID: String] = [:]
    var signIn = PusherSignIn()
    /// When the last client events were sent.
    var published: [Timestamp] = []

    let outer = JSONDocument()
    let inner = JSONDocument()
    let plain = JSONDocument()
    var names = NameCache()

    public init(_ configuration: PusherConfiguration) {
        self.configuration = configuration
        isSecure = configuration.isSecure
    }

    public static let capabilities: Capabilities = [.presence, .publish]
    public var capabilities: Capabilities { Self.capabilities }

    public var request: ConnectionRequest {
        var request = configuration.request
        if isSecure, !configuration.isSecure {
            request.isSecure = true
            if request.port == 80 { request.port = 443 }
        }
        return request
    }

    var socketID: String? {
        guard case .established(let socketID) = phase else { return nil }
        return socketID
    }

    // MARK: The connection

    public mutating func opened(_ handshake: Handshake?, _ outbox: Outbox) {
        phase = .greeting
        lastArrival = outbox.now
        outbox.perform(.start(Timer.activity, after: Deadline.greeting))
    }

    public mutating func received(_ message: Message, _ outbox: Outbox) {
        noteArrival(outbox)
        switch message {
        case .text(let bytes): receive(bytes, outbox)
        case .binary(let bytes), .bytes(let bytes):
            outbox.emit(
                status: .warning("\(bytes.count) bytes of a kind that this protocol does not have were ignored"))
        }
    }

    private mutating func receive(_ bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        do throws(JSONError) {
            try outer.read(bytes) { receive($0, outbox) }
        } catch {
            outbox.emit(status: .warning("a message could not be read: \(error)"))
        }
    }

    public mutating func elapsed(_ timer: TimerName, _ outbox: Outbox) {
        switch timer {
        case Timer.activity: checkActivity(outbox)
        case Timer.channels: checkChannels(outbox)
        case Timer.signIn: checkSignIn(outbox)
        default: break
        }
    }

    public mutating func answered(_ fetch: FetchID, _ answer: HTTPAnswer, _ outbox: Outbox) {
        if signIn.state == .authorising(fetch) { return answeredSignIn(answer, outbox) }
        guard let channel = authorisations.removeValue(forKey: fetch) else { return }
        if channels[channel]?.seal?.refresh == fetch {
            answeredRefresh(channel, answer, outbox)
        } else {
            answeredAuthorisation(channel, fetch, answer, outbox)
            authoriseQueued(outbox)
        }
    }

    public mutating func closed(_ end: ConnectionEnd, _ outbox: Outbox) -> Verdict {
        let isExplained = lastError != nil && outbox.now - lastErrorAt <= PusherError.explanationPeriod
        let circumstances = PusherVerdict.Circumstances(
            decision: decision, lastError: isExplained ? lastError : nil, isSecure: isSecure, hasBeenReady: hasBeenReady
        )
        let verdict = PusherVerdict.verdict(for: end, circumstances)
        let saysTLSOnly = end.code == 4000 || (isExplained && lastError?.code == 4000)
        if saysTLSOnly, case .reconnectNow = verdict { isSecure = true }
        forgetConnection()
        return verdict
    }

    private mutating func forgetConnection() {
        phase = .closed
        decision = nil
        lastError = nil
        awaitsPong = false
        abandoned.removeAll()
        channelsDue = nil
        looseRefusals.removeAll()
        authorisations.removeAll()
        signIn = PusherSignIn()
        published.removeAll(keepingCapacity: true)
        order.removeAll { channels[$0]?.isLeaving == true || channels[$0]?.isAutomatic == true }
        channels = channels.filter { !$0.value.isLeaving && !$0.value.isAutomatic }
        for name in order { channels[name]?.reset() }
    }

    /// Closes the connection, for a reason that decides what happens then.
    mutating func end(with verdict: Verdict, _ outbox: Outbox) {
        guard decision == nil else { return }
        decision = verdict
        outbox.perform(.close(code: 1000, reason: ""))
    }
}

// MARK: - Liveness

extension PusherAdapter {
    /// Anything that arrives shows that the server lives. The timer is not touched: it looks at `lastArrival` when it runs out.
    @inline(__always)
    mutating func noteArrival(_ outbox: Outbox) {
        let silence = outbox.now - lastArrival
        lastArrival = outbox.now
        if awaitsPong {
            awaitsPong = false
            outbox.perform(.start(Timer.activity, after: silenceLimit))
        } else if silence > silenceLimit + Deadline.pong, socketID != nil {
            // The clock has jumped: we slept, and this may be old news out of a buffer. Better ask.
            ping(outbox)
        }
    }

    private mutating func checkActivity(_ outbox: Outbox) {
        guard socketID != nil else {
            decision = .backOff(atLeast: .seconds(1), reason: "the server did not greet within 15 s")
            return outbox.perform(.drop)
        }
        if awaitsPong {
            decision = .reconnectNow(reason: "the server did not answer a ping within 30 s")
            return outbox.perform(.drop)
        }
        // A clock that was set back must not keep us from asking.
        let silence = max(.zero, outbox.now - lastArrival)
        guard silence < silenceLimit else { return ping(outbox) }
        outbox.perform(.start(Timer.activity, after: silenceLimit - silence))
    }

    private mutating func ping(_ outbox: Outbox) {
        awaitsPong = true
        outbox.perform(.sendText(PusherFrame.ping))
        outbox.perform(.start(Timer.activity, after: Deadline.pong))
    }
}
