import Testing
import WebSocket

@testable import Server

@Suite("Hostile peers", .timeLimit(.minutes(1)))
struct HostilePeerTests {
    @Test("A reader that is too slow is dropped; nobody else notices")
    func slowReader() async throws {
        try await ServerTests.serve(.demo { $0.limits.outbound = 64 << 10 }) { server, port in
            try await TestClient.established(port) { slow in
                try await slow.subscribe("x")
                _ = try await slow.next()
                let data = String(repeating: "x", count: 10 << 10)
                var sent = 0
                // More than any pair of socket buffers holds; it takes far less.
                while await server.counters().dropped == 0, sent < 64 << 20 {
                    _ = try await ServerTests.publish(port, "x", data)
                    sent += data.utf8.count
                }
                #expect(await server.counters().dropped == 1)
                #expect(await server.counters().connections == 0)
            }
            try await TestClient.established(port) { fast in
                try await fast.subscribe("x")
                _ = try await fast.next()
                _ = try await ServerTests.publish(port, "x", "1")
                try await fast.expect(.text(#"{"event":"bid","channel":"x","data":"1"}"#))
            }
        }
    }

    @Test(
        "What is no HTTP is answered 400 or 431 and closed",
        arguments: [
            ("\u{0}\u{1}\u{2}\u{3}\r\n\r\n", "HTTP/1.1 400"), ("GET / HTTP/3.7\r\n\r\n", "HTTP/1.1 400"),
            ("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "HTTP/1.1 400"),
            ("GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 64 << 10), "HTTP/1.1 431"),
            ("GET /" + String(repeating: "x", count: 64 << 10), "HTTP/1.1 431"),
            (
                "GET / HTTP/1.1\r\n" + (0...100).map { "X-\($0): y\r\n" }.joined() + "\r\n", "HTTP/1.1 431"
            ),
        ])
    func garbage(bytes: String, answer: String) async throws {
        try await ServerTests.serve { _, port in
            try await Wire.open(port) { wire in
                try await wire.write(bytes)
                let all = await wire.readAll()
                #expect(all.hasPrefix(answer), "\(all)")
            }
        }
    }

    @Test("Garbage in place of frames is closed with 1002")
    func garbageFrames() async throws {
        try await ServerTests.serve { server, port in
            try await TestClient.established(port) { client in
                try await client.wire.write(Array(repeating: 0xFF, count: 1000))
                try await client.expect(.closed(1002, "reserved opcode"))
                try await client.expect(.ended)
            }
            #expect(await server.counters().connections == 0)
        }
    }

    @Test("Who goes on sending after the end is closed in time all the same", arguments: [0xFF, 0x82] as [UInt8])
    func endless(byte: UInt8) async throws {
        try await ServerTests.serve(.demo { $0.closeTimeout = .milliseconds(100) }) { server, port in
            let handshake = try ClientHandshake(host: "localhost", path: TestClient.target, nonce: Array(0..<16))
            // A frame of another opcode than there is, or a binary message: 1002 or 1003.
            let frames = [UInt8](repeatElement([byte, 0x80, 0, 0, 0, 0], count: 1000).joined())
            try await Wire.flood(port, handshake.request, frames)
            #expect(await server.counters().accepted == 1)
            #expect(await server.counters().connections == 0)
        }
    }

    @Test("Binary messages are closed with 1003, larger ones than allowed with 1009")
    func wrongMessages() async throws {
        try await ServerTests.serve { _, port in
            try await TestClient.established(port) { client in
                try await client.wire.write([0x82, 0x81, 0, 0, 0, 0, 7])
                try await client.expect(.closed(1003, "Binary messages are not part of the protocol"))
            }
            try await TestClient.established(port) { client in
                try await client.wire.write([0x81, 0xFF, 0, 0, 0, 0, 0x7F, 0, 0, 0])
                try await client.expect(.closed(1009, "message too big"))
            }
        }
    }

    @Test("A request that does not end, and a connection that says nothing, are closed in time")
    func halfOpen() async throws {
        try await ServerTests.serve(.demo { $0.requestTimeout = .milliseconds(100) }) { _, port in
            for start in ["", "GET / HT", "POST /apps/42/events HTTP/1.1\r\nContent-Length: 10\r\n\r\n123"] {
                try await Wire.open(port) { wire in
                    // On a busy machine the time may be up before this is written.
                    try? await wire.write(start)
                    #expect(await wire.readAll() == "")
                }
            }
        }
    }

    @Test("A body that is too large is answered 413, told beforehand or not")
    func largeBody() async throws {
        try await ServerTests.serve(.demo { $0.limits.body = 1000 }) { _, port in
            let head = "POST /apps/42/events HTTP/1.1\r\nHost: localhost\r\n"
            try await Wire.open(port) { wire in
                try await wire.write("\(head)Content-Length: 1001\r\n\r\n")
                #expect(await wire.readAll().hasPrefix("HTTP/1.1 413"))
            }
            try await Wire.open(port) { wire in
                let chunk = String(repeating: "x", count: 1001)
                try await wire.write("\(head)Transfer-Encoding: chunked\r\n\r\n3e9\r\n\(chunk)\r\n")
                #expect(await wire.readAll().hasPrefix("HTTP/1.1 413"))
            }
        }
    }

    @Test("Who asks without end and reads nothing is not answered without end")
    func unreadAnswers() async throws {
        let configuration = ServerConfiguration.demo {
            $0.limits.outbound = 64 << 10
            $0.requestTimeout = .milliseconds(500)
        }
        try await ServerTests.serve(configuration) { server, port in
            try await Wire.open(port) { wire in
                let request = "GET /apps/42/none HTTP/1.1\r\nHost: localhost\r\n\r\n"
                let requests = String(repeating: request, count: 1000)
                // Ends with an error once the server has had enough of it.
                while (try? await wire.write(requests)) != nil {}
                #expect(await server.counters().requests > 0)
            }
        }
    }

    @Test("A handshake that is none is refused", arguments: [("8", "426"), ("13", "400")])
    func badHandshake(version: String, status: String) async throws {
        try await ServerTests.serve { _, port in
            try await Wire.open(port) { wire in
                try await wire.write(
                    "GET \(TestClient.target) HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: \(version)\r\nSec-WebSocket-Key: short\r\n\r\n")
                #expect(await wire.readAll().hasPrefix("HTTP/1.1 \(status)"))
            }
        }
    }

    @Test("Sockets beyond the room for them are closed at once")
    func tooManySockets() async throws {
        let configuration = ServerConfiguration.demo {
            $0.limits.connections = 1
            $0.limits.requests = 0
        }
        try await ServerTests.serve(configuration) { _, port in
            try await TestClient.established(port) { _ in
                try await Wire.open(port) { wire in
                    #expect(await wire.readAll() == "")
                }
            }
        }
    }
}
