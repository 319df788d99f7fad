import Domain
import HTTP1
import Testing

@testable import Realtime

/// What transcripts cannot show: sizes and amounts.
@Suite struct EventStreamAdapterTests {
    private let outbox = Outbox(feed: "f", mapper: Mapper())

    private func adapter(wanting names: String...) throws -> EventStreamAdapter {
        var adapter = EventStreamAdapter(try EventStreamConfiguration(url: "sse+https://h/vehicles"))
        for name in names { adapter.subscribe(to: name, outbox) }
        adapter.opened(nil, outbox)
        _ = happened()
        return adapter
    }

    private func feed(_ text: String, to adapter: inout EventStreamAdapter) {
        Array(text.utf8).withUnsafeBytes { adapter.received(.bytes($0), outbox) }
    }

    private func happened() -> (effects: [Outbox.Effect], events: [Event]) {
        var events: [Event] = []
        outbox.drainEnvelopes { events.append($0.event) }
        return (outbox.takeEffects(), events)
    }

    @Test func aLineWithoutEndEndsTheConnection() throws {
        var adapter = try adapter()
        let part = String(repeating: "x", count: 1 << 20)
        for _ in 0..<8 { feed(part, to: &adapter) }
        #expect(happened().effects == [])
        feed("x", to: &adapter)
        #expect(happened().effects == [.drop])
        feed("\ndata: a\n\n", to: &adapter)
        #expect(happened().events == [])
        #expect(adapter.closed(.ended, outbox).words == "back off 1 a line of the stream is longer than 8 MiB")
    }

    @Test func anEventWithoutEndEndsTheConnection() throws {
        var adapter = try adapter()
        let line = "data:" + String(repeating: "x", count: 1 << 20) + "\n"
        for _ in 0..<8 { feed(line, to: &adapter) }
        #expect(happened().effects == [.drop])
        #expect(adapter.closed(.ended, outbox).words == "back off 1 an event of the stream is longer than 8 MiB")
    }

    @Test func aSnapshotBecomesAnEventEach() throws {
        var adapter = try adapter()
        feed(
            "event: reset\nid: 1\ndata: [\(Array(repeating: "{}", count: 1_000).joined(separator: ","))]\n\n",
            to: &adapter)
        #expect(happened().events == Array(repeating: .message(.json("{}")), count: 1_000))
    }

    @Test(arguments: [
        "[\(Array(repeating: "{}", count: Mapper.itemLimit + 1).joined(separator: ","))]", "[{},1]", "[]", "{}", "7",
    ])
    func whatIsNoSnapshotStaysOneMessage(_ data: String) throws {
        var adapter = try adapter()
        feed("event: reset\ndata: \(data)\n\n", to: &adapter)
        #expect(happened().events == [.message(.json(data))])
    }

    /// Also where its events are not shown, the stream's own words explain its end.
    @Test func anUnwantedErrorCounts() throws {
        var adapter = try adapter(wanting: "update")
        let error = "event: error\ndata: {\"errors\":[{\"status\":\"400\",\"title\":\"bad filter\"}]}\n\n"
        feed(error, to: &adapter)
        #expect(happened().events == [])
        #expect(adapter.closed(.lost(reason: "end"), outbox).words == "give up unreachable 400 bad filter")
        adapter.opened(nil, outbox)
        feed(error + "event: update\ndata: 1\n\n", to: &adapter)
        #expect(adapter.closed(.lost(reason: "end"), outbox).words == "back off 0 end")
    }

    /// What a server may name things with: none of it stays.
    @Test func namesDoNotPileUp() throws {
        var adapter = try adapter()
        for number in 0..<5_000 { feed("event: e\(number)\nid: \(number)\ndata: 1\n\n", to: &adapter) }
        #expect(happened().events.count == 5_000)
        #expect(adapter.wanted == nil)
        #expect(adapter.recent.count == RecentEvents.limit)
    }

    @Test(arguments: [(1_024, true), (1_025, false)])
    func longIDsAreNotSentBack(_ length: Int, _ isSent: Bool) throws {
        var adapter = try adapter()
        feed("id: \(String(repeating: "i", count: length))\ndata: 1\n\n", to: &adapter)
        #expect(adapter.request.headers.contains { $0.isNamed("Last-Event-ID") } == isSent)
        #expect(happened().events.count == (isSent ? 1 : 2))
    }

    @Test func idsThatAreNotUTF8AreNotSentBack() throws {
        var adapter = try adapter()
        [UInt8]("id: ".utf8 + [0xFF, 0x0A, 0x0A]).withUnsafeBytes { adapter.received(.bytes($0), outbox) }
        #expect(!adapter.request.headers.contains { $0.isNamed("Last-Event-ID") })
    }
}
