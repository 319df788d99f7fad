import Testing

@testable import Server

@Suite("Starting and stopping", .timeLimit(.minutes(1)))
struct LifecycleTests {
    @Test("A port in use is named")
    func portInUse() async throws {
        try await ServerTests.serve { _, port in
            let second = PusherServer(.demo { $0.port = port })
            await #expect(throws: ServerError.portInUse(host: "127.0.0.1", port: port)) { try await second.start() }
            #expect("\(ServerError.portInUse(host: "127.0.0.1", port: port))" == "port \(port) on 127.0.0.1 is in use")
            await second.stop()
        }
    }

    @Test("A host that is not ours is an error, and the server may be started again")
    func badHost() async throws {
        let server = PusherServer(.demo { $0.host = "192.0.2.1" })
        for _ in 1...2 {
            await #expect { try await server.start() } throws: { error in
                guard case .cannotListen(let host, let port, let reason)? = error as? ServerError else { return false }
                return host == "192.0.2.1" && port == 0 && !reason.isEmpty
            }
        }
    }

    @Test("A number that is no port is an error", arguments: [-1, 65536])
    func badPort(port: Int) async {
        await #expect(
            throws: ServerError.cannotListen(host: "127.0.0.1", port: port, reason: "not a port, 0 to 65535")
        ) {
            try await PusherServer(.demo { $0.port = port }).start()
        }
    }

    @Test("Stopping closes connections with 1001 and frees the port")
    func stop() async throws {
        let first = PusherServer(.demo())
        let port = try await first.start()
        try await TestClient.established(port) { client in
            async let stopped: Void = first.stop()
            try await client.expect(.closed(1001, "The server is shutting down"))
            try await client.expect(.ended)
            await stopped
        }
        let second = PusherServer(.demo { $0.port = port })
        #expect(try await second.start() == port)
        await second.stop()
    }

    @Test("Stopping does not wait for who does not answer")
    func stopWithSilentPeers() async throws {
        let server = PusherServer(.demo { $0.closeTimeout = .milliseconds(100) })
        let port = try await server.start()
        try await TestClient.established(port) { _ in
            try await Wire.open(port) { wire in
                try await wire.write("GET / HTTP/1.1\r\n")
                await server.stop()
                #expect(await wire.readAll() == "")
            }
        }
        let counters = await server.counters()
        #expect(counters.accepted == 1)
        #expect(counters.connections == 0)
        await server.stop()
    }

    @Test("A server is started once")
    func startedTwice() async throws {
        try await ServerTests.serve { server, port in
            await #expect(throws: ServerError.portInUse(host: "127.0.0.1", port: 0)) { try await server.start() }
            try await TestClient.established(port) { _ in }
        }
    }
}
