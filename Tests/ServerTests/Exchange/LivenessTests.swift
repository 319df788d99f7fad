import Testing

@testable import Server

@Suite("Liveness")
struct LivenessTests {
    private static func connected(_ change: (inout ServerConfiguration) -> Void = { _ in }) -> Transcript {
        var transcript = Transcript(.demo(change))
        transcript.play(
            #"""
            a connects
            a< {"event":"pusher:connection_established","data":"{\"socket_id\":\"1.1\",\"activity_timeout\":120}"}
            """#)
        return transcript
    }

    @Test("A ping is answered")
    func ping() {
        var transcript = Self.connected()
        transcript.play(
            #"""
            a> {"event":"pusher:ping","data":{}}
            a< {"event":"pusher:pong","data":"{}"}
            a> {"event":"pusher:ping"}
            a< {"event":"pusher:pong","data":"{}"}
            a> {"event":"pusher:pong","data":{}}
            """#)
    }

    @Test("Who is silent is pinged; who answers stays")
    func answered() {
        var transcript = Self.connected()
        transcript.play(
            #"""
            +119s
            +1s
            a< {"event":"pusher:ping","data":"{}"}
            +29s
            a> {"event":"pusher:pong","data":{}}
            +1s
            +118s
            +1s
            a< {"event":"pusher:ping","data":"{}"}
            """#)
    }

    @Test("Who does not answer is closed with 4201, and gone for the others")
    func silent() {
        var transcript = Self.connected()
        transcript.play(
            #"""
            a subscribes presence-x {"user_id":"u7"}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"presence-x","data":"{\"presence\":{\"count\":1,\"ids\":[\"u7\"],\"hash\":{\"u7\":null}}}"}
            +100s
            b connects
            b< {"event":"pusher:connection_established","data":"{\"socket_id\":\"2.2\",\"activity_timeout\":120}"}
            b subscribes presence-x {"user_id":"u8"}
            b< {"event":"pusher_internal:subscription_succeeded","channel":"presence-x","data":"{\"presence\":{\"count\":2,\"ids\":[\"u7\",\"u8\"],\"hash\":{\"u7\":null,\"u8\":null}}}"}
            a< {"event":"pusher_internal:member_added","channel":"presence-x","data":"{\"user_id\":\"u8\"}"}
            +20s
            a< {"event":"pusher:ping","data":"{}"}
            +30s
            a< {"event":"pusher:error","data":{"code":4201,"message":"Pong reply not received in time"}}
            a x 4201 Pong reply not received in time
            b< {"event":"pusher_internal:member_removed","channel":"presence-x","data":"{\"user_id\":\"u7\"}"}
            """#)
    }

    @Test("Who answers pings and does nothing else is closed with 4202 in the end")
    func inactive() {
        var transcript = Self.connected { $0.inactivityTimeout = .seconds(200) }
        transcript.play(
            #"""
            +120s
            a< {"event":"pusher:ping","data":"{}"}
            a> {"event":"pusher:pong","data":{}}
            +79s
            +1s
            a< {"event":"pusher:error","data":{"code":4202,"message":"Closed after inactivity"}}
            a x 4202 Closed after inactivity
            """#)
    }

    @Test("Who is subscribed is never inactive")
    func subscribed() {
        var transcript = Self.connected { $0.inactivityTimeout = .seconds(100) }
        transcript.play(
            #"""
            a> {"event":"pusher:subscribe","data":{"channel":"x"}}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"x","data":"{}"}
            +119s
            a> {"event":"pusher:unsubscribe","data":{"channel":"x"}}
            +99s
            +1s
            a< {"event":"pusher:error","data":{"code":4202,"message":"Closed after inactivity"}}
            a x 4202 Closed after inactivity
            """#)
    }

    @Test("A WebSocket pong is a sign of life too")
    func heard() {
        var exchange = Exchange(.demo())
        _ = exchange.connected(SocketID(1, 1), path: "/app/spotkey01", query: "protocol=7", now: .zero)
        exchange.heard(SocketID(1, 1), now: .seconds(60))
        #expect(exchange.tick(now: .seconds(179)) == [])
        #expect(exchange.tick(now: .seconds(180)).count == 1)
    }
}
