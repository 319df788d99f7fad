import Testing

/// The same ways through the proxies that people run, where they are installed.
@Suite("Proxies that people run")
struct RealProxyTests {
    /// What a proxy answers, in the words a person gets.
    struct Words {
        var denied: String
        var unreachable: String
    }

    @Test(.enabled(if: RealProxy.Kind.squid.isInstalled, "squid is not installed"))
    func squid() throws {
        try leadsThere(.squid, Words(denied: "refused: 403 Forbidden", unreachable: "refused: 503 Service Unavailable"))
        try keepsStrangersOut(.squid)
    }

    @Test(.enabled(if: RealProxy.Kind.tinyproxy.isInstalled, "tinyproxy is not installed"))
    func tinyproxy() throws {
        try leadsThere(
            .tinyproxy, Words(denied: "refused: 403 Access violation", unreachable: "refused: 500 Unable to connect"))
        try keepsStrangersOut(.tinyproxy)
    }

    @Test(.enabled(if: RealProxy.Kind.danted.isInstalled, "dante-server is not installed"))
    func dante() throws {
        try leadsThere(
            .danted,
            Words(
                denied: "could not reach the server: its rules do not allow it",
                unreachable: "could not reach the server: connection refused"))
        try keepsStrangersOut(.danted, hasAccount: false)
    }

    private func leadsThere(_ kind: RealProxy.Kind, _ words: Words) throws {
        let (plain, secure, denied) = (try LinkServer(), try LinkServer(tls: ServerTLS()), try LinkServer())
        let nobody = try SilentPort()
        let proxy = try RealProxy(kind, to: [plain.port, secure.port, nobody.port])
        let options = ["--ca", Certificate.authority.path, "--proxy", proxy.url()]
        for url in [plain.url("localhost"), plain.url(), secure.url("localhost"), secure.url()] {
            let result = try Tail.once(url, options)
            #expect(result.hasConnected, "\(url): \(result)")
        }
        let place = "the proxy 127.0.0.1:\(proxy.port)"
        let refused = try Tail.once(denied.url(), options)
        #expect(refused.status == 4)
        #expect(refused.complaint == "spotter: pusher: refused: \(place) \(words.denied)")
        #expect(denied.requests.isEmpty)
        let lost = try Tail.once("pusher://key@127.0.0.1:\(nobody.port)?tls=false", options)
        #expect(lost.status == 3)
        #expect(lost.complaint == "spotter: pusher: no connection: \(place) \(words.unreachable)")
    }

    private func keepsStrangersOut(_ kind: RealProxy.Kind, hasAccount: Bool = true) throws {
        let server = try LinkServer(tls: ServerTLS())
        let proxy = try RealProxy(kind, to: [server.port], isLocked: true)
        let place = "the proxy 127.0.0.1:\(proxy.port)"
        func run(_ credentials: String?) throws -> Program.Result {
            try Tail.once(
                server.url("localhost"), ["--ca", Certificate.authority.path],
                environment: ["SPOTTER_PROXY": proxy.url(credentials)])
        }
        let stranger = try run(nil)
        #expect(stranger.status == 4)
        #expect(stranger.complaint == "spotter: pusher: refused: \(place) wants a user name and password")
        let impostor = try run("user:wr0ng")
        #expect(impostor.status == 4)
        #expect(impostor.complaint == "spotter: pusher: refused: \(place) did not accept the user name and password")
        #expect(server.requests.isEmpty)
        if hasAccount {
            let friend = try run(RealProxy.credentials)
            #expect(friend.hasConnected, "\(friend)")
        }
    }
}
