import NIOCore
import Testing
import WebSocket

@testable import Server

@Suite("A server on loopback", .timeLimit(.minutes(1)))
struct ServerTests {
    /// Runs a server on a free port.
    static func serve(
        _ configuration: ServerConfiguration = .demo(), isolation: isolated (any Actor)? = #isolation,
        _ body: (PusherServer, Int) async throws -> Void
    ) async throws {
        let server = PusherServer(configuration)
        let port = try await server.start()
        do {
            try await body(server, port)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    /// Sends one request, and reads until the end.
    static func request(_ port: Int, _ request: APIRequest) async throws -> String {
        try await Wire.open(port) { wire in
            let head = "\(request.method) \(request.path)?\(request.query) HTTP/1.1\r\nHost: localhost\r\n"
            try await wire.write("\(head)Connection: close\r\nContent-Length: \(request.body.count)\r\n\r\n")
            try await wire.write(request.body)
            return await wire.readAll()
        }
    }

    static func publish(_ port: Int, _ channel: String, _ data: String) async throws -> String {
        let event = PublishRequest.Event(name: "bid", channel: channel, data: data)
        let publish = PublishRequest(applicationID: "42", event: event)
        let target = publish.target(key: "spotkey01", secret: "spotter-demo-secret", timestamp: Clock().unixTime)
        return try await request(port, APIRequest(method: publish.method, target: target, body: publish.body))
    }

    @Test("What is published over HTTP arrives at the subscribers")
    func publish() async throws {
        try await Self.serve { server, port in
            try await TestClient.established(port) { client in
                try await client.subscribe("private-lot-4711")
                try await client.expect(
                    .text(
                        #"{"event":"pusher_internal:subscription_succeeded","channel":"private-lot-4711","data":"{}"}"#
                    ))
                let answer = try await Self.publish(port, "private-lot-4711", #"{"paddle":"Þór"}"#)
                #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
                #expect(answer.hasSuffix("\r\n\r\n{}"))
                try await client.expect(
                    .text(#"{"event":"bid","channel":"private-lot-4711","data":"{\"paddle\":\"Þór\"}"}"#))
                let counters = await server.counters()
                #expect(counters.connections == 1)
                #expect(counters.messagesIn == 1)
                #expect(counters.messagesOut == 3)
                #expect(counters.requests == 1)
                #expect(counters.published == 1)
            }
        }
    }

    @Test("A wrong signature is answered 401, in words")
    func wrongSignature() async throws {
        try await Self.serve { _, port in
            let other = Application(id: "42", key: "spotkey01", secret: "other")
            let answer = try await Self.request(
                port, .signed("GET", "/apps/42/channels", at: Clock().unixTime, by: other))
            #expect(answer.hasPrefix("HTTP/1.1 401 Unauthorized\r\n"))
            #expect(answer.contains("Invalid signature"))
        }
    }

    @Test("Several requests share a connection")
    func keepAlive() async throws {
        try await Self.serve { _, port in
            try await Wire.open(port) { wire in
                let request = "GET /apps/42/none HTTP/1.1\r\nHost: localhost\r\n"
                try await wire.write("\(request)\r\n\(request)\r\n\(request)Connection: close\r\n\r\n")
                let answers = await wire.readAll()
                #expect(answers.split(separator: "HTTP/1.1 404 Not Found").count == 3)
            }
        }
    }

    @Test("An unknown key is told so and closed, with 4001")
    func unknownKey() async throws {
        try await Self.serve { server, port in
            try await TestClient.open(port, target: "/app/other?protocol=7") { client in
                let reason = "App key other does not exist on this server"
                try await client.expect(.text(#"{"event":"pusher:error","data":{"code":4001,"message":"\#(reason)"}}"#))
                try await client.expect(.closed(4001, reason))
                try await client.expect(.ended)
            }
            #expect(await server.counters().refused == 1)
        }
    }

    @Test("A client's close is answered")
    func clientCloses() async throws {
        try await Self.serve { _, port in
            try await TestClient.established(port) { client in
                try await client.close()
                try await client.expect(.closed(1000, ""))
                try await client.expect(.ended)
            }
        }
    }

    @Test("A frame that comes together with the handshake is not lost")
    func frameWithHandshake() async throws {
        try await Self.serve { _, port in
            try await Wire.open(port) { wire in
                let ping = Array(#"{"event":"pusher:ping"}"#.utf8)
                // A text frame with a masking key of zeros.
                let frame = [0x81, 0x80 | UInt8(ping.count), 0, 0, 0, 0] + ping
                var client = try await TestClient(wire, TestClient.target, firstFrames: frame)
                guard case .text = try await client.next() else { throw TestError("no first message") }
                try await client.expect(.text(#"{"event":"pusher:pong","data":"{}"}"#))
            }
        }
    }

    @Test("A connection that vanishes is gone for the others")
    func vanished() async throws {
        try await Self.serve { _, port in
            try await TestClient.established(port) { stays in
                try await stays.subscribe("presence-x", data: #"{"user_id":"u7"}"#)
                _ = try await stays.next()
                try await TestClient.established(port) { leaves in
                    try await leaves.subscribe("presence-x", data: #"{"user_id":"u8"}"#)
                    _ = try await leaves.next()
                    try await stays.expect(
                        .text(
                            #"{"event":"pusher_internal:member_added","channel":"presence-x","data":"{\"user_id\":\"u8\"}"}"#
                        ))
                }
                try await stays.expect(
                    .text(
                        #"{"event":"pusher_internal:member_removed","channel":"presence-x","data":"{\"user_id\":\"u8\"}"}"#
                    ))
            }
        }
    }

    @Test("A connection that says nothing is pinged and then closed with 4201")
    func silent() async throws {
        let configuration = ServerConfiguration.demo {
            $0.activityTimeout = .milliseconds(100)
            $0.pongTimeout = .milliseconds(100)
        }
        try await Self.serve(configuration) { _, port in
            try await TestClient.established(port) { client in
                try await client.expect(.text(#"{"event":"pusher:ping","data":"{}"}"#))
                try await client.expect(
                    .text(
                        #"{"event":"pusher:error","data":{"code":4201,"message":"Pong reply not received in time"}}"#
                    ))
                try await client.expect(.closed(4201, "Pong reply not received in time"))
            }
        }
    }

    @Test("One connection more than there is room for is told to come back later")
    func capacity() async throws {
        try await Self.serve(.demo { $0.limits.connections = 1 }) { _, port in
            try await TestClient.established(port) { _ in
                try await TestClient.open(port) { client in
                    _ = try await client.next()
                    try await client.expect(.closed(4100, "Over capacity"))
                }
            }
        }
    }
}
