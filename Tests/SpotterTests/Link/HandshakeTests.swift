import HTTP1
import Testing

@Suite("The opening handshake: what we send, and what we do not put up with")
struct HandshakeTests {
    @Test("options arrive at the server as they were given")
    func optionsArrive() throws {
        let server = try LinkServer { _, _ in .welcome([HeaderField("Sec-WebSocket-Protocol", "bids.v2")]) }
        let file = try TemporaryFile("# who we are\nAuthorization: Bearer t0ken\n\nX-Region: Łódź\n")
        let result = try Tail.once(
            server.url("localhost"),
            [
                "-H", "X-Tenant: 7", "--header", "X-Mode:  a b ", "--header-file", file.path, "--origin",
                "https://auction.example", "--subprotocol", "bids.v2", "--subprotocol", "bids.v1",
            ])
        #expect(result.hasConnected, "\(result)")
        let request = try #require(server.requests.first)
        #expect(request.value("Host") == "localhost:\(server.port)")
        #expect(request.value("X-Tenant") == "7")
        #expect(request.value("X-Mode") == "a b")
        #expect(request.value("Authorization") == "Bearer t0ken")
        #expect(request.value("X-Region") == "Łódź")
        #expect(request.value("Origin") == "https://auction.example")
        #expect(request.fields.list(of: "Sec-WebSocket-Protocol") == ["bids.v2", "bids.v1"])
        #expect(request.fields.values(of: "Host").count == 1)
    }

    @Test("a header file that others can read is used, and warned about")
    func anOpenFileIsWarnedAbout() throws {
        let server = try LinkServer()
        let file = try TemporaryFile("Authorization: Bearer t0ken\n", mode: 0o644)
        let result = try Tail.once(server.url(), ["--header-file", file.path])
        #expect(result.hasConnected, "\(result)")
        #expect(server.requests.first?.value("Authorization") == "Bearer t0ken")
        #expect(result.errors.contains("others can read this secret; chmod 600"))
        #expect(!result.errors.contains("t0ken"))
    }

    struct Offence: CustomTestStringConvertible, Sendable {
        var words: String
        var answer: LinkServer.Answer
        var testDescription: String { words }

        init(_ words: String, _ answer: LinkServer.Answer) {
            self.words = words
            self.answer = answer
        }

        /// A 101 with these lines, each followed by CR LF.
        init(_ words: String, switching lines: String) {
            self.init(words, .bytes("HTTP/1.1 101 Switching Protocols\r\n\(lines)\r\n"))
        }
    }

    static let offences = [
        Offence(
            "the server's Sec-WebSocket-Accept does not match our key",
            switching:
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
        ),
        Offence(
            "the server's 101 has no \"Upgrade: websocket\"",
            switching: "Connection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"),
        Offence(
            "the server uses the extension \"x-shout\", which was not offered",
            .welcome([HeaderField("Sec-WebSocket-Extensions", "x-shout; loud=1")])),
        Offence(
            "the server chose the subprotocol \"mqtt\", which was not offered",
            .welcome([HeaderField("Sec-WebSocket-Protocol", "mqtt")])),
        Offence("the server ", .welcome([HeaderField("X-Padding", String(repeating: "x", count: 70 << 10))])),
        Offence("the server ", .bytes("SSH-2.0-OpenSSH_9.2p1\r\n")),
    ]

    @Test("an answer that is no proper handshake is refused with one line", arguments: offences)
    func improperAnswersAreRefused(_ offence: Offence) throws {
        let server = try LinkServer { _, _ in offence.answer }
        let result = try Tail.once(server.url())
        #expect(result.status == 3)
        #expect(result.complaint.hasPrefix("spotter: pusher: no connection: \(offence.words)"), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
        #expect(result.output.isEmpty)
    }

    @Test("compression that was not offered is refused as well")
    func compressionUnaskedIsRefused() throws {
        let server = try LinkServer { _, _ in
            .welcome([HeaderField("Sec-WebSocket-Extensions", "permessage-deflate")])
        }
        let result = try Tail.once(server.url(), ["--no-compress"])
        #expect(result.status == 3)
        #expect(server.requests.first?.value("Sec-WebSocket-Extensions") == nil)
        #expect(result.errors.contains("\"permessage-deflate\", which was not offered"))
    }

    // MARK: Servers that do not answer

    /// Enough for the program to start on a busy machine, and less than the ten seconds that a stage takes without the option.
    private static let patience: Duration = .seconds(6)

    /// Runs with a limit of one second for each stage.
    private func hurried(_ url: String) throws -> (result: Program.Result, time: Duration) {
        let clock = ContinuousClock()
        let start = clock.now
        let result = try Tail.once(url, ["--connect-timeout", "1", "--ca", Certificate.authority.path])
        return (result, clock.now - start)
    }

    @Test("a server that says nothing is given --connect-timeout, in each stage", arguments: [false, true])
    func silenceTimesOut(isSecure: Bool) throws {
        // Without TLS at its end it does not answer ours either.
        let server = try LinkServer { _, _ in .silence }
        let silent = isSecure ? try SilentServer() : nil
        let port = silent?.port ?? server.port
        let (result, time) = try hurried("pusher://key@127.0.0.1:\(port)?tls=\(isSecure)")
        let words = isSecure ? "no TLS handshake" : "no answer to the handshake"
        #expect(result.status == 3)
        #expect(result.complaint == "spotter: pusher: no connection: 127.0.0.1:\(port): \(words) within 1 s")
        #expect((.seconds(1)...Self.patience).contains(time))
    }

    @Test("a port where packets are dropped is given it too")
    func droppedPacketsTimeOut() throws {
        let hole = try SilentPort(.IPv4, .dropping)
        let (result, time) = try hurried("pusher://key@127.0.0.1:\(hole.port)?tls=false")
        #expect(result.status == 3)
        #expect(result.complaint == "spotter: pusher: no connection: 127.0.0.1:\(hole.port): no answer within 1 s")
        #expect((.seconds(1)...Self.patience).contains(time))
    }

    @Test("a port that nobody listens at is told at once")
    func refusedConnectionsAreTold() throws {
        let port = try SilentPort(.IPv4, .refusing)
        let (result, time) = try hurried("pusher://key@127.0.0.1:\(port.port)?tls=false")
        #expect(result.status == 3)
        #expect(result.complaint == "spotter: pusher: no connection: 127.0.0.1:\(port.port): connection refused")
        #expect(time < Self.patience)
    }

    /// Where there is no name server to ask, the words are others.
    @Test("a name that does not exist is named")
    func unknownNamesAreTold() throws {
        let (result, time) = try hurried("pusher://key@no-such-house.invalid:80?tls=false")
        #expect(result.status == 3)
        #expect(result.errors.hasPrefix("spotter: pusher: no connection: "))
        #expect(result.errors.contains("no-such-house.invalid"))
        #expect(time < Self.patience)
    }

    // MARK: Several addresses

    private static let bothFamilies = "127.0.0.1 house.test\n::1 house.test\n"

    /// What the name's other address does.
    enum Other: CaseIterable, Sendable {
        case refusing, dropping
    }

    @Test(
        "a name with addresses of both families is reached at the one that answers, soon",
        .enabled(if: Hosts.canBeReplaced && Loopback.hasIPv6, "no names of our own, or no IPv6, on this machine"),
        arguments: [Loopback.Family.IPv4, .IPv6], Other.allCases)
    func theAddressThatAnswersIsTaken(_ family: Loopback.Family, _ other: Other) throws {
        let server = try LinkServer(host: family == .IPv4 ? "127.0.0.1" : "::1")
        let silent = try SilentPort(
            family == .IPv4 ? .IPv6 : .IPv4, port: server.port, other == .refusing ? .refusing : .dropping)
        defer { withExtendedLifetime(silent) {} }
        let hosts = try TemporaryFile(Self.bothFamilies)
        let clock = ContinuousClock()
        let start = clock.now
        let running = try Hosts.run(
            [Program.path, "tail", server.url("house.test"), "--channel", "a", "--count", "1"], hosts: hosts)
        let result = running.wait(limit: 10)
        #expect(result.hasConnected, "\(result)")
        // RFC 8305 gives the first address a quarter of a second.
        #expect(clock.now - start < Self.patience)
    }

    @Test("localhost is reached where the server listens on IPv4 alone")
    func localhostIsReached() throws {
        let server = try LinkServer(host: "127.0.0.1")
        #expect(try Tail.once(server.url("localhost")).hasConnected)
    }
}

/// Accepts, and says nothing whatever comes.
private final class SilentServer: Sendable {
    private let listener: Listener

    init() throws { listener = try Listener { _ in } }

    var port: Int { listener.port }
}
