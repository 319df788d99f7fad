import Testing
import WebSocket

/// SplitMix64: the same numbers from the same seed.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// Laws that hold for any bytes.
struct RandomTests {
    private static func frame(_ random: inout SeededGenerator) -> [UInt8] {
        let plausible: [UInt8] = [0x81, 0x82, 0x01, 0x02, 0x00, 0x80, 0x89, 0x8A, 0x88]
        let isWild = Int.random(in: 0..<20, using: &random) == 0
        let first = isWild ? UInt8.random(in: 0...255, using: &random) : plausible.randomElement(using: &random) ?? 0
        let size = [0, 1, 2, 5, 30, 125, 126, 300].randomElement(using: &random) ?? 0
        var payload = (0..<size).map { _ in UInt8.random(in: 0x20...0x7E, using: &random) }
        if size > 0, Int.random(in: 0..<10, using: &random) == 0 {
            payload[Int.random(in: 0..<size, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        return Wire.frame(first, payload)
    }

    private static func reads(of count: Int, _ random: inout SeededGenerator) -> [Int] {
        var (sizes, rest): ([Int], Int) = ([], count)
        while rest > 0 {
            let size = min(rest, [1, 2, 3, 10, 50, 500].randomElement(using: &random) ?? 1)
            sizes.append(size)
            rest -= size
        }
        return sizes
    }

    /// Any frames, read whole or in any pieces: nothing traps, the outcome is the same, and there is one end at most.
    @Test(arguments: 0..<300 as Range<UInt64>)
    func howItIsReadDoesNotMatter(_ seed: UInt64) {
        var random = SeededGenerator(state: seed)
        let role: Role = seed % 2 == 0 ? .client : .server
        let frames = (0..<Int.random(in: 1...12, using: &random)).map { _ in Self.frame(&random) }
        let input = frames.flatMap { role == .server ? Wire.masked($0) : $0 }
        var whole = Endpoint(role, limit: 500)
        whole.receive(input)
        var pieces = Endpoint(role, limit: 500)
        pieces.receive(input, reads: Self.reads(of: input.count, &random))
        #expect(whole.events == pieces.events)
        #expect(whole.answer() == pieces.answer())
        #expect(whole.connection.state == pieces.connection.state)
        let ends = whole.events.filter { $0.hasPrefix("closed") || $0.hasPrefix("failed") }
        #expect(ends.count == (whole.connection.state == .closed ? 1 : 0))
        #expect(ends.isEmpty || whole.events.last == ends.first)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func noiseNeverTraps(_ seed: UInt64) {
        var random = SeededGenerator(state: seed)
        let noise = (0..<Int.random(in: 0...400, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        for role in [Role.client, .server] {
            var endpoint = Endpoint(role, limit: 1000)
            endpoint.receive(noise, reads: Self.reads(of: noise.count, &random))
            endpoint.receiveEnd()
            #expect(endpoint.connection.state == .closed)
            #expect(endpoint.answer() != nil, "what we wrote is well-formed")
        }
    }

    /// What one end sends, the other hands over: both directions, any sizes, any reads.
    @Test(arguments: 0..<60 as Range<UInt64>)
    func whatOneEndSendsTheOtherHandsOver(_ seed: UInt64) {
        var random = SeededGenerator(state: seed)
        let roles: (Role, Role) = seed % 2 == 0 ? (.client, .server) : (.server, .client)
        var sender = Connection(role: roles.0, maskingKeys: CountingKeys())
        var expected: [String] = []
        for _ in 0..<8 {
            let size = [0, 1, 17, 125, 126, 1000, 65535, 65536].randomElement(using: &random) ?? 0
            let text = String(repeating: "aé€😀", count: size / 10) + String(repeating: "x", count: size % 10)
            if Bool.random(using: &random) {
                sender.send(text: text)
                expected.append("text \"\(text)\"")
            } else {
                sender.ping(text.prefix(10).utf8)
                expected.append("ping \"\(text.prefix(10))\"")
            }
        }
        sender.close(.goingAway, reason: "čau")
        expected.append("closed 1001 \"čau\"")
        let bytes = sender.takeOutgoing()
        var receiver = Endpoint(roles.1)
        receiver.receive(bytes, reads: (0..<40).map { _ in Int.random(in: 1...9000, using: &random) })
        #expect(receiver.events == expected)
    }
}
