import Foundation
import HTTP1
import Testing

/// A URL without a protocol: the handshake says whose it is, before anything else is said.
struct RecognitionTests {
    @Test func theChosenSubprotocolNamesTheService() throws {
        let server = try PretendServer(choosing: "graphql-transport-ws") { _ in [] }
        let running = try Running([
            "tail", "ws://127.0.0.1:\(server.port)/live", "--subprotocol", "graphql-transport-ws",
        ])
        _ = try running.error(containing: "this is GraphQL over WebSocket, which is not spoken")
        running.send(SIGTERM)
        #expect(running.wait(limit: 10).status == 143)
    }

    @Test func aServerThatInsistsOnASubprotocolIsNamedToo() throws {
        let server = try PretendServer(choosing: "mqtt") { _ in [] }
        let result = try Program.run(["tail", "ws://127.0.0.1:\(server.port)/live"], limit: 20)
        #expect(result.status == 3)
        #expect(
            result.errors.contains("this is MQTT, which is not spoken: to see its messages, offer the subprotocol mqtt")
        )
        #expect(
            result.errors.contains(
                "chose the subprotocol \"mqtt\", which was not offered: --subprotocol mqtt offers it"))
        #expect(result.errors.split(separator: "\n").count { $0.contains("this is") } == 1, "\(result.errors)")
    }

    @Test func aSubprotocolOfNobodysIsPlain() throws {
        let server = try PretendServer(choosing: "bids.v1") { _ in [] }
        let result = try Program.run([
            "tail", "ws://127.0.0.1:\(server.port)/mqtt", "--subprotocol", "bids.v1", "--duration", "3s",
        ])
        #expect(!result.errors.contains("this may be"), "\(result.errors)")
        #expect(!result.errors.contains("this is"), "\(result.errors)")
    }

    @Test func pushersPathWithAChannelIsPusher() throws {
        let server = try LinkServer()
        let result = try Program.run([
            "tail", "ws://127.0.0.1:\(server.port)/app/key", "--channel", "lots", "--count", "1",
        ])
        #expect(result.status == 0)
        #expect(result.output.contains(#""channel":"lots","event":"greeting""#), "\(result.output)")
        #expect(
            result.errors.contains(
                "this is an address of Pusher: taken as pusher://key@127.0.0.1:\(server.port)?tls=false"))
    }

    @Test func whatIsSetForPlainWebSocketsSpeaksAgainstPusher() throws {
        let server = try LinkServer()
        let result = try Program.run([
            "tail", "ws://127.0.0.1:\(server.port)/app/key", "--channel", "lots", "--count", "1", "--set",
            #"subscribe={"join":"{channel}"}"#,
        ])
        #expect(!result.errors.contains("taken as"), "\(result.errors)")
        #expect(result.output.contains("pusher:connection_established"), "\(result.output)")
    }

    @Test func theProtocolThatIsNamedTakesItsWebSocket() throws {
        let server = try LinkServer()
        let result = try Program.run([
            "tail", "ws://127.0.0.1:\(server.port)/below/app/key?client=js", "--protocol", "pusher", "--channel",
            "lots",
            "--count", "1",
        ])
        #expect(result.status == 0)
        #expect(result.errors.isEmpty, "\(result.errors)")
        #expect(server.requests.first?.path.hasPrefix("/below/app/key?protocol=7&") == true)
    }

    @Test func aRefusalNamesTheAddressToTry() throws {
        let server = try LinkServer { _, _ in .status(426, [HeaderField("Upgrade", "websocket")]) }
        let place = "127.0.0.1:\(server.port)/live"
        let result = try Program.run(["tail", "http://\(place)"])
        #expect(result.status == 3)
        #expect(result.errors.contains("http://\(place): taken as Server-Sent Events: sse+http://\(place)\n"))
        #expect(result.errors.contains("this seems to be a WebSocket: use ws://\(place)\n"), "\(result.errors)")
        let named = try Program.run(["tail", "http://\(place)", "--protocol", "sse"])
        #expect(!named.errors.contains("use ws://"))
    }

    @Test func theGreetingOfSockJSNamesIt() throws {
        let server = try LinkServer { _, _ in
            .status(200, [HeaderField("Content-Type", "text/plain")], body: "Welcome to SockJS!\n")
        }
        for scheme in ["http", "ws"] {
            let result = try Program.run(["tail", "\(scheme)://127.0.0.1:\(server.port)/rt"])
            #expect(result.errors.contains("this is SockJS: use sockjs+http://127.0.0.1:\(server.port)/rt\n"))
        }
    }

    @Test func theAddressThatIsReachedCounts() throws {
        let target = try LinkServer()
        let place = "127.0.0.1:\(target.port)/socket.io/"
        let server = try LinkServer { _, _ in .status(302, [HeaderField("Location", "ws://\(place)?EIO=4")]) }
        let running = try Running(["tail", "ws://127.0.0.1:\(server.port)/live"])
        _ = try running.error(containing: "we were sent on to an address of Socket.IO: use socketio+ws://\(place)")
        running.send(SIGTERM)
        #expect(running.wait(limit: 10).status == 143)
    }

    @Test func theDoctorTellsItAsWell() throws {
        let server = try PretendServer(choosing: "graphql-transport-ws") { _ in [] }
        let result = try Program.run([
            "doctor", "ws://127.0.0.1:\(server.port)/live", "--subprotocol", "graphql-transport-ws", "--wait", "0s",
        ])
        #expect(result.output.contains("this is GraphQL over WebSocket"), "\(result.output)")
        #expect(!result.output.contains("Everything works"), "\(result.output)")
    }

    @Test func theDoctorWaitsForWhatNeedsNoChannel() throws {
        let server = try LinkServer { _, _ in .status(426) }
        #expect(
            try Program.run(["doctor", "http://127.0.0.1:\(server.port)/x"]).output.contains("seems to be a WebSocket"))
        let silent = try PretendServer(choosing: "mqtt") { _ in [] }
        let result = try Program.run([
            "doctor", "ws://127.0.0.1:\(silent.port)/", "--protocol", "websocket", "--subprotocol", "mqtt", "--wait",
            "500ms",
        ])
        #expect(result.output.contains("none within"), "\(result.output)")
    }
}
