import Testing

@testable import Server

@Suite("Subscriptions")
struct SubscriptionTests {
    /// An exchange with the clients a, b and c.
    static func room(_ configuration: ServerConfiguration = .demo()) -> Transcript {
        var transcript = Transcript(configuration)
        transcript.play(
            #"""
            a connects
            a< {"event":"pusher:connection_established","data":"{\"socket_id\":\"1.1\",\"activity_timeout\":120}"}
            b connects
            b< {"event":"pusher:connection_established","data":"{\"socket_id\":\"2.2\",\"activity_timeout\":120}"}
            c connects
            c< {"event":"pusher:connection_established","data":"{\"socket_id\":\"3.3\",\"activity_timeout\":120}"}
            """#)
        return transcript
    }

    @Test("An open channel takes anyone, once")
    func open() {
        var transcript = Self.room()
        transcript.play(
            #"""
            a> {"event":"pusher:subscribe","data":{"channel":"lot-4711"}}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"lot-4711","data":"{}"}
            a> {"event":"pusher:subscribe","data":{"channel":"lot-4711"}}
            a< {"event":"pusher:error","data":{"code":null,"message":"Existing subscription to channel lot-4711"}}
            a> {"event":"pusher:unsubscribe","data":{"channel":"lot-4711"}}
            POST /apps/42/events {"name":"bid","channel":"lot-4711","data":"{}"}
            = 200 {}
            a> {"event":"pusher:unsubscribe","data":{"channel":"lot-4711"}}
            a< {"event":"pusher:error","data":{"code":null,"message":"No current subscription to channel lot-4711"}}
            """#)
    }

    @Test("Data may be a string that holds JSON, as servers write it")
    func doublyEncoded() {
        var transcript = Self.room()
        transcript.play(
            #"""
            a> {"event":"pusher:subscribe","data":"{\"channel\":\"lot-4711\"}"}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"lot-4711","data":"{}"}
            """#)
    }

    @Test(
        "Private and encrypted channels need a signature", arguments: ["private-x", "private-encrypted-x"])
    func signed(channel: String) {
        var transcript = Self.room()
        transcript.play(
            #"""
            a subscribes \#(channel)
            a< {"event":"pusher_internal:subscription_succeeded","channel":"\#(channel)","data":"{}"}
            b> {"event":"pusher:subscribe","data":{"channel":"\#(channel)"}}
            b< {"event":"pusher:error","data":{"code":null,"message":"Auth info required to subscribe to \#(channel)"}}
            b> {"event":"pusher:subscribe","data":{"channel":"\#(channel)","auth":"other:00"}}
            b< {"event":"pusher:error","data":{"code":null,"message":"Invalid key in subscription auth data: 'other'"}}
            b> {"event":"pusher:subscribe","data":{"channel":"\#(channel)","auth":"spotkey01:00ff"}}
            b< {"event":"pusher:error","data":{"code":null,"message":"Invalid signature: Expected HMAC SHA256 hex digest of 2.2:\#(channel), but got 00ff"}}
            b> {"event":"pusher:subscribe","data":{"channel":"\#(channel)","auth":"00ff"}}
            b< {"event":"pusher:error","data":{"code":null,"message":"Invalid signature: expected 'key:signature', but got '00ff'"}}
            POST /apps/42/events {"name":"bid","channel":"\#(channel)","data":"{}"}
            a< {"event":"bid","channel":"\#(channel)","data":"{}"}
            = 200 {}
            """#)
    }

    @Test("A signature is good for its own connection and channel only")
    func replayed() {
        let auth = SubscriptionSignature.channel("private-x", socketID: "1.1").auth(.demo)
        var transcript = Self.room()
        let refusals = [(2, "b", "private-x"), (1, "a", "private-y")].map { number, name, channel in
            #"""
            \#(name)> {"event":"pusher:subscribe","data":{"channel":"\#(channel)","auth":"\#(auth)"}}
            \#(name)< {"event":"pusher:error","data":{"code":null,"message":"Invalid signature: Expected HMAC SHA256 hex digest of \#(number).\#(number):\#(channel), but got \#(auth.dropFirst(10))"}}
            """#
        }
        for refusal in refusals { transcript.play(refusal) }
    }

    @Test("A connection has so many subscriptions")
    func limit() {
        var transcript = Self.room(.demo { $0.limits.subscriptions = 1 })
        transcript.play(
            #"""
            a> {"event":"pusher:subscribe","data":{"channel":"one"}}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"one","data":"{}"}
            a> {"event":"pusher:subscribe","data":{"channel":"two"}}
            a< {"event":"pusher:error","data":{"code":null,"message":"Subscription to two refused: this connection has 1 already"}}
            """#)
    }

    @Test(
        "What is no message of the protocol is told so, and harms nothing",
        arguments: [
            ("", "Invalid message: no JSON value"),
            ("{", "Invalid message: not JSON at byte 1"),
            ("7", "Invalid message: no event"),
            ("[]", "Invalid message: no event"),
            (#"{"event":7}"#, "Invalid message: no event"),
            (#"{"event":"bid"}"#, "Unsupported event received on socket: 'bid'"),
            (#"{"event":"pusher:subscribe"}"#, "Invalid message: no data"),
            (#"{"event":"pusher:subscribe","data":{}}"#, "Invalid subscription: no channel"),
            (#"{"event":"pusher:subscribe","data":{"channel":7}}"#, "Invalid subscription: no channel"),
            (#"{"event":"pusher:subscribe","data":"{"}"#, "Invalid data: not JSON at byte 1"),
            (#"{"event":"pusher:subscribe","data":{"channel":"a:b"}}"#, "Invalid channel name 'a:b'"),
            (#"{"event":"pusher:subscribe","data":{"channel":""}}"#, "Invalid channel name ''"),
            (#"{"event":"pusher:unsubscribe","data":null}"#, "Invalid unsubscription: no channel"),
            (#"{"event":"pusher:signin","data":{}}"#, "Invalid sign-in: auth and user_data are needed"),
            (#"{"event":"client-x"}"#, "Client event rejected: no channel"),
        ])
    func invalid(message: String, error: String) {
        var transcript = Self.room()
        let answers = transcript.send(message, from: SocketID(1, 1))
        #expect(answers == [#"a< {"event":"pusher:error","data":{"code":null,"message":"\#(error)"}}"#])
    }

    @Test("Who wants to know is told how many they are; above 100, every 5 seconds")
    func counts() {
        var exchange = Exchange(.demo { $0.sendsSubscriptionCounts = true })
        func subscribe(_ number: UInt64, at seconds: Int) -> [String] {
            let socket = SocketID(number, number)
            _ = exchange.connected(socket, path: "/app/spotkey01", query: "protocol=7", now: .seconds(seconds))
            let message = Array(#"{"event":"pusher:subscribe","data":{"channel":"x"}}"#.utf8)
            return Self.counts(message.withUnsafeBytes { exchange.received($0, from: socket, now: .seconds(seconds)) })
        }
        #expect(subscribe(1, at: 0) == ["1 told 1"])
        for number in 2...100 as ClosedRange<UInt64> {
            #expect(subscribe(number, at: 0) == ["\(number) told \(number)"])
        }
        #expect(subscribe(101, at: 1) == [])
        #expect(Self.counts(exchange.tick(now: .seconds(4))) == [])
        #expect(Self.counts(exchange.tick(now: .seconds(5))) == ["101 told 101"])
        #expect(Self.counts(exchange.tick(now: .seconds(10))) == [])
        #expect(Self.counts(exchange.disconnected(SocketID(1, 1), now: .seconds(11))) == ["100 told 100"])
    }

    private static func counts(_ effects: [Effect]) -> [String] {
        effects.compactMap { effect in
            guard case .send(let bytes, let sockets) = effect else { return nil }
            let text = String(decoding: bytes, as: UTF8.self)
            guard text.hasPrefix(#"{"event":"pusher_internal:subscription_count""#) else { return nil }
            return "\(sockets.count) told \(text.filter(\.isNumber))"
        }
    }
}
