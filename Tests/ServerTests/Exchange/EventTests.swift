import Testing

@testable import Server

@Suite("Events")
struct EventTests {
    @Test("An event goes to all subscribers but the one left out, once for each channel")
    func published() {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            a> {"event":"pusher:subscribe","data":{"channel":"x"}}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"x","data":"{}"}
            b> {"event":"pusher:subscribe","data":{"channel":"x"}}
            b< {"event":"pusher_internal:subscription_succeeded","channel":"x","data":"{}"}
            b> {"event":"pusher:subscribe","data":{"channel":"y"}}
            b< {"event":"pusher_internal:subscription_succeeded","channel":"y","data":"{}"}
            POST /apps/42/events {"name":"bid","channels":["x","y","z","x"],"data":"{\"amount\":125000}"}
            a,b< {"event":"bid","channel":"x","data":"{\"amount\":125000}"}
            b< {"event":"bid","channel":"y","data":"{\"amount\":125000}"}
            = 200 {}
            POST /apps/42/events {"name":"bid","channel":"x","data":"2","socket_id":"1.1"}
            b< {"event":"bid","channel":"x","data":"2"}
            = 200 {}
            """#)
    }

    @Test("A client's event goes to the others as it came; in presence channels it says whose it is")
    func relayed() {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            a subscribes private-x
            a< {"event":"pusher_internal:subscription_succeeded","channel":"private-x","data":"{}"}
            b subscribes private-x
            b< {"event":"pusher_internal:subscription_succeeded","channel":"private-x","data":"{}"}
            a> {"event":"client-note","channel":"private-x","data":{"n": 1.50}}
            b< {"event":"client-note","channel":"private-x","data":{"n": 1.50}}
            a> {"event":"client-note","channel":"private-x","data":"t"}
            b< {"event":"client-note","channel":"private-x","data":"t"}
            a> {"event":"client-note","channel":"private-x"}
            b< {"event":"client-note","channel":"private-x"}
            a subscribes presence-x {"user_id":"u7"}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"presence-x","data":"{\"presence\":{\"count\":1,\"ids\":[\"u7\"],\"hash\":{\"u7\":null}}}"}
            b subscribes presence-x {"user_id":"u8"}
            b< {"event":"pusher_internal:subscription_succeeded","channel":"presence-x","data":"{\"presence\":{\"count\":2,\"ids\":[\"u7\",\"u8\"],\"hash\":{\"u7\":null,\"u8\":null}}}"}
            a< {"event":"pusher_internal:member_added","channel":"presence-x","data":"{\"user_id\":\"u8\"}"}
            b> {"event":"client-typing","channel":"presence-x","data":{}}
            a< {"event":"client-typing","channel":"presence-x","data":{},"user_id":"u8"}
            """#)
    }

    @Test(
        "A client's event is refused, with 4301, where it may not be",
        arguments: [
            ("client-x", "lot-1", "{}", "only supported on private and presence channels"),
            ("client-x", "a:b", "{}", "only supported on private and presence channels"),
            ("client-x", "private-encrypted-x", "{}", "only supported on private and presence channels"),
            ("client-x", "private-other", "{}", "connection not subscribed to channel private-other"),
            (
                "client-" + String(repeating: "x", count: 194), "private-x", "{}",
                "the name exceeds the allowed maximum (200 bytes)"
            ),
            (
                "client-x", "private-x", "\"" + String(repeating: "x", count: 10 << 10) + "\"",
                "the data exceeds the allowed maximum (10240 bytes)"
            ),
        ])
    func refused(name: String, channel: String, data: String, reason: String) {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            a subscribes private-x
            a< {"event":"pusher_internal:subscription_succeeded","channel":"private-x","data":"{}"}
            b subscribes private-x
            b< {"event":"pusher_internal:subscription_succeeded","channel":"private-x","data":"{}"}
            a> {"event":"\#(name)","channel":"\#(channel)","data":\#(data)}
            a< {"event":"pusher:error","data":{"code":4301,"message":"Client event rejected - \#(reason)"}}
            """#)
    }

    @Test("Ten in any second, and no more")
    func rate() {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            a subscribes private-x
            a< {"event":"pusher_internal:subscription_succeeded","channel":"private-x","data":"{}"}
            b subscribes private-x
            b< {"event":"pusher_internal:subscription_succeeded","channel":"private-x","data":"{}"}
            """#)
        for _ in 1...10 {
            transcript.play(
                #"""
                a> {"event":"client-n","channel":"private-x","data":1}
                b< {"event":"client-n","channel":"private-x","data":1}
                """#)
        }
        transcript.play(
            #"""
            a> {"event":"client-n","channel":"private-x","data":1}
            a< {"event":"pusher:error","data":{"code":4301,"message":"Client event rejected - rate limit exceeded (10 events per second)"}}
            b> {"event":"client-n","channel":"private-x","data":2}
            a< {"event":"client-n","channel":"private-x","data":2}
            +1s
            a> {"event":"client-n","channel":"private-x","data":3}
            b< {"event":"client-n","channel":"private-x","data":3}
            """#)
    }

    @Test("Where they are switched off, none is taken")
    func disabled() {
        var transcript = SubscriptionTests.room(.demo { $0.allowsClientEvents = false })
        transcript.play(
            #"""
            a subscribes private-x
            a< {"event":"pusher_internal:subscription_succeeded","channel":"private-x","data":"{}"}
            a> {"event":"client-n","channel":"private-x","data":1}
            a< {"event":"pusher:error","data":{"code":4301,"message":"Client event rejected - client events are not enabled"}}
            """#)
    }

    @Test(
        "A cache channel gives its last event to who comes later, for a while; client events are not kept",
        arguments: ["cache-x", "private-cache-x", "private-encrypted-cache-x"])
    func cache(channel: String) {
        var transcript = SubscriptionTests.room(.demo { $0.cacheLifetime = .seconds(60) })
        transcript.play(
            #"""
            a subscribes \#(channel)
            a< {"event":"pusher_internal:subscription_succeeded","channel":"\#(channel)","data":"{}"}
            a< {"event":"pusher:cache_miss","channel":"\#(channel)"}
            POST /apps/42/events {"name":"one","channel":"\#(channel)","data":"1"}
            a< {"event":"one","channel":"\#(channel)","data":"1"}
            = 200 {}
            POST /apps/42/events {"name":"two","channel":"\#(channel)","data":"2"}
            a< {"event":"two","channel":"\#(channel)","data":"2"}
            = 200 {}
            a leaves
            +30s
            b subscribes \#(channel)
            b< {"event":"pusher_internal:subscription_succeeded","channel":"\#(channel)","data":"{}"}
            b< {"event":"two","channel":"\#(channel)","data":"2"}
            GET /apps/42/channels/\#(channel)?info=cache
            = 200 {"occupied":true,"cache":{"data":"2","ttl":30}}
            +30s
            c subscribes \#(channel)
            c< {"event":"pusher_internal:subscription_succeeded","channel":"\#(channel)","data":"{}"}
            c< {"event":"pusher:cache_miss","channel":"\#(channel)"}
            """#)
    }

    @Test("A presence channel may be a cache channel too")
    func presenceCache() {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            POST /apps/42/events {"name":"one","channel":"presence-cache-x","data":"1"}
            = 200 {}
            a subscribes presence-cache-x {"user_id":"u7"}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"presence-cache-x","data":"{\"presence\":{\"count\":1,\"ids\":[\"u7\"],\"hash\":{\"u7\":null}}}"}
            a< {"event":"one","channel":"presence-cache-x","data":"1"}
            b subscribes presence-cache-x {"user_id":"u8"}
            b< {"event":"pusher_internal:subscription_succeeded","channel":"presence-cache-x","data":"{\"presence\":{\"count\":2,\"ids\":[\"u7\",\"u8\"],\"hash\":{\"u7\":null,\"u8\":null}}}"}
            a< {"event":"pusher_internal:member_added","channel":"presence-cache-x","data":"{\"user_id\":\"u8\"}"}
            b< {"event":"one","channel":"presence-cache-x","data":"1"}
            a> {"event":"client-n","channel":"presence-cache-x","data":1}
            b< {"event":"client-n","channel":"presence-cache-x","data":1,"user_id":"u7"}
            a leaves
            b< {"event":"pusher_internal:member_removed","channel":"presence-cache-x","data":"{\"user_id\":\"u7\"}"}
            GET /apps/42/channels/presence-cache-x?info=cache,user_count
            = 200 {"occupied":true,"user_count":1,"cache":{"data":"1","ttl":1800}}
            """#)
    }

    @Test("The cache holds so many channels; the oldest makes room")
    func cacheLimit() {
        var cache = EventCache(lifetime: .seconds(60), limit: 2)
        let names = ["cache-a", "cache-b", "cache-c"].compactMap(ChannelName.init)
        for (second, name) in names.enumerated() {
            cache.store(EventCache.Entry(event: "e", data: name.text, storedAt: .seconds(second)), for: name)
        }
        #expect(names.map { cache.event(of: $0, now: .seconds(3))?.0.data } == [nil, "cache-b", "cache-c"])
        var none = EventCache(lifetime: .seconds(60), limit: 0)
        none.store(EventCache.Entry(event: "e", data: "1", storedAt: .zero), for: names[0])
        #expect(none.event(of: names[0], now: .zero) == nil)
    }
}
