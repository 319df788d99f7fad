import Domain

@testable import Realtime

/// A session of a catalogued adapter with a paper transport.
struct LawBench {
    let session: Session
    private let script: LawScript
    private var now = Timestamp(milliseconds: 1_763_700_000_000)
    private var effects: [Outbox.Effect] = []
    private var envelopes: [Envelope] = []
    private var fetches: [FetchID] = []
    private(set) var isOpen = false
    /// Whether the last call brought a message of the app.
    private(set) var hasMessage = false

    init(_ script: LawScript, channels: [String]) throws {
        guard let entry = AdapterCatalog.entry(name: script.name) else {
            throw InvalidInput("no such adapter", in: script.name, expected: "one of the catalogue")
        }
        self.script = script
        let settings = script.settings ?? FeedSettings(url: entry.example)
        session = Session(
            feed: "law", adapter: try entry.prepare(settings)(), channels: channels, policy: ReconnectPolicy(),
            mapper: Mapper(), jitter: { 0 })
        session.start(at: now)
        collect()
    }

    mutating func tick() -> Timestamp {
        now = now + .milliseconds(1)
        return now
    }

    mutating func open() {
        session.opened(at: tick())
        isOpen = true
        collect()
    }

    /// Opens and greets.
    mutating func connect() {
        open()
        receive(script.greeting)
    }

    mutating func confirm(_ channels: [String]) {
        for channel in channels { receive(script.confirmation(channel)) }
    }

    /// As `confirm`, on a connection after a break.
    mutating func confirmAgain(_ channels: [String]) {
        for channel in channels { receive((script.resumption ?? script.confirmation)(channel)) }
    }

    mutating func breakOff() {
        isOpen = false
        fetches.removeAll()
        effects.removeAll()
        session.ended(.lost(reason: "law"), at: tick())
        collect()
    }

    mutating func receive(_ arrivals: [LawScript.Arrival]) {
        hasMessage = false
        for arrival in arrivals { receive(arrival) }
    }

    private mutating func receive(_ arrival: LawScript.Arrival) {
        let now = tick()
        switch arrival {
        case .text(let text): Array(text.utf8).withUnsafeBytes { session.received(.text($0), at: now) }
        case .binary(let bytes): bytes.withUnsafeBytes { session.received(.binary($0), at: now) }
        case .bytes(let text): Array(text.utf8).withUnsafeBytes { session.received(.bytes($0), at: now) }
        case .answer(let status, let body):
            guard let fetch = fetches.popLast() else { break }
            session.answered(fetch, .response(status: status, headers: [], body: Array(body.utf8)), at: now)
        }
        collect()
    }

    /// The same bytes in every form in which bytes can come.
    mutating func receive(junk: [UInt8]) {
        hasMessage = false
        let now = tick()
        junk.withUnsafeBytes {
            session.received(.text($0), at: now)
            session.received(.binary($0), at: now)
            session.received(.bytes($0), at: now)
        }
        if let fetch = fetches.popLast() {
            session.answered(fetch, .response(status: 200, headers: [], body: junk), at: now)
        }
        collect()
    }

    mutating func fireRetry() {
        session.elapsed(TimerName("session.retry"), at: tick())
        collect()
    }

    mutating func collect() {
        for effect in session.outbox.takeEffects() {
            switch effect {
            case .close, .drop, .finish: isOpen = false
            case .fetch(let fetch, _): fetches.append(fetch)
            case .connect, .sendText, .sendBinary, .start, .cancel: break
            }
            effects.append(effect)
        }
        session.outbox.drainEnvelopes { envelope in
            switch envelope.event {
            case .message: hasMessage = true
            case .status(.warning): break
            default: envelopes.append(envelope)
            }
        }
    }

    /// Our subscriptions on this connection.
    var subscriptions: [String] {
        guard let mark = script.subscriptionMark else { return [] }
        return effects.compactMap { effect in
            switch effect {
            case .sendText(let text): String(decoding: text, as: UTF8.self)
            case .fetch(_, let request): request.url
            case .connect(let request): request.path
            case .sendBinary, .close, .drop, .start, .cancel, .finish: nil
            }
        }.filter { $0.contains(mark) }
    }

    var statuses: [FeedStatus] {
        envelopes.compactMap {
            guard case .status(let status) = $0.event else { return nil }
            return status
        }
    }

    var gaps: [String] {
        envelopes.compactMap { envelope in
            guard case .gap = envelope.event else { return nil }
            return envelope.channel
        }
    }
}

/// Repeatable randomness (SplitMix64).
struct Dice {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int {
        Int(next() % UInt64(max(1, limit)))
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    /// Cuts, flips, inserts, repeats.
    mutating func damage(_ message: [UInt8]) -> [UInt8] {
        var message = message
        for _ in 0...below(3) {
            let place = below(message.count)
            switch below(5) {
            case 0: message = Array(message.prefix(place))
            case 1 where !message.isEmpty: message[place] ^= UInt8(1 << below(8))
            case 2: message.insert(UInt8(truncatingIfNeeded: next()), at: place)
            case 3 where !message.isEmpty: message.remove(at: place)
            case 4: message.insert(contentsOf: message.prefix(below(40)), at: place)
            default: break
            }
        }
        return message
    }
}

/// Messages that no service means.
enum Junk {
    static func all(from samples: [String]) -> [[UInt8]] {
        var random = Dice(seed: 1)
        var junk: [[UInt8]] = [[], [0], [0xFF], Array("null".utf8), Array("{}".utf8), Array("\"\"".utf8)]
        junk.append([UInt8](repeating: 0x5B, count: 100_000))
        junk.append(Array((String(repeating: "{\"a\":", count: 50_000) + "1").utf8))
        junk.append(
            Array(
                "{\"event\":\"tick\",\"channel\":\"one\",\"data\":\"\(String(repeating: "x", count: 2_000_000))\"}".utf8
            ))
        junk.append(Array("{\"event\":\"\(String(repeating: "e", count: 500_000))\",\"channel\":\"one\"}".utf8))
        junk.append(Array("{\"event\":\"tick\",\"data\":\"\(String(repeating: "[", count: 10_000))\"}".utf8))
        junk.append(Array("{\"event\":\"tick\",\"event\":7,\"channel\":[],\"data\":{\"a\":1,\"a\":2}}".utf8))
        for length in [1, 2, 7, 64, 1_000, 65_536] { junk.append(random.bytes(length)) }
        for sample in samples {
            let bytes = Array(sample.utf8)
            for length in stride(from: 0, to: bytes.count, by: 5) { junk.append(Array(bytes.prefix(length))) }
        }
        return junk
    }
}
