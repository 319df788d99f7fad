import Domain
import Testing

@testable import Realtime

/// Whatever happens in whatever order, a session keeps its promises to the driver.
@Suite struct SessionLawTests {
    @Test(arguments: 0..<200)
    func keepsItsPromises(_ seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        var world = try PaperWorld(seed: seed)
        for _ in 0..<400 {
            world.act(&dice)
            #expect(world.broken == nil, "seed \(seed)")
            guard world.broken == nil else { return }
        }
    }

    /// However it stands, a stop ends within two seconds of timers.
    @Test(arguments: 0..<100)
    func stopsFromAnyState(_ seed: Int) throws {
        var dice = Dice(seed: UInt64(seed) &+ 1_000)
        var world = try PaperWorld(seed: seed)
        for _ in 0..<dice.below(60) { world.act(&dice) }
        world.stop()
        #expect(world.isFinished)
        #expect(world.broken == nil)
    }
}

/// A driver that keeps the books: one transport, `ended` once for each `connect`, nothing after `finish`.
struct PaperWorld {
    private let session: Session
    private var now = Timestamp(milliseconds: 1_763_700_000_000)
    private var timers: [TimerName: Timestamp] = [:]
    private var fetches: [FetchID] = []
    private var hasTransport = false
    private var isOpen = false
    private(set) var isFinished = false
    /// The first promise that was broken.
    private(set) var broken: String?

    init(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        session = Session(
            feed: "f", adapter: Self.adapter(seed), channels: ["a", "private-b", "presence-c"],
            policy: ReconnectPolicy(maxAttempts: seed % 5 == 0 ? 3 : nil, failsOnGap: seed % 7 == 0), mapper: Mapper(),
            jitter: { Double(dice.below(1_000)) / 1_000 })
        session.start(at: now)
        perform()
    }

    /// One that subscribes by messages, and one that must ask for a token before each connection.
    private static func adapter(_ seed: Int) -> any Adapter {
        let endpoint = AuthEndpoint(url: "https://example.com/auth")
        if seed % 4 == 3 {
            var configuration = PieSocketConfiguration(host: "example.com", apiKey: "k", uuid: "u")
            configuration.authorisation = .endpoint(endpoint)
            return PieSocketAdapter(configuration)
        }
        var configuration = PusherConfiguration(key: "k", cluster: "mt1")
        configuration.authorisation = seed % 2 == 0 ? .endpoint(endpoint) : .secret(Secret([1]))
        configuration.member = .init(id: "me")
        configuration.signsIn = seed % 3 == 0
        return PusherAdapter(configuration)
    }

    mutating func act(_ dice: inout Dice) {
        guard !isFinished else { return }
        now = now + .milliseconds(dice.below(3_000))
        switch dice.below(12) {
        case 0...1: open()
        case 2...5: receive(&dice)
        case 6: fireNext()
        case 7: answer(&dice)
        case 8: end(&dice)
        case 9: session.subscribe(to: ["a", "private-b", "cache-d", "bad name"][dice.below(4)], at: now)
        case 10: session.unsubscribe(from: ["a", "private-b", "presence-c", "cache-d"][dice.below(4)], at: now)
        default: if dice.below(8) == 0 { session.reconnect(at: now) }
        }
        perform()
    }

    mutating func stop() {
        session.stop(at: now)
        perform()
        for _ in 0..<10 where !isFinished { fireNext() }
    }

    private mutating func open() {
        guard hasTransport, !isOpen else { return }
        isOpen = true
        session.opened(at: now)
    }

    private mutating func receive(_ dice: inout Dice) {
        guard isOpen else { return }
        let channel = ["a", "private-b", "presence-c", "cache-d"][dice.below(4)]
        let text = [
            #"{"event":"pusher:connection_established","data":"{\"socket_id\":\"1.2\",\"activity_timeout\":9}"}"#,
            #"{"event":"pusher_internal:subscription_succeeded","channel":"\#(channel)","data":"{}"}"#,
            #"{"event":"pusher:error","data":{"code":null,"message":"no"}}"#,
            #"{"event":"pusher:subscription_error","channel":"\#(channel)","data":{}}"#,
            #"{"event":"pusher:signin_success","data":{"user_data":"{\"id\":\"me\"}"}}"#,
            #"{"event":"tick","channel":"\#(channel)","data":"1"}"#,
        ][dice.below(6)]
        Array(text.utf8).withUnsafeBytes { session.received(.text($0), at: now) }
    }

    private mutating func fireNext() {
        guard let next = timers.min(by: { ($0.value, $0.key.name) < ($1.value, $1.key.name) }) else { return }
        timers[next.key] = nil
        now = max(now, next.value)
        session.elapsed(next.key, at: now)
        perform()
    }

    private mutating func answer(_ dice: inout Dice) {
        guard let fetch = fetches.popLast() else { return }
        let body = Array(#"{"auth":"k:x","channel_data":"{}","user_data":"{}"}"#.utf8)
        let status = [200, 200, 403, 500][dice.below(4)]
        session.answered(fetch, .response(status: status, headers: [], body: body), at: now)
    }

    private mutating func end(_ dice: inout Dice) {
        guard hasTransport else { return }
        hasTransport = false
        isOpen = false
        let ends: [ConnectionEnd] = [
            .lost(reason: "x"), .closed(code: 1000, reason: ""), .closed(code: 4200, reason: ""),
            .closed(code: 4100, reason: ""), .unreachable(.tls(reason: "x")), .ended,
            .refused(status: 503, retryAfter: .seconds(2), reason: "x"),
        ]
        session.ended(ends[dice.below(ends.count)], at: now)
    }

    private mutating func perform() {
        for effect in session.outbox.takeEffects() {
            if isFinished { broken = broken ?? "\(effect) after finish" }
            switch effect {
            case .connect:
                if hasTransport { broken = broken ?? "a second transport" }
                hasTransport = true
                isOpen = false
            case .sendText, .sendBinary: if !isOpen { broken = broken ?? "sending without a transport" }
            case .close, .drop: if !hasTransport { broken = broken ?? "closing nothing" }
            case .start(let timer, let after):
                if after < .zero { broken = broken ?? "a timer in the past" }
                timers[timer] = now + after
            case .cancel(let timer): timers[timer] = nil
            case .fetch(let id, _): fetches.append(id)
            case .finish:
                isFinished = true
                if !timers.isEmpty { broken = broken ?? "timers left over: \(timers.keys.map(\.name))" }
            }
        }
        session.outbox.drainEnvelopes { _ in }
    }
}
