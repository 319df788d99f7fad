import Testing
import WebSocket

/// RFC 6455 §5.4: messages of several frames.
struct FragmentationTests {
    static let vectors = [
        Vector("§5.7 a fragmented text message", #"01 03 "Hel" | 80 02 "lo""#, [#"text "Hello""#]),
        Vector("three fragments of binary", "02 01 01 | 00 01 02 | 80 01 03", ["binary 01 02 03"]),
        Vector("all fragments empty", "01 00 | 00 00 | 80 00", [#"text """#]),
        Vector("only the middle one is not empty", #"01 00 | 00 01 "a" | 80 00"#, [#"text "a""#]),
        Vector(
            "control frames between", #"01 01 "a" | 89 01 "p" | 00 01 "b" | 8a 01 "q" | 80 01 "c""#,
            [#"ping "p""#, #"pong "q""#, #"text "abc""#], answer: #"8a 01 "p""#),
        Vector(
            "one message after another", #"01 01 "a" | 80 01 "b" | 02 01 01 | 80 01 02 | 81 01 "c""#,
            [#"text "ab""#, "binary 01 02", #"text "c""#]),
        Vector("a message that never ends is nothing yet", #"01 01 "a" | 00 01 "b""#, []),
        Vector("a close inside a message ends all", #"01 01 "a" | 88 00"#, [#"closed 1005 """#], answer: "88 00"),

        .fails("a continuation of nothing", #"80 01 "a""#, 1002),
        .fails("a continuation of nothing that goes on", #"00 01 "a" | 80 01 "b""#, 1002),
        .fails(
            "a continuation after the end", #"01 01 "a" | 80 01 "b" | 80 01 "c""#, 1002, after: [#"text "ab""#]),
        .fails("a continuation after a whole message", #"81 01 "a" | 80 01 "b""#, 1002, after: [#"text "a""#]),
        .fails("text inside text", #"01 01 "a" | 81 01 "b""#, 1002),
        .fails("binary inside text", #"01 01 "a" | 82 01 00"#, 1002),
        .fails("the first frame twice", #"01 01 "a" | 01 01 "b" | 80 00"#, 1002),
    ]

    @Test(arguments: vectors)
    func table(_ vector: Vector) {
        check(vector)
    }

    @Test(arguments: [1, 2, 3, 7, 64, 125, 126, 1000])
    func aMessageInFragmentsOfAnySize(_ size: Int) {
        let text = String(repeating: "Příliš žluťoučký kůň 🐎 ", count: 40)
        let bytes = Array(text.utf8)
        let starts = Array(stride(from: 0, to: bytes.count, by: size))
        let frames = starts.map { start in
            let end = min(start + size, bytes.count)
            let first: UInt8 = (start == 0 ? 0x01 : 0x00) | (end == bytes.count ? 0x80 : 0x00)
            return Wire.frame(first, Array(bytes[start..<end]))
        }
        for (role, reads) in [(Role.client, []), (.server, []), (.client, [5, 17]), (.server, [1, 1, 700])] {
            var endpoint = Endpoint(role)
            endpoint.receive(frames.flatMap { role == .server ? Wire.masked($0) : $0 }, reads: reads)
            #expect(endpoint.events == ["text \"\(text)\""])
        }
    }
}
