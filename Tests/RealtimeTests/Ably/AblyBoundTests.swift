import Domain
import JSON
import Testing

@testable import Realtime

/// What a server could fill stays within its bounds.
@Suite struct AblyBoundTests {
    @Test func idsAreForgotten() {
        var recent = RecentIDs()
        let first = (0..<RecentIDs.capacity).map { recent.add("id\($0)") }
        #expect(first.allSatisfy { $0 })
        let long = String(repeating: "x", count: 257)
        // The first is still known, until one more comes; what is too long is never known.
        let later = ["id0", "one more", "id0", "id2", long, long].map { recent.add($0) }
        #expect(later == [false, true, true, false, true, true])
    }

    @Test func unansweredMessagesAreBounded() {
        var outgoing = AblyOutgoing()
        for _ in 0..<AblyOutgoing.limit { outgoing.add([1], to: "a") }
        #expect(!outgoing.canTake(10))
        let answered = [outgoing.acknowledge(from: .min, count: .max), outgoing.acknowledge(from: 0, count: .max)]
        #expect(answered.map(\.count) == [0, AblyOutgoing.limit])
        #expect(outgoing.canTake(AblyOutgoing.bytesLimit))
        #expect(!outgoing.canTake(AblyOutgoing.bytesLimit + 1))
    }

    @Test func warningsAreToldOnceAMinute() {
        var nuisances = AblyNuisances()
        let told =
            [(AblyNuisances.Kind.oddMessage, 100), (.oddMessage, 159), (.oddEncoding, 159), (.oddMessage, 160)]
            // Then the clock is set back.
            + [(.oddMessage, 0)]
        let admitted = told.map { nuisances.admits($0.0, at: Timestamp(milliseconds: Int64($0.1) * 1_000)) }
        #expect(admitted == [true, false, true, true, true])
    }

    /// A snapshot that never ends keeps nobody who has gone.
    @Test func membersAreForgotten() throws {
        var members = AblyMembers()
        members.expectSync(true)
        for number in 0..<20_000 {
            for action in [2, 3] {
                let text = #"{"action":\#(action),"clientId":"u\#(number)","connectionId":"c"}"#
                let news = try #require(try Self.news(text))
                _ = members.apply(news)
            }
        }
        members.endSync()
        #expect(members.takeNews() == Presence(members: []))
    }

    private static func news(_ text: String) throws -> AblyMembers.News? {
        try JSONDocument().read(#"{"action":14,"presence":[\#(text)]}"#) { root in
            guard let frame = AblyFrame(root), let first = root["presence"]?.elements.first(where: { _ in true })
            else { return nil }
            return AblyMembers.News(first, parent: frame, index: 0)
        }
    }

    /// Newer by number where the id has one, else by time; the one that comes now wins a tie.
    @Test(arguments: [
        ("c:2:0", "c:1:9", 1, 2, false), ("c:1:1", "c:1:2", 9, 1, true), ("c:1:2", "c:1:2", 1, 1, false),
        ("d:9:9", "c:1:1", 1, 2, true), ("d:1:1", "c:9:9", 2, 1, false),
    ])
    func newsAreCompared(_ id: String, _ known: String, _ time: Int, _ knownTime: Int, _ isOlder: Bool) throws {
        func news(_ id: String, _ time: Int) throws -> AblyMembers.News? {
            try Self.news(#"{"action":2,"clientId":"u","connectionId":"c","id":"\#(id)","timestamp":\#(time)}"#)
        }
        let new = try #require(try news(id, time))
        let old = try #require(try news(known, knownTime))
        #expect(new.isOlder(than: old) == isOlder)
    }
}
