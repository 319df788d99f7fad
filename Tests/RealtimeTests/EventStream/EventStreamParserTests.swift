import Testing

@testable import Realtime

/// WHATWG HTML §9.2.6, "Interpreting an event stream".
@Suite struct EventStreamParserTests {
    /// What a stream says, one line an arrival, read in the stretches given: `NAME DATA` with `id=ID` behind, `:COMMENT`, `retry MS`, `name`.
    private static func read(_ stretches: [[UInt8]], _ parser: inout EventStreamParser) throws -> [String] {
        var words: [String] = []
        for stretch in stretches {
            try stretch.withUnsafeBytes { bytes in
                var rest = bytes
                while let arrival = try parser.next(in: &rest) { words.append(text(of: arrival)) }
                #expect(rest.isEmpty)
            }
        }
        return words
    }

    private static func read(_ stretches: [[UInt8]]) throws -> [String] {
        var parser = EventStreamParser()
        return try read(stretches, &parser)
    }

    private static func text(of arrival: EventStreamParser.Arrival) -> String {
        switch arrival {
        case .comment(let text): return ":" + String(decoding: text, as: UTF8.self)
        case .bareName: return "name"
        case .retry(let wait):
            return "retry \(wait.components.seconds * 1_000 + wait.components.attoseconds / 1_000_000_000_000_000)"
        case .event(let event):
            let name = event.name.isEmpty ? "message" : String(decoding: event.name, as: UTF8.self)
            let data = String(decoding: event.data, as: UTF8.self).replacing("\n", with: "|")
            return "\(name) '\(data)'" + (event.id.map { " id=\(String(decoding: $0, as: UTF8.self))" } ?? "")
        }
    }

    private static let rows: [(String, [String])] = [
        ("", []), ("\n\n\n", []), ("data: a", []), ("data: a\n", []), ("data: a\n\n", ["message 'a'"]),
        ("data:a\ndata: b\n\n", ["message 'a|b'"]), ("data:  a \n\n", ["message ' a '"]),
        ("data\n\n", ["message ''"]), ("data:\n\n", ["message ''"]), ("data\ndata\n\n", ["message '|'"]),
        ("event: x\n\n", ["name"]), ("event: x\n\ndata: a\n\n", ["name", "message 'a'"]),
        ("event: x\ndata: a\n\ndata: b\n\n", ["x 'a'", "message 'b'"]),
        ("event: x\nevent: y\ndata: a\n\n", ["y 'a'"]), ("event:\ndata: a\n\n", ["message 'a'"]),
        (":ka\n\ndata: 1\r\rdata: 2\r\n\r\n", [":ka", "message '1'", "message '2'"]),
        ("data: 1\n\rdata: 2\r\n\n", ["message '1'", "message '2'"]),
        ("data: 1\r\r\ndata: 2\r\r", ["message '1'", "message '2'"]),
        ("id: 7\ndata: a\n\ndata: b\n\n", ["message 'a' id=7", "message 'b'"]),
        ("id\ndata: a\n\n", ["message 'a' id="]), ("id: 1\u{0}2\ndata: a\n\n", ["message 'a'"]),
        ("retry: 3000\n\n", ["retry 3000"]), ("retry: 0\n", ["retry 0"]), ("retry: 3s\n", []), ("retry\n", []),
        ("retry: -1\n", []), ("retry: 1 \n", []), ("retry: ٣\n", []),
        ("retry: 999999999999999999999999999999\n", ["retry 86400000"]),
        ("Data: a\nDATA: b\n data: c\ndatas: d\ndat: e\n\n", []), ("foo: bar\nbaz\ndata: a\n\n", ["message 'a'"]),
        ("\u{FEFF}data: a\n\n", ["message 'a'"]), ("\u{FEFF}\u{FEFF}data: a\n\n", []),
        ("\n\u{FEFF}data: a\n\n", []), ("\u{FEFF}", []), ("\u{FEFF}\n", []), ("\u{FEFF}:a\n", [":a"]),
        ("data: a:b: c\n\n", ["message 'a:b: c'"]), (": keep-alive\nevent: e\ndata: 1\n\n", [": keep-alive", "e '1'"]),
        ("data: grün\ndata: 電車\n\n", ["message 'grün|電車'"]), (":\n:\r:\r\n", [":", ":", ":"]),
        (":410: 410 Gone\n", [":410: 410 Gone"]),
        ("data: a\u{0}b\n\n", ["message 'a\u{0}b'"]),
    ]

    @Test(arguments: rows)
    func reads(_ stream: String, _ expected: [String]) throws {
        #expect(try Self.read([Array(stream.utf8)]) == expected)
    }

    /// Every input cut in two at every place, with an empty stretch between, and byte by byte.
    @Test(arguments: rows)
    func readsCutAnywhere(_ stream: String, _ expected: [String]) throws {
        let bytes = Array(stream.utf8)
        for cut in 0...bytes.count {
            let stretches = [Array(bytes[..<cut]), [], Array(bytes[cut...])]
            #expect(try Self.read(stretches) == expected, "cut at \(cut)")
        }
        #expect(try Self.read(bytes.map { [$0] }) == expected, "byte by byte")
    }

    @Test(arguments: [
        ("id: 7\n\n", "7"), ("id: 7\n", ""), ("id: 7\ndata: a\n", ""), ("id: 7\n\nid: 8\n", "7"),
        ("id: 7\n\nid\n\n", ""),
        ("id: 7\n\nid: 8\u{0}\n\n", "7"), ("id: 7\ndata: a\n\ndata: b\n\n", "7"), ("id: ü 1\n\n", "ü 1"),
        ("data: a\n\n", ""),
    ])
    func remembersTheID(_ stream: String, _ expected: String) throws {
        var parser = EventStreamParser()
        _ = try Self.read([Array(stream.utf8)], &parser)
        #expect(String(decoding: parser.lastEventID, as: UTF8.self) == expected)
    }

    @Test func keepsAnEarlierConnectionsID() throws {
        var parser = EventStreamParser(lastEventID: Array("7".utf8))
        #expect(try Self.read([Array("data: a\n\n".utf8)], &parser) == ["message 'a'"])
        #expect(parser.lastEventID == Array("7".utf8))
    }

    private static let limits: [(String, EventStreamParser.Fault?)] = [
        ("data: 890\n\n", nil), ("12345678901\n", .lineTooLong), (":2345678901", .lineTooLong), ("1234567890\n", nil),
        ("data:12345\ndata:6789\n\n", nil), ("data:12345\ndata:67890\n\n", .eventTooLarge),
        ("data:1234\ndata\ndata\ndata\ndata\ndata\ndata\n\n", nil),
        ("data:1234\ndata\ndata\ndata\ndata\ndata\ndata\ndata\n\n", .eventTooLarge),
    ]

    @Test(arguments: limits)
    func isBounded(_ stream: String, _ expected: EventStreamParser.Fault?) {
        let bytes = Array(stream.utf8)
        for stretches in [[bytes], bytes.map { [$0] }] {
            var parser = EventStreamParser(limit: 10)
            var fault: EventStreamParser.Fault?
            do { _ = try Self.read(stretches, &parser) } catch { fault = error as? EventStreamParser.Fault }
            #expect(fault == expected)
        }
    }

    /// The whole grammar at random: however it is cut, it reads the same.
    @Test func readsTheSameHoweverItIsCut() throws {
        let parts = [
            "data: a", "data", "event: e", "id: 1", "id", ":", "retry: 5", "\r", "\n", "\r\n", "\u{FEFF}", "ü", " ",
        ]
        var dice = Dice(seed: 11)
        for _ in 0..<300 {
            let bytes = Array((0..<20).map { _ in parts[dice.below(parts.count)] }.joined().utf8)
            var stretches: [[UInt8]] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = min(rest.count, dice.below(9))
                stretches.append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            #expect(try Self.read(stretches) == Self.read([bytes]))
        }
    }
}
