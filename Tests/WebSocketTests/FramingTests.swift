import Testing

@testable import WebSocket

/// RFC 6455 §5.2: the base frame.
struct FramingTests {
    static let vectors = [
        Vector("§5.7 a single text message", #"81 05 "Hello""#, [#"text "Hello""#]),
        Vector("a single binary message", "82 03 01 02 ff", ["binary 01 02 ff"]),
        Vector("an empty text message", "81 00", [#"text """#]),
        Vector("an empty binary message", "82 00", ["binary "]),
        Vector(
            "several frames in a read", #"81 01 "a" | 82 01 00 | 81 01 "b""#, [#"text "a""#, "binary 00", #"text "b""#]),
        Vector("NUL is text", #"81 03 "a" 00 "b""#, ["text \"a\0b\""]),
        Vector("a head without its payload is nothing yet", "81 05", []),

        .fails("RSV1", #"c1 01 "a""#, 1002),
        .fails("RSV2", #"a1 01 "a""#, 1002),
        .fails("RSV3 on binary", "92 01 00", 1002),
        .fails("all reserved bits on a ping", "f9 00", 1002),
        .fails("RSV1 on a close", "c8 00", 1002),
        .fails("RSV1 on a continuation", #"01 01 "a" | c0 01 "b""#, 1002),
        .fails("reserved bits after a good message", #"81 01 "a" | a1 01 "b" | 89 00"#, 1002, after: [#"text "a""#]),

        .fails("opcode 3", "83 00", 1002),
        .fails("opcode 4", "84 01 00", 1002),
        .fails("opcode 5", "85 00", 1002),
        .fails("opcode 6", "86 00", 1002),
        .fails("opcode 7", "87 00", 1002),
        .fails("opcode 11", "8b 00", 1002),
        .fails("opcode 12", "8c 00", 1002),
        .fails("opcode 13", "8d 00", 1002),
        .fails("opcode 14", "8e 00", 1002),
        .fails("opcode 15", "8f 00", 1002),

        .fails("125 in two bytes", "82 7e 00 7d", 1002),
        .fails("0 in two bytes", "82 7e 00 00", 1002),
        .fails("65535 in eight bytes", "82 7f 00 00 00 00 00 00 ff ff", 1002),
        .fails("0 in eight bytes", "82 7f 00 00 00 00 00 00 00 00", 1002),
        .fails("top bit of the length", "82 7f 80 00 00 00 00 01 00 00", 1002),
        .fails("all bits of the length", "82 7f ff ff ff ff ff ff ff ff", 1002),
        .fails("the longest legal length", "82 7f 7f ff ff ff ff ff ff ff", 1009),
    ]

    @Test(arguments: vectors)
    func table(_ vector: Vector) {
        check(vector)
    }

    @Test(arguments: [0, 1, 124, 125, 126, 127, 128, 255, 256, 65534, 65535, 65536, 65537])
    func everyFormOfLength(_ size: Int) {
        let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for role in [Role.client, .server] {
            let frame = Wire.frame(0x82, payload)
            let input = role == .server ? Wire.masked(frame) : frame
            let last = input.count
            for reads in [[], [1], [2], [3], [4], [9], [10], [13], [14], [15], [last - 1], [1, 1, 1, 1, 1, 4096]] {
                var endpoint = Endpoint(role)
                endpoint.receive(input, reads: reads)
                #expect(endpoint.events == ["binary \(Wire.describe(payload))"], "\(role) \(reads)")
            }
        }
    }

    @Test
    func wholeMessagesAreNotCopied() {
        var connection = Connection(role: .client, maskingKeys: CountingKeys())
        var bytes = Wire.bytes(#"81 05 "Hello" 82 01 00"#)
        bytes.withUnsafeMutableBytes { read in
            let inside = UnsafeRawPointer(read.baseAddress)
            connection.receive(read) { incoming in
                switch incoming {
                case .text(let text): #expect(text.baseAddress == inside.map { $0 + 2 })
                case .binary(let data): #expect(data.baseAddress == inside.map { $0 + 9 })
                case .ping, .pong, .closed, .failed: Issue.record("\(incoming)")
                }
            }
        }
    }
}
