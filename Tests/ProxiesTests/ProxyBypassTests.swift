import Proxies
import Testing

struct ProxyBypassTests {
    /// NO_PROXY; what it matches; what it does not.
    static let table: [(text: String, matches: [String], not: [String])] = [
        ("", [], ["example.com", "127.0.0.1", "localhost"]),
        (" , ,, ", [], ["example.com", "."]),
        ("*", ["example.com", "127.0.0.1", "::1", "x"], []),
        ("a.test, *", ["example.com"], []),
        ("*:443", ["example.com", "::1"], []),
        ("*:80", [], ["example.com", "::1"]),
        (
            "example.com", ["example.com", "www.example.com", "a.b.example.com"],
            ["example.org", "myexample.com", "com"]
        ),
        (".example.com", ["example.com", "www.example.com"], ["myexample.com", "example.com.org"]),
        ("*.example.com", ["example.com", "www.example.com"], ["myexample.com"]),
        ("EXAMPLE.com", ["example.com", "WWW.Example.COM"], ["example.co"]),
        ("example.com", ["EXAMPLE.COM"], []),
        ("example.com.", ["example.com", "www.example.com."], []),
        ("example.com", ["example.com.", "example.com.."], ["example.com.x"]),
        ("www.example.com", ["www.example.com"], ["example.com", "ww.example.com"]),
        ("com", ["example.com", "com"], ["example.org", "xcom"]),
        ("localhost", ["localhost", "LOCALHOST", "a.localhost"], ["localhost.localdomain", "127.0.0.1", "::1"]),
        ("a.test,b.test", ["a.test", "b.test"], ["c.test"]),
        ("a.test b.test", ["a.test", "b.test"], ["a.test b.test"]),
        ("a.test ,\tb.test\n", ["a.test", "b.test"], []),
        ("example.com:443", ["example.com", "www.example.com"], []),
        ("example.com:8443", [], ["example.com"]),
        ("example.com:0443", ["example.com"], []),
        ("127.0.0.1", ["127.0.0.1"], ["127.0.0.2", "1", "x.127.0.0.1"]),
        ("127.0.0.1:443", ["127.0.0.1"], ["127.0.0.2"]),
        ("127.0.0.1:80", [], ["127.0.0.1"]),
        ("0.0.1", [], ["127.0.0.1"]),
        (".0.0.1", [], ["127.0.0.1"]),
        ("10.0.0.0/8", ["10.0.0.0", "10.255.255.255", "10.1.2.3"], ["11.0.0.0", "9.255.255.255", "10.example.com"]),
        ("10.20.30.40/8", ["10.1.2.3"], ["11.0.0.0"]),
        ("192.168.0.0/16:443", ["192.168.1.1"], ["192.169.1.1"]),
        ("192.168.0.0/16:80", [], ["192.168.1.1"]),
        ("192.168.0.0/23", ["192.168.0.1", "192.168.1.255"], ["192.168.2.0"]),
        ("192.0.2.1/32", ["192.0.2.1"], ["192.0.2.0", "192.0.2.2"]),
        ("0.0.0.0/0", ["1.2.3.4", "255.255.255.255"], ["::", "example.com"]),
        ("::1", ["::1", "0:0:0:0:0:0:0:1"], ["::2", "127.0.0.1"]),
        ("[::1]", ["::1"], ["::2"]),
        ("[::1]:443", ["::1"], []),
        ("[::1]:80", [], ["::1"]),
        ("2001:DB8::1", ["2001:db8::1", "2001:0db8:0:0::1"], ["2001:db8::2"]),
        ("fd00::/8", ["fd00::1", "fdff::"], ["fe00::", "fc00::", "253.0.0.0"]),
        ("[fd00::/8]:443", ["fd12::1"], ["fe00::"]),
        ("[fd00::/8]", ["fd12::1"], []),
        ("fe80::/10", ["fe80::1", "febf::1"], ["fec0::1"]),
        ("::/0", ["::", "ffff::"], ["1.2.3.4"]),
        ("2001:db8::1/128", ["2001:db8::1"], ["2001:db8::"]),
        // What is no entry matches nothing, and takes nothing from those beside it.
        ("10.0.0.0/33", [], ["10.0.0.0"]), ("10.0.0.0/-1", [], ["10.0.0.0"]), ("10.0.0.0/", [], ["10.0.0.0"]),
        ("10.0.0.0/8/8", [], ["10.0.0.0"]), ("10.0.0/8", [], ["10.0.0.0"]), ("10.0.0.0/+8", [], ["10.0.0.0"]),
        ("10.0.0.0/99999999999999999999", [], ["10.0.0.0"]), ("fd00::/129", [], ["fd00::"]),
        ("example.com:", [], ["example.com"]), ("example.com:0", [], ["example.com"]),
        ("example.com:65536", [], ["example.com"]), ("example.com:http", [], ["example.com"]),
        ("example.com:4:43", [], ["example.com"]), ("http://example.com", [], ["example.com", "http"]),
        ("example.com/8", [], ["example.com"]), ("ex*mple.com", [], ["example.com"]),
        ("*example.com", [], ["example.com"]),
        ("**", [], ["example.com"]), ("*.", [], ["example.com"]), (".", [], ["example.com", ""]), ("..", [], ["."]),
        ("[::1", [], ["::1"]), ("::1]", [], ["::1"]), ("[]", [], [""]), ("[127.0.0.1]", [], ["127.0.0.1"]),
        ("[::1]x", [], ["::1"]), ("[::1]:", [], ["::1"]), ("[::1]443", [], ["::1"]),
        ("[example.com]", [], ["example.com"]),
        (":443", [], ["example.com"]), ("bücher.example", [], ["bücher.example"]), ("\u{0}", [], ["\u{0}"]),
        ("[, example.com, ://", ["example.com"], ["example.org"]),
    ]

    @Test(arguments: table)
    func matching(_ text: String, _ matches: [String], _ not: [String]) {
        let bypass = ProxyBypass(text)
        for host in matches {
            #expect(bypass.matches(host: host, port: 443), "\(text) and \(host)")
        }
        for host in not {
            #expect(!bypass.matches(host: host, port: 443), "\(text) and not \(host)")
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func noiseNeverTraps(_ seed: UInt64) {
        var random = SeededGenerator(state: seed)
        let alphabet = Array("*.,:/[]% 0123456789abfd-é\u{301}")
        let text = String((0..<40).compactMap { _ in alphabet.randomElement(using: &random) })
        let bypass = ProxyBypass(text)
        let hasAll = text.split { $0 == "," || $0 == " " }.contains { $0 == "*" || $0.hasPrefix("*:") }
        for host in ["zzz", "zzz.zz", text] where !hasAll {
            #expect(!bypass.matches(host: host, port: 443) || host == text)
        }
    }
}
