import Testing

@testable import Server

@Suite("Presence")
struct PresenceTests {
    @Test("Members are users: the first connection of each is announced, and the last one's end")
    func comingAndGoing() {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            a subscribes presence-x {"user_id":"u7","user_info":{"paddle":"P12"}}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"presence-x","data":"{\"presence\":{\"count\":1,\"ids\":[\"u7\"],\"hash\":{\"u7\":{\"paddle\":\"P12\"}}}}"}
            b subscribes presence-x {"user_id":8}
            b< {"event":"pusher_internal:subscription_succeeded","channel":"presence-x","data":"{\"presence\":{\"count\":2,\"ids\":[\"u7\",\"8\"],\"hash\":{\"u7\":{\"paddle\":\"P12\"},\"8\":null}}}"}
            a< {"event":"pusher_internal:member_added","channel":"presence-x","data":"{\"user_id\":\"8\"}"}
            c subscribes presence-x {"user_id":"u7"}
            c< {"event":"pusher_internal:subscription_succeeded","channel":"presence-x","data":"{\"presence\":{\"count\":2,\"ids\":[\"u7\",\"8\"],\"hash\":{\"u7\":{\"paddle\":\"P12\"},\"8\":null}}}"}
            GET /apps/42/channels/presence-x/users
            = 200 {"users":[{"id":"u7"},{"id":"8"}]}
            GET /apps/42/channels/presence-x?info=user_count,subscription_count
            = 200 {"occupied":true,"user_count":2,"subscription_count":3}
            a leaves
            c> {"event":"pusher:unsubscribe","data":{"channel":"presence-x"}}
            b< {"event":"pusher_internal:member_removed","channel":"presence-x","data":"{\"user_id\":\"u7\"}"}
            b leaves
            GET /apps/42/channels/presence-x?info=user_count
            = 200 {"occupied":false,"user_count":0}
            """#)
    }

    @Test("A joiner's details reach the others as they were signed")
    func details() {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            a subscribes presence-x {"user_id":"u7"}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"presence-x","data":"{\"presence\":{\"count\":1,\"ids\":[\"u7\"],\"hash\":{\"u7\":null}}}"}
            b subscribes presence-x {"user_id":"u8","user_info":{"n":1.50}}
            b< {"event":"pusher_internal:subscription_succeeded","channel":"presence-x","data":"{\"presence\":{\"count\":2,\"ids\":[\"u7\",\"u8\"],\"hash\":{\"u7\":null,\"u8\":{\"n\":1.50}}}}"}
            a< {"event":"pusher_internal:member_added","channel":"presence-x","data":"{\"user_id\":\"u8\",\"user_info\":{\"n\":1.50}}"}
            """#)
    }

    @Test(
        "channel_data must say who it is, and not too much",
        arguments: [
            ("{}", "channel_data must have a user_id"),
            (#"{"user_id":""}"#, "channel_data must have a user_id"),
            (#"{"user_id":null}"#, "channel_data must have a user_id"),
            (#"{"user_id""#, "channel_data is not JSON at byte 10"),
            (#"{"user_id":"\#(String(repeating: "u", count: 129))"}"#, "user_id is longer than 128 bytes"),
            (
                #"{"user_id":"u","user_info":"\#(String(repeating: "i", count: 1023))"}"#,
                "user_info is larger than 1024 bytes"
            ),
        ])
    func refused(data: String, reason: String) {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            a subscribes presence-x \#(data)
            a< {"event":"pusher:error","data":{"code":null,"message":"Subscription to presence-x refused: \#(reason)"}}
            """#)
    }

    @Test("Without channel_data there is no member")
    func missing() {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            a subscribes presence-x
            a< {"event":"pusher:error","data":{"code":null,"message":"channel_data is required to subscribe to presence-x"}}
            """#)
    }

    @Test("So many users and no more; a further connection of one of them is no further user")
    func full() {
        var transcript = SubscriptionTests.room(.demo { $0.limits.members = 1 })
        transcript.play(
            #"""
            a subscribes presence-x {"user_id":"u7"}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"presence-x","data":"{\"presence\":{\"count\":1,\"ids\":[\"u7\"],\"hash\":{\"u7\":null}}}"}
            b subscribes presence-x {"user_id":"u8"}
            b< {"event":"pusher:error","data":{"code":null,"message":"Subscription to presence-x refused: it has 1 members already"}}
            c subscribes presence-x {"user_id":"u7"}
            c< {"event":"pusher_internal:subscription_succeeded","channel":"presence-x","data":"{\"presence\":{\"count\":1,\"ids\":[\"u7\"],\"hash\":{\"u7\":null}}}"}
            """#)
    }
}
