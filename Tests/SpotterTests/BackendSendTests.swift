import Foundation
import HTTP1
import Testing

/// `spotter send` through a service's HTTP API: that of `spotter serve`, and stand-ins of other services.
struct BackendSendTests {
    private static let app = ["--set", "app_id=7"]

    private func send(
        _ url: String, _ arguments: [String], secret: String = Backend.secret
    ) throws -> Program.Result {
        try Program.run(["send", url] + arguments, environment: ["SPOTTER_SECRET": secret], limit: 30)
    }

    @Test func aTailOnAPublicChannelSeesWhatWasSent() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let tail = try Running(["tail", backend.url, "--channel", "lots", "--status"])
        _ = try tail.line(containing: #""state":"subscribed""#)
        let sent = try send(backend.url, ["--channel", "lots", "--event", "bid.placed", #"{"n":1.10}"#] + Self.app)
        #expect(sent.status == 0, "\(sent.errors)")
        #expect(sent.output.isEmpty)
        #expect(sent.errors.isEmpty)
        #expect(try tail.line(containing: "bid.placed").contains(#"{"n":1.10}"#))
        tail.send(SIGINT)
        #expect(tail.wait(limit: 5).status == 130)
    }

    /// Sealed on the way, and opened with the same key.
    @Test func anEncryptedChannelWorks() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let file = NSTemporaryDirectory() + "spotter-\(UUID().uuidString).toml"
        try """
        [feeds.house]
        url = "\(backend.url)"
        secret = { env = "SPOTTER_SECRET" }
        master_key = { env = "HOUSE_KEY" }
        app_id = "7"
        """.write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        let environment = [
            "SPOTTER_SECRET": Backend.secret, "HOUSE_KEY": String(repeating: "A", count: 43) + "=",
        ]
        let feed = ["house", "--config", file, "--channel", "private-encrypted-lots"]
        let tail = try Running(["tail"] + feed + ["--status", "--raw"], environment: environment)
        _ = try tail.line(containing: #""state":"subscribed""#)
        let sent = try Program.run(
            ["send"] + feed + ["--event", "note", #"{"text":"hush"}"#], environment: environment, limit: 30)
        #expect(sent.status == 0, "\(sent.errors)")
        let line = try tail.line(containing: #""event":"note""#)
        #expect(line.contains("hush"))
        #expect(line.contains("ciphertext"))
        tail.send(SIGINT)
        #expect(tail.wait(limit: 5).status == 130)
    }

    @Test(arguments: [
        (["--set", "app_id=7"], "wrong", "{}", 4, "refused: the service does not accept the key or the secret"),
        (["--set", "app_id=8"], Backend.secret, "{}", 4, "refused: there is no such app"),
        (
            ["--set", "app_id=7"], Backend.secret, "\"\(String(repeating: "x", count: 10_240))\"", 4,
            "refused: the message is too large"
        ),
        (["--set", "app_id=7/../8"], Backend.secret, "{}", 2, "app_id: it has characters that no app's id has"),
    ])
    func whatTheServerRefuses(
        _ app: [String], _ secret: String, _ data: String, _ status: Int32, _ expected: String
    ) throws {
        let backend = try Backend()
        defer { backend.stop() }
        let result = try send(backend.url, ["--channel", "lots", "--event", "bid", data] + app, secret: secret)
        #expect(result.status == status)
        #expect(result.errors.contains(expected), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        #expect(!result.errors.contains(Backend.secret))
    }

    @Test func noServerIsStatusThree() throws {
        let result = try send(
            "pusher://K@127.0.0.1:1?tls=false", ["--channel", "lots", "--event", "bid"] + Self.app)
        #expect(result.status == 3)
        #expect(result.errors == "spotter: pusher: no connection: connection refused\n")
    }

    @Test func aRehearsalShowsTheRequestWithoutItsSecrets() throws {
        let result = try send(
            "pusher://K@127.0.0.1:1?tls=false",
            ["--channel", "lots", "--event", "bid", #"{"n":1.10}"#, "--dry-run"] + Self.app, secret: "tell-nobody")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.isEmpty)
        let target = /POST http:\/\/127\.0\.0\.1:1\/apps\/7\/events\?auth_key=K&auth_timestamp=\d{10}&auth_version=1\.0/
        let rest = "&body_md5=355e7f4a845fe288f878cf30a8e1ca17&auth_signature=***"
        #expect(result.lines.first?.prefixMatch(of: target) != nil)
        #expect(result.lines.first?.hasSuffix(rest) == true, "\(result.output)")
        #expect(result.lines.dropFirst().first == "header Content-Type: <not shown>")
        #expect(result.lines.last == #"body {"name":"bid","channels":["lots"],"data":"{\"n\":1.10}"}"#)
        #expect(result.lines.count == 3)
        #expect(!result.output.contains("tell-nobody"))
    }

    // MARK: Stand-ins

    @Test(arguments: [
        (201, "", #"{"channel":"lots","messageId":"z1vQ:0"}"#, 0, "z1vQ:0\n", ""),
        (
            401, "", #"{"error":{"code":40142,"statusCode":401,"message":"token \u001b[2J expired"}}"#, 4, "",
            "spotter: ably: refused: the service does not accept the key or the secret: token \u{FFFD}[2J expired (40142)\n"
        ),
        (
            429, "30", "", 3, "",
            "spotter: ably: not published: too many messages, or the quota is used up; it asks to wait 30 s (429)\n"
        ),
        (503, "", "<html>", 3, "", "spotter: ably: not published: the service is in trouble (503)\n"),
    ])
    func answersOfAnotherService(
        _ code: Int, _ wait: String, _ body: String, _ status: Int32, _ output: String, _ errors: String
    ) throws {
        let server = try LinkServer { _, _ in
            .status(code, wait.isEmpty ? [] : [HeaderField("Retry-After", wait)], body: body)
        }
        let result = try send(
            "ably://127.0.0.1:\(server.port)?tls=false", ["--channel", "lots", "--event", "bid"], secret: "a.token")
        #expect(result.status == status)
        #expect(result.output == output)
        #expect(result.errors == errors)
        #expect(server.requests.map(\.path) == ["/channels/lots/messages"])
        #expect(server.requests.first?.value("Authorization") == "Bearer YS50b2tlbg==")
    }

    @Test(arguments: [
        (200, "{}", 0, ""), (202, "ACCEPTED", 0, ""), (204, "", 0, ""), (200, "", 0, ""),
        (
            200, "<html>", 3,
            "spotter: pusher: not published: this is no answer of the service's (is the host right?) (200)\n"
        ),
        (500, "", 3, "spotter: pusher: not published: the service is in trouble (500)\n"),
    ])
    func answersOfServersOfTheSameKind(_ code: Int, _ body: String, _ status: Int32, _ errors: String) throws {
        let server = try LinkServer { _, _ in .status(code, [], body: body) }
        let result = try send(
            "pusher://K@127.0.0.1:\(server.port)?tls=false", ["--channel", "lots", "--event", "bid"] + Self.app)
        #expect(result.status == status)
        #expect(result.output.isEmpty)
        #expect(result.errors == errors)
    }

    /// The signature is good for as long as the service takes the request's time for now.
    @Test func aServerThatRepeatsTheRequestDoesNotMakeUsTellItsSignature() throws {
        let server = try LinkServer { _, request in .status(422, [], body: "invalid: \(request.path)") }
        let result = try send(
            "pusher://K@127.0.0.1:\(server.port)?tls=false", ["--channel", "lots", "--event", "bid"] + Self.app)
        #expect(result.status == 4)
        #expect(result.errors.contains("invalid: /apps/7/events?auth_key=K&"), "\(result.errors)")
        let signature = try #require(server.requests.first?.path.split(separator: "=").last)
        #expect(signature.count == 64)
        #expect(!result.errors.contains(signature.prefix(8)))
    }

    @Test func timeoutEndsIt() throws {
        let server = try LinkServer { _, _ in .silence }
        let result = try send(
            "pubnub://sub-c-1@127.0.0.1:\(server.port)?tls=false",
            ["--channel", "lots", "--event", "bid", "--set", "publish_key=pub-c-1", "--timeout", "300ms"])
        #expect(result.status == 124)
        #expect(result.errors.contains("--timeout"))
    }

    @Test func anInterruptEndsIt() throws {
        let asked = DispatchSemaphore(value: 0)
        let server = try LinkServer { _, _ in
            asked.signal()
            return .silence
        }
        let running = try Running(
            ["send", "pusher://K@127.0.0.1:\(server.port)?tls=false", "--channel", "lots", "--event", "bid"] + Self.app,
            environment: ["SPOTTER_SECRET": "s"])
        #expect(asked.wait(timeout: .now() + 20) == .success)
        running.send(SIGINT)
        #expect(running.wait(limit: 10).status == 130)
    }
}
