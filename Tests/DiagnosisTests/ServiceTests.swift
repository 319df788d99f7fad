import Diagnosis
import Domain
import Realtime
import Testing

/// Services that do not do what they should once the WebSocket is open.
struct ServiceTests {
    @Test func silentService() {
        var visit = Visit("pusher://key@127.0.0.1:6001?tls=false")
        visit.connectLocally()
        visit.upgrade(compressed: false)
        visit.timeUp(after: 30_000)
        expect(
            visit, .silent,
            """
             Pusher at pusher://key@127.0.0.1:6001?tls=false

             ✔ name                    127.0.0.1 is an address: nothing to look up
             ✔ connection       1 ms   127.0.0.1:6001
             ✔ upgrade         40 ms   WebSocket open, no compression, server nginx
             ✘ greeting         30 s   Pusher said nothing within 30 s
                 likely   A WebSocket is open, but nobody says hello as Pusher does. Most
                          often another kind of service lives there; or it is stuck.
                 try      See that it is Pusher (or a server that speaks like it) that the
                          address belongs to.
                          If it is just slow, wait longer: --timeout 60s.
                          If the server is yours, look into its log at this time.
             · not reached             subscription, first message, round trip, clock

             Stops at the greeting: Pusher said nothing within 30 s.
            """)
    }

    /// The adapter's own patience may end first.
    @Test func theSessionGivesUpOnASilentService() {
        var visit = Visit("pusher://key@127.0.0.1:6001?tls=false")
        visit.connectLocally()
        visit.upgrade(compressed: false)
        visit.end(.ended, reason: "the server did not greet within 15 s", after: 15_000)
        #expect(visit.report.conclusion == .silent)
        let greeting = visit.report.findings.first { $0.stage == .greeting }
        #expect(greeting?.result == "the server did not greet within 15 s")
    }

    @Test func wrongAppKey() {
        var visit = Visit()
        visit.connect()
        visit.secure()
        visit.upgrade()
        visit.end(
            .closed(code: 4001, reason: "App key 4f3c2b1a not in this cluster. Did you forget to specify the cluster?"),
            .closed, after: 12)
        expect(
            visit, .closed,
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
             ✘ greeting        12 ms   closed with code 4001: App key 4f3c2b1a not in this
                                       cluster. Did you forget to specify the cluster?
                 likely   Pusher knows no app with this key, or not at this address: each
                          key belongs to one cluster (or server).
                 try      Compare the key (the part before the @), character by character,
                          with the one in the app's settings.
                          Compare the cluster (the part after the @) too: ws-eu.pusher.com
                          may be the wrong one.
                          Of the app's three numbers it is the key that is wanted; not the
                          id, and never the secret.
             · not reached             subscription, first message, round trip, clock

             Stops at the greeting: closed with code 4001: App key 4f3c2b1a not in this
             cluster. Did you forget to specify the cluster?
            """)
    }

    @Test func refusedChannel() {
        var visit = Visit(channels: ["lots", "private-desk"])
        visit.greet()
        let reason = "it needs an authorisation endpoint or the app's secret, and neither is set"
        visit.status(.refused(code: nil, reason: reason), "private-desk", after: 1)
        visit.subscribe()
        #expect(visit.examination.progress == .listening)
        visit.message("lot.updated", "lots", after: 12)
        visit.examination.finish(at: visit.now)
        expect(
            visit, .refused,
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
             ✔ subscription    34 ms   lots
             ✘ subscription     1 ms   private-desk: it needs an authorisation endpoint or
                                       the app's secret, and neither is set
                 likely   This channel is not open to everybody: somebody who knows the
                          app's secret must sign for you, and nobody did, or the signature
                          was not accepted.
                 try      If the app is yours: --secret-file FILE, with the secret (not the
                          key) from the app's settings.
                          If it is not: --auth-endpoint URL, with the address at which the
                          app's own server signs, and what it wants to be told in
                          --auth-header-file.
                          A server that signs, but not for you, answers 401 or 403: then the
                          header lines are wrong or too old.
             ✔ first message   12 ms   lot.updated on lots
             ✔ round trip      28 ms   there and back
             · clock                   the server did not tell the time

             Works in part, but not the subscription: private-desk: it needs an
             authorisation endpoint or the app's secret, and neither is set.
            """)
    }

    @Test func closesAtOnce() {
        var visit = Visit("pusher://key@127.0.0.1:6001?tls=false")
        visit.connectLocally()
        visit.upgrade(compressed: false)
        visit.end(.lost(reason: "the server ended the connection without a close frame"), after: 1)
        expect(
            visit, .closed,
            """
             Pusher at pusher://key@127.0.0.1:6001?tls=false

             ✔ name                    127.0.0.1 is an address: nothing to look up
             ✔ connection       1 ms   127.0.0.1:6001
             ✔ upgrade         40 ms   WebSocket open, no compression, server nginx
             ✘ greeting         1 ms   the server ended the connection without a close frame
                 likely   The WebSocket was open, and the other side hung up before it had
                          said hello. It is broken or overloaded, or it is not Pusher.
                 try      Compare the address with the one in your app's settings.
                          Run this again in a minute.
                          If the server is yours, look into its log at this time.
             · not reached             subscription, first message, round trip, clock

             Stops at the greeting: the server ended the connection without a close frame.
            """)
    }

    @Test func theEndpointThatSignsForTheChannelIsDead() {
        var visit = Visit("pusher://key@127.0.0.1:6001?tls=false", channels: ["private-x"])
        visit.connectLocally()
        visit.upgrade(compressed: false)
        visit.status(.connected, after: 5)
        visit.status(.warning("the endpoint http://localhost/auth did not answer: connection refused"), "private-x")
        visit.giveUp(on: "lots", after: 2_000)
        #expect(visit.examination.settled.allSatisfy { $0.stage != .subscription })
        visit.giveUp(on: "private-x", after: 2_000)
        #expect(visit.examination.progress == .listening)
        #expect(!visit.examination.awaitsMessage)
        visit.timeUp(after: 2_000)
        expect(
            visit, .silent,
            """
             Pusher at pusher://key@127.0.0.1:6001?tls=false

             ✔ name                    127.0.0.1 is an address: nothing to look up
             ✔ connection       1 ms   127.0.0.1:6001
             ✔ upgrade         40 ms   WebSocket open, no compression, server nginx
             ✔ greeting         5 ms   Pusher accepts the connection
             ✘ subscription      4 s   private-x: no answer within 4 s
                                       warnings: the endpoint http://localhost/auth did not
                                       answer: connection refused
                 likely   The first warning above says what stands in the way of the
                          channel.
                 try      Mend that, then run this again.
             · round trip              no ping was answered in this time
             · clock                   the server did not tell the time
             · not reached             first message

             Stops at the subscription: private-x: no answer within 4 s.
            """)
    }

    /// The other channels have their time, and what comes on them is shown.
    @Test func oneChannelIsGivenUp() {
        var visit = Visit(
            "pusher://key@127.0.0.1:6001?tls=false", channels: ["private-x", "private-y", "private-z", "lots"])
        visit.connectLocally()
        visit.upgrade(compressed: false)
        visit.status(.connected, after: 5)
        visit.subscribe()
        visit.status(.warning("the endpoint http://localhost/auth answered 503"), "private-x")
        visit.giveUp(on: "private-x", after: 9_000)
        #expect(visit.examination.progress == .underWay)
        visit.status(.subscribed, "private-y", after: 400)
        visit.status(.refused(code: 403, reason: "no"), "private-z", after: 100)
        #expect(visit.examination.progress == .listening)
        #expect(visit.examination.awaitsMessage)
        // It is late.
        visit.status(.subscribed, "private-x", after: 100)
        visit.timeUp(after: 4_900)
        expect(
            visit, .silent,
            """
             Pusher at pusher://key@127.0.0.1:6001?tls=false

             ✔ name                    127.0.0.1 is an address: nothing to look up
             ✔ connection       1 ms   127.0.0.1:6001
             ✔ upgrade         40 ms   WebSocket open, no compression, server nginx
             ✔ greeting         5 ms   Pusher accepts the connection
             ✘ subscription      9 s   private-x: no answer within 9 s
                                       warnings: the endpoint http://localhost/auth answered
                                       503
                 likely   The first warning above says what stands in the way of the
                          channel.
                 try      Mend that, then run this again.
             ! subscription    9.4 s   private-y
                 likely   This took over a second: Pusher is busy, or whoever signs for you
                          is.
                 try      Run this again in a minute. If you have an authorisation endpoint,
                          measure that: curl -w '%{time_total}' URL
             ✘ subscription    9.5 s   private-z: no
                 likely   This channel is not open to everybody: somebody who knows the
                          app's secret must sign for you, and nobody did, or the signature
                          was not accepted.
                 try      If the app is yours: --secret-file FILE, with the secret (not the
                          key) from the app's settings.
                          If it is not: --auth-endpoint URL, with the address at which the
                          app's own server signs, and what it wants to be told in
                          --auth-header-file.
                          A server that signs, but not for you, answers 401 or 403: then the
                          header lines are wrong or too old.
             ✔ subscription    33 ms   lots
             ! first message    15 s   none within 15 s
                 likely   Nothing is wrong: a channel is quiet as long as nobody sends to
                          it.
                 try      Send something to it, or wait longer: --wait 60s.
                          If you know that something was sent, compare the channel's name,
                          letter by letter, with the sender's.
             · round trip              no ping was answered in this time
             · clock                   the server did not tell the time

             Works in part, but not the subscription: private-x: no answer within 9 s.
            """)
    }

    /// A channel's own warnings come first, and only they are said to stand in its way.
    @Test func warningsStayWithTheirChannels() {
        var visit = Visit(
            "pusher://key@127.0.0.1:6001?tls=false", channels: ["private-x", "bids", "cars", "private-y", "lots"])
        visit.connectLocally()
        visit.upgrade(compressed: false)
        visit.status(.connected, after: 5)
        visit.status(.warning("the endpoint http://localhost/y answered 503"), "private-y")
        visit.status(.warning("the endpoint http://localhost/x did not answer"), "private-x")
        visit.subscribe()
        visit.status(.warning("bid was dropped: it could not be decrypted"), "lots")
        visit.status(.warning("slow down"))
        visit.timeUp(after: 30_000)
        expect(
            visit, .silent,
            """
             Pusher at pusher://key@127.0.0.1:6001?tls=false

             ✔ name                    127.0.0.1 is an address: nothing to look up
             ✔ connection       1 ms   127.0.0.1:6001
             ✔ upgrade         40 ms   WebSocket open, no compression, server nginx
             ✔ greeting         5 ms   Pusher accepts the connection
             ✘ subscription     30 s   private-x: no answer within 30 s
                                       warnings: the endpoint http://localhost/x did not
                                       answer, lots: bid was dropped: it could not be
                                       decrypted, slow down
                 likely   The first warning above says what stands in the way of the
                          channel.
                 try      Mend that, then run this again.
             ✘ subscription     30 s   bids: no answer within 30 s
                 likely   Pusher has accepted the connection, but does not say whether we
                          may hear the channel. It is stuck or overloaded.
                 try      Wait a minute and run this again.
                          If the server is yours, look into its log at this time.
             ✘ subscription     30 s   cars: no answer within 30 s
             ✘ subscription     30 s   private-y: no answer within 30 s
                                       warnings: the endpoint http://localhost/y answered
                                       503
                 likely   The first warning above says what stands in the way of the
                          channel.
                 try      Mend that, then run this again.
             ✔ subscription    33 ms   lots
             ! first message    30 s   none within 30 s
                 likely   Nothing is wrong: a channel is quiet as long as nobody sends to
                          it.
                 try      Send something to it, or wait longer: --wait 60s.
                          If you know that something was sent, compare the channel's name,
                          letter by letter, with the sender's.
             · round trip              no ping was answered in this time
             · clock                   the server did not tell the time

             Works in part, but not the subscription: private-x: no answer within 30 s.
            """)
    }

    @Test func whatWasWarnedOfIsShownToWhoeverDoesNotWait() {
        var visit = Visit("pusher://key@127.0.0.1:6001?tls=false", channels: ["private-x", "lots"])
        visit.connectLocally()
        visit.upgrade(compressed: false)
        visit.status(.connected, after: 5)
        visit.status(.warning("the endpoint http://localhost/x did not answer"), "private-x")
        visit.examination.stop(.interrupted, at: visit.now)
        expect(
            visit, .interrupted,
            """
             Pusher at pusher://key@127.0.0.1:6001?tls=false

             ✔ name                    127.0.0.1 is an address: nothing to look up
             ✔ connection       1 ms   127.0.0.1:6001
             ✔ upgrade         40 ms   WebSocket open, no compression, server nginx
             ✔ greeting         5 ms   Pusher accepts the connection
             · subscription            private-x: not answered so far
                                       warnings: the endpoint http://localhost/x did not
                                       answer
             · round trip              no ping was answered in this time
             · clock                   the server did not tell the time
             · not reached             subscription, first message

             Stopped as asked: the rest was not examined.
            """)
    }

    @Test func noAnswerToTheSubscriptions() {
        var visit = Visit(channels: ["lots", "bids"])
        visit.greet()
        visit.timeUp(after: 30_000)
        expect(
            visit, .silent,
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
             ✘ subscription     30 s   lots: no answer within 30 s
                 likely   Pusher has accepted the connection, but does not say whether we
                          may hear the channel. It is stuck or overloaded.
                 try      Wait a minute and run this again.
                          If the server is yours, look into its log at this time.
             ✘ subscription     30 s   bids: no answer within 30 s
             ✔ round trip      28 ms   there and back
             · clock                   the server did not tell the time
             · not reached             first message

             Stops at the subscription: lots: no answer within 30 s.
            """)
    }

    @Test func theConnectionBreaksWhileWaiting() {
        var visit = Visit()
        visit.greet()
        visit.subscribe()
        visit.end(.closed(code: 1011, reason: ""), .closed, after: 700)
        expect(
            visit, .closed,
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
             ✘ first message  700 ms   closed with code 1011
                 likely   The server is just being restarted, or something in it has broken.
                 try      Run this again in a minute.
                          If it stays, look whether the service reports a disturbance.
             ✔ round trip      28 ms   there and back
             · clock                   the server did not tell the time

             Stops at the first message: closed with code 1011.
            """)
    }
}
