import HTTP1
import Proxies
import Testing

/// RFC 9110 §9.3.6: CONNECT. RFC 7617: Basic.
struct ConnectTests {
    static let plain = "http://proxy.test:3128"
    static let known = "http://user:pass@proxy.test:3128"

    static func asking(
        _ name: String, _ proxy: String = plain, answer: String, _ outcome: ProxyTunnel.Progress
    ) -> Asking {
        Asking(name, proxy, answer: Array(answer.utf8), outcome)
    }

    // MARK: The request

    @Test(
        arguments: [
            ("example.com", 443, "example.com:443"), ("example.com", 80, "example.com:80"),
            ("192.0.2.1", 65535, "192.0.2.1:65535"), ("2001:db8::1", 1, "[2001:db8::1]:1"),
            ("a_b-c.", 8080, "a_b-c.:8080"),
        ] as [(String, Int, String)])
    func theRequest(_ host: String, _ port: Int, _ authority: String) throws {
        for proxy in ["http://proxy.test", "https://proxy.test"] {
            var tunnel = try ProxyTunnel(through: ProxyServer(url: proxy), to: host, port: port)
            let lines = ["CONNECT \(authority) HTTP/1.1", "Host: \(authority)", "User-Agent: spotter", "", ""]
            #expect(tunnel.takeOutgoing() == Array(lines.joined(separator: "\r\n").utf8))
            #expect(tunnel.takeOutgoing().isEmpty)
        }
    }

    @Test(arguments: [
        ("user:pass", "dXNlcjpwYXNz"), ("watcher:p%40ss", "d2F0Y2hlcjpwQHNz"), ("user", "dXNlcjo="),
        (":pass", "OnBhc3M="), ("Aladdin:open%20sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),  // RFC 7617 §2
        ("test:123%C2%A3", "dGVzdDoxMjPCow=="),  // RFC 7617 §2.1
    ])
    func credentialsAreSentAtOnce(_ userInfo: String, _ encoded: String) throws {
        let proxy = try ProxyServer(url: "http://\(userInfo)@proxy.test")
        var tunnel = try ProxyTunnel(through: proxy, to: "example.com", port: 443)
        let lines = String(decoding: tunnel.takeOutgoing(), as: UTF8.self).split(separator: "\r\n")
        #expect(lines.filter { $0.hasPrefix("Proxy-Authorization:") } == ["Proxy-Authorization: Basic \(encoded)"])
        #expect(lines.count == 4)
    }

    static let unsendable: [(proxy: String, host: String, port: Int, words: String)] = [
        (plain, "example.com", 0, "port"), (plain, "example.com", 65536, "port"), (plain, "example.com", -1, "port"),
        (plain, "example.com", .max, "port"), (plain, "", 443, "host"), (plain, "a b", 443, "host"),
        (plain, "a\r\nX: y", 443, "host"), (plain, "a:1", 443, "host"), (plain, "a/b", 443, "host"),
        (plain, "u@a", 443, "host"), (plain, "[::1]", 443, "host"), (plain, "::1%lo", 443, "host"),
        (plain, "bücher.example", 443, "host"), (plain, "a\0", 443, "host"),
        ("http://a%3Ab:c@proxy.test", "example.com", 443, "colon"),
        ("http://a%0Ab:c@proxy.test", "example.com", 443, "control"),
        ("http://a:b%00@proxy.test", "example.com", 443, "control"),
        ("http://a:b%7F@proxy.test", "example.com", 443, "control"),
    ]

    @Test(arguments: unsendable)
    func isUnsendable(_ proxy: String, _ host: String, _ port: Int, _ words: String) throws {
        let proxy = try ProxyServer(url: proxy)
        let fault = #expect(throws: ProxyFault.self) { try ProxyTunnel(through: proxy, to: host, port: port) }
        guard case .unsendable(let reason) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(reason.contains(words) && !reason.contains("\n"))
    }

    // MARK: The answer

    static let open = ProxyTunnel.Progress.established(rest: [])

    static let answers: [Asking] = [
        asking("200", answer: "HTTP/1.1 200 Connection established\r\n\r\n", open),
        asking("HTTP/1.0", answer: "HTTP/1.0 200 OK\r\nProxy-agent: x\r\n\r\n", open),
        asking("no reason", answer: "HTTP/1.1 200\r\n\r\n", open),
        asking("bare LF", answer: "HTTP/1.1 200 OK\n\n", open),
        asking("another 2xx", answer: "HTTP/1.1 299 Fine\r\n\r\n", open),
        asking("204", answer: "HTTP/1.1 204 No Content\r\n\r\n", open),
        asking("a length means nothing", answer: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", open),
        asking(
            "a coding means nothing", answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            .established(rest: Array("5\r\nhello\r\n".utf8))),
        asking(
            "bytes of the server", answer: "HTTP/1.1 200 OK\r\n\r\nSSH-2.0\r\n",
            .established(rest: Array("SSH-2.0\r\n".utf8))),
        asking(
            "interim answers",
            answer: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 x\r\nLink: y\r\n\r\nHTTP/1.1 200 OK\r\n\r\n!",
            .established(rest: Array("!".utf8))),
        asking("forbidden", answer: "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", refused(403, "Forbidden")),
        asking("no gateway", answer: "HTTP/1.1 502 Bad Gateway\r\n\r\n", refused(502, "Bad Gateway")),
        asking("unreadable reason", answer: "HTTP/1.1 504 \r\n\r\n", refused(504, "")),
        asking(
            "a redirect", answer: "HTTP/1.1 302 Found\r\nLocation: http://login.test/\r\n\r\n", refused(302, "Found")),
        asking("a switch", answer: "HTTP/1.1 101 Switching\r\n\r\n", refused(101, "Switching")),
        asking("an odd status", answer: "HTTP/1.1 999 x\r\n\r\n", refused(999, "x")),
        asking("TLS", answer: "\u{15}\u{3}\u{1}\u{0}\u{2}\u{2}\u{16}", .failed(.malformed(.notHTTP))),
        asking("SOCKS", answer: "\u{5}\u{0}", .failed(.malformed(.notHTTP))),
        asking("SSH", answer: "SSH-2.0-OpenSSH_9.2\r\n", .failed(.malformed(.notHTTP))),
        asking("HTTP/2", answer: "HTTP/2 200\r\n\r\n", .failed(.malformed(.notHTTP))),
        asking("a page without a head", answer: "<html>", .failed(.malformed(.notHTTP))),
        asking("no status", answer: "HTTP/1.1 OK\r\n\r\n", .failed(.malformed(.malformedStatusLine))),
        asking("a folded field", answer: "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", .failed(.malformed(.malformedField))),
    ]

    static func refused(_ status: Int, _ reason: String, _ delay: Duration? = nil) -> ProxyTunnel.Progress {
        .failed(.refused(status: status, reason: reason, retryAfter: delay))
    }

    @Test(arguments: answers)
    func isUnderstood(_ asking: Asking) throws {
        try asking.check()
        try asking.checkEnds()
    }

    static let challenges: [(fields: [String], outcome: ProxyFault, withCredentials: ProxyFault)] = [
        (["Basic realm=\"x\""], .credentialsMissing, .credentialsRefused),
        (["BASIC"], .credentialsMissing, .credentialsRefused),
        ([], .credentialsMissing, .credentialsRefused),
        ([""], .credentialsMissing, .credentialsRefused),
        (["Negotiate", "NTLM", "Basic realm=\"x\""], .credentialsMissing, .credentialsRefused),
        (["Digest realm=\"a\", nonce=\"b\", Basic realm=\"c\""], .credentialsMissing, .credentialsRefused),
        (["Negotiate", "NTLM"], unsupported("Negotiate", "NTLM"), unsupported("Negotiate", "NTLM")),
        (["Negotiate, NTLM"], unsupported("Negotiate", "NTLM"), unsupported("Negotiate", "NTLM")),
        (["NTLM TlRMTVNTUAACAAAA=="], unsupported("NTLM"), unsupported("NTLM")),
        (["Digest realm=\"Basic, \\\", Basic\", qop=auth"], unsupported("Digest"), unsupported("Digest")),
        (["Digest realm = \"x\",nonce = 1,, ntlm, NTLM"], unsupported("Digest", "ntlm"), unsupported("Digest", "ntlm")),
        (["Digest Basic=1"], unsupported("Digest"), unsupported("Digest")),
        (["Basically"], unsupported("Basically"), unsupported("Basically")),
        (["\"Basic"], .credentialsMissing, .credentialsRefused),
    ]

    static func unsupported(_ schemes: String...) -> ProxyFault { .authenticationUnsupported(schemes) }

    @Test(arguments: challenges)
    func credentialsAreWanted(_ fields: [String], _ without: ProxyFault, _ with: ProxyFault) throws {
        for (status, name) in [("407 Proxy Authentication Required", "Proxy"), ("401 Unauthorized", "WWW")] {
            let offers = fields.map { "\(name)-Authenticate: \($0)\r\n" }.joined()
            let answer = "HTTP/1.1 \(status)\r\n\(offers)\r\n"
            try Self.asking("\(fields)", answer: answer, .failed(without)).check()
            try Self.asking("\(fields)", Self.known, answer: answer, .failed(with)).check()
        }
    }

    @Test(
        arguments: [
            ("120", .seconds(120)), ("0", .seconds(0)), ("86400", .seconds(86_400)), ("86401", .seconds(86_400)),
            ("99999999999999999999999999", .seconds(86_400)), ("-1", nil), ("+1", nil), ("1.5", nil), ("", nil),
            ("Fri, 31 Dec 1999 23:59:59 GMT", nil), ("１", nil),
        ] as [(String, Duration?)])
    func whenToTryAgain(_ text: String, _ delay: Duration?) throws {
        let answer = "HTTP/1.1 503 Busy\r\nRetry-After: \(text)\r\n\r\n"
        try Self.asking(text, answer: answer, Self.refused(503, "Busy", delay)).check()
    }

    @Test
    func noAnswerIsReadWithoutAnEnd() throws {
        let heads: [(String, HeadError)] = [
            (String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 3000), .tooLarge),
            ("HTTP/1.1 200 OK\r\nX: " + String(repeating: "a", count: 70_000), .tooLarge),
            ("HTTP/1.1 200 " + String(repeating: "a", count: 70_000), .tooLarge),
            ("HTTP/1.1 200 OK\r\n" + String(repeating: "X: y\r\n", count: 300), .tooManyFields),
        ]
        for (head, error) in heads {
            let asking = Self.asking("\(error)", answer: head, .failed(.malformed(error)))
            #expect(try asking.run(reads: []).outcome == asking.outcome)
            #expect(try asking.run(reads: Array(repeating: 1000, count: 100)).outcome == asking.outcome)
        }
    }

    @Test
    func eightOffersAreTold() throws {
        let offers = (0..<20).map { "Proxy-Authenticate: S\($0)\r\n" }.joined()
        let outcome = try Self.asking("many", answer: "HTTP/1.1 407 x\r\n\(offers)\r\n", .needMore).run(reads: [])
            .outcome
        #expect(outcome == .failed(.authenticationUnsupported((0..<8).map { "S\($0)" })))
    }

    @Test
    func aLongReasonIsCut() throws {
        let answer = "HTTP/1.1 500 \(String(repeating: "a", count: 10_000))\r\n\r\n"
        let outcome = try Self.asking("long", answer: answer, .needMore).run(reads: []).outcome
        #expect(outcome == Self.refused(500, String(repeating: "a", count: 200)))
    }

    @Test
    func anOutcomeStays() throws {
        var tunnel = try Self.asking("", answer: "", .needMore).tunnel()
        #expect(
            tunnel.receive("HTTP/1.1 200 OK\r\n\r\na".utf8) == .established(rest: [97]))
        #expect(tunnel.receive([98, 99]) == .established(rest: [98, 99]))
        #expect(tunnel.receiveEnd() == .established(rest: []))

        tunnel = try Self.asking("", answer: "", .needMore).tunnel()
        let refusal = Self.refused(403, "No")
        #expect(tunnel.receive("HTTP/1.1 403 No\r\n\r\n".utf8) == refusal)
        #expect(tunnel.receive("HTTP/1.1 200 OK\r\n\r\n".utf8) == refusal)
        #expect(tunnel.receiveEnd() == refusal)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func noiseNeverTraps(_ seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        var bytes = Array(
            "HTTP/1.1 407 x\r\nProxy-Authenticate: Digest realm=\"x, y\", z=1, Basic\r\nRetry-After: 12\r\n\r\n".utf8)
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            bytes[Int.random(in: 5..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        let asking = Asking("noise", Self.known, answer: bytes, .needMore)
        let whole = try asking.run(reads: []).outcome
        #expect(try asking.run(reads: Array(repeating: 1, count: bytes.count)).outcome == whole)
    }
}
