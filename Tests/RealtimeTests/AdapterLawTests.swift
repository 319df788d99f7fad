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
        #expect(AdapterCatalog.entry(url: entry.scheme) == nil)
        #expect(entry.urlForms.contains(entry.scheme + "://"))
        #expect(try entry.adapter(entry.example).capabilities == entry.capabilities)
        #expect(throws: InvalidInput.self) { try entry.adapter("nonsense") }
    }

    @Test(arguments: LawScript.all)
    func resubscribesAfterReopening(_ script: LawScript) throws {
        var bench = try LawBench(script, channels: ["one", "two"])
        bench.connect()
        let first = bench.subscriptions
        #expect(first.count == 2)
        bench.confirm("one", "two")
        bench.session.ended(.lost(reason: "law"), at: bench.tick())
        bench.collect()
        bench.fireRetry()
        bench.connect()
        #expect(bench.subscriptions == first)
        bench.confirm("one", "two")
        #expect(bench.gaps == ["one", "two"])
    }

    @Test(arguments: LawScript.all)
    func subscribingTwiceIsOnce(_ script: LawScript) throws {
        var bench = try LawBench(script, channels: ["one", "one"])
        bench.session.subscribe(to: "one", at: bench.tick())
        bench.connect()
        bench.session.subscribe(to: "one", at: bench.tick())
        bench.confirm("one")
        bench.session.subscribe(to: "one", at: bench.tick())
        bench.collect()
        #expect(bench.subscriptions.count == 1)
        #expect(bench.statuses.filter { $0 == .subscribed }.count == 1)
    }

    @Test(arguments: LawScript.all)
    func survivesJunk(_ script: LawScript) throws {
        for junk in Junk.all(from: script.samples) {
            for isGreeted in [false, true] {
                var bench = try LawBench(script, channels: ["one"])
                if isGreeted {
                    bench.connect()
                    bench.confirm("one")
                } else {
                    bench.open()
                }
                bench.receive(junk)
                guard bench.isOpen, isGreeted else { continue }
                bench.receive(Array(script.event("one").utf8))
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
            bench.receive(random.damage(Array(sample.utf8)))
        }
    }
}

/// What a test must know of a protocol to reach the state where the laws hold.
struct LawScript: Sendable, CustomTestStringConvertible {
    var name: String
    /// What the server says first.
    var greeting: String
    var confirmation: @Sendable (String) -> String
    var event: @Sendable (String) -> String
    /// What marks our message as a subscription.
    var subscriptionMark: String
    /// Messages to damage.
    var samples: [String]

    var testDescription: String { name }

    static let all = [
        LawScript(
            name: "pusher",
            greeting:
                #"{"event":"pusher:connection_established","data":"{\"socket_id\":\"1.2\",\"activity_timeout\":9}"}"#,
            confirmation: { #"{"event":"pusher_internal:subscription_succeeded","channel":"\#($0)","data":"{}"}"# },
            event: { #"{"event":"tick","channel":"\#($0)","data":"{\"n\":1}"}"# },
            subscriptionMark: #""pusher:subscribe""#,
            samples: [
                #"{"event":"pusher:connection_established","data":"{\"socket_id\":\"1.2\",\"activity_timeout\":9}"}"#,
                #"{"event":"pusher:error","data":{"code":4200,"message":"m"}}"#,
                #"{"event":"pusher:error","data":"{\"code\":null,\"message\":\"m\"}"}"#,
                #"{"event":"pusher:ping","data":{}}"#,
                #"{"event":"pusher:subscription_error","channel":"two","data":{"type":"AuthError","status":401}}"#,
                #"{"event":"pusher_internal:subscription_succeeded","channel":"one","data":"{\"presence\":{\"count\":2,\"ids\":[\"a\",7],\"hash\":{\"a\":null}}}"}"#,
                #"{"event":"pusher_internal:member_added","channel":"one","data":"{\"user_id\":\"u\"}"}"#,
                #"{"event":"pusher_internal:member_removed","channel":"one","data":{"user_id":1e999}}"#,
                #"{"event":"pusher_internal:subscription_count","channel":"one","data":"{\"subscription_count\":31}"}"#,
                #"{"event":"pusher_internal:watchlist_events","data":"{\"events\":[{\"name\":\"online\",\"user_ids\":[\"u8\"]}]}"}"#,
                #"{"event":"pusher:cache_miss","channel":"one"}"#,
                #"{"event":"pusher:signin_success","data":{"user_data":"{\"id\":\"u7\"}"}}"#,
                #"{"event":"tick","channel":"one","data":"{\"n\":1}","user_id":"u"}"#,
                #"{"event":"tick","channel":"private-encrypted-a","data":"{\"nonce\":\"AA==\",\"ciphertext\":\"AA==\"}"}"#,
                #"{"event":"tick","channel":"cache-a","data":[[[{}]]]}"#,
            ])
    ]
}
