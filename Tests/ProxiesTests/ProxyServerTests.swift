import Testing

@testable import Proxies

struct ProxyServerTests {
    static let read:
        [(url: String, scheme: ProxyServer.Scheme, host: String, port: Int, user: String?, password: String?)] = [
            ("http://proxy.test", .http, "proxy.test", 80, nil, nil),
            ("https://proxy.test", .https, "proxy.test", 443, nil, nil),
            ("socks5://proxy.test", .socks5, "proxy.test", 1080, nil, nil),
            ("socks5h://proxy.test", .socks5h, "proxy.test", 1080, nil, nil),
            ("HTTP://Proxy.Test", .http, "Proxy.Test", 80, nil, nil),
            ("http://proxy.test:3128", .http, "proxy.test", 3128, nil, nil),
            ("http://proxy.test:3128/", .http, "proxy.test", 3128, nil, nil),
            ("http://proxy.test:/", .http, "proxy.test", 80, nil, nil),
            (" http://proxy.test\t", .http, "proxy.test", 80, nil, nil),
            ("proxy.test", .http, "proxy.test", 80, nil, nil),
            ("proxy.test:8080", .http, "proxy.test", 8080, nil, nil),
            ("localhost:1", .http, "localhost", 1, nil, nil),
            ("user:pass@proxy.test:8080", .http, "proxy.test", 8080, "user", "pass"),
            ("http://192.0.2.1:65535", .http, "192.0.2.1", 65535, nil, nil),
            ("http://[2001:db8::1]:3128", .http, "2001:db8::1", 3128, nil, nil),
            ("[::1]", .http, "::1", 80, nil, nil),
            ("socks5://user:pass@[::1]", .socks5, "::1", 1080, "user", "pass"),
            ("http://my_proxy-1.test.", .http, "my_proxy-1.test.", 80, nil, nil),
            ("http://user@proxy.test", .http, "proxy.test", 80, "user", ""),
            ("http://user:@proxy.test", .http, "proxy.test", 80, "user", ""),
            ("http://:pass@proxy.test", .http, "proxy.test", 80, "", "pass"),
            ("http://@proxy.test", .http, "proxy.test", 80, nil, nil),
            ("http://:@proxy.test", .http, "proxy.test", 80, nil, nil),
            ("http://us%65r:p%40s%3As%25@proxy.test", .http, "proxy.test", 80, "user", "p@s:s%"),
            ("http://user:p@ss@proxy.test", .http, "proxy.test", 80, "user", "p@ss"),
            ("http://user:a:b@proxy.test", .http, "proxy.test", 80, "user", "a:b"),
            ("http://us%2Fer:%C3%A9@proxy.test", .http, "proxy.test", 80, "us/er", "é"),
            ("http://user:a+b@proxy.test", .http, "proxy.test", 80, "user", "a+b"),
            ("http://user:sécret@proxy.test", .http, "proxy.test", 80, "user", "sécret"),
        ]

    @Test(arguments: read)
    func isRead(
        _ url: String, _ scheme: ProxyServer.Scheme, _ host: String, _ port: Int, _ user: String?, _ password: String?
    ) throws {
        let proxy = try ProxyServer(url: url)
        #expect((proxy.scheme, proxy.host, proxy.port) == (scheme, host, port))
        #expect(proxy.credentials?.user == user)
        #expect(proxy.credentials?.password == password)
    }

    static let refused: [(url: String, error: ProxyURLError)] = [
        ("", .host), ("  ", .host), ("http://", .host), ("http:///", .host), ("http://:3128", .host), (":3128", .host),
        ("http://@", .host), ("http://proxy test", .host), ("http://proxy\r\n.test", .host),
        ("http://pr%6Fxy.test", .host),
        ("http://bücher.example", .host), ("http://proxy.test\0", .host), ("proxy.test,other.test", .host),
        ("ftp://proxy.test", .scheme), ("socks4://proxy.test", .scheme), ("socks://proxy.test", .scheme),
        ("://proxy.test", .scheme), ("ws://proxy.test", .scheme), ("http ://proxy.test", .scheme),
        ("http:proxy.test", .port), ("http:/proxy.test", .path), ("//proxy.test", .path),
        ("http://proxy.test:port", .port), ("http://proxy.test:0", .port), ("http://proxy.test:65536", .port),
        ("http://proxy.test:-1", .port), ("http://proxy.test:+80", .port), ("http://proxy.test:80 80", .port),
        ("http://proxy.test:99999999999999999999", .port), ("http://[::1]x", .port), ("http://[::1]3128", .port),
        ("http://proxy.test/path", .path), ("http://proxy.test//", .path), ("http://proxy.test?x", .path),
        ("http://proxy.test/?x", .path), ("http://proxy.test#x", .path),
        ("http://::1", .brackets), ("::1", .brackets), ("2001:db8::1:3128", .brackets),
        ("http://proxy.test:1:2", .brackets),
        ("http://[::1", .brackets), ("http://[]", .brackets), ("http://[proxy.test]", .brackets),
        ("http://[127.0.0.1]", .brackets), ("http://[fe80::1%25lo]", .brackets), ("http://[::1:3128", .brackets),
        ("http://a%:b@proxy.test", .userInfo), ("http://a:100%@proxy.test", .userInfo),
        ("http://a:%4@proxy.test", .userInfo), ("http://a:%zz@proxy.test", .userInfo),
        ("http://a:%C3@proxy.test", .userInfo), ("http://%FF:b@proxy.test", .userInfo),
        ("http://a:%é@proxy.test", .userInfo),
    ]

    @Test(arguments: refused)
    func isRefused(_ url: String, _ error: ProxyURLError) {
        #expect(throws: error) { try ProxyServer(url: url) }
        #expect(!error.description.contains("\n") && error.description.contains("expected"))
    }

    @Test(arguments: [
        ("proxy.test", "http://proxy.test:80"), ("https://user:pass@[::1]:3128/", "https://[::1]:3128"),
        ("socks5h://user@192.0.2.1", "socks5h://192.0.2.1:1080"),
    ])
    func isShown(_ url: String, _ shown: String) throws {
        let proxy = try ProxyServer(url: url)
        #expect("\(proxy)" == shown)
        #expect(try ProxyServer(url: shown).description == shown)
    }

    /// Whatever is wrong beside them, user name and password are in no text.
    @Test(arguments: [
        "http://hunter2:s3cret@proxy.test", "hunter2:s3cret@proxy.test:x", "http://hunter2:s3cret@",
        "hunter2:s3cret@[::1",
        "ftp://hunter2:s3cret@proxy.test", "hunter2:s3cret://x@proxy.test", "http://hunter2:s3cret/x@proxy.test",
        "http://hunter2:s3cret?@proxy.test", "http://hunter2:s3cret#@proxy.test", "http://hunter2:s3cret%@proxy.test",
        "http://hunter2:s3cret%FF@proxy.test", "http://hunter2:s3cret", "hunter2:s3cret", "hunter2:s3cret proxy.test",
        "http://hunter2:s3cret@proxy.test:99999", "http://hunter2:s3cret@a@b:c@proxy test", "hunter2:s3cret@::1",
        "hunter2://s3cret@proxy.test", "http://[hunter2:s3cret", "socks5://hunter2:s3cret@proxy.test/x",
    ])
    func secretsAreShownNowhere(_ url: String) {
        var texts: [String] = []
        func note(_ value: Any) {
            var dumped = ""
            dump(value, to: &dumped)
            texts += ["\(value)", String(reflecting: value), dumped]
        }
        do throws(ProxyURLError) {
            let proxy = try ProxyServer(url: url)
            note(proxy)
            note(proxy.credentials as Any)
            note([proxy])
            note(try ProxyRules(explicit: proxy, bypass: nil, environment: [:]))
        } catch {
            note(error)
        }
        do throws(ProxyURLError) {
            note(try ProxyRules(explicit: nil, bypass: nil, environment: ["https_proxy": url]))
        } catch {
            note(error)
        }
        #expect(texts.count >= 6)
        #expect(!texts.contains { $0.contains("hunter2") || $0.contains("s3cret") }, "\(texts)")
    }

    @Test(arguments: 0..<500 as Range<UInt64>)
    func noiseNeverTraps(_ seed: UInt64) {
        var random = SeededGenerator(state: seed)
        let alphabet = Array("http://[]:@%.0123456789abcdef?#é\u{301} ")
        let text = String(
            (0..<Int.random(in: 0...30, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
        for url in [text, "http://" + text, "socks5://u:p@" + text] {
            guard let proxy = try? ProxyServer(url: url) else { continue }
            #expect((1...65535).contains(proxy.port) && !proxy.host.isEmpty)
            #expect(throws: Never.self) { try ProxyServer(url: proxy.description) }
        }
    }
}
