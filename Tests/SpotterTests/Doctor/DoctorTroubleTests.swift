import Foundation
import HTTP1
import Testing

/// `spotter doctor` before servers that are broken: each in its way, each with its status, its stage and its advice.
@Suite("Doctor: broken servers")
struct DoctorTroubleTests {
    // MARK: No connection

    @Test func noSuchName() throws {
        // Whether a name server says so, or none can be asked, depends on where this runs.
        let visit = try Doctored("pusher://key@nowhere.invalid:443")
        visit.expect(3, failed: "name", saying: ["✘ name", "getent hosts", "· not reached connection, TLS, upgrade"])
    }

    @Test func portClosed() throws {
        let closed = try SilentPort()
        let visit = try Doctored("pusher://key@127.0.0.1:\(closed.port)?tls=false")
        visit.expect(
            3, failed: "connection",
            saying: [
                "✘ connection", "connection refused", "no program listens at port \(closed.port)", "Start the server",
                "ss -ltn",
            ])
    }

    @Test func blackhole() throws {
        let hole = try SilentPort(.IPv4, .dropping)
        let visit = try Doctored("pusher://key@127.0.0.1:\(hole.port)?tls=false")
        visit.expect(
            3, failed: "connection", saying: ["✘ connection", "a firewall swallows", "Try from another network"])
        withExtendedLifetime(hole) {}
    }

    @Test func proxyRefuses() throws {
        let proxy = try PretendProxy(.http, PretendProxy.Rules(refusal: 403))
        let visit = try Doctored("pusher://key@rt.example.com:443", ["--proxy", proxy.url()])
        visit.expect(
            4, failed: "proxy",
            saying: ["✘ proxy", "refused: 403", "rules do not let you connect to rt.example.com:443"])
    }

    @Test func proxyWantsAPassword() throws {
        let proxy = try PretendProxy(.http, PretendProxy.Rules(credentials: ("me", "hush")))
        let visit = try Doctored("pusher://key@rt.example.com:443", ["--proxy", proxy.url()])
        visit.expect(4, failed: "proxy", saying: ["✘ proxy", "wants to know who you are"])
    }

    // MARK: TLS

    @Test func tlsOnAPlainPort() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let visit = try Doctored("pusher://key@127.0.0.1:\(backend.port)")
        visit.expect(
            3, failed: "tls", saying: ["✘ TLS", "without encryption", "add ?tls=false at the end of the address"])
    }

    @Test func plainOnATLSPort() throws {
        let server = try LinkServer(tls: ServerTLS())
        let visit = try Doctored("pusher://key@127.0.0.1:\(server.port)?tls=false")
        visit.expect(3, failed: "upgrade", saying: ["✘ upgrade", "encryption", "leave out tls=false in the address"])
    }

    @Test(arguments: [
        (Certificate.expired, true, "expired on 2021-01-01", "only they can renew it"),
        (.elsewhere, true, "not for 127.0.0.1", "Put the server's own name into the address: elsewhere.example"),
        (.selfSigned, false, "signed by itself", "add --ca server.pem"),
        (.localhost, false, "signed by spotter test authority, which is not trusted here", "add --ca FILE"),
    ])
    func certificate(_ certificate: Certificate, isTrusted: Bool, _ fault: String, _ remedy: String) throws {
        let server = try LinkServer(tls: ServerTLS(certificate: certificate))
        let trust = isTrusted ? ["--ca", Certificate.authority.path] : []
        let visit = try Doctored(server.url(), trust)
        visit.expect(3, failed: "tls", saying: ["✘ TLS", fault, remedy, "Stops at TLS:"])
        #expect(visit.stages.first { $0.name == "tls" }?.json.contains(#""valid_until":"#) == true)
    }

    @Test func aCertificateOfOursIsWanted() throws {
        let server = try LinkServer(tls: ServerTLS(demandsCertificate: true))
        let trust = ["--ca", Certificate.authority.path, "--no-compress"]
        let visit = try Doctored(server.url(), trust)
        visit.expect(4, failed: "tls", saying: ["✘ TLS", "--cert FILE --key FILE"])
        let own = ["--cert", Certificate.client.path, "--key", Certificate.client.keyPath]
        try Doctored(server.url(), trust + own).expect(0, failed: nil, saying: ["Everything works"])
    }

    // MARK: The opening handshake

    @Test(arguments: [
        (403, Int32(4), "does not let you in"), (401, 4, "--header-file FILE"),
        (404, 3, "there is no Pusher at this address"), (200, 3, "An ordinary web page came"),
        (400, 3, "leave out tls=false"), (503, 3, "broken or overloaded"),
    ])
    func anotherAnswer(_ status: Int, _ exit: Int32, _ words: String) throws {
        let page = "<!doctype html><title>Nothing here</title>"
        let server = try LinkServer { _, _ in .status(status, [HeaderField("Content-Type", "text/html")], body: page) }
        let visit = try Doctored(server.url())
        visit.expect(exit, failed: "upgrade", saying: ["✘ upgrade", "\(status): ", words])
        #expect(!visit.text.output.contains("doctype"))
    }

    @Test func wrongAcceptKey() throws {
        let server = try LinkServer { _, request in
            let wrong = LinkServer.opening(request).replacing(/Accept: .*/, with: "Accept: c3BvdHRlcg==")
            return .bytes(wrong)
        }
        let visit = try Doctored(server.url())
        visit.expect(3, failed: "upgrade", saying: ["✘ upgrade", "its proof is missing or wrong"])
    }

    @Test func whoDoesNotAnswer() throws {
        let server = try LinkServer { _, _ in .silence }
        let visit = try Doctored(server.url())
        visit.expect(3, failed: "upgrade", saying: ["✘ upgrade", "says nothing to our request"])
    }

    // MARK: The service

    @Test func silentService() throws {
        let server = try LinkServer { _, request in .bytes(LinkServer.opening(request)) }
        let visit = try Doctored(server.url(), ["--timeout", "1"])
        visit.expect(
            124, failed: "greeting", saying: ["✘ greeting", "Pusher said nothing within", "--timeout 60s"])
    }

    @Test func wrongAppKey() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let visit = try Doctored("pusher://wrong@127.0.0.1:\(backend.port)?tls=false")
        visit.expect(5, failed: "greeting", saying: ["✘ greeting", "4001", "Compare the key"])
    }

    @Test func refusedChannel() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let visit = try Doctored(backend.url, channels: ["private-desk"])
        visit.expect(4, failed: "subscription", saying: ["✘ subscription", "private-desk: ", "--secret-file FILE"])
        let both = try Doctored(backend.url, channels: ["lots", "private-desk"])
        both.expect(4, failed: "subscription", saying: ["✔ subscription", "Works in part, but not the subscription"])
    }

    @Test func closesAtOnce() throws {
        let server = try AbruptServer()
        let visit = try Doctored(server.url)
        visit.expect(5, failed: "greeting", saying: ["✘ greeting", "hung up before it had said hello"])
    }
}
