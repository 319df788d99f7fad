import Testing

@testable import Server

@Suite("Who may connect")
struct HandshakeTests {
    @Test("A client is told its socket id and how long it may be silent")
    func established() {
        var transcript = Transcript()
        transcript.play(
            #"""
            a connects /app/spotkey01?protocol=7&client=swift-spotter&version=1.0.0
            a< {"event":"pusher:connection_established","data":"{\"socket_id\":\"1.1\",\"activity_timeout\":120}"}
            """#)
    }

    @Test("A part of a second is told as a whole one")
    func activityTimeout() {
        var transcript = Transcript(.demo { $0.activityTimeout = .milliseconds(1500) })
        transcript.play(
            #"""
            a connects
            a< {"event":"pusher:connection_established","data":"{\"socket_id\":\"1.1\",\"activity_timeout\":2}"}
            """#)
    }

    @Test(
        "Others are told why not, and closed",
        arguments: [
            ("/app/other?protocol=7", 4001, "App key other does not exist on this server"),
            ("/app/%6Fther?protocol=7", 4001, "App key other does not exist on this server"),
            ("/?protocol=7", 4005, "Path not found"),
            ("/app/?protocol=7", 4005, "Path not found"),
            ("/app/spotkey01/x?protocol=7", 4005, "Path not found"),
            ("/apps/spotkey01?protocol=7", 4005, "Path not found"),
            ("/app/spotkey01?protocol=7&version=one", 4006, "Invalid version string format"),
            ("/app/spotkey01?protocol=7&version=1..2", 4006, "Invalid version string format"),
            ("/app/spotkey01?protocol=4", 4007, "Unsupported protocol version"),
            ("/app/spotkey01?protocol=8", 4007, "Unsupported protocol version"),
            ("/app/spotkey01?protocol=99999999999999999999", 4007, "Unsupported protocol version"),
            ("/app/spotkey01", 4008, "No protocol version supplied"),
        ])
    func refused(target: String, code: Int, reason: String) {
        var transcript = Transcript()
        transcript.play(
            """
            a connects \(target)
            a< {"event":"pusher:error","data":{"code":\(code),"message":"\(reason)"}}
            a x \(code) \(reason)
            """)
    }

    @Test(
        "Protocols 5 to 7 and all dotted versions are served",
        arguments: ["5", "6", "7&version=1", "7&version=8.4.0-rc2"])
    func served(query: String) {
        var exchange = Exchange(.demo())
        let effects = exchange.connected(SocketID(1, 1), path: "/app/spotkey01", query: "protocol=\(query)", now: .zero)
        #expect(effects.count == 1)
        #expect(exchange.sessions.count == 1)
    }

    @Test("There is room for so many, and again when one has left")
    func capacity() {
        var transcript = Transcript(.demo { $0.limits.connections = 1 })
        transcript.play(
            #"""
            a connects
            a< {"event":"pusher:connection_established","data":"{\"socket_id\":\"1.1\",\"activity_timeout\":120}"}
            b connects
            b< {"event":"pusher:error","data":{"code":4100,"message":"Over capacity"}}
            b x 4100 Over capacity
            a leaves
            c connects
            c< {"event":"pusher:connection_established","data":"{\"socket_id\":\"3.3\",\"activity_timeout\":120}"}
            """#)
    }
}
