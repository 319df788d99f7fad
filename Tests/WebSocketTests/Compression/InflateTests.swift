import Testing
import WebSocket

/// RFC 7692 §6, §7.2.2, §7.2.3: reading compressed messages.
struct InflateTests {
    static let vectors = [
        Vector("§7.2.3.1 one block", "c1 07 f2 48 cd c9 c9 07 00", [#"text "Hello""#]),
        Vector("§7.2.3.1 in two fragments", "41 03 f2 48 cd | 80 04 c9 c9 07 00", [#"text "Hello""#]),
        Vector(
            "§7.2.3.2 sharing the window", "c1 07 f2 48 cd c9 c9 07 00 | c1 05 f2 00 11 00 00",
            [#"text "Hello""#, #"text "Hello""#]),
        Vector("§7.2.3.3 a block without compression", #"c1 0b 00 05 00 fa ff "Hello" 00"#, [#"text "Hello""#]),
        Vector("§7.2.3.4 a final block", "c1 08 f3 48 cd c9 c9 07 00 00", [#"text "Hello""#]),
        Vector("§7.2.3.5 two blocks", "c1 0d f2 48 05 00 00 00 ff ff ca c9 c9 07 00", [#"text "Hello""#]),
        Vector("§7.2.3.6 an empty message", "c1 01 00 | c2 01 00", [#"text """#, "binary "]),
        Vector(
            "§7.2.3.6 an empty last fragment", "41 0b f2 48 cd c9 c9 07 00 00 00 ff ff | 80 01 00", [#"text "Hello""#]),

        Vector(
            "bid bid bid, twice", "c1 09 4a ca 4c 51 48 82 60 00 00 | c1 05 4a 42 30 01 00",
            [#"text "bid bid bid""#, #"text "bid bid bid""#]),
        Vector(
            "the window outlives a final block", "c1 08 f3 48 cd c9 c9 07 00 00 | c1 05 f2 00 11 00 00",
            [#"text "Hello""#, #"text "Hello""#]),
        Vector(
            "a final block without the empty one behind it", "c1 07 f3 48 cd c9 c9 07 00 | c1 05 f2 00 11 00 00",
            [#"text "Hello""#, #"text "Hello""#]),
        Vector(
            "blocks behind a final one", "c1 0e f3 48 cd c9 c9 07 00 f2 48 cd c9 c9 07 00",
            [#"text "HelloHello""#]),
        Vector("a final empty block as the last", "c1 07 f2 48 cd c9 c9 07 04", [#"text "Hello""#]),
        Vector(
            "nothing at all", "c1 00 | 41 00 | 80 00 | c1 07 f2 48 cd c9 c9 07 00",
            [#"text """#, #"text """#, #"text "Hello""#]),
        Vector("empty blocks before", "c1 0c 00 00 00 ff ff f2 48 cd c9 c9 07 00", [#"text "Hello""#]),
        Vector(
            "plain messages between leave the window alone",
            #"c1 07 f2 48 cd c9 c9 07 00 | 81 01 "a" | 02 01 01 | 80 01 02 | c1 05 f2 00 11 00 00"#,
            [#"text "Hello""#, #"text "a""#, "binary 01 02", #"text "Hello""#]),
        Vector(
            "control frames between fragments are never compressed",
            #"41 03 f2 48 cd | 89 01 "p" | 00 00 | 8a 00 | 80 04 c9 c9 07 00"#,
            [#"ping "p""#, #"pong """#, #"text "Hello""#], answer: #"8a 01 "p""#),
        Vector("binary is not looked at", "c2 08 00 02 00 fd ff ff fe 00", ["binary ff fe"]),
        Vector(
            "a character over two fragments", "41 06 00 01 00 fe ff c3 | 80 07 00 01 00 fe ff a9 00", [#"text "é""#]),

        .fails("RSV1 on a continuation", "41 03 f2 48 cd | c0 04 c9 c9 07 00", 1002),
        .fails("RSV1 on a continuation of plain text", #"01 01 "a" | c0 01 00"#, 1002),
        .fails("RSV1 on a ping", "c9 00", 1002),
        .fails("RSV1 on a close", "c8 00", 1002),
        .fails("RSV2 with RSV1", "e1 01 00", 1002),
        .fails("RSV3", "91 01 00", 1002),
        .fails("a kind of block there is not", "c1 01 07", 1007),
        .fails("a stored block whose length is wrong", "c1 05 00 05 00 fa fe", 1007),
        .fails("a reference further back than there is", "c1 05 f2 00 11 00 00", 1007),
        .fails("ends inside a block", "c1 03 f2 48 cd", 1007),
        .fails("ends inside a stored block", #"c1 07 00 05 00 fa ff "He""#, 1007),
        .fails("the end of its flush is not left out", "c1 0b f2 48 cd c9 c9 07 00 00 00 ff ff", 1007),
        .fails("not UTF-8", "c1 07 00 01 00 fe ff ff 00", 1007),
        .fails("ends inside a character", "c1 07 00 01 00 fe ff c3 00", 1007),
        .fails(
            "not in the first message", "c1 07 f2 48 cd c9 c9 07 00 | c1 01 07", 1007, after: [#"text "Hello""#]),
    ]

    @Test(arguments: vectors)
    func table(_ vector: Vector) {
        check(vector, compression: DeflateParameters())
    }

    /// §7.1.1: each message then has a window of its own.
    @Test
    func withoutContextTakeover() {
        let parameters = DeflateParameters(serverNoContextTakeover: true, clientNoContextTakeover: true)
        check(
            Vector(
                "each by itself", "c1 07 f2 48 cd c9 c9 07 00 | c1 08 f3 48 cd c9 c9 07 00 00",
                [#"text "Hello""#, #"text "Hello""#]), compression: parameters)
        for first in ["c1 07 f2 48 cd c9 c9 07 00", "c1 08 f3 48 cd c9 c9 07 00 00", "c1 07 f3 48 cd c9 c9 07 00"] {
            check(
                .fails("nothing to refer to", "\(first) | c1 05 f2 00 11 00 00", 1007, after: [#"text "Hello""#]),
                compression: parameters)
        }
    }

    @Test
    func notNegotiated() {
        check(.fails("RSV1", "c1 07 f2 48 cd c9 c9 07 00", 1002))
    }

    /// Fail fast: the failure comes with the byte that holds the fault, though neither frame nor message is complete.
    @Test(arguments: [
        ("text", "41 0a 00 05 00 fa ff 61 ff", "text is not UTF-8"),
        ("a block", "41 0a f2 48 05 00 00 00 ff ff 07", "compressed message is corrupt"),
    ])
    func aFaultIsFoundAtItsByte(_ name: String, _ input: String, _ reason: String) {
        let bytes = Wire.bytes(input)
        var endpoint = Endpoint(.client, compression: DeflateParameters())
        endpoint.receive(bytes.dropLast())
        #expect(endpoint.reasons.isEmpty)
        endpoint.receive(bytes.suffix(1))
        #expect(endpoint.reasons == ["the server broke the protocol: \(reason)"])
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func noiseNeverTraps(_ seed: UInt64) {
        var random = SeededGenerator(state: seed)
        var endpoint = Endpoint(seed % 2 == 0 ? .client : .server, limit: 2000, compression: DeflateParameters())
        for _ in 0..<4 {
            let noise = (0..<Int.random(in: 0...120, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let start: [UInt8] = Bool.random(using: &random) ? Wire.bytes("f2 48 05 00 00 00 ff ff") : []
            let frame = Wire.frame([0xC1, 0xC2, 0x42, 0x80].randomElement(using: &random) ?? 0, start + noise)
            endpoint.receive(endpoint.connection.role == .server ? Wire.masked(frame) : frame, reads: [7, 1, 30])
        }
        #expect(endpoint.answer() != nil)
    }
}
