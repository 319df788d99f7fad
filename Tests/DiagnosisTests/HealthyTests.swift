import Diagnosis
import Domain
import Realtime
import Testing

/// Services that work, and what there is to know about some of them.
struct HealthyTests {
    @Test func everythingWorks() {
        var visit = Visit()
        visit.greet()
        visit.subscribe()
        visit.message("lot.updated", "lots", after: 840)
        visit.examination.note(clockOffset: .milliseconds(212), error: .milliseconds(180))
        visit.examination.finish(at: visit.now)
        expect(
            visit, .healthy,
            """
             Pusher at pusher://4f3c2b1a@eu

             ✔ name            12 ms   ws-eu.pusher.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ✔ connection      31 ms   52.1.2.3:443
             ✔ TLS             64 ms   TLS 1.3, certificate for *.pusher.com by Amazon RSA
                                       2048 M02, until 2027-03-01 (100 days)
                                       chain: *.pusher.com < Amazon RSA 2048 M02
             ✔ upgrade         40 ms   WebSocket open, compressed, server nginx
                                       extensions: permessage-deflate;
                                       client_no_context_takeover
             ✔ greeting         9 ms   Pusher accepts the connection
             ✔ subscription    33 ms   lots
             ✔ first message  840 ms   lot.updated on lots
             ✔ round trip      28 ms   there and back
             ✔ clock                   the server's clock is 212 ms ahead of this one, give
                                       or take 180 ms

             Everything works: Pusher answers, 1 channel subscribed, ready after 189 ms.
            """)
    }

    @Test func withoutAChannelAllUpToTheGreetingIsExamined() {
        var visit = Visit("pusher://key@127.0.0.1:6001?tls=false", channels: [])
        visit.connectLocally()
        visit.upgrade(compressed: false)
        visit.status(.connected, after: 2)
        #expect(visit.examination.progress == .listening)
        visit.examination.note(roundTrip: .microseconds(400))
        #expect(visit.examination.progress == .complete)
        visit.examination.finish(at: visit.now)
        expect(
            visit, .healthy,
            """
             Pusher at pusher://key@127.0.0.1:6001?tls=false

             ✔ name                    127.0.0.1 is an address: nothing to look up
             ✔ connection       1 ms   127.0.0.1:6001
             ✔ upgrade         40 ms   WebSocket open, no compression, server nginx
             ✔ greeting         2 ms   Pusher accepts the connection
             · first message           no channel was asked for (--channel NAME)
             ✔ round trip     0.4 ms   there and back
             · clock                   the server did not tell the time

             Everything works: Pusher answers, ready after 43 ms.
            """)
    }

    @Test func thingsToKnow() {
        var visit = Visit(channels: ["lots", "private-desk"])
        visit.resolve()
        visit.link(.trying(address: "[2a05:d018::1]:443"))
        visit.link(.failed(ConnectAttempt(address: "[2a05:d018::1]:443", outcome: .noRoute)), after: 250)
        visit.link(.connected(address: "52.1.2.3:443"), after: 1_020)
        visit.secure(until: 9, isVerified: false)
        visit.upgrade(compressed: false)
        visit.examination.note(roundTrip: .milliseconds(40))
        visit.examination.note(roundTrip: .milliseconds(31))
        visit.status(.warning("a message without an event name was ignored"))
        visit.status(.connected, after: 9)
        visit.subscribe()
        visit.subscribe("private-desk")
        visit.examination.note(clockOffset: .seconds(-93), error: .milliseconds(500))
        visit.timeUp(after: 5_000)
        expect(
            visit, .healthy,
            """
             Pusher at pusher://4f3c2b1a@eu

             ✔ name            12 ms   ws-eu.pusher.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ! connection      1.3 s   52.1.2.3:443
                                       tried: [2a05:d018::1]:443: no route to it
                 likely   This took over a second: the network is slow or loses packets, or
                          the server is far away.
                 try      Try from another network, such as a phone's.
                          If the service has clusters in several regions, use the nearest.
             ! TLS             64 ms   TLS 1.3, certificate for *.pusher.com by Amazon RSA
                                       2048 M02, until 2026-11-30 (9 days); not verified
                                       chain: *.pusher.com < Amazon RSA 2048 M02
                 likely   The server's certificate, by which it proves who it is, ends in 9
                          days. From then on nobody can connect.
                 try      Tell those who run ws-eu.pusher.com to renew it before 2026-11-30.
                 likely   The server's proof of who it is was not checked, as asked for
                          (--insecure). Anybody on the way can read and change everything.
                 try      Leave out --insecure for anything but a test.
             ✔ upgrade         40 ms   WebSocket open, no compression, server nginx
             ✔ greeting         9 ms   Pusher accepts the connection
                                       warnings: a message without an event name was ignored
             ✔ subscription    33 ms   lots
             ✔ subscription    66 ms   private-desk
             ! first message     5 s   none within 5 s
                 likely   Nothing is wrong: a channel is quiet as long as nobody sends to
                          it.
                 try      Send something to it, or wait longer: --wait 60s.
                          If you know that something was sent, compare the channel's name,
                          letter by letter, with the sender's.
             ✔ round trip      31 ms   there and back, the best of 2 pings
             ! clock                   the server's clock is 93 s behind this one, give or
                                       take 500 ms
                 likely   The two clocks are apart. Countdowns and ages are corrected for
                          that; other programs may be wrong by as much.
                 try      To see whether this computer's clock is right, run: timedatectl.
                          To set it by the network: timedatectl set-ntp true
                          If it is right, tell those who run the server.

             It connects, with a warning above: Pusher answers, 2 channels subscribed, ready
             after 1.5 s. 4 things to know are marked above.
            """)
    }

    @Test func whereNoChannelIsNeededAMessageIsWaitedFor() {
        var visit = Visit("ws://127.0.0.1:6001/mqtt", channels: [], needsChannel: false)
        visit.connectLocally()
        visit.upgrade(compressed: false)
        visit.status(.connected)
        visit.examination.note(roundTrip: .milliseconds(31))
        #expect(visit.examination.progress == .listening)
        visit.status(.warning("nothing comes; by its address this may be MQTT"), after: 2_000)
        visit.timeUp(after: 3_000)
        let message = visit.report.findings.first { $0.stage == .firstMessage }
        #expect(message?.outcome == .warning)
        #expect(message?.result == "none within 5 s")
        #expect(message?.facts.map(\.value) == [.list(["nothing comes; by its address this may be MQTT"])])
        #expect(visit.report.summary.hasPrefix("It connects, with a warning above: Pusher answers, ready after"))
        #expect(visit.report.isHealthy)
    }

    @Test func aLateWarningIsNotLost() {
        var visit = Visit(channels: [])
        visit.greet()
        visit.status(.warning("the key ends tomorrow"))
        visit.timeUp(after: 2_000)
        #expect(visit.report.findings.flatMap(\.facts).contains { $0.value == .list(["the key ends tomorrow"]) })
        #expect(!visit.report.summary.hasPrefix("Everything works"))
    }

    @Test func aRedirectBeginsTheWayAnew() {
        var visit = Visit("pusher://key@rt.example.com:80?tls=false", channels: [])
        visit.resolve("rt.example.com", port: 80, isSecure: false)
        visit.link(.connected(address: "52.1.2.3:80"), after: 20)
        visit.link(.answered(UpgradeFacts(status: 307)), after: 20)
        visit.link(.redirected(status: 307, to: "wss://eu.example.com/app/key?token=abc&v=1"))
        visit.resolve("eu.example.com")
        visit.link(.connected(address: "52.1.2.3:443"), after: 20)
        visit.secure()
        visit.upgrade()
        visit.examination.note(roundTrip: .milliseconds(31))
        visit.status(.connected, after: 9)
        visit.examination.finish(at: visit.now)
        expect(
            visit, .healthy,
            """
             Pusher at pusher://key@rt.example.com:80?tls=false

             ✔ name            12 ms   rt.example.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ✔ connection      20 ms   52.1.2.3:80
             ! upgrade         20 ms   307: the server sends us to
                                       wss://eu.example.com/app/key?token=***&v=1
                 likely   The service has moved, or has a server for each region. Every
                          connection takes this detour.
                 try      If it stays so, put the new host into the target:
                          wss://eu.example.com/app/key?token=***&v=1
             ✔ name            12 ms   eu.example.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ✔ connection      20 ms   52.1.2.3:443
             ✔ TLS             64 ms   TLS 1.3, certificate for *.pusher.com by Amazon RSA
                                       2048 M02, until 2027-03-01 (100 days)
                                       chain: *.pusher.com < Amazon RSA 2048 M02
             ✔ upgrade         40 ms   WebSocket open, compressed, server nginx
                                       extensions: permessage-deflate;
                                       client_no_context_takeover
             ✔ greeting         9 ms   Pusher accepts the connection
             · first message           no channel was asked for (--channel NAME)
             ✔ round trip      31 ms   there and back
             · clock                   the server did not tell the time

             Everything works: Pusher answers, ready after 197 ms. One thing to know is
             marked above.
            """)
    }

    @Test func aProxyIsAStageOfItsOwn() {
        var visit = Visit(channels: [])
        visit.resolve(proxy: "proxy.example:3128")
        visit.link(.connected(address: "52.1.2.3:3128"), after: 3)
        visit.link(.tunnelled, after: 25)
        visit.secure()
        visit.upgrade()
        visit.status(.connected, after: 9)
        visit.timeUp(after: 5_000)
        expect(
            visit, .healthy,
            """
             Pusher at pusher://4f3c2b1a@eu

             ✔ name            12 ms   proxy.example has 2 addresses: 52.1.2.3, 2a05:d018::1
             ✔ connection       3 ms   52.1.2.3:3128
             ✔ proxy           25 ms   proxy.example:3128 opens the way to
                                       ws-eu.pusher.com:443
             ✔ TLS             64 ms   TLS 1.3, certificate for *.pusher.com by Amazon RSA
                                       2048 M02, until 2027-03-01 (100 days)
                                       chain: *.pusher.com < Amazon RSA 2048 M02
             ✔ upgrade         40 ms   WebSocket open, compressed, server nginx
                                       extensions: permessage-deflate;
                                       client_no_context_takeover
             ✔ greeting         9 ms   Pusher accepts the connection
             · first message           no channel was asked for (--channel NAME)
             · round trip              no ping was answered in this time
             · clock                   the server did not tell the time

             Everything works: Pusher answers, ready after 153 ms.
            """)
    }

    @Test func aNarrowTerminalWithoutUnicode() {
        var visit = Visit(channels: ["lots"])
        visit.greet()
        visit.status(.refused(code: 403, reason: "not for you, 花瓶"), "lots", after: 20)
        visit.end(.closed(code: 1000, reason: ""), .refused, reason: "lots: not for you")
        expect(
            visit, .refused,
            """
             Pusher at pusher://4f3c2b1a@eu

             + name            12 ms   ws-eu.pusher.com has 2 addresses:
                                       52.1.2.3, 2a05:d018::1
             + connection      31 ms   52.1.2.3:443
             + TLS             64 ms   TLS 1.3, certificate for
                                       *.pusher.com by Amazon RSA 2048
                                       M02, until 2027-03-01 (100 days)
                                       chain: *.pusher.com < Amazon RSA
                                       2048 M02
             + upgrade         40 ms   WebSocket open, compressed,
                                       server nginx
                                       extensions: permessage-deflate;
                                       client_no_context_takeover
             + greeting         9 ms   Pusher accepts the connection
             x subscription    20 ms   lots: not for you, ??
                 likely   Pusher does not let you hear this channel;
                          above is what it said.
                 try      Compare the channel's name, letter by letter,
                          with the one in your app.
                          Ask those who run the app whether it is open
                          to you.
             + round trip      28 ms   there and back
             - clock                   the server did not tell the time
             - not reached             first message

             Stops at the subscription: lots: not for you, ??.
            """, width: 60, isASCII: true)
    }

    @Test func theUserStopsIt() {
        var visit = Visit()
        visit.connect()
        visit.examination.stop(.interrupted, at: visit.now)
        expect(
            visit, .interrupted,
            """
             Pusher at pusher://4f3c2b1a@eu

             ✔ name            12 ms   ws-eu.pusher.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ✔ connection      31 ms   52.1.2.3:443
             · not reached             TLS, upgrade, greeting, subscription, first message,
                                       round trip, clock

             Stopped as asked: the rest was not examined.
            """)
    }
}
