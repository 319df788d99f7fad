import Domain
import Testing

@testable import Realtime

/// Several events in one message, and what looks like it. A transcript has no line breaks in a message.
@Suite struct PlainSocketBatchTests {
    private static let rows: [(String, String, [String])] = [
        ("auto", "{\"n\":1}\n{\"n\":2}\r\n\n[3]\n", [#"{"n":1}"#, #"{"n":2}"#, "[3]"]),
        ("auto", "{\"n\":1}\nwords", ["{\"n\":1}\nwords"]),
        ("auto", "1\n2", ["1\n2"]),
        ("auto", "two\nlines", ["two\nlines"]),
        ("auto", "{\"n\":\n1}", [#"{"n":1}"#]),
        ("auto", "[{\"n\":1}]\n[{\"n\":2},{\"n\":3}]", [#"{"n":1}"#, #"{"n":2}"#, #"{"n":3}"#]),
        ("lines", "{\"n\":1}\nwords\r\n\r\n7", [#"{"n":1}"#, "words", "7"]),
        ("lines", "\n\n", []),
        ("lines", "[{\"n\":1},{\"n\":2}]", [#"[{"n":1},{"n":2}]"#]),
        ("array", "{\"n\":1}\n{\"n\":2}", ["{\"n\":1}\n{\"n\":2}"]),
        ("none", "{\"n\":1}\n{\"n\":2}", ["{\"n\":1}\n{\"n\":2}"]),
    ]

    private func events(_ text: String, batch: String) throws -> [Event] {
        let settings = FeedSettings(url: "wss://h/", values: ["batch": .text(batch)])
        let session = Session(
            feed: "f", adapter: try ProtocolEntry.websocket.prepare(settings)(), channels: [],
            policy: ReconnectPolicy(), mapper: Mapper(), jitter: { 0 })
        let now = Timestamp(milliseconds: 1_763_700_000_000)
        session.start(at: now)
        session.opened(at: now)
        session.outbox.drainEnvelopes { _ in }
        Array(text.utf8).withUnsafeBytes { session.received(.text($0), at: now) }
        var events: [Event] = []
        session.outbox.drainEnvelopes { events.append($0.event) }
        return events
    }

    @Test(arguments: rows)
    func takesApart(_ batch: String, _ text: String, _ expected: [String]) throws {
        let found = try events(text, batch: batch).map { event in
            switch event {
            case .message(.json(let text)), .message(.text(let text)): text
            default: "\(event)"
            }
        }
        #expect(found == expected)
    }

    /// A small message cannot become a mountain of events.
    @Test(arguments: [("lines", "1\n"), ("array", "1,")])
    func partsAreBounded(_ batch: String, _ part: String) throws {
        let parts = String(repeating: part, count: Mapper.itemLimit) + "1"
        let found = try events(batch == "array" ? "[\(parts)]" : parts, batch: batch)
        #expect(found.count == 2)
        guard case .status(.warning(let text))? = found.first else {
            Issue.record("no warning")
            return
        }
        #expect(text.contains("\(Mapper.itemLimit)"))
    }

    /// A server cannot make us count more channels than the limit, nor warn of each.
    @Test func countsAreBounded() throws {
        let settings = FeedSettings(
            url: "wss://h/",
            values: ["id_path": .text("n"), "channel_path": .text("c"), "sequence": .flag(true)])
        var adapter = PlainSocketAdapter(try PlainSocketConfiguration(settings))
        let outbox = Outbox(feed: "f", mapper: Mapper())
        for channel in 0..<2_000 {
            Array(#"{"c":"c\#(channel)","n":1}"#.utf8).withUnsafeBytes { adapter.received(.text($0), outbox) }
        }
        #expect(adapter.continuity.counts.count == PlainSocketContinuity.limit)
        var (messages, warnings) = (0, 0)
        outbox.drainEnvelopes { envelope in
            if case .message = envelope.event { messages += 1 } else { warnings += 1 }
        }
        #expect(messages == 2_000)
        #expect(warnings == 1)
    }
}
