import Testing
import WebSocket

/// What groups 1–7 and 10 of the Autobahn testsuite ask of an endpoint that echoes each message at once, in the
/// suite's own order and numbers, in both roles, read whole, in pieces of 997 bytes, and byte by byte if it is short.
struct AutobahnRulesTests {
    /// What the peer sends, and what it gets back.
    struct Rule: Sendable, CustomTestStringConvertible {
        var cases: String
        var frames: [[UInt8]]
        /// Echoes and pongs.
        var answer: [UInt8]
        /// The code of the close frame behind them; nil where the connection stays open.
        var close: UInt16?

        /// Frames and answer as ``Wire`` has them.
        init(_ cases: String, _ input: String, answer: String = "", close: UInt16? = nil) {
            self.init(cases, Wire.frames(input), answer: Wire.bytes(answer), close: close)
        }

        init(_ cases: String, _ frames: [[UInt8]], answer: [UInt8] = [], close: UInt16? = nil) {
            self.cases = cases
            self.frames = frames
            self.answer = answer
            self.close = close
        }

        var testDescription: String { cases }
    }

    // MARK: 1 Framing, 10 auto-fragmentation

    static let framing: [Rule] = [0, 125, 126, 127, 128, 65535, 65536].enumerated().flatMap { (place, size) -> [Rule] in
        [
            Rule.echo("1.1.\(place + 1)", 0x81, bytes(UInt8(ascii: "*"), size)),
            Rule.echo("1.2.\(place + 1)", 0x82, bytes(0xFE, size)),
        ]
    }

    /// Frames with a payload that tells them apart.
    private static func frames(_ first: UInt8, count: Int) -> [[UInt8]] {
        (0..<count).map { Wire.frame(first, Array("payload-\($0)".utf8)) }
    }

    /// The type checker takes minutes for these where they stand in a table's row.
    private static func bytes(_ byte: UInt8, _ count: Int) -> [UInt8] { Array(repeating: byte, count: count) }

    @Test
    func autoFragmentation() {
        let text = Array(repeating: UInt8(ascii: "*"), count: 65536)
        let starts = Array(stride(from: 0, to: text.count, by: 1300))
        let frames = starts.map { start in
            let isLast = start == starts.last
            return Wire.frame((start == 0 ? 0x01 : 0x00) | (isLast ? 0x80 : 0), Array(text[start...].prefix(1300)))
        }
        check(Rule("10.1.1", frames, answer: Wire.frame(0x81, text)))
    }

    // MARK: 2 Pings and pongs

    static let pings: [Rule] = [
        Rule("2.1", "89 00", answer: "8a 00"),
        Rule("2.2", #"89 0d "Hello, world!""#, answer: #"8a 0d "Hello, world!""#),
        Rule("2.3", "89 08 00 ff fe fd fc fb 00 ff", answer: "8a 08 00 ff fe fd fc fb 00 ff"),
        .echo("2.4, 2.6", 0x89, bytes(0xFE, 125), as: 0x8A),
        Rule("2.5", [Wire.frame(0x89, bytes(0xFE, 126))], close: 1002),
        Rule("2.7", "8a 00"),
        Rule("2.8", #"8a 10 "unsolicited pong""#),
        Rule("2.9", #"8a 04 "pong" | 89 04 "ping""#, answer: #"8a 04 "ping""#),
        Rule("2.10, 2.11", frames(0x89, count: 10), answer: frames(0x8A, count: 10).flatMap(\.self)),
    ]

    // MARK: 3 Reserved bits, 4 opcodes

    static let reserved: [Rule] = [
        Rule("3.1", #"91 02 "Hi""#, close: 1002),
        Rule("3.2", #"81 02 "Hi" | a1 02 "Hi" | 89 00"#, answer: #"81 02 "Hi""#, close: 1002),
        Rule("3.3", #"81 02 "Hi" | b1 02 "Hi" | 89 00"#, answer: #"81 02 "Hi""#, close: 1002),
        Rule("3.4", #"81 02 "Hi" | c1 02 "Hi" | 89 00"#, answer: #"81 02 "Hi""#, close: 1002),
        Rule("3.5", "d2 02 fe fe", close: 1002),
        Rule("3.6", #"e9 02 "Hi""#, close: 1002),
        Rule("3.7", "f8 00", close: 1002),

        Rule("4.1.1", "83 00", close: 1002),
        Rule("4.1.2", #"84 02 "Hi""#, close: 1002),
        Rule("4.1.3", #"81 02 "Hi" | 85 00 | 89 00"#, answer: #"81 02 "Hi""#, close: 1002),
        Rule("4.1.4", #"81 02 "Hi" | 86 02 "Hi" | 89 00"#, answer: #"81 02 "Hi""#, close: 1002),
        Rule("4.1.5", #"81 02 "Hi" | 87 02 "Hi" | 89 00"#, answer: #"81 02 "Hi""#, close: 1002),
        Rule("4.2.1", "8b 00", close: 1002),
        Rule("4.2.2", #"8c 02 "Hi""#, close: 1002),
        Rule("4.2.3", #"81 02 "Hi" | 8d 00 | 89 00"#, answer: #"81 02 "Hi""#, close: 1002),
        Rule("4.2.4", #"81 02 "Hi" | 8e 02 "Hi" | 89 00"#, answer: #"81 02 "Hi""#, close: 1002),
        Rule("4.2.5", #"81 02 "Hi" | 8f 02 "Hi" | 89 00"#, answer: #"81 02 "Hi""#, close: 1002),
    ]

    // MARK: 5 Fragmentation

    static let fragmentation: [Rule] = [
        Rule("5.1", #"09 01 "a" | 80 01 "b""#, close: 1002),
        Rule("5.2", #"0a 01 "a" | 80 01 "b""#, close: 1002),
        Rule("5.3–5.5", #"01 01 "a" | 80 01 "b""#, answer: #"81 02 "ab""#),
        Rule("5.6–5.8", #"01 01 "a" | 89 01 "p" | 80 01 "b""#, answer: #"8a 01 "p" | 81 02 "ab""#),
        Rule("5.9–5.11", #"80 01 "a" | 81 01 "b""#, close: 1002),
        Rule("5.12–5.14", #"00 01 "a" | 81 01 "b""#, close: 1002),
        Rule("5.15", #"01 01 "a" | 80 01 "b" | 00 01 "c" | 81 01 "d""#, answer: #"81 02 "ab""#, close: 1002),
        Rule("5.16", #"00 01 "a" | 01 01 "b" | 80 01 "c""#, close: 1002),
        Rule("5.17", #"80 01 "a" | 01 01 "b" | 80 01 "c""#, close: 1002),
        Rule("5.18", #"01 01 "a" | 81 01 "b""#, close: 1002),
    ]

    /// 5.19, 5.20: a ping inside a message is answered before the rest of the message is there.
    @Test(arguments: [Role.client, .server])
    func aPingInsideAMessageIsAnsweredAtOnce(_ role: Role) {
        var endpoint = EchoEndpoint(role)
        endpoint.receive(Wire.input(#"01 01 "a" | 00 01 "b" | 89 01 "p""#, to: role))
        #expect(endpoint.written == Wire.bytes(#"8a 01 "p""#))
        endpoint.receive(Wire.input(#"00 01 "c" | 00 01 "d" | 89 01 "q" | 80 01 "e""#, to: role))
        #expect(endpoint.written == Wire.bytes(#"8a 01 "p" | 8a 01 "q" | 81 05 "abcde""#))
    }

    // MARK: 6 UTF-8

    /// The suite's texts; those with a bad byte fail the connection. For 6.4, failing at that byte, see `UTF8Tests`.
    static let texts: [(cases: String, texts: [String], isValid: Bool)] = [
        ("6.1.1, 6.6.1", ["", "ce ba"], true),
        ("6.2", ["48 65 6c 6c 6f 2d c2 b5 40 c3 9f c3 b6 c3 a4 c3 bc c3 a0 c3 a1 2d 55 54 46 2d 38 21 21"], true),
        (
            "6.2.4, 6.5, 6.6.2–11",
            ["ce ba e1 bd b9", "ce ba e1 bd b9 cf 83 ce bc", "ce ba e1 bd b9 cf 83 ce bc ce b5"], true
        ),
        ("6.3", ["ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80 65 64 69 74 65 64"], false),
        ("6.6.1–10", ["ce", "ce ba e1", "ce ba e1 bd", "ce ba e1 bd b9 cf", "ce ba e1 bd b9 cf 83 ce"], false),
        ("6.7, 6.9, 6.11", ["00", "c2 80", "e0 a0 80", "f0 90 80 80", "7f", "df bf", "ef bf bf", "f4 8f bf bf"], true),
        ("6.11.1–3", ["ed 9f bf", "ee 80 80", "ef bf bd"], true),
        ("6.8, 6.10, 6.11.5", ["f8 88 80 80 80", "fc 84 80 80 80 80", "f7 bf bf bf", "fb bf bf bf bf"], false),
        ("6.10.3, 6.11.5", ["fd bf bf bf bf bf", "f4 90 80 80"], false),
        ("6.12", ["80", "bf", "80 bf", "80 bf 80", "80 bf 80 bf", "80 bf 80 bf 80", "80 bf 80 bf 80 bf"], false),
        ("6.13", loneLeads, false),
        ("6.14, 6.15", ["c0", "e0 80", "f0 80 80", "f8 80 80 80", "fc 80 80 80 80", "df", "ef bf", "f7 bf bf"], false),
        ("6.14.9, 6.14.10", ["fb bf bf bf", "fd bf bf bf bf"], false),
        ("6.16", ["fe", "ff", "fe fe ff ff"], false),
        ("6.17", ["c0 af", "e0 80 af", "f0 80 80 af", "f8 80 80 80 af", "fc 80 80 80 80 af"], false),
        ("6.18", ["c1 bf", "e0 9f bf", "f0 8f bf bf", "f8 87 bf bf bf", "fc 83 bf bf bf bf"], false),
        ("6.19", ["c0 80", "e0 80 80", "f0 80 80 80", "f8 80 80 80 80", "fc 80 80 80 80 80"], false),
        ("6.20", ["ed a0 80", "ed ad bf", "ed ae 80", "ed af bf", "ed b0 80", "ed be 80", "ed bf bf"], false),
        ("6.21.1–4", ["ed a0 80 ed b0 80", "ed a0 80 ed bf bf", "ed ad bf ed b0 80", "ed ad bf ed bf bf"], false),
        ("6.21.5–8", ["ed ae 80 ed b0 80", "ed ae 80 ed bf bf", "ed af bf ed b0 80", "ed af bf ed bf bf"], false),
        // Every noncharacter at a plane's end, then U+FFF9–U+FFFD.
        ("6.22", noncharacters, true),
        ("6.23", specials, true),
    ]

    private static let loneLeads: [String] = (UInt8(0xC0)...0xFD).map { Wire.describe([$0, 0x20]) }
    private static let noncharacters: [String] = (UInt32(0)...16).flatMap { (plane: UInt32) -> [String] in
        [scalar(plane << 16 | 0xFFFE), scalar(plane << 16 | 0xFFFF)]
    }
    private static let specials: [String] = (UInt32(0xFFF9)...0xFFFD).map { scalar($0) }

    @Test(arguments: texts)
    func text(_ cases: String, _ texts: [String], isValid: Bool) {
        for notation in texts {
            let text = Wire.bytes(notation)
            let whole = [Wire.frame(0x81, text)]
            // In fragments of a byte and one that is empty, as 6.1.3, 6.2.3 and 6.3.2 have it.
            let crumbs = [Wire.frame(0x01, [])] + text.map { Wire.frame(0x00, [$0]) } + [Wire.frame(0x80, [])]
            for frames in [whole, crumbs] {
                let name = "\(cases): \(notation)"
                check(isValid ? Rule(name, frames, answer: Wire.frame(0x81, text)) : Rule(name, frames, close: 1007))
            }
        }
    }

    private static func scalar(_ value: UInt32) -> String {
        Wire.describe(Unicode.Scalar(value).map { Array(String(Character($0)).utf8) } ?? [])
    }

    // MARK: 7 Closing

    static let closing: [Rule] = [
        Rule("7.1.1", #"81 02 "Hi" | 88 02 03 e8"#, answer: #"81 02 "Hi""#, close: 1000),
        Rule("7.1.2", "88 02 03 e8 | 88 02 03 e8", close: 1000),
        Rule("7.1.3", "88 02 03 e8 | 89 00", close: 1000),
        Rule("7.1.4", #"88 02 03 e8 | 81 02 "Hi""#, close: 1000),
        Rule("7.1.5", #"01 01 "a" | 88 02 03 e8 | 80 01 "b""#, close: 1000),
        Rule(
            "7.1.6",
            [Wire.frame(0x81, bytes(UInt8(ascii: "B"), 256 << 10))]
                + Wire.frames(#"81 02 "Hi" | 88 02 03 e8 | 89 00"#),
            answer: Wire.frame(0x81, bytes(UInt8(ascii: "B"), 256 << 10))
                + Wire.bytes(#"81 02 "Hi""#),
            close: 1000),
        Rule("7.3.1", "88 00", answer: "88 00"),
        Rule("7.3.2", "88 01 61", close: 1002),
        Rule("7.3.3", "88 02 03 e8", close: 1000),
        Rule("7.3.4", #"88 05 03 e8 "bye""#, close: 1000),
        Rule("7.3.5", [Wire.frame(0x88, [0x03, 0xE8] + bytes(0x2A, 123))], close: 1000),
        Rule("7.3.6", [Wire.frame(0x88, [0x03, 0xE8] + bytes(0x2A, 124))], close: 1002),
        Rule("7.5.1", "88 0f 03 e8 ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0", close: 1007),
    ]

    /// 7.7, valid codes, come back; 7.9, invalid ones, and 7.13, of which the RFC says nothing, are refused.
    static let codes: [(cases: String, codes: [UInt16], isValid: Bool)] = [
        ("7.7", [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999], true),
        ("7.9", [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999], false),
        ("7.13", [5000, 65535], false),
    ]

    @Test(arguments: codes)
    func closeCodes(_ cases: String, _ codes: [UInt16], isValid: Bool) {
        for code in codes {
            let frame = Wire.frame(0x88, [UInt8(code >> 8), UInt8(code & 0xFF)])
            check(Rule("\(cases): \(code)", [frame], close: isValid ? code : 1002))
        }
    }

    // MARK: The check

    @Test(arguments: framing + pings + reserved + fragmentation + closing)
    func table(_ rule: Rule) {
        check(rule)
    }

    private func check(_ rule: Rule, sourceLocation: SourceLocation = #_sourceLocation) {
        for role in [Role.client, .server] {
            let input = rule.frames.flatMap { role == .server ? Wire.masked($0) : $0 }
            for size in [input.count, 997] + (input.count < 1000 ? [1] : []) {
                var endpoint = EchoEndpoint(role)
                for start in stride(from: 0, to: input.count, by: size) {
                    endpoint.receive(Array(input[start...].prefix(size)))
                }
                let comment: Comment = "\(rule.cases), \(role), in reads of \(size)"
                let written = endpoint.written ?? []
                let answer = Wire.describe(written.prefix(rule.answer.count))
                #expect(answer == Wire.describe(rule.answer), comment, sourceLocation: sourceLocation)
                // Of a close frame its opcode and code: length and reason are for people.
                let close = Array(written.dropFirst(rule.answer.count))
                let found = Array(close.prefix(1) + close.dropFirst(2).prefix(2))
                let expected: [UInt8] = rule.close.map { [0x88, UInt8($0 >> 8), UInt8($0 & 0xFF)] } ?? []
                #expect(found == expected, comment, sourceLocation: sourceLocation)
            }
        }
    }
}

extension AutobahnRulesTests.Rule {
    /// A message, or a ping, that comes back.
    fileprivate static func echo(_ cases: String, _ first: UInt8, _ payload: [UInt8], as answer: UInt8? = nil) -> Self {
        Self(cases, [Wire.frame(first, payload)], answer: Wire.frame(answer ?? first, payload))
    }
}

/// A connection that sends each message back at once.
private struct EchoEndpoint {
    private var connection: Connection
    private var masked: [UInt8] = []

    init(_ role: Role) {
        connection = Connection(role: role, maskingKeys: CountingKeys())
    }

    /// What was written so far, without masks; nil if it was wrongly masked.
    var written: [UInt8]? { Wire.unmasked(masked, from: connection.role) }

    mutating func receive(_ bytes: [UInt8]) {
        var bytes = bytes
        bytes.withUnsafeMutableBytes { bytes in
            connection.receive(
                bytes,
                answering: { connection, incoming in
                    switch incoming {
                    case .text(let text): connection.send(text: text)
                    case .binary(let data): connection.send(binary: data)
                    case .ping, .pong, .closed, .failed: break
                    }
                })
        }
        masked += connection.takeOutgoing()
    }
}
