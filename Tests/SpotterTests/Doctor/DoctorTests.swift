import Foundation
import HTTP1
import TUI
import TerminalTesting
import Testing

/// `spotter doctor` before servers that work, each in its way.
@Suite("Doctor: servers that work")
struct DoctorTests {
    @Test func everyStageIsExamined() throws {
        let server = try LinkServer(tls: ServerTLS())
        let visit = try Doctored(
            server.url("localhost"), ["--ca", Certificate.authority.path, "--no-compress"])
        visit.expect(
            0, failed: nil,
            saying: [
                "✔ name", "localhost has", "✔ TLS",
                "certificate for localhost by spotter test authority, until 2120-01-01",
                "WebSocket open, no compression", "✔ subscription", "\(LinkServer.event) on lots", "✔ round trip",
                "Everything works: Pusher answers, 1 channel subscribed, ready after",
            ])
        #expect(
            visit.stages("passed") == [
                "name", "connection", "tls", "upgrade", "greeting", "subscription", "first_message", "round_trip",
            ])
        let tls = try #require(visit.stages.first { $0.name == "tls" })
        #expect(tls.json.contains(#""valid_until":"2120-01-01""#))
        #expect(tls.json.contains(#""ms":"#))
    }

    @Test func withoutAChannelItStopsAtTheGreeting() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let visit = try Doctored(backend.url, channels: [])
        visit.expect(0, failed: nil, saying: ["✔ greeting", "no channel was asked for (--channel NAME)"])
        #expect(!visit.text.output.contains("subscription"))
    }

    @Test func aQuietChannelIsNoFault() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let visit = try Doctored(backend.url)
        visit.expect(0, failed: nil, saying: ["! first message", "Nothing is wrong: a channel is quiet"])
        #expect(visit.stages("warning") == ["first_message"])
    }

    @Test func whatIsNotVerifiedIsSaid() throws {
        let server = try LinkServer(tls: ServerTLS(certificate: .selfSigned))
        let visit = try Doctored(server.url(), ["--insecure", "--no-compress"])
        visit.expect(0, failed: nil, saying: ["! TLS", "not verified", "Leave out --insecure"])
        #expect(visit.stages("warning") == ["tls"])
    }

    @Test func aRedirectIsFollowedAndShownWithoutItsToken() throws {
        let goal = try LinkServer()
        let port = goal.port
        let server = try LinkServer { _, _ in
            .status(307, [HeaderField("Location", "ws://127.0.0.1:\(port)/there?token=hush")])
        }
        let visit = try Doctored(server.url())
        visit.expect(0, failed: nil, saying: ["! upgrade", "307: the server sends us to ws://127.0.0.1:\(port)/there"])
        #expect(visit.stages.filter { $0.name == "connection" }.count == 2)
        #expect(!(visit.text.output + visit.json.output).contains("hush"))
    }

    /// As `tail` does, which asks again after 1, 2 and 4 s.
    @Test func anEndpointThatMendsItselfIsWaitedFor() throws {
        let server = try LinkServer()
        let endpoint = try LinkServer { number, _ in
            guard number > 3 else { return .status(503) }
            return .status(200, [HeaderField("Content-Type", "application/json")], body: #"{"auth":"key:5ig"}"#)
        }
        let result = try Program.run(
            [
                "doctor", server.url(), "--channel", "private-a", "--channel", "lots", "--auth-endpoint",
                "http://127.0.0.1:\(endpoint.port)/auth",
            ], environment: ["LANG": "C.UTF-8"], limit: 60)
        #expect(result.status == 0, "\(result)")
        #expect(endpoint.requests.count == 4)
        #expect(result.output.contains("✔ subscription") && result.output.contains("! subscription"), "\(result)")
        #expect(result.output.contains("2 channels subscribed"), "\(result)")
    }

    /// The other channel is examined all the same, and a message of it shown.
    @Test func anEndpointThatStaysBrokenIsGivenUp() throws {
        let server = try LinkServer()
        let endpoint = try LinkServer { _, _ in .status(503) }
        let result = try Program.run(
            [
                "doctor", server.url(), "--channel", "private-a", "--channel", "lots", "--auth-endpoint",
                "http://127.0.0.1:\(endpoint.port)/auth",
            ], environment: ["LANG": "C.UTF-8"], limit: 60)
        #expect(result.status == 124, "\(result)")
        #expect(result.output.contains("✘ subscription     10 s   private-a: no answer within 10 s"), "\(result)")
        #expect(result.output.contains("The first warning above says what stands in the way"), "\(result)")
        #expect(result.output.contains("✔ first message"), "\(result)")
    }

    @Test func aProxyIsAStage() throws {
        let server = try LinkServer()
        let proxy = try PretendProxy(.http)
        let url = "pusher://key@rt.example.com:\(server.port)?tls=false"
        let visit = try Doctored(url, ["--proxy", proxy.url()])
        visit.expect(0, failed: nil, saying: ["✔ proxy", "opens the way to rt.example.com:\(server.port)"])
    }

    @Test func aSignalEndsItWithWhatThereIs() throws {
        let server = try LinkServer { _, _ in .silence }
        let running = try Running(
            ["doctor", server.url(), "--connect-timeout", "60"], environment: ["LANG": "C.UTF-8"])
        let deadline = Date(timeIntervalSinceNow: 20)
        while server.requests.isEmpty, Date() < deadline { usleep(2_000) }
        running.send(SIGINT)
        let result = running.wait(limit: 10)
        #expect(result.status == 130)
        #expect(result.output.contains("✔ connection"))
        #expect(result.output.contains("not reached             upgrade, greeting"))
        #expect(result.output.contains("Stopped as asked"))
    }

    @Test func oneTargetAtATime() throws {
        let result = try Program.run(["doctor", "pusher://KEY@eu", "pusher://KEY@us2"])
        #expect(result.status == 2)
        #expect(result.errors == "spotter: doctor examines one target at a time, and there are 2\n")
    }

    @Test func aPipeGetsNoColoursAndAPlainLocaleNoSigns() throws {
        let result = try Program.run(["doctor", "pusher://key@127.0.0.1:1?tls=false"], environment: ["LANG": "C"])
        #expect(result.status == 3)
        #expect(result.output.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
        #expect(result.output.contains("\n x connection"))
    }

    /// In a terminal each stage is shown as soon as it is known, in colour.
    @Test(.enabled(if: Tmux.isInstalled, "tmux is not installed"))
    func theReportGrows() throws {
        let server = try LinkServer { _, request in .bytes(LinkServer.opening(request)) }
        let tmux = try Tmux(term: "xterm-256color", size: Size(width: 80, height: 40))
        tmux.record()
        try tmux.start(
            "\"\(Program.path)\" doctor \"\(server.url())\" --timeout 60", variables: "HOME=/nonexistent LC_ALL=C.UTF-8"
        )
        let screen = tmux.waitForPane { $0.contains("✔ upgrade") }
        #expect(screen.contains("✔ connection") && screen.contains("✔ upgrade"), "\(screen)")
        #expect(!screen.contains("greeting"))
        tmux.press("C-c")
        let end = tmux.waitForPane { $0.contains("status 130") }
        #expect(end.contains("Stopped as asked") && end.contains("status 130"), "\(end)")
        #expect(end.components(separatedBy: "✔ connection").count == 2)
        #expect(tmux.recorded { $0.contains("\u{1B}[32m") })
    }
}
