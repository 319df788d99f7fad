import HTTP1
import Proxies
import Testing

/// What proxies answered on Debian 12 when asked with these very bytes, ports, dates and sentences of pages aside.
struct RecordedAnswerTests {
    static let squid = [
        Asking(
            "squid 5.7: open", "http://127.0.0.1:3128", to: "127.0.0.1", port: 28001,
            answer: text("HTTP/1.1 200 Connection established", "", ""),
            sent: text("CONNECT 127.0.0.1:28001 HTTP/1.1", "Host: 127.0.0.1:28001", "User-Agent: spotter", "", ""), open
        ),
        Asking(
            "squid 5.7: to an IPv6 address, with credentials", "http://user:pass@127.0.0.1:3128", to: "::1",
            port: 28001,
            answer: text("HTTP/1.1 200 Connection established", "", ""),
            sent: text(
                "CONNECT [::1]:28001 HTTP/1.1", "Host: [::1]:28001", "User-Agent: spotter",
                "Proxy-Authorization: Basic dXNlcjpwYXNz", "", ""), open),
        Asking(
            "squid 5.7: no credentials", "http://127.0.0.1", answer: squidWantsCredentials, .failed(.credentialsMissing)
        ),
        Asking(
            "squid 5.7: wrong password", "http://user:wrong@127.0.0.1", answer: squidWantsCredentials,
            .failed(.credentialsRefused)),
        Asking(
            "squid 5.7: a port that its rules forbid", "http://127.0.0.1",
            answer: squidRefusal("403 Forbidden", "ERR_ACCESS_DENIED 0"), refused(403, "Forbidden")),
        Asking(
            "squid 5.7: nobody listens there", "http://127.0.0.1",
            answer: squidRefusal("503 Service Unavailable", "ERR_CONNECT_FAIL 111"), refused(503, "Service Unavailable")
        ),
        Asking(
            "squid 5.7: unknown name", "http://127.0.0.1",
            answer: squidRefusal("500 Internal Server Error", "ERR_CANNOT_FORWARD 0"),
            refused(500, "Internal Server Error")),
    ]

    static let tinyproxy = [
        Asking(
            "tinyproxy 1.11.1: open", "http://user:pass@127.0.0.1",
            answer: text("HTTP/1.0 200 Connection established", "Proxy-agent: tinyproxy/1.11.1", "", ""), open),
        Asking(
            "tinyproxy 1.11.1: a server that speaks first", "http://127.0.0.1",
            answer: text("HTTP/1.0 200 Connection established", "Proxy-agent: tinyproxy/1.11.1", "", "greeting"),
            .established(rest: Array("greeting".utf8))),
        Asking(
            "tinyproxy 1.11.1: no credentials", "http://127.0.0.1",
            answer: tinyproxyRefusal(
                "HTTP/1.0 407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"Tinyproxy\""),
            .failed(.credentialsMissing)),
        Asking(
            "tinyproxy 1.11.1: wrong password", "http://user:wrong@127.0.0.1",
            answer: tinyproxyRefusal("HTTP/1.0 401 Unauthorized", "WWW-Authenticate: Basic realm=\"Tinyproxy\""),
            .failed(.credentialsRefused)),
        Asking(
            "tinyproxy 1.11.1: a port that its rules forbid", "http://127.0.0.1",
            answer: tinyproxyRefusal("HTTP/1.1 403 Access violation"), refused(403, "Access violation")),
        Asking(
            "tinyproxy 1.11.1: nobody listens there, or unknown name", "http://127.0.0.1",
            answer: tinyproxyRefusal("HTTP/1.1 500 Unable to connect"), refused(500, "Unable to connect")),
    ]

    static let dante = [
        Asking(
            "dante 1.4.2: open", "socks5://127.0.0.1", to: "127.0.0.1", port: 28001,
            answer: [5, 0, 5, 0, 0, 1, 127, 0, 0, 1, 0xAB, 0xFB],
            sent: [5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, 0x6D, 0x61], open),
        Asking(
            "dante 1.4.2: credentials that are not wanted", "socks5://user:pass@127.0.0.1", to: "localhost",
            port: 28001,
            answer: [5, 0, 5, 0, 0, 1, 127, 0, 0, 1, 0x9C, 0x0F],
            sent: [5, 2, 0, 2, 5, 1, 0, 3, 9] + Array("localhost".utf8) + [0x6D, 0x61], open),
        Asking(
            "dante 1.4.2: a server that speaks first", "socks5://127.0.0.1",
            answer: [5, 0, 5, 0, 0, 1, 127, 0, 0, 1, 0xE4, 0x17] + Array("greeting".utf8),
            .established(rest: Array("greeting".utf8))),
        Asking(
            "dante 1.4.2: with credentials", "socks5://user:pass@127.0.0.1",
            answer: [5, 2, 1, 0, 5, 0, 0, 1, 127, 0, 0, 1, 0xAF, 0xBD], open),
        Asking("dante 1.4.2: no credentials", "socks5://127.0.0.1", answer: [5, 0xFF], .failed(.credentialsMissing)),
        Asking(
            "dante 1.4.2: wrong password", "socks5://user:wrong@127.0.0.1", answer: [5, 2, 1, 1],
            .failed(.credentialsRefused)),
        Asking(
            "dante 1.4.2: an address that its rules forbid", "socks5://127.0.0.1", to: "::1", port: 28001,
            answer: [5, 0, 5, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x6D, 0x61],
            sent: [5, 1, 0, 5, 1, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x6D, 0x61],
            .failed(.socks(.notAllowed))),
        Asking(
            "dante 1.4.2: nobody listens there", "socks5://127.0.0.1",
            answer: [5, 0, 5, 5, 0, 1, 127, 0, 0, 1, 0xDC, 0x53], .failed(.socks(.connectionRefused))),
        Asking(
            "dante 1.4.2: unknown name", "socks5://127.0.0.1",
            answer: [5, 0, 5, 4, 0, 3, 20] + Array("no-such-host.invalid".utf8) + [0x6D, 0x61],
            .failed(.socks(.hostUnreachable))),
    ]

    static let microsocks = [
        Asking(
            "microsocks 1.0.3: open", "socks5://user:pass@127.0.0.1", to: "127.0.0.1", port: 28001,
            answer: [5, 2, 1, 0, 5, 0, 0, 1, 0, 0, 0, 0, 0, 0],
            sent: [5, 2, 0, 2, 1, 4] + Array("user".utf8) + [4] + Array("pass".utf8)
                + [5, 1, 0, 1, 127, 0, 0, 1, 0x6D, 0x61], open),
        Asking(
            "microsocks 1.0.3: no credentials", "socks5h://127.0.0.1", answer: [5, 0xFF], .failed(.credentialsMissing)),
        Asking(
            "microsocks 1.0.3: wrong password", "socks5://user:wrong@127.0.0.1", answer: [5, 2, 1, 2],
            .failed(.credentialsRefused)),
        Asking(
            "microsocks 1.0.3: nobody listens there", "socks5://127.0.0.1",
            answer: [5, 0, 5, 5, 0, 1, 0, 0, 0, 0, 0, 0], .failed(.socks(.connectionRefused))),
        Asking(
            "microsocks 1.0.3: unknown name", "socks5://127.0.0.1",
            answer: [5, 0, 5, 1, 0, 1, 0, 0, 0, 0, 0, 0], .failed(.socks(.generalFailure))),
        Asking(
            "microsocks 1.0.3: asked with CONNECT", "http://127.0.0.1", answer: [5, 0xFF], .failed(.malformed(.notHTTP))
        ),
    ]

    @Test(arguments: squid + tinyproxy + dante + microsocks)
    func isUnderstood(_ asking: Asking) throws {
        try asking.check()
        try asking.checkEnds()
    }
}

// MARK: - Their answers

private let open = ProxyTunnel.Progress.established(rest: [])

private func refused(_ status: Int, _ reason: String) -> ProxyTunnel.Progress {
    .failed(.refused(status: status, reason: reason, retryAfter: nil))
}

private func text(_ lines: String...) -> [UInt8] {
    Array(lines.joined(separator: "\r\n").utf8)
}

private let squidWantsCredentials = text(
    "HTTP/1.1 407 Proxy Authentication Required", "Server: squid/5.7", "Mime-Version: 1.0",
    "Date: Sat, 21 Nov 2026 11:00:10 GMT", "Content-Type: text/html;charset=utf-8", "Content-Length: 3047",
    "X-Squid-Error: ERR_CACHE_ACCESS_DENIED 0", "Vary: Accept-Language", "Content-Language: en",
    "Proxy-Authenticate: Basic realm=\"spotter test\"", "X-Cache: MISS from test",
    "X-Cache-Lookup: NONE from test:28129", "Via: 1.1 test (squid/5.7)", "Connection: keep-alive", "",
    "<!DOCTYPE html>")

private func squidRefusal(_ status: String, _ error: String) -> [UInt8] {
    text(
        "HTTP/1.1 \(status)", "Server: squid/5.7", "Mime-Version: 1.0", "Date: Sat, 21 Nov 2026 11:00:41 GMT",
        "Content-Type: text/html;charset=utf-8", "Content-Length: 3058", "X-Squid-Error: \(error)",
        "Vary: Accept-Language", "Content-Language: en", "", "<!DOCTYPE html>")
}

private func tinyproxyRefusal(_ statusLine: String, _ fields: String...) -> [UInt8] {
    let lines = [statusLine, "Server: tinyproxy/1.11.1", "Content-Type: text/html"] + fields + ["Connection: close"]
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n").utf8)
}
