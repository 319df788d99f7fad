import Testing

@testable import WebSocket

/// RFC 6455 §5.5: ping and pong, and what all control frames must be. For the close frame see `CloseTests`.
struct ControlFrameTests {
    static let longest = String(repeating: "x", count: 125)

    static let vectors = [
        Vector("§5.7 a ping and its answer", #"89 05 "Hello""#, [#"ping "Hello""#], answer: #"8a 05 "Hello""#),
        Vector("an empty ping", "89 00", [#"ping """#], answer: "8a 00"),
        Vector(
            "the longest ping", "89 7d \"\(longest)\"", ["ping \"\(longest)\""], answer: "8a 7d \"\(longest)\""),
        Vector("a pong nobody asked for", #"8a 05 "Hello""#, [#"pong "Hello""#]),
        Vector(
            "pongs and pings", #"8a 00 | 89 01 "a" | 8a 01 "b" | 89 01 "c""#,
            [#"pong """#, #"ping "a""#, #"pong "b""#, #"ping "c""#], answer: #"8a 01 "a" | 8a 01 "c""#),
        Vector(
            "every ping of ten", (0..<10).map { "89 01 3\($0)" }.joined(separator: "|"),
            (0..<10).map { "ping \"\($0)\"" }, answer: (0..<10).map { "8a 01 3\($0)" }.joined(separator: "|")),

        .fails("a ping of 126 bytes", "89 7e 00 7e \"\(longest)x\"", 1002),
        .fails("a pong with a length of eight bytes", "8a 7f 00 00 00 00 00 01 00 00", 1002),
        .fails("a close of 126 bytes", "88 7e 00 7e 03 e8 \"\(longest.dropLast())\"", 1002),
        .fails("a fragmented ping", #"09 01 "a" | 80 01 "b""#, 1002),
        .fails("a fragmented pong", #"0a 01 "a" | 80 01 "b""#, 1002),
        .fails("a fragmented close", "08 02 03 e8", 1002),
    ]

    @Test(arguments: vectors)
    func table(_ vector: Vector) {
        check(vector)
    }

    /// §5.5.3 lets an endpoint answer only the latest ping. We do so once 64 KiB wait to be written.
    @Test
    func pingsDoNotPileUpAnswersThatNobodyReads() {
        var connection = Connection(role: .client, maskingKeys: CountingKeys())
        for number in 0..<100_000 {
            var ping = Wire.frame(0x89, Array(String(number).utf8))
            ping.withUnsafeMutableBytes { connection.receive($0) { _ in } }
        }
        let written = connection.takeOutgoing()
        #expect(written.count < 65536 + 512)
        let plain = Wire.unmasked(written, from: .client) ?? []
        #expect(plain.suffix(7) == Wire.frame(0x8A, Array("99999".utf8))[...])
        #expect(!connection.hasOutgoing)
    }

    @Test
    func noPongAfterOurClose() {
        var endpoint = Endpoint(.client)
        endpoint.connection.close(.normal)
        endpoint.receive(Wire.bytes(#"89 01 "a" 81 01 "b""#))
        #expect(endpoint.events == [#"ping "a""#, #"text "b""#])
        #expect(endpoint.answer() == Wire.bytes("88 02 03 e8"))
    }

    @Test
    func ownPingsAndPongsAreCutTo125Bytes() {
        var endpoint = Endpoint(.client)
        endpoint.connection.ping(Array(repeating: 0x61, count: 126))
        endpoint.connection.pong(Array(repeating: 0x62, count: 1000))
        endpoint.connection.ping()
        let expected =
            Wire.frame(0x89, Array(repeating: 0x61, count: 125)) + Wire.frame(0x8A, Array(repeating: 0x62, count: 125))
            + Wire.frame(0x89, [])
        #expect(endpoint.answer() == expected)
    }
}
