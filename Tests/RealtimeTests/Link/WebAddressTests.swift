import Realtime
import Testing

@Suite("Web addresses")
struct WebAddressTests {
    @Test(
        "read (RFC 6455 §3)",
        arguments: [
            ("ws://h", "ws h 80 /"), ("wss://h", "wss h 443 /"), ("http://h", "http h 80 /"),
            ("https://h", "https h 443 /"), ("WSS://Example.COM/Path", "wss example.com 443 /Path"),
            ("ws://h:8080/a/b?c=d", "ws h 8080 /a/b?c=d"), ("ws://h?x=1", "ws h 80 /?x=1"),
            ("ws://h/?", "ws h 80 /?"), ("ws://[::1]:6001/x", "ws ::1 6001 /x"),
            ("wss://[2001:DB8::7]", "wss 2001:db8::7 443 /"), ("ws://[::ffff:10.0.0.1]/", "ws ::ffff:10.0.0.1 80 /"),
            ("ws://10.0.0.7/", "ws 10.0.0.7 80 /"), ("ws://xn--mx-wia.example/", "ws xn--mx-wia.example 80 /"),
            ("ws://h/%20%23", "ws h 80 /%20%23"), ("ws://h//a/../b", "ws h 80 //a/../b"),
            ("ws://h/a@b", "ws h 80 /a@b"),
            ("ws://h/a://b", "ws h 80 /a://b"), ("ws://a_b.-/", "ws a_b.- 80 /"),
        ])
    func reads(text: String, expected: String) throws {
        let address = try WebAddress(text)
        #expect("\(address.scheme) \(address.host) \(address.port) \(address.path)" == expected)
    }

    @Test(
        "refused",
        arguments: [
            ("", "URL: there is no scheme"), ("h", "URL: there is no scheme"), ("//h/x", "URL: there is no scheme"),
            ("h:80/x", "URL: there is no scheme"), ("ws:/h", "URL: there is no scheme"),
            ("1s://h", "URL: there is no scheme"), ("wx://h", "URL: wx is another scheme"),
            ("file:///etc/passwd", "URL: file is another scheme"), ("ws://", "host: it is missing"),
            ("ws:///x", "host: it is missing"), ("ws://:80/", "host: it is missing"),
            ("ws://h:/", "port: it is missing after the colon"), ("ws://h:0", "port: 0 is no port"),
            ("ws://h:65536", "port: 65536 is no port"), ("ws://h:+1", "port: +1 is no port"),
            ("ws://h:99999999999999999999", "port: 99999999999999999999 is no port"),
            ("ws://a:b:c/", "host: there are several colons"), ("ws://::1/", "host: there are several colons"),
            ("ws://[::1/", "host: a ] is missing"), ("ws://[x]/", "host: x is no IPv6 address"),
            ("ws://[:::::]/", "host: ::::: is no IPv6 address"), ("ws://[1::2::3]/", "host: 1::2::3 is no IPv6"),
            ("ws://[fe80::1%25eth0]/", "host: fe80::1%25eth0 is no IPv6 address"),
            ("ws://[::1]80/", "host: something follows the ]"), ("ws://a,b/", "host: a,b is no host"),
            ("ws://a\\b/", "host: a\\b is no host"), ("ws://h%2Fx/", "host: h%2fx is no host"),
            ("ws://h/#lot", "URL: nothing belongs after a #"), ("ws://h#", "URL: nothing belongs after a #"),
            ("ws://h/a b", "URL: there is a blank or a control character"),
            (" ws://h", "URL: there is a blank"), ("ws://h/\n", "URL: there is a blank"),
            ("ws://h\u{0}.example/", "URL: there is a blank"), ("ws://h/\u{7F}", "URL: there is a blank"),
            (
                "ws://mäx.example/",
                "URL: the host has letters outside ASCII; expected its form in ASCII, which starts with xn--"
            ),
            ("ws://h/mäx", "URL: there are letters outside ASCII; expected them percent-encoded"),
            ("ws://u@h/", "URL: a name or password does not belong into a URL"),
            ("ws://u:p@h/", "URL: a name or password does not belong into a URL"),
            ("ws://@h/", "URL: a name or password does not belong into a URL"),
        ])
    func refuses(text: String, expected: String) {
        let error = #expect(throws: InvalidInput.self) { try WebAddress(text) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
        #expect(error?.expected.isEmpty == false)
    }

    @Test("a password is not repeated", arguments: ["wss://me:hush@h/", "wss://me:hu/sh@h/", "wss://hush:a:b@h"])
    func secrets(text: String) {
        let error = #expect(throws: InvalidInput.self) { try WebAddress(text) }
        #expect(error?.description.contains("hu") == false)
        #expect(error?.description.contains("--header-file") == true)
    }

    @Test func lengthIsLimited() throws {
        let longest = "ws://h/" + String(repeating: "a", count: WebAddress.lengthLimit - 7)
        #expect(try WebAddress(longest).path.utf8.count == WebAddress.lengthLimit - 6)
        #expect(throws: InvalidInput.self) { try WebAddress(longest + "a") }
        #expect(throws: InvalidInput.self) { try WebAddress("ws://" + String(repeating: "a", count: 1 << 20)) }
    }

    @Test(
        "Host (RFC 9110 §7.2)",
        arguments: [
            ("ws://h", "h"), ("ws://h:80", "h"), ("ws://h:443", "h:443"), ("wss://h:443", "h"),
            ("https://h:80", "h:80"),
            ("ws://[::1]", "[::1]"), ("ws://[::1]:81", "[::1]:81"),
        ])
    func hostField(text: String, expected: String) throws {
        #expect(try WebAddress(text).hostField == expected)
    }

    @Test(
        "for people, without what may be a token",
        arguments: [
            ("WS://H/a/b", "ws://h/a/b"), ("wss://h:1/a?token=hush", "wss://h:1/a?…"), ("ws://h?", "ws://h/?…"),
        ])
    func description(text: String, expected: String) throws {
        #expect("\(try WebAddress(text))" == expected)
    }

    // MARK: References

    /// The examples of RFC 3986 §5.4, as far as they stay on the web.
    @Test(
        "references (RFC 3986 §5.4)",
        arguments: [
            ("g", "/b/c/g"), ("./g", "/b/c/g"), ("g/", "/b/c/g/"), ("/g", "/g"), ("?y", "/b/c/d;p?y"),
            ("g?y", "/b/c/g?y"), ("#s", "/b/c/d;p?q"), ("g#s", "/b/c/g"), ("g?y#s", "/b/c/g?y"), (";x", "/b/c/;x"),
            ("g;x", "/b/c/g;x"), ("g;x?y#s", "/b/c/g;x?y"), ("", "/b/c/d;p?q"), (".", "/b/c/"), ("./", "/b/c/"),
            ("..", "/b/"), ("../", "/b/"), ("../g", "/b/g"), ("../..", "/"), ("../../", "/"), ("../../g", "/g"),
            ("../../../g", "/g"), ("../../../../g", "/g"), ("/./g", "/g"), ("/../g", "/g"), ("g.", "/b/c/g."),
            (".g", "/b/c/.g"), ("g..", "/b/c/g.."), ("..g", "/b/c/..g"), ("./../g", "/b/g"), ("./g/.", "/b/c/g/"),
            ("g/./h", "/b/c/g/h"), ("g/../h", "/b/c/h"), ("g;x=1/./y", "/b/c/g;x=1/y"), ("g;x=1/../y", "/b/c/y"),
            ("g?y/./x", "/b/c/g?y/./x"), ("g?y/../x", "/b/c/g?y/../x"), ("/a//../b", "/a/b"), ("//", nil), ("g:h", nil),
            ("http:g", nil), ("mailto:a@b", nil), ("javascript:alert(1)", nil), ("a b", nil), ("\u{0}", nil),
            ("/\r\nX: y", nil), ("mäx", nil), ("//u:p@h/", nil),
        ] as [(String, String?)])
    func references(reference: String, expected: String?) throws {
        let base = try WebAddress("ws://a/b/c/d;p?q")
        let resolved = base.resolving(reference)
        #expect(resolved?.path == expected)
        #expect(resolved.map { $0.hasSameOrigin(as: base) } ?? true)
    }

    @Test(
        "references elsewhere",
        arguments: [
            ("//g", "wss g 443 /"), ("//g:81/x", "wss g 81 /x"), ("https://g/x/../y?z#f", "https g 443 /y?z"),
            ("HTTP://G", "http g 80 /"), ("ws://[::1]:1", "ws ::1 1 /"), ("//[::1]/", "wss ::1 443 /"),
        ])
    func references(elsewhere reference: String, expected: String) throws {
        let address = try #require(try WebAddress("wss://a:7/b?c").resolving(reference))
        #expect("\(address.scheme) \(address.host) \(address.port) \(address.path)" == expected)
    }

    @Test func hugeReferences() throws {
        let base = try WebAddress("ws://h" + String(repeating: "/a", count: 4_000))
        #expect(base.resolving(String(repeating: "../", count: 5_000))?.path == "/")
        #expect(base.resolving(String(repeating: "/", count: 1 << 20)) == nil)
        // Each is short enough, and both together are not.
        #expect(base.resolving(String(repeating: "a", count: 12_000)) == nil)
    }

    @Test func aPathThatIsNoneIsNoTrap() {
        for path in ["", "?x", "a"] {
            let address = WebAddress(ConnectionRequest(isSecure: false, host: "h", port: 1, path: path))
            #expect(address.resolving("b")?.path == "/b")
        }
    }

    @Test(
        "origins (RFC 6454 §5)",
        arguments: [
            ("ws://h/a", "http://h:80/b", true), ("wss://h", "https://H", true), ("ws://h", "wss://h", false),
            ("ws://h:443", "wss://h", false), ("ws://h", "ws://h:81", false), ("ws://h", "ws://h.", false),
            ("ws://h", "ws://i", false),
        ])
    func origins(one: String, other: String, isSame: Bool) throws {
        #expect(try WebAddress(one).hasSameOrigin(as: WebAddress(other)) == isSame)
    }
}
