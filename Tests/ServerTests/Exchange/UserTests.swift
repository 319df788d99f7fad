import Testing

@testable import Server

@Suite("Signing in")
struct UserTests {
    @Test("A user has a channel of their own, once signed in")
    func signIn() {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            a> {"event":"pusher:subscribe","data":{"channel":"#server-to-user-u7"}}
            a< {"event":"pusher:error","data":{"code":null,"message":"Not signed in as the user of channel #server-to-user-u7"}}
            a signs in {"id":"u7"}
            a< {"event":"pusher:signin_success","data":"{\"user_data\":\"{\\\"id\\\":\\\"u7\\\"}\"}"}
            a> {"event":"pusher:subscribe","data":{"channel":"#server-to-user-u7"}}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"#server-to-user-u7","data":"{}"}
            a> {"event":"pusher:subscribe","data":{"channel":"#server-to-user-u8"}}
            a< {"event":"pusher:error","data":{"code":null,"message":"Not signed in as the user of channel #server-to-user-u8"}}
            POST /apps/42/events {"name":"ding","channel":"#server-to-user-u7","data":"{}"}
            a< {"event":"ding","channel":"#server-to-user-u7","data":"{}"}
            = 200 {}
            a signs in {"id":"u7"}
            a< {"event":"pusher:signin_success","data":"{\"user_data\":\"{\\\"id\\\":\\\"u7\\\"}\"}"}
            a signs in {"id":"u8"}
            a< {"event":"pusher:error","data":{"code":null,"message":"This connection is signed in as another user already"}}
            """#)
    }

    @Test("A wrong signature closes with 4009")
    func wrongSignature() {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            a> {"event":"pusher:signin","data":{"auth":"spotkey01:00","user_data":"{}"}}
            a< {"event":"pusher:error","data":{"code":4009,"message":"Invalid signature: Expected HMAC SHA256 hex digest of 1.1::user::{}, but got 00"}}
            a x 4009 Invalid signature: Expected HMAC SHA256 hex digest of 1.1::user::{}, but got 00
            a> {"event":"pusher:ping","data":{}}
            """#)
    }

    @Test("Data without an id closes with 4009", arguments: ["{}", #"{"id":""}"#, #"{"id":7}"#, "[]", "{"])
    func noID(data: String) {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            a signs in \#(data)
            a< {"event":"pusher:error","data":{"code":4009,"message":"user_data must be JSON with an id"}}
            a x 4009 user_data must be JSON with an id
            """#)
    }

    @Test("The application may end all connections of a user")
    func terminate() {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            a signs in {"id":"u7"}
            a< {"event":"pusher:signin_success","data":"{\"user_data\":\"{\\\"id\\\":\\\"u7\\\"}\"}"}
            b signs in {"id":"u7"}
            b< {"event":"pusher:signin_success","data":"{\"user_data\":\"{\\\"id\\\":\\\"u7\\\"}\"}"}
            c signs in {"id":"u8"}
            c< {"event":"pusher:signin_success","data":"{\"user_data\":\"{\\\"id\\\":\\\"u8\\\"}\"}"}
            POST /apps/42/users/u7/terminate_connections {}
            a< {"event":"pusher:error","data":{"code":4009,"message":"You got disconnected by the app"}}
            a x 4009 You got disconnected by the app
            b< {"event":"pusher:error","data":{"code":4009,"message":"You got disconnected by the app"}}
            b x 4009 You got disconnected by the app
            = 200 {}
            POST /apps/42/users/u7/terminate_connections
            = 200 {}
            """#)
    }
}
