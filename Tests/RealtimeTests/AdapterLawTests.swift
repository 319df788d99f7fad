import Domain
import Testing

@testable import Realtime

/// What holds for every adapter of the catalogue. A new adapter adds its words to `LawScript.all`.
@Suite struct AdapterLawTests {
    @Test func everyAdapterHasItsScript() {
        #expect(Set(LawScript.all.map(\.name)) == Set(AdapterCatalog.all.map(\.name)))
        #expect(AdapterCatalog.all.count == LawScript.all.count)
    }

    @Test(arguments: AdapterCatalog.all.map(\.name))
    func isFoundByNameAndURL(_ name: String) throws {
        let entry = try #require(AdapterCatalog.entry(name: name))
        #expect(AdapterCatalog.entry(url: entry.example)?.name == name)
        #expect(AdapterCatalog.entry(url: entry.example.uppercased())?.name == name)
        for scheme in entry.schemes {
            #expect(AdapterCatalog.entry(url: scheme + "://x")?.name == name, "two protocols have \(scheme)")
            #expect(AdapterCatalog.entry(url: scheme) == nil)
            #expect(entry.urlForms.contains(scheme + "://"))
        }
        #expect(try entry.prepare(FeedSettings(url: entry.example))().capabilities == entry.capabilities)
        #expect(throws: InvalidInput.self) { try entry.prepare(FeedSettings(url: "nonsense")) }
    }

    @Test(arguments: LawScript.all)
    func resubscribesAfterReopening(_ script: LawScript) throws {
        var bench = try LawBench(script, channels: script.channels)
        bench.connect()
        bench.confirm(script.channels)
        let first = bench.subscriptions
        #expect(first.count == script.subscriptionCount)
        bench.breakOff()
        bench.fireRetry()
        bench.connect()
        bench.confirmAgain(script.channels)
        #expect(bench.subscriptions.count == first.count)
        if script.resumption == nil {
            #expect(bench.gaps == script.channels)
        } else {
            #expect(bench.gaps == [])
            #expect(bench.statuses.filter { $0 == .resumed }.count == script.channels.count)
        }
    }

    @Test(arguments: LawScript.all)
    func subscribingTwiceIsOnce(_ script: LawScript) throws {
        var bench = try LawBench(script, channels: ["one", "one"])
        bench.session.subscribe(to: "one", at: bench.tick())
        bench.connect()
        bench.session.subscribe(to: "one", at: bench.tick())
        bench.confirm(["one"])
        bench.session.subscribe(to: "one", at: bench.tick())
        bench.collect()
        #expect(bench.subscriptions.count == min(1, script.subscriptionCount))
        #expect(bench.statuses.filter { $0 == .subscribed }.count == 1)
    }

    @Test(arguments: LawScript.all)
    func survivesJunk(_ script: LawScript) throws {
        for junk in Junk.all(from: script.samples) {
            for isGreeted in [false, true] {
                var bench = try LawBench(script, channels: ["one"])
                if isGreeted {
                    bench.connect()
                    bench.confirm(["one"])
                } else {
                    bench.open()
                }
                bench.receive(junk: junk)
                guard bench.isOpen, isGreeted else { continue }
                bench.receive(script.event("one"))
                #expect(bench.hasMessage, "after \(junk.count) bytes of junk")
            }
        }
    }

    /// One session, fed with thousands of damaged messages, keeps working or ends in order.
    @Test(arguments: LawScript.all)
    func survivesAStreamOfDamage(_ script: LawScript) throws {
        var random = Dice(seed: 7)
        var bench = try LawBench(script, channels: ["one"])
        bench.connect()
        for _ in 0..<5_000 {
            guard bench.isOpen else {
                bench = try LawBench(script, channels: ["one"])
                bench.connect()
                continue
            }
            let sample = script.samples[random.below(script.samples.count)]
            bench.receive(junk: random.damage(Array(sample.utf8)))
        }
    }
}

/// What a test must know of a protocol to reach the state where the laws hold.
struct LawScript: Sendable, CustomTestStringConvertible {
    /// Something that comes from the service.
    enum Arrival: Sendable {
        case text(String)
        case binary([UInt8])
        case bytes(String)
        /// To the latest request that has none yet.
        case answer(status: Int, String)
    }

    var name: String
    /// The catalogue's example where there are none.
    var settings: FeedSettings?
    /// What is subscribed to; fewer where a connection has one channel only.
    var channels = ["one", "two"]
    /// What the service says first.
    var greeting: [Arrival]
    var confirmation: @Sendable (String) -> [Arrival]
    /// The confirmation after a break that proves that nothing was missed, where the service can.
    var resumption: (@Sendable (String) -> [Arrival])?
    var event: @Sendable (String) -> [Arrival]
    /// What marks a message, a request or a connection of ours as a subscription; nil where connecting is all.
    var subscriptionMark: String?
    /// How many of those the channels make on a connection.
    var subscriptionCount = 2
    /// Messages to damage.
    var samples: [String]

    var testDescription: String { name }

    /// In the catalogue's order. Each is in the folder of its protocol.
    static let all = [pusher, ably, pubNub, piesocket, socketio, sockjs, websocket, eventStream]
}
