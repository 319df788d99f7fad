import Testing

/// `spotter tail` at servers of open protocols, all of which have the same messages.
@Suite("Servers of open protocols")
struct OpenProtocolTests {
    /// A server, and what it lets us know of a break.
    struct Server: CustomTestStringConvertible {
        var testDescription: String
        var url: String
        var options: [String] = []
        /// How a secret gets there.
        var secrets: [String] = []
        /// What is said after a break during which one message was published; nothing is missing after `resumed`.
        var outcome: String
        /// The plain WebSocket has no channels.
        var entered = #""state":"subscribed""#

        static let all = [
            Server(
                testDescription: "Socket.IO", url: "socketio+ws://127.0.0.1:PORT", outcome: #""state":"resumed""#),
            Server(
                testDescription: "SockJS", url: "sockjs+http://127.0.0.1:PORT/rt",
                secrets: ["--set", "token_query=token"], outcome: #""proof":"none""#),
            Server(
                testDescription: "server-sent events", url: "sse+http://127.0.0.1:PORT/events",
                options: ["--set", "resumes=true"], outcome: #""state":"resumed""#),
            Server(
                testDescription: "WebSocket", url: "ws://127.0.0.1:PORT/live?token={secret}",
                options: ["--set", "sequence=true", "--set", "id_path=id"],
                outcome: #""proof":"sequence","lost":1"#, entered: #""state":"connected""#),
        ]

        var isBridging: Bool { outcome.contains("resumed") }
    }

    private let standIn: StandIn

    init() throws {
        standIn = try StandIn(.open)
    }

    private func tail(_ server: Server, secret: String = "sesame") throws -> Running {
        let url = server.url.replacing("PORT", with: "\(standIn.port)")
        return try Running(
            ["tail", url, "--status"] + server.options + server.secrets, environment: ["SPOTTER_SECRET": secret])
    }

    private func publish(_ text: String) throws {
        try standIn.tell("publish", #"{"event":"note","data":"\#(text)"}"#)
    }

    @Test(arguments: Server.all)
    func aBreakIsBridgedOrSaid(_ server: Server) throws {
        let tail = try tail(server)
        _ = try tail.line(containing: server.entered)
        // An event stream is proved to go on by the last event but one.
        try publish("first")
        try publish("before")
        _ = try tail.line(containing: "before")
        try standIn.cut(#"["publish",{"event":"note","data":"missed"}]"#)
        _ = try tail.lines(2, containing: server.entered)
        try publish("after")
        _ = try tail.line(containing: server.outcome)
        _ = try tail.line(containing: "after")
        let result = tail.terminate()
        let counts = ["before", "missed", "after"].map { text in
            result.lines.count { $0.contains(#""kind":"message""#) && $0.contains("\"\(text)\"") }
        }
        #expect(counts == [1, server.isBridging ? 1 : 0, 1])
        #expect(result.output.contains(#""kind":"gap""#) != server.isBridging)
    }

    @Test(arguments: [(Server.all[0], "service"), (Server.all[2], "none")])
    func aServerThatHasForgottenUsEndsInAGap(_ server: Server, _ proof: String) throws {
        let tail = try tail(server)
        _ = try tail.line(containing: #""state":"subscribed""#)
        try publish("first")
        try publish("before")
        _ = try tail.line(containing: "before")
        try standIn.cut(#"["publish",{"event":"note","data":"missed"}]"#, #"["forget",{}]"#)
        _ = try tail.lines(2, containing: #""state":"connected""#)
        try publish("after")
        #expect(try tail.line(containing: #""kind":"gap""#).contains(#""proof":"\#(proof)""#))
        #expect(!tail.terminate().output.contains("missed"))
    }

    @Test(arguments: Server.all)
    func aWrongTokenIsStatusFour(_ server: Server) throws {
        let result = try tail(server, secret: "wrong").wait(limit: 20)
        #expect(result.status == 4)
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        #expect(!(result.output + result.errors).contains("wrong"))
    }
}
