import Testing

@testable import WebSocket

/// RFC 7692 §6, §7.2.1: sending compressed messages, and what one end sends the other reads.
struct DeflateTests {
    private static let text = String(repeating: #"{"lot":7,"bid":120,"by":"Żaneta 🐎"},"#, count: 20)
    private static let everyWindow = DeflateParameters.windowBits

    @Test
    func aCompressedMessageHasRSV1AndNoTail() throws {
        for role in [Role.client, .server] {
            var endpoint = Endpoint(role, compression: DeflateParameters())
            endpoint.connection.send(text: Self.text)
            endpoint.connection.ping(Array(repeating: 0x61, count: 125))
            let answer = endpoint.answer()
            let frames = try #require(answer)
            let size = Int(frames[1])
            #expect(frames[0] == 0xC1 && size <= 125)
            #expect(!frames[..<(2 + size)].suffix(4).elementsEqual([0x00, 0x00, 0xFF, 0xFF]))
            #expect(frames[(2 + size)...].prefix(2) == [0x89, 125], "control frames are never compressed")
        }
    }

    @Test(arguments: [(0, false), (127, false), (128, true), (100_000, true)])
    func smallMessagesAreSentAsTheyAre(_ size: Int, _ isCompressed: Bool) throws {
        var endpoint = Endpoint(.server, compression: DeflateParameters())
        endpoint.connection.send(binary: Array(repeating: 0x61, count: size))
        let answer = endpoint.answer()
        #expect(try #require(answer)[0] == (isCompressed ? 0xC2 : 0x82))
    }

    @Test
    func withoutAgreementNothingIsCompressed() {
        var endpoint = Endpoint(.client)
        endpoint.connection.send(text: Self.text)
        #expect(endpoint.answer() == Wire.frame(0x81, Array(Self.text.utf8)))
    }

    /// zlib cannot compress with a window of 8 bits; plain messages may be sent always.
    @Test
    func withAWindowOf8BitsNothingIsCompressed() {
        let parameters = DeflateParameters(serverMaxWindowBits: 8, clientMaxWindowBits: 8)
        for role in [Role.client, .server] {
            var endpoint = Endpoint(role, compression: parameters)
            endpoint.connection.send(text: Self.text)
            #expect(endpoint.answer() == Wire.frame(0x81, Array(Self.text.utf8)))
        }
    }

    @Test
    func sharingTheWindowMakesTheSecondMessageSmaller() throws {
        var sizes: [Bool: [Int]] = [:]
        for keepsContext in [true, false] {
            var server = Connection.server(
                compression: DeflateParameters(serverNoContextTakeover: !keepsContext))
            for _ in 0..<2 {
                server.send(text: Self.text)
                sizes[keepsContext, default: []].append(server.takeOutgoing().count)
            }
        }
        let (shared, alone) = (sizes[true] ?? [], sizes[false] ?? [])
        #expect(shared[0] == alone[0] && alone[0] == alone[1] && shared[1] < shared[0] / 2)
    }

    /// What does not get smaller: by itself it is sent plain; with a window in common the peer has to see it.
    @Test(arguments: [true, false])
    func whatDoesNotGetSmaller(_ keepsContext: Bool) {
        var random = SeededGenerator(state: 1)
        let noise = (0..<400).map { _ in UInt8.random(in: 0...255, using: &random) }
        let parameters = DeflateParameters(serverNoContextTakeover: !keepsContext)
        var server = Connection.server(compression: parameters)
        var client = Endpoint(.client, compression: parameters)
        for message in [Array(Self.text.utf8), noise, Array(Self.text.utf8), noise] {
            server.send(binary: message)
            let frame = server.takeOutgoing()
            #expect(frame[0] == (message != noise || keepsContext ? 0xC2 : 0x82))
            client.receive(frame)
            #expect(client.events.last == "binary \(Wire.describe(message))")
        }
    }

    @Test(arguments: Array(everyWindow))
    func everyWindowBothWays(_ bits: Int) {
        for keepsContext in [true, false] {
            let parameters = DeflateParameters(
                serverNoContextTakeover: !keepsContext, clientNoContextTakeover: !keepsContext,
                serverMaxWindowBits: bits, clientMaxWindowBits: bits)
            for role in [Role.client, .server] { converse(from: role, parameters, seed: UInt64(bits)) }
        }
    }

    private func converse(from role: Role, _ parameters: DeflateParameters, seed: UInt64) {
        var random = SeededGenerator(state: seed)
        var sender = Connection(role: role, maskingKeys: CountingKeys(), compression: parameters)
        var receiver = Endpoint(role == .client ? .server : .client, compression: parameters)
        var expected: [String] = []
        for _ in 0..<8 {
            let size = [0, 1, 127, 128, 1000, 20_000].randomElement(using: &random) ?? 0
            if Bool.random(using: &random) {
                let text = String(String(repeating: Self.text, count: 1 + size / 500).prefix(size))
                sender.send(text: text)
                expected.append("text \"\(text)\"")
            } else {
                let range: ClosedRange<UInt8> = Bool.random(using: &random) ? 0...255 : 0x61...0x64
                let bytes = (0..<size).map { _ in UInt8.random(in: range, using: &random) }
                sender.send(binary: bytes)
                expected.append("binary \(Wire.describe(bytes))")
            }
        }
        let reads = (0..<60).map { _ in Int.random(in: 1...4000, using: &random) }
        receiver.receive(sender.takeOutgoing(), reads: reads)
        #expect(receiver.events == expected, "\(role), \(parameters)")
        #expect(receiver.reasons.isEmpty)
    }

    /// A message in fragments of any size, as other peers send it.
    @Test(arguments: [1, 2, 3, 7, 30])
    func aCompressedMessageInFragments(_ size: Int) throws {
        let deflater = try #require(Deflater(DeflateParameters().sent(by: .server), for: .server))
        var endpoint = Endpoint(.client, compression: DeflateParameters())
        for _ in 0..<2 {
            #expect(Array(Self.text.utf8).withUnsafeBytes { deflater.compress($0) })
            let payload = deflater.compressed
            let starts = stride(from: 0, to: payload.count, by: size)
            let frames = starts.flatMap { start in
                let end = min(start + size, payload.count)
                let first: UInt8 = (start == 0 ? 0x41 : 0x00) | (end == payload.count ? 0x80 : 0x00)
                return Wire.frame(first, Array(payload[start..<end]))
            }
            endpoint.receive(frames, reads: [5, 1, 17])
        }
        #expect(endpoint.events == Array(repeating: "text \"\(Self.text)\"", count: 2))
    }
}
