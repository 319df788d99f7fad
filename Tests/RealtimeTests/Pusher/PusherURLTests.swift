import HTTP1
import Testing

@testable import Realtime

@Suite struct PusherURLTests {
    private static let good: [(String, String)] = [
        ("pusher://key@mt1", "key wss ws-mt1.pusher.com 443 -"),
        ("pusher://key@eu/", "key wss ws-eu.pusher.com 443 -"),
        ("PUSHER://key@AP1", "key wss ws-ap1.pusher.com 443 -"),
        ("pusher://key@us2?tls=false", "key ws ws-us2.pusher.com 80 -"),
        ("pusher://key@localhost", "key wss localhost 443 -"),
        ("pusher://key@localhost:6001?tls=false", "key ws localhost 6001 -"),
        ("pusher://key@soketi:6001?tls=no", "key ws soketi 6001 -"),
        ("pusher://key@ws.example.com", "key wss ws.example.com 443 -"),
        ("pusher://key@ws.example.com?tls=0", "key ws ws.example.com 80 -"),
        ("pusher://key@10.0.0.7:8080?tls=1&path=/ws", "key wss 10.0.0.7 8080 /ws"),
        ("pusher://key@h:1?path=/a/b/", "key wss h 1 /a/b"),
        ("pusher://key@h:1?path=%2Fa%20b", "key wss h 1 /a%20b"),
        ("pusher://key@h:1?path=/", "key wss h 1 -"),
        ("pusher://key@[::1]:6001?tls=false", "key ws ::1 6001 -"),
        ("pusher://key@[2001:db8::7]", "key wss 2001:db8::7 443 -"),
        ("pusher://app%2Dkey@mt1", "app-key wss ws-mt1.pusher.com 443 -"),
        ("pusher://key@h:65535?", "key wss h 65535 -"),
        ("ws://localhost:6001/app/key", "key ws localhost 6001 -"),
        ("WSS://ws-eu.pusher.com/app/key?protocol=7&client=js", "key wss ws-eu.pusher.com 443 -"),
        ("wss://h/a/b/app/app%2Dkey/", "app-key wss h 443 /a/b"),
    ]

    @Test(arguments: good)
    func reads(_ url: String, _ expected: String) throws {
        let configuration = try PusherConfiguration(url: url)
        let scheme = configuration.isSecure ? "wss" : "ws"
        let path = configuration.pathPrefix.isEmpty ? "-" : configuration.pathPrefix
        #expect(
            "\(configuration.key) \(scheme) \(configuration.host) \(configuration.port) \(path)" == expected)
    }

    private static let bad: [(String, String)] = [
        ("", "URL: there is no scheme"),
        ("key@mt1", "URL: there is no scheme"),
        ("https://key@mt1", "URL: https is another scheme"),
        ("wss://h/key", "URL: its path does not end in /app/KEY"),
        ("ws://key@h/app/key", "URL: a name or password does not belong into a URL"),
        ("ws://h/app/a%20b", "app key: it has characters that no key has"),
        ("pusher://", "URL: there is no app key before an @"),
        ("pusher://mt1", "URL: there is no app key before an @"),
        ("pusher://@mt1", "app key: it is empty"),
        ("pusher://%zz@mt1", "app key: it is wrongly encoded"),
        ("pusher://a%20b@mt1", "app key: it has characters that no key has"),
        ("pusher://key:secret@mt1", "app key: a secret does not belong into a URL"),
        ("pusher://key@mt1?secret=x", "URL options: a secret does not belong into a URL"),
        ("pusher://key@mt1?app_secret=x", "URL options: a secret does not belong into a URL"),
        ("pusher://key@", "host: it is missing"),
        ("pusher://key@:80", "host: it is missing"),
        ("pusher://key@a b", "URL: there is a space"),
        ("pusher://key@mt1\n", "URL: there is a space"),
        ("pusher://key@mäx", "URL: there is a space"),
        ("pusher://key@a,b", "host: a,b is no host"),
        ("pusher://key@h:", "port: it is missing after the colon"),
        ("pusher://key@h:0", "port: 0 is no port"),
        ("pusher://key@h:65536", "port: 65536 is no port"),
        ("pusher://key@h:-1", "port: -1 is no port"),
        ("pusher://key@h:+1", "port: +1 is no port"),
        ("pusher://key@h:99999999999999999999", "port: 99999999999999999999 is no port"),
        ("pusher://key@::1", "host: there are several colons"),
        ("pusher://key@[::1", "host: a ] is missing"),
        ("pusher://key@[x]", "host: x is no IPv6 address"),
        ("pusher://key@[::1]x", "host: something follows the ]"),
        ("pusher://key@h/app", "URL: a path does not belong after the host"),
        ("pusher://key@h#lot", "URL: nothing belongs after a #"),
        ("pusher://key@h?tls=maybe", "URL options: tls=maybe says neither"),
        ("pusher://key@h?tls=true&tls=false", "URL options: tls is there twice"),
        ("pusher://key@h?path=ws", "URL options: path=ws is no path"),
        ("pusher://key@h?path=/a%3Fb", "URL options: path=/a%3Fb is no path"),
        ("pusher://key@h?cluster=mt1", "URL options: cluster is unknown"),
    ]

    @Test(arguments: bad)
    func refuses(_ url: String, _ expected: String) {
        let error = #expect(throws: InvalidInput.self) { try PusherConfiguration(url: url) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
        #expect(error?.expected.isEmpty == false)
    }

    @Test func secretsAreNotRepeated() {
        let error = #expect(throws: InvalidInput.self) { try PusherConfiguration(url: "pusher://key:hush@mt1") }
        #expect(error?.description.contains("hush") == false)
        #expect(error?.description.contains("--secret-file") == true)
    }

    @Test func theRequestNamesProtocolAndClient() throws {
        var configuration = try PusherConfiguration(url: "pusher://key@h:6001?tls=false&path=/ws")
        configuration.clientVersion = "2.0.1"
        #expect(configuration.request.path == "/ws/app/key?protocol=7&client=swift-spotter&version=2.0.1")
        #expect(configuration.request.headers.isEmpty)
        configuration.origin = "https://example.com"
        #expect(configuration.request.headers == [HeaderField("Origin", "https://example.com")])
    }
}
