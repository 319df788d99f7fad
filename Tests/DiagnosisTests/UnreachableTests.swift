import Diagnosis
import Domain
import HTTP1
import Proxies
import Realtime
import Testing
import WebSocket

/// Servers with which no WebSocket comes about.
struct UnreachableTests {
    @Test func noSuchName() {
        var visit = Visit("pusher://4f3c2b1a@eu9")
        visit.link(.began(host: "ws-eu9.pusher.com", port: 443, isSecure: true, proxy: nil))
        visit.fault(.unknownHost("ws-eu9.pusher.com"), after: 43)
        expect(
            visit, .unreachable,
            """
             Pusher at pusher://4f3c2b1a@eu9

             ✘ name            43 ms   the host name ws-eu9.pusher.com is not known
                 likely   No computer on the internet has the name ws-eu9.pusher.com. Most
                          often a letter of it is wrong, or this computer is not on the
                          network.
                 try      Compare the cluster (the part after @, such as eu or mt1) with the
                          one in your app's settings.
                          Run: getent hosts example.com. If that prints nothing either, this
                          computer is offline or cannot look up any name: ask whoever looks
                          after your network.
                          Names inside a company are often known only there: if this is one,
                          switch on the VPN.
             · not reached             connection, TLS, upgrade, greeting, subscription,
                                       first message, round trip, clock

             Stops at the name: the host name ws-eu9.pusher.com is not known.
            """)
    }

    @Test func portClosed() {
        var visit = Visit("pusher://key@127.0.0.1:6001?tls=false")
        visit.link(.began(host: "127.0.0.1", port: 6001, isSecure: false, proxy: nil))
        visit.link(.trying(address: "127.0.0.1:6001"))
        let attempt = ConnectAttempt(address: "127.0.0.1:6001", outcome: .refused)
        visit.link(.failed(attempt))
        visit.fault(.noConnection([attempt]))
        expect(
            visit, .unreachable,
            """
             Pusher at pusher://key@127.0.0.1:6001?tls=false

             ✔ name                    127.0.0.1 is an address: nothing to look up
             ✘ connection              127.0.0.1:6001: connection refused
                 likely   The computer is there, but no program listens at port 6001: the
                          server is not running, or it uses another port.
                 try      Start the server. To see what listens on this computer, run:
                          ss -ltn
                          Compare the port in the address with the one in the server's
                          settings.
                          If it should be open, ask those who run it whether a firewall
                          turns you away.
             · not reached             upgrade, greeting, subscription, first message, round
                                       trip, clock

             Stops at the connection: 127.0.0.1:6001: connection refused.
            """)
    }

    @Test func blackhole() {
        var visit = Visit()
        visit.resolve()
        visit.link(.trying(address: "52.1.2.3:443"))
        visit.link(.trying(address: "[2a05:d018::1]:443"), after: 250)
        let silent = ConnectAttempt(address: "52.1.2.3:443", outcome: .timedOut)
        let unreachable = ConnectAttempt(address: "[2a05:d018::1]:443", outcome: .noRoute)
        visit.link(.failed(unreachable))
        visit.fault(.noConnection([unreachable, silent]), after: 9_750)
        expect(
            visit, .unreachable,
            """
             Pusher at pusher://4f3c2b1a@eu

             ✔ name            12 ms   ws-eu.pusher.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ✘ connection       10 s   [2a05:d018::1]:443: no route to it; 52.1.2.3:443: no
                                       answer in time
                 likely   Nothing answers at all. Most often a firewall swallows what is
                          sent there; or that computer is switched off.
                 try      Try from another network, such as a phone's. If it works there, a
                          firewall of yours is in the way: ask whoever looks after it to
                          allow connections to ws-eu.pusher.com:443.
                          In a company the way out may be through a proxy: ask for its
                          address, and give it with --proxy http://HOST:PORT.
                          Compare the port in the address with the one in your app's
                          settings.
             · not reached             TLS, upgrade, greeting, subscription, first message,
                                       round trip, clock

             Stops at the connection: [2a05:d018::1]:443: no route to it; 52.1.2.3:443: no
             answer in time.
            """)
    }

    @Test func proxyRefuses() {
        var visit = Visit()
        visit.resolve(proxy: "proxy.example:3128")
        visit.link(.connected(address: "52.1.2.3:3128"), after: 3)
        visit.fault(
            .proxy(.refused(status: 403, reason: "Forbidden", retryAfter: nil), place: "proxy.example:3128"), after: 5)
        expect(
            visit, .refused,
            """
             Pusher at pusher://4f3c2b1a@eu

             ✔ name            12 ms   proxy.example has 2 addresses: 52.1.2.3, 2a05:d018::1
             ✔ connection       3 ms   52.1.2.3:3128
             ✘ proxy            5 ms   the proxy proxy.example:3128 refused: 403 Forbidden
                 likely   The proxy's rules do not let you connect to ws-eu.pusher.com:443.
                 try      Ask those who run the proxy (proxy.example:3128) to allow CONNECT
                          to ws-eu.pusher.com:443.
                          If ws-eu.pusher.com can be reached directly, leave the proxy out:
                          --no-proxy ws-eu.pusher.com.
             · not reached             TLS, upgrade, greeting, subscription, first message,
                                       round trip, clock

             Stops at the proxy: the proxy proxy.example:3128 refused: 403 Forbidden.
            """)
    }

    @Test func tlsOnAPlainPort() {
        var visit = Visit("pusher://key@127.0.0.1:6001")
        visit.link(.began(host: "127.0.0.1", port: 6001, isSecure: true, proxy: nil))
        visit.link(.connected(address: "127.0.0.1:6001"), after: 1)
        visit.fault(.noTLS(place: "127.0.0.1:6001"), after: 2)
        expect(
            visit, .unreachable,
            """
             Pusher at pusher://key@127.0.0.1:6001

             ✔ name                    127.0.0.1 is an address: nothing to look up
             ✔ connection       1 ms   127.0.0.1:6001
             ✘ TLS              2 ms   127.0.0.1:6001 does not speak TLS
                 likely   We began to encrypt (TLS, as in https), and what listens at
                          127.0.0.1:6001 answered without. It is a service without
                          encryption, or the wrong port.
                 try      If the server is on this computer or in your own network, add
                          ?tls=false at the end of the address.
                          Otherwise compare the port with the one in your app's settings;
                          with encryption it is most often 443.
             · not reached             upgrade, greeting, subscription, first message, round
                                       trip, clock

             Stops at TLS: 127.0.0.1:6001 does not speak TLS.
            """)
    }

    @Test func plainOnATLSPort() {
        var visit = Visit("ws://rt.example.com:443/socket")
        visit.resolve("rt.example.com", isSecure: false)
        visit.link(.connected(address: "52.1.2.3:443"), after: 20)
        visit.fault(.handshake(.head(.notHTTP)), after: 20)
        expect(
            visit, .unreachable,
            """
             Pusher at ws://rt.example.com:443/socket

             ✔ name            12 ms   rt.example.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ✔ connection      20 ms   52.1.2.3:443
             ✘ upgrade         20 ms   the server does not speak HTTP/1
                 likely   What listens there is no web server, or (more likely) one that
                          wants encryption (TLS, as in https).
                 try      If it does, write wss:// in place of ws://.
                          Compare host and port in the address with those in your app's
                          settings.
             · not reached             greeting, subscription, first message, round trip,
                                       clock

             Stops at the upgrade: the server does not speak HTTP/1.
            """)
    }

    static let answers: [(Int, String, Report.Conclusion, String)] = [
        (
            403, "Forbidden", .refused,
            """
             Pusher at pusher://key@rt.example.com:443

             ✔ name            12 ms   rt.example.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ✔ connection      31 ms   52.1.2.3:443
             ✔ TLS             64 ms   TLS 1.3, certificate for *.pusher.com by Amazon RSA
                                       2048 M02, until 2027-03-01 (100 days)
                                       chain: *.pusher.com < Amazon RSA 2048 M02
             ✘ upgrade         40 ms   403: Forbidden
                 likely   The server is there and does not let you in: not from this
                          network, not with this address, or not without credentials.
                 try      Compare the app's key and the path in the address with those in
                          your app's settings.
                          Servers can be set to accept only certain web sites or networks:
                          ask those who run rt.example.com what they allow.
                          Try from another network, such as a phone's; some firewalls answer
                          like this too.
             · not reached             greeting, subscription, first message, round trip,
                                       clock

             Stops at the upgrade: 403: Forbidden.
            """
        ),
        (
            404, "Not Found", .unreachable,
            """
             Pusher at pusher://key@rt.example.com:443

             ✔ name            12 ms   rt.example.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ✔ connection      31 ms   52.1.2.3:443
             ✔ TLS             64 ms   TLS 1.3, certificate for *.pusher.com by Amazon RSA
                                       2048 M02, until 2027-03-01 (100 days)
                                       chain: *.pusher.com < Amazon RSA 2048 M02
             ✘ upgrade         40 ms   404: Not Found
                 likely   A web server answers, but there is no Pusher at this address.
                          Host, port or path lead elsewhere.
                 try      Compare the address with the one in your app's settings.
                          If the service lives below a path of the server, add it:
                          &path=/PREFIX (or ?path=/PREFIX).
                          If the server is yours, see that its web server passes this path
                          on to the service.
             · not reached             greeting, subscription, first message, round trip,
                                       clock

             Stops at the upgrade: 404: Not Found.
            """
        ),
        (
            200, "OK", .unreachable,
            """
             Pusher at pusher://key@rt.example.com:443

             ✔ name            12 ms   rt.example.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ✔ connection      31 ms   52.1.2.3:443
             ✔ TLS             64 ms   TLS 1.3, certificate for *.pusher.com by Amazon RSA
                                       2048 M02, until 2027-03-01 (100 days)
                                       chain: *.pusher.com < Amazon RSA 2048 M02
             ✘ upgrade         40 ms   200: OK
                 likely   An ordinary web page came in the place of a WebSocket. The address
                          is a web site's; or the network that you are in wants you to sign
                          in first, as in a hotel; or a web server in front does not pass
                          the request on.
                 try      Open any web page: if it asks you to sign in, do so, and run this
                          again.
                          Compare the address with the one in your app's settings.
                          If the server is yours, let its web server pass on WebSockets (the
                          headers Upgrade and Connection).
             · not reached             greeting, subscription, first message, round trip,
                                       clock

             Stops at the upgrade: 200: OK.
            """
        ),
    ]

    @Test(arguments: answers)
    func anotherAnswer(_ status: Int, _ reason: String, _ conclusion: Report.Conclusion, _ screen: String) {
        var visit = Visit("pusher://key@rt.example.com:443")
        visit.resolve("rt.example.com")
        visit.link(.connected(address: "52.1.2.3:443"), after: 31)
        visit.secure()
        visit.link(.answered(UpgradeFacts(status: status)), after: 40)
        visit.end(.refused(status: status, retryAfter: nil, reason: reason))
        expect(visit, conclusion, screen)
    }

    @Test func wrongAcceptKey() {
        var visit = Visit("pusher://key@127.0.0.1:6001?tls=false")
        visit.connectLocally()
        visit.fault(.handshake(.wrongAccept), after: 2)
        expect(
            visit, .unreachable,
            """
             Pusher at pusher://key@127.0.0.1:6001?tls=false

             ✔ name                    127.0.0.1 is an address: nothing to look up
             ✔ connection       1 ms   127.0.0.1:6001
             ✘ upgrade          2 ms   the server's Sec-WebSocket-Accept does not match our
                                       key
                 likely   The answer says that a WebSocket is open, but its proof is missing
                          or wrong. What answers is no real WebSocket server; or something
                          in between (a proxy, a cache, a web server in front) has answered
                          in its place.
                 try      Compare the address with the one in your app's settings.
                          If the server is yours, connect to it directly, without what
                          stands in front of it, to see which one it is.
                          Try from another network, such as a phone's.
             · not reached             greeting, subscription, first message, round trip,
                                       clock

             Stops at the upgrade: the server's Sec-WebSocket-Accept does not match our key.
            """)
    }

    @Test func nobodyAnswersTheRequest() {
        var visit = Visit("pusher://key@127.0.0.1:6001?tls=false")
        visit.connectLocally()
        visit.timeUp(after: 3_000)
        expect(
            visit, .silent,
            """
             Pusher at pusher://key@127.0.0.1:6001?tls=false

             ✔ name                    127.0.0.1 is an address: nothing to look up
             ✔ connection       1 ms   127.0.0.1:6001
             ✘ upgrade           3 s   no answer within 3 s
                 likely   Somebody answers at that port, but says nothing to our request. It
                          is no web server, or one that is overloaded, or one that waits for
                          encryption (TLS).
                 try      If the server wants encryption, leave out tls=false in the
                          address.
                          Compare host and port in the address with those in your app's
                          settings.
                          Run this again in a minute.
             · not reached             greeting, subscription, first message, round trip,
                                       clock

             Stops at the upgrade: no answer within 3 s.
            """)
    }

    @Test func ourOwnSettingsStandInTheWay() {
        var visit = Visit()
        visit.fault(.settings("ca.pem: cannot be read: no such file or directory"))
        expect(
            visit, .unreachable,
            """
             Pusher at pusher://4f3c2b1a@eu

             ✘ TLS                     ca.pem: cannot be read: no such file or directory
                 likely   Something on this side does not fit: a file or an option that was
                          given.
                 try      Look at the file or option named above, and run this again.
             · not reached             greeting, subscription, first message, round trip,
                                       clock

             Stops at TLS: ca.pem: cannot be read: no such file or directory.
            """)
    }
}
