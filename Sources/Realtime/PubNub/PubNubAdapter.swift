internal import Domain
internal import JSON

/// PubNub by subscribe v2: one HTTP request after another, each held by the service until there is something to tell.
///
/// A connection is opened by asking where the service is now, which also shows whether the channels are ours to have. Then the
/// cursor of the last answer, also of one before a break, is handed back with each request: the service tells what came since,
/// as far as its buffer goes.
public struct PubNubAdapter: Adapter {
    enum Timer {
        static let next = TimerName("pubnub.next")
        static let catchUp = TimerName("pubnub.catchup")
        static let heartbeat = TimerName("pubnub.heartbeat")
    }

    enum Limit {
        /// How long the service buffers messages.
        static let buffer: Duration = .seconds(16 * 60)
        /// An answer with as many may be one of which the beginning was cut off.
        static let answer = 100
        /// What waits in the buffer is told at once: after this, nothing waits.
        static let catchUp: Duration = .seconds(5)
        /// Proxies cut what is held for long; a request held for less than this was not cut, it failed.
        static let held: Duration = .seconds(20)
        /// Without an answer for longer than this, the machine slept or the network was gone.
        static let silence: Duration = .seconds(330)
        /// Between two requests where the answer was empty and came at once.
        static let pause: Duration = .seconds(1)
        /// Requests that were given up for others and may still be held.
        static let superseded = 4
    }

    enum Phase: Hashable {
        case closed
        /// Asking where the service is, and for the channels.
        case greeting(FetchID)
        case polling(FetchID)
        /// Nothing is asked for: there is no channel, or the next request is due in a moment.
        case resting
    }

    /// What is told once a connection, however often it happens.
    struct Told: OptionSet {
        let rawValue: Int
        static let sealed = Told(rawValue: 1 << 0)
        static let unknownForm = Told(rawValue: 1 << 1)
        static let heartbeat = Told(rawValue: 1 << 2)
        static let hereNow = Told(rawValue: 1 << 3)
        static let history = Told(rawValue: 1 << 4)
    }

    let configuration: PubNubConfiguration
    let requests: PubNubRequests
    var phase = Phase.closed
    var hasBeenReady = false
    /// Decided before we cut the connection ourselves.
    var decision: Verdict?
    var told: Told = []

    // Channels
    var wanted = PubNubWanted()

    // The cursor
    var cursor: PubNubCursor?
    /// Up to when, by the service's clock, we know that we were told everything.
    var coveredThrough = PubNubTime(ticks: 0)
    /// The service's time when this connection began.
    var greetedAt = PubNubTime(ticks: 0)
    var isCatchingUp = false
    /// The service told more than we could take in: the cursor is of no use any more.
    var hasSkipped = false
    var askedAt = Timestamp(milliseconds: 0)
    var answeredAt = Timestamp(milliseconds: 0)
    var superseded = 0
    var recents = PubNubRecents()

    // Beside the cursor
    var fill: PubNubFill?
    var members = PubNubMembers()
    var hereNows: [FetchID: PubNubNames] = [:]
    var heartbeats: FetchID?
    var publications: [FetchID: String] = [:]

    let cipher: PubNubCipher?
    let random: () -> UInt64

    let outer = JSONDocument()
    /// For pages of the history, and data to publish.
    let stored = JSONDocument()
    /// For decrypted data, while one of the others is still being read.
    let opened = JSONDocument()

    /// - Parameter random: makes what nobody may foresee where messages are encrypted.
    public init(_ configuration: PubNubConfiguration, random: @escaping () -> UInt64) {
        self.configuration = configuration
        self.random = random
        cipher = configuration.cipherKey.flatMap(PubNubCipher.init)
        requests = PubNubRequests(configuration: configuration)
        wanted.groups = configuration.groups
    }

    public static let capabilities: Capabilities = [.resume, .history, .presence, .wildcard, .publish]
    public var capabilities: Capabilities { Self.capabilities }

    public var request: ConnectionRequest {
        ConnectionRequest(
            kind: .poller, isSecure: configuration.isSecure, host: configuration.host, port: configuration.port,
            path: "/")
    }

    // MARK: The connection

    public mutating func opened(_ handshake: Handshake?, _ outbox: Outbox) {
        isCatchingUp = cursor != nil
        answeredAt = outbox.now
        greet(outbox)
    }

    public mutating func received(_ message: Message, _ outbox: Outbox) {
        warn(.unknownForm, "data that nobody asked for was ignored", outbox)
    }

    public mutating func elapsed(_ timer: TimerName, _ outbox: Outbox) {
        switch timer {
        case Timer.next: if phase == .resting { poll(outbox) }
        case Timer.catchUp: concludeCatchUp(isCut: false, from: cursor, outbox)
        case Timer.heartbeat: beat(outbox)
        default: break
        }
    }

    public mutating func answered(_ fetch: FetchID, _ answer: HTTPAnswer, _ outbox: Outbox) {
        let document = outer
        PubNubAnswer.read(answer, at: outbox.now, with: document) { answer in
            if phase == .greeting(fetch) {
                greeted(answer, outbox)
            } else if phase == .polling(fetch) {
                polled(answer, outbox)
            } else if fill?.fetch == fetch {
                filled(answer, outbox)
            } else if let names = hereNows.removeValue(forKey: fetch) {
                presented(names, answer, outbox)
            } else if heartbeats == fetch {
                hasBeaten(answer, outbox)
            } else if let channel = publications.removeValue(forKey: fetch) {
                published(channel, answer, outbox)
            }
        }
    }

    public mutating func stopping(_ outbox: Outbox) {
        leave(wanted.names, outbox)
    }

    public mutating func closed(_ end: ConnectionEnd, _ outbox: Outbox) -> Verdict {
        let verdict = decision ?? .standard(for: end, hasBeenReady: hasBeenReady)
        phase = .closed
        decision = nil
        told = []
        superseded = 0
        fill = nil
        hereNows.removeAll()
        heartbeats = nil
        publications.removeAll()
        wanted.forgetAnswers()
        return verdict
    }

    /// Cuts the connection, for a reason that decides what happens then.
    mutating func end(with verdict: Verdict, _ outbox: Outbox) {
        guard decision == nil else { return }
        decision = verdict
        outbox.perform(.drop)
    }

    mutating func warn(_ kind: Told, _ text: String, channel: String? = nil, _ outbox: Outbox) {
        guard told.insert(kind).inserted else { return }
        outbox.emit(status: .warning(text), channel: channel)
    }
}
