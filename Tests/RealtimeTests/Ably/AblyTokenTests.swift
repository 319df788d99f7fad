import Domain
import HTTP1
import JSON
import Testing

@testable import Realtime

@Suite struct AblyTokenTests {
    /// What the vendor's SDK 3.1.4 signed with the key `app.key:secret`.
    @Test(
        arguments: [
            (1_795_262_039_003, "769f1a292d4e4416", "jLxtxbd8Z83PZODAK63YAicQhTSGtfqtOESlLuAdHbc="),
            (1_795_262_057_068, "6a3ecfb7d05349c3", "VgmdLCkHKyEpcOA78bVkerirzhP1BbZnzWgn2XqMCQg="),
        ] as [(Int64, String, String)])
    func signsAsTheVendorDoes(_ time: Int64, _ nonce: String, _ expected: String) {
        let mac = AblyTokenRequest.mac(
            keyName: "app.key", secret: Secret(Array("secret".utf8)), clientID: nil,
            timestamp: Timestamp(milliseconds: time), nonce: nonce)
        #expect(mac == expected)
    }

    private static let now = Timestamp(milliseconds: 1_763_700_000_000)

    @Test(arguments: [
        (3_600, 3_570), (300, 270), (100, 90), (10, 9), (1, 1), (0, 1), (-5, 1), (1_000_000, 86_370),
    ])
    func renewsInTime(_ seconds: Int, _ expected: Int) {
        let token = AblyToken("t", expires: Self.now + .seconds(seconds))
        #expect(token?.renewal(at: Self.now) == .seconds(expected))
        #expect(token?.isStale(at: Self.now) == (seconds < 5))
    }

    @Test(arguments: ["", "a b", "a\nb", "ä", String(repeating: "t", count: 8_193)])
    func isNoToken(_ text: String) {
        #expect(AblyToken(text) == nil)
    }

    /// Without TLS a request is signed here, and the secret part never leaves; a clock that is wrong is set right once.
    @Test func tradesTheKey() throws {
        let settings = FeedSettings(url: "ably://localhost:8080?tls=false", secret: Secret(Array("app.key:hush".utf8)))
        let session = Session(
            feed: "f", adapter: AblyAdapter(try AblyConfiguration(settings)) { 0xAB }, channels: ["a"],
            policy: ReconnectPolicy(), mapper: Mapper(), jitter: { 0 })
        session.start(at: Self.now)
        let (first, request) = try #require(fetch(session))
        #expect(request.url == "http://localhost:8080/keys/app.key/requestToken")
        #expect(String(decoding: request.body, as: UTF8.self).contains(#""timestamp":1763700000000"#))
        #expect(String(decoding: request.body, as: UTF8.self).contains(#""nonce":"00000000000000ab00000000000000ab""#))
        answer(session, first, 401, #"{"error":{"code":40104,"statusCode":401,"message":"Timestamp not current"}}"#)
        let (second, clock) = try #require(fetch(session))
        #expect(clock.url == "http://localhost:8080/time")
        answer(session, second, 200, "[1763700500000]")
        let (third, again) = try #require(fetch(session))
        #expect(String(decoding: again.body, as: UTF8.self).contains(#""timestamp":1763700500000"#))
        answer(session, third, 201, #"{"token":"app.tok1","issued":1763700500000,"expires":1763704100000}"#)
        let connection = session.outbox.takeEffects().compactMap { effect -> ConnectionRequest? in
            guard case .connect(let request) = effect else { return nil }
            return request
        }.first
        #expect(connection?.path.hasPrefix("/?accessToken=app.tok1&") == true)
        #expect(connection?.path.contains("hush") == false)
        // All of it is one attempt.
        var statuses: [String] = []
        session.outbox.drainEnvelopes { statuses.append("\($0.event)") }
        #expect(statuses.count == 1)
    }

    private func fetch(_ session: Session) -> (FetchID, HTTPRequest)? {
        session.outbox.takeEffects().compactMap { effect -> (FetchID, HTTPRequest)? in
            guard case .fetch(let id, let request) = effect else { return nil }
            return (id, request)
        }.first
    }

    private func answer(_ session: Session, _ fetch: FetchID, _ status: Int, _ body: String) {
        session.answered(fetch, .response(status: status, headers: [], body: Array(body.utf8)), at: Self.now)
    }
}
