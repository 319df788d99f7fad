extension LawScript {
    static let pusher = LawScript(
        name: "pusher",
        greeting: [
            .text(#"{"event":"pusher:connection_established","data":"{\"socket_id\":\"1.2\",\"activity_timeout\":9}"}"#)
        ],
        confirmation: {
            [.text(#"{"event":"pusher_internal:subscription_succeeded","channel":"\#($0)","data":"{}"}"#)]
        },
        event: { [.text(#"{"event":"tick","channel":"\#($0)","data":"{\"n\":1}"}"#)] },
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
}
