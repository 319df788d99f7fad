import Testing

@testable import Realtime

@Suite struct FirstMessagesTests {
    private static func service(_ messages: [String]) -> KnownService? {
        var first = FirstMessages()
        for message in messages {
            let bytes = Array(message.utf8)
            if let service = bytes.withUnsafeBytes({ first.service(of: $0) }) { return service }
        }
        return nil
    }

    @Test(
        arguments: [
            (
                #"{"event":"pusher:connection_established","data":"{\"socket_id\":\"81234.5566778\",\"activity_timeout\":120}"}"#,
                .pusher
            ),
            (#"{"event":"pusher:error","data":{"code":4001,"message":"App key k does not exist"}}"#, .pusher),
            (
                #"0{"sid":"M11QhF48r8OkaJwiAAAA","upgrades":[],"pingTimeout":4000,"pingInterval":5000,"maxPayload":1000000}"#,
                .socketio
            ),
            (
                #"{"action":4,"connectionId":"c1","connectionDetails":{"connectionKey":"c1!key1","maxMessageSize":65536}}"#,
                .ably
            ),
            (#"{"action":9,"error":{"code":40101,"statusCode":401,"message":"no key"}}"#, .ably),
            (#"{"event":"system:member_list","data":{"members":[{"uuid":"u-1","user":"anonymous"}]}}"#, .piesocket),
            (#"{"type":"welcome"}"#, .actionCable), (#"{"type":"welcome","sid":"Ab1"}"#, .actionCable),
            (#"{"type":"ping","message":1795176331}"#, .actionCable),
            (#"{"type":"disconnect","reason":"unauthorized","reconnect":false}"#, .actionCable),
            (#"["1","1","lot:4711","phx_reply",{"status":"ok","response":{}}]"#, .phoenix),
            (#"{"id":1,"connect":{"client":"9b1c-7e","version":"6.x OSS","ping":25,"pong":true}}"#, .centrifugo),
            (#"{"push":{"channel":"lots:4711","pub":{"data":{"amount":125000},"offset":319}}}"#, .centrifugo),
            ("{}\u{1E}", .signalR),
            ("{\"type\":1,\"target\":\"BidPlaced\",\"arguments\":[]}\u{1E}{\"type\":6}\u{1E}", .signalR),
            (#"{"type":"connection_ack","payload":{}}"#, .graphQL), (#"{"type":"ka"}"#, .graphQL),
            ("INFO {\"server_id\":\"NA1\",\"version\":\"2.10.4\",\"proto\":1,\"max_payload\":1048576}\r\n", .nats),
            (
                #"{"MessageType":"PositionReport","MetaData":{"MMSI":230982000},"Message":{"PositionReport":{"Sog":12.4}}}"#,
                .aisStream
            ),
            (
                #"{"id":25814,"appid":7,"message":"outbid","title":"Auction","priority":8,"date":"2026-11-20T12:05:31Z"}"#,
                .gotify
            ),
            (#"{"id":"Qx81mZp0aVbK","time":1795176331,"event":"open","topic":"lots,rides"}"#, .ntfy),
            (#"{"positions":[{"id":91021,"deviceId":7,"fixTime":"2026-11-20T12:05:31.000+00:00"}]}"#, .traccar),
        ] as [(String, KnownService)])
    func aGreetingNamesItsService(_ message: String, _ expected: KnownService) {
        #expect(Self.service([message]) == expected)
        #expect(Self.service(["tick", message]) == expected)
        #expect(Self.service(["1", "2", "3", message]) == nil, "only the first are looked at")
        #expect(Self.service([String(message.dropLast(2))]) == nil, "half a message proves nothing")
    }

    @Test(arguments: [["o", "a[\"welcome\"]"], ["o", "h"], ["o", "c[3000,\"Go away!\"]"]])
    func sockJSIsKnownByTwo(_ messages: [String]) {
        #expect(Self.service(messages) == .sockjs)
        #expect(Self.service(Array(messages.dropFirst())) == nil)
        #expect(Self.service(Array(messages.prefix(1))) == nil)
    }

    @Test(arguments: [
        "", "o", "0", "0{}", "INFO", "INFO all is well", "I", "{", "[", "{}", "[]", "\u{1E}", "{\u{1E}", "null",
        "{\"a\":1}\u{1E}",
        #"{"event":"bid","data":{"n":1}}"#, #"{"event":"open"}"#, #"{"action":4}"#,
        #"{"action":"4","connectionDetails":{}}"#,
        #"{"type":"welcome","message":"hello"}"#, #"{"type":"ping"}"#, #"{"type":7}"#, #"{"connect":true,"push":[]}"#,
        #"{"positions":[]}"#, #"{"positions":{"deviceId":1}}"#, #"[1,2,3,"phx_reply",{}]"#, #"["1","1","t","bid",{}]"#,
        #"0{"sid":7,"upgrades":{},"pingInterval":"x"}"#,
    ])
    func anythingElseIsNobodys(_ message: String) {
        #expect(Self.service([message]) == nil)
    }

    @Test func largeMessagesAreNotRead() {
        let filling = String(repeating: " ", count: FirstMessages.byteLimit)
        #expect(Self.service([#"{"type":"welcome"}"# + filling]) == nil)
        #expect(Self.service(["x" + filling, #"{"type":"welcome"}"#]) == nil)
    }

    @Test(
        arguments: [
            ("wss://h/cable", [], .actionCable), ("wss://h/socket/websocket?vsn=2.0.0", [], .phoenix),
            ("wss://h/x/websocket?vsn=2.0.0", [], .phoenix), ("wss://h/connection/websocket", [], .centrifugo),
            ("wss://h/mqtt", [], .mqtt), ("wss://h/graphql", [], .graphQL), ("wss://h/api/socket", [], .traccar),
            ("wss://stream.aisstream.io/v0/stream", [], .aisStream), ("wss://h/", ["bids", "mqtt"], .mqtt),
            ("wss://h/", ["v12.stomp"], .stomp), ("wss://h/", ["wamp.2.json"], .wamp),
            ("wss://h/cable", ["graphql-transport-ws"], .graphQL),
            ("wss://h/", [], nil), ("wss://h/live", ["bids.v1"], nil), ("wss://h/websocket", [], nil),
            ("wss://h/mqtt/more", [], nil), ("wss://h/x?next=/cable", [], nil),
            ("wss://aisstream.io.example/", [], nil),
        ] as [(String, [String], KnownService?)])
    func theAddressTellsWhoWaits(_ url: String, _ subprotocols: [String], _ expected: KnownService?) throws {
        #expect(KnownService.expected(at: try WebAddress(url), subprotocols: subprotocols) == expected)
    }

    @Test(arguments: KnownService.allCases)
    func everyServiceHasAName(_ service: KnownService) throws {
        #expect(!service.name.isEmpty)
        for isSpeaking in [true, false] {
            #expect(!service.advice(at: try WebAddress("wss://h/"), isSpeaking: isSpeaking).isEmpty)
        }
    }
}
