import Foundation
import Testing

/// `spotter send` as a client of `spotter serve`, over a real socket.
struct SendTests {
    private static let secret = ["SPOTTER_SECRET": Backend.secret]

    private func send(
        _ url: String, _ arguments: [String], environment: [String: String] = secret
    ) throws -> Program.Result {
        try Program.run(["send", url] + arguments, environment: environment, limit: 30)
    }

    @Test func aTailOnThePrivateChannelSeesWhatWasSent() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let tail = try Running(
            ["tail", backend.url, "--channel", "private-lots", "--status"], environment: Self.secret)
        _ = try tail.line(containing: #""state":"subscribed""#)
        let sent = try send(
            backend.url, ["--channel", "private-lots", "--event", "client-note", #"{"text":"going, going"}"#])
        #expect(sent.status == 0, "\(sent.errors)")
        #expect(sent.output.isEmpty)
        #expect(sent.errors.isEmpty)
        let line = try tail.line(containing: "client-note")
        #expect(line.contains(#""channel":"private-lots""#))
        #expect(line.contains("going, going"))
        tail.send(SIGINT)
        #expect(tail.wait(limit: 5).status == 130)
    }

    @Test func standardInputIsReadForAMinusSign() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let tail = try Running(
            ["tail", backend.url, "--channel", "presence-room", "--user-id", "u7", "--status"],
            environment: Self.secret)
        _ = try tail.line(containing: #""state":"subscribed""#)
        let options = "--channel presence-room --user-id u8 --event client-note"
        let sent = try Program.shell(
            #"echo '{"n":17}' | SPOTTER_SECRET=\#(Backend.secret) $SPOTTER send '\#(backend.url)' \#(options) -"#,
            limit: 30)
        #expect(sent.status == 0, "\(sent.errors)")
        #expect(try tail.line(containing: "client-note").contains(#"{"n":17}"#))
        tail.send(SIGINT)
        #expect(tail.wait(limit: 5).status == 130)
    }

    @Test(arguments: [
        (["--channel", "private-a", "--event", "bid"], "a client event's name starts with client-"),
        (["--channel", "private-a", "--event", "bid"], "--set app_id=ID"),
        (["--channel", "lots", "--event", "client-bid"], "client events need a private or presence channel"),
        (["--channel", "private-encrypted-a", "--event", "client-bid"], "no client events on encrypted channels"),
        (["hello", "--channel", "private-a", "--event", "client-a"], #"not JSON at byte 0"#),
        (["hello", "--channel", "private-a", "--event", "client-a"], #"'"hello"'"#),
        (["{}", "{}", "--channel", "private-a", "--event", "client-a"], "quote the DATA"),
        (["--channel", "private-a", "--channel", "b", "--event", "client-a"], "expected one --channel"),
        (["--channel", "private-a"], "--event"),
        (["--event", "client-a"], "--channel"),
    ])
    func whatIsWrongIsSaidBeforeConnecting(_ arguments: [String], _ expected: String) throws {
        // Nothing listens there: a connection would be status 3.
        let result = try send("pusher://K@127.0.0.1:1?tls=false", arguments)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains(expected), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }

    @Test func aServiceThatTakesNothingNamesThoseThatDo() throws {
        let result = try send("wss://127.0.0.1:1/live", ["--event", "a", "{}"], environment: [:])
        #expect(result.status == 2)
        #expect(result.errors.contains("pusher, ably, pubnub, piesocket, socketio, sockjs"), "\(result.errors)")
    }

    @Test func noServerIsStatusThree() throws {
        let result = try send(
            "pusher://K@127.0.0.1:1?tls=false", ["--channel", "private-a", "--event", "client-a"])
        #expect(result.status == 3)
        #expect(result.errors.contains("no connection"))
    }

    @Test func aWrongSecretIsStatusFourInOneLine() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let result = try send(
            backend.url, ["--channel", "private-a", "--event", "client-a"], environment: ["SPOTTER_SECRET": "wrong"])
        #expect(result.status == 4)
        #expect(result.errors.contains("refused"), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }

    @Test func aWrongKeyIsStatusFive() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let result = try send(
            "pusher://wrong@127.0.0.1:\(backend.port)?tls=false", ["--channel", "private-a", "--event", "client-a"])
        #expect(result.status == 5)
        #expect(result.errors.contains("4001"), "\(result.errors)")
    }

    /// The server counts the name's bytes, where we count its characters: so the refusal is the server's.
    @Test func aComplaintAfterwardsIsARefusal() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let event = "client-" + String(repeating: "é", count: 150)
        let result = try send(backend.url, ["--channel", "private-a", "--event", event])
        #expect(result.status == 4)
        #expect(result.errors.contains("pusher: Client event rejected"), "\(result.errors)")
        #expect(result.errors.contains("(4301)"), "\(result.errors)")
    }

    @Test func timeoutEndsIt() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let result = try send(
            backend.url, ["--channel", "private-a", "--event", "client-a", "--timeout", "300ms"])
        #expect(result.status == 124)
        #expect(result.errors.contains("--timeout"))
    }

    @Test func aRehearsalConnectsToNothingAndShowsNoSecret() throws {
        let headers = NSTemporaryDirectory() + "spotter-\(UUID().uuidString).headers"
        try "X-Odd: tell-nobody-1\n".write(toFile: headers, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: headers) }
        let result = try send(
            "pusher://K@127.0.0.1:1?tls=false",
            ["--channel", "private-a", "--event", "client-a", #"{"n":1.10}"#, "--header-file", headers, "--dry-run"],
            environment: ["SPOTTER_SECRET": "tell-nobody-2"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.lines.first == "connect GET ws://127.0.0.1:1/app/K?…")
        #expect(result.lines.contains("header X-Odd: <not shown>"))
        #expect(result.lines.last == #"publish {"channel":"private-a","event":"client-a","data":{"n":1.10}}"#)
        #expect(!(result.output + result.errors).contains("tell-nobody"))
    }
}
