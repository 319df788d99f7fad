import Diagnosis
import Domain
import Realtime
import Testing

/// What comes from outside is shown without its secrets, and without what could steer a terminal.
struct SecrecyTests {
    @Test(arguments: [
        ("pusher://KEY@eu", "pusher://KEY@eu"),
        ("wss://h/x?token=abc&room=1", "wss://h/x?token=***&room=1"),
        ("wss://h/x?room=1&access_token=abc", "wss://h/x?room=1&access_token=***"),
        ("wss://h/x?API_KEY=a%20b#top", "wss://h/x?API_KEY=***#top"),
        ("wss://h/x?auth=&sig=1&signature=2&Password=3", "wss://h/x?auth=***&sig=1&signature=***&Password=***"),
        ("wss://h/x?a=b?token=c", "wss://h/x?a=b?token=***"),
        ("http://user:pa55@proxy:3128", "http://user:***@proxy:3128"),
        ("http://user:pa:55@proxy:3128/?token=x", "http://user:***@proxy:3128/?token=***"),
        ("wss://[::1]:80/x", "wss://[::1]:80/x"),
        ("?", "?"), ("&&=&", "&&=&"),
    ])
    func masked(_ target: String, _ shown: String) {
        let visit = Visit(target)
        #expect(visit.screen(width: 100).hasPrefix(" Pusher at \(shown)\n"))
        #expect(visit.report.json.contains(#""target":"\#(shown)""#))
    }

    @Test func hostileTextIsHarmless() {
        let hostile = "\u{1B}]0;pwned\u{7}\u{202E}gpj.exe\r\n\u{9B}2J see wss://x/?secret=42 "
        var visit = Visit(channels: [hostile])
        visit.link(.began(host: "h", port: 1, isSecure: true, proxy: hostile))
        visit.link(.resolved([hostile]))
        visit.link(.connected(address: hostile))
        visit.link(.tunnelled)
        let certificate = CertificateFacts(
            subject: hostile, issuer: hostile, names: Array(repeating: hostile, count: 1_000), validFrom: Visit.day,
            validUntil: Visit.day)
        visit.link(.secured(TLSFacts(version: hostile, isVerified: true, chain: [certificate, certificate])))
        visit.link(.answered(UpgradeFacts(status: 101, subprotocol: hostile, extensions: hostile, server: hostile)))
        visit.status(.warning(hostile))
        visit.status(.connected)
        visit.status(.subscribed, hostile)
        visit.message(hostile, hostile, after: 0)
        visit.end(.closed(code: 4999, reason: String(repeating: hostile, count: 10_000)))
        for text in [visit.screen(), visit.report.json] {
            #expect(!text.contains("42"))
            #expect(text.utf8.count < 60_000)
            for scalar in text.unicodeScalars where scalar != "\n" {
                let category = scalar.properties.generalCategory
                #expect(category != .control && category != .format)
            }
        }
        #expect(!visit.report.json.contains("\n"))
    }
}
