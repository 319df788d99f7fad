import Proxies
import Testing

/// RFC 1928: SOCKS 5. RFC 1929: user name and password.
struct SOCKSTests {
    static let plain = "socks5://proxy.test"
    static let known = "socks5://user:pass@proxy.test"
    static let login: [UInt8] = [1, 4] + Array("user".utf8) + [4] + Array("pass".utf8)
    static let request: [UInt8] = [5, 1, 0, 3, 11] + Array("example.com".utf8) + [0x01, 0xBB]
    static let open = ProxyTunnel.Progress.established(rest: [])
    /// From 0.0.0.0:0, which is what most say.
    static let success: [UInt8] = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0]

    // MARK: Ways that open

    static let opening: [Asking] = [
        Asking("no authentication", plain, answer: [5, 0] + success, sent: [5, 1, 0] + request, open),
        Asking(
            "socks5h asks the same", "socks5h://proxy.test", answer: [5, 0] + success, sent: [5, 1, 0] + request, open),
        Asking("credentials", known, answer: [5, 2, 1, 0] + success, sent: [5, 2, 0, 2] + login + request, open),
        Asking("credentials not wanted", known, answer: [5, 0] + success, sent: [5, 2, 0, 2] + request, open),
        Asking(
            "an IPv4 address", plain, to: "192.0.2.1", port: 80, answer: [5, 0] + success,
            sent: [5, 1, 0, 5, 1, 0, 1, 192, 0, 2, 1, 0, 80], open),
        Asking(
            "an IPv6 address", plain, to: "2001:db8::1", port: 65535, answer: [5, 0] + success,
            sent: [5, 1, 0, 5, 1, 0, 4, 0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF, 0xFF], open),
        Asking(
            "the longest name", plain, to: String(repeating: "a", count: 255), port: 1, answer: [5, 0] + success,
            sent: [5, 1, 0, 5, 1, 0, 3, 255] + Array(repeating: 97, count: 255) + [0, 1], open),
        Asking("bound to IPv6", plain, answer: [5, 0, 5, 0, 0, 4] + (0..<18), open),
        Asking("bound to a name", plain, answer: [5, 0, 5, 0, 0, 3, 3, 97, 98, 99, 1, 2], open),
        Asking("bound to no name", plain, answer: [5, 0, 5, 0, 0, 3, 0, 1, 2], open),
        Asking(
            "bound to the longest name", plain, answer: [5, 0, 5, 0, 0, 3, 255] + Array(repeating: 97, count: 257), open
        ),
        Asking("a reserved byte", plain, answer: [5, 0, 5, 0, 0xFF, 1, 1, 2, 3, 4, 5, 6], open),
        Asking("bytes of the server", plain, answer: [5, 0] + success + [5, 0, 5], .established(rest: [5, 0, 5])),
    ]

    @Test(arguments: opening)
    func opens(_ asking: Asking) throws {
        try asking.check()
        try asking.checkEnds()
    }

    /// Nothing is written before the proxy has chosen a way to authenticate, nor the target before it has let us in.
    @Test
    func eachStepWaitsForTheOneBefore() throws {
        var tunnel = try ProxyTunnel(through: ProxyServer(url: Self.known), to: "example.com", port: 443)
        let steps: [(answer: [UInt8], sent: [UInt8], progress: ProxyTunnel.Progress)] = [
            ([], [5, 2, 0, 2], .needMore), ([5], [], .needMore), ([2], Self.login, .needMore), ([1], [], .needMore),
            ([0], Self.request, .needMore), (Self.success.dropLast(), [], .needMore), ([0], [], Self.open),
        ]
        for (answer, sent, progress) in steps {
            #expect(tunnel.receive(answer) == progress)
            #expect(tunnel.takeOutgoing() == sent)
        }
    }

    // MARK: Ways that do not

    static let failing: [Asking] = [
        Asking("it wants credentials", plain, answer: [5, 0xFF], sent: [5, 1, 0], .failed(.credentialsMissing)),
        Asking("it takes what is not there", plain, answer: [5, 2], .failed(.credentialsMissing)),
        Asking("it wants neither", known, answer: [5, 0xFF], sent: [5, 2, 0, 2], .failed(.noAcceptableMethod)),
        Asking("it wants GSSAPI", plain, answer: [5, 1], .failed(.noAcceptableMethod)),
        Asking("a way of its own", known, answer: [5, 0x80], .failed(.noAcceptableMethod)),
        Asking(
            "wrong password", known, answer: [5, 2, 1, 1], sent: [5, 2, 0, 2] + login, .failed(.credentialsRefused)),
        Asking("wrong, with another code", known, answer: [5, 2, 1, 0xFF], .failed(.credentialsRefused)),
        Asking("no version of RFC 1929", known, answer: [5, 2, 5, 0], .failed(.notSOCKS)),
        Asking("SOCKS 4", plain, answer: [0, 0x5A, 0, 0], .failed(.notSOCKS)),
        Asking(
            "HTTP", plain, answer: Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), sent: [5, 1, 0], .failed(.notSOCKS)),
        Asking("SSH", known, answer: Array("SSH-2.0-x\r\n".utf8), sent: [5, 2, 0, 2], .failed(.notSOCKS)),
        Asking("TLS", plain, answer: [0x15, 3, 3, 0, 2, 2, 40], .failed(.notSOCKS)),
        Asking("another version then", plain, answer: [5, 0, 4, 0, 0, 1], .failed(.notSOCKS)),
        Asking("no kind of address", plain, answer: [5, 0, 5, 0, 0, 2, 0, 0, 0, 0, 0, 0], .failed(.notSOCKS)),
    ]

    @Test(arguments: failing)
    func fails(_ asking: Asking) throws {
        try asking.check()
        try asking.checkEnds()
    }

    @Test(arguments: 1...255 as ClosedRange<UInt8>)
    func refusals(_ code: UInt8) throws {
        let reply = SOCKSReply(rawValue: code) ?? .unassigned
        #expect((reply == .unassigned) == (code > 8))
        for tail: [UInt8] in [[], [0, 1, 0, 0, 0, 0, 0, 0], [0xFF]] {
            let asking = Asking("\(code)", Self.plain, answer: [5, 0, 5, code] + tail, .failed(.socks(reply)))
            try asking.check()
        }
    }

    static let unsendable: [(proxy: String, host: String, port: Int, words: String)] = [
        (plain, String(repeating: "a", count: 256), 443, "host"), (plain, "", 443, "host"), (plain, "a b", 443, "host"),
        (plain, "[::1]", 443, "host"), (plain, "example.com", 0, "port"), (plain, "example.com", 65536, "port"),
        ("socks5://user@proxy.test", "example.com", 443, "password"),
        ("socks5://:pass@proxy.test", "example.com", 443, "user name"),
        ("socks5://\(String(repeating: "u", count: 256)):p@proxy.test", "example.com", 443, "user name"),
        ("socks5://u:\(String(repeating: "%C3%A9", count: 128))@proxy.test", "example.com", 443, "password"),
    ]

    @Test(arguments: unsendable)
    func isUnsendable(_ proxy: String, _ host: String, _ port: Int, _ words: String) throws {
        let proxy = try ProxyServer(url: proxy)
        let fault = #expect(throws: ProxyFault.self) { try ProxyTunnel(through: proxy, to: host, port: port) }
        guard case .unsendable(let reason) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(reason.contains(words) && !reason.contains("uuu"))
    }

    @Test
    func theLongestCredentials() throws {
        let long = String(repeating: "u", count: 255)
        var tunnel = try ProxyTunnel(
            through: ProxyServer(url: "socks5://\(long):\(long)@proxy.test"), to: "example.com", port: 443)
        _ = tunnel.takeOutgoing()
        #expect(tunnel.receive([5, 2]) == .needMore)
        #expect(tunnel.takeOutgoing() == [1, 255] + Array(long.utf8) + [255] + Array(long.utf8))
    }

    /// Whatever comes, no more than a reply's length is read before there is an outcome.
    @Test(arguments: 0..<300 as Range<UInt64>)
    func noiseEndsSoon(_ seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        var bytes: [UInt8] = [5, 2, 1, 0, 5, 0, 0, UInt8.random(in: 0...5, using: &random)]
        bytes += (0..<300).map { _ in UInt8.random(in: 0...255, using: &random) }
        if seed % 2 == 0 {
            bytes[Int.random(in: 0..<8, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        let asking = Asking("noise", Self.known, answer: bytes, .needMore)
        let whole = try asking.run(reads: []).outcome
        #expect(whole != .needMore)
        #expect(try asking.run(reads: Array(repeating: 1, count: bytes.count)).outcome == whole)
    }
}
