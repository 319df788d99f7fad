import Domain
import HTTP1
import Testing

@testable import Realtime

/// What goes to a service's HTTP API, byte for byte.
@Suite struct PublisherRequestTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var settings: FeedSettings
        var publication: ClientPublication
        var seconds: Int64 = 1_760_000_000
        /// Method and URL.
        var line: String
        var headers = ["Content-Type: application/json"]
        var body: String
        /// What of the URL and the body is hidden.
        var hidden: [String] = []
    }

    private static func message(_ channel: String, _ event: String, _ data: String) -> ClientPublication {
        ClientPublication(channel: channel, event: event, data: data)
    }

    private static func settings(
        _ url: String, secret: String? = nil, member: String? = nil, values: [String: FeedSettings.Value] = [:]
    ) -> FeedSettings {
        FeedSettings(
            url: url, secret: secret.map { Secret(Array($0.utf8)) }, member: member.map { FeedSettings.Member(id: $0) },
            values: values)
    }

    /// The worked example of pusher.com's "HTTP API reference", the vector of the protocol page, and one that OpenSSL has signed.
    private static let pusher: [Case] = [
        Case(
            testDescription: "the vendor's example",
            settings: settings(
                "pusher://278d425bdf160c739803@mt1", secret: "7ad3773142a6692b25b8", values: ["app_id": .text("3")]),
            publication: message("project-3", "foo", #"{"some":"data"}"#), seconds: 1_353_088_179,
            line: """
                POST https://api-mt1.pusher.com/apps/3/events?auth_key=278d425bdf160c739803&auth_timestamp=1353088179&\
                auth_version=1.0&body_md5=ec365a775a4cd0599faeb73354201b6f&\
                auth_signature=da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c
                """,
            body: #"{"name":"foo","channels":["project-3"],"data":"{\"some\":\"data\"}"}"#,
            hidden: ["da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c"]),
        Case(
            testDescription: "a prefix before the path is not signed",
            settings: settings(
                "pusher://spotkey01@[::1]:6001?tls=false&path=/ws", secret: "spotter-demo-secret",
                values: ["app_id": .text("42")]),
            publication: message("lot-4711", "bid.placed", #"{"amount":125000}"#),
            line: """
                POST http://[::1]:6001/ws/apps/42/events?auth_key=spotkey01&auth_timestamp=1760000000&auth_version=1.0&\
                body_md5=954e22f4522f0db9ca4190b790d15086&\
                auth_signature=127bf5d4d27c9b8c012465cdaab3815b84e2fe0667b9c52a1312df9d5ac1c0c5
                """,
            body: #"{"name":"bid.placed","channels":["lot-4711"],"data":"{\"amount\":125000}"}"#,
            hidden: ["127bf5d4d27c9b8c012465cdaab3815b84e2fe0667b9c52a1312df9d5ac1c0c5"]),
        Case(
            testDescription: "an encrypted channel",
            settings: settings(
                "pusher://spotkey01@example.com", secret: "spotter-demo-secret",
                values: ["app_id": .text("42"), "master_key": .secret(masterKey)]),
            publication: message("private-encrypted-lot-4711", "bid", #"{"amount":125000}"#),
            line: """
                POST https://example.com/apps/42/events?auth_key=spotkey01&auth_timestamp=1760000000&auth_version=1.0&\
                body_md5=cb8dffdb87699326402a40bdeb93ae8d&auth_signature=de28f8bb8c95afbbec88a33c092c4b9ffac313592f57701e420f1ebc36cb9a21
                """,
            body: #"""
                {"name":"bid","channels":["private-encrypted-lot-4711"],"data":"{\"nonce\":\"\#(nonce)\",\"ciphertext\":\"\#(box)\"}"}
                """#,
            hidden: ["de28f8bb8c95afbbec88a33c092c4b9ffac313592f57701e420f1ebc36cb9a21"]),
    ]

    /// Bytes 00 to 1f.
    private static let masterKey = Secret(Array("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=".utf8))
    private static let nonce = "ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7"
    private static let box = "OK0NGpuVLI6UHoMTeKL/3sVkWAiecnHp3Ct6ltbrmDws"

    private static let ably: [Case] = [
        Case(
            testDescription: "a key",
            settings: settings("ably://main", secret: "app.key:secret", member: "u7"),
            publication: message("lot:4711 ü", "bid", #"{"n": 1.10}"#),
            line: "POST https://main.realtime.ably.net/channels/lot%3A4711%20%C3%BC/messages",
            headers: [
                "Content-Type: application/json", "Accept: application/json",
                "Authorization: Basic YXBwLmtleTpzZWNyZXQ=",
            ],
            body: #"{"name":"bid","clientId":"u7","data":"{\"n\": 1.10}","encoding":"json"}"#),
        Case(
            testDescription: "a token and a plain text",
            settings: settings("ably://127.0.0.1:8081?tls=false", secret: "a.token"),
            publication: message("lots", "note", #""going \"once\"""#),
            line: "POST http://127.0.0.1:8081/channels/lots/messages",
            headers: [
                "Content-Type: application/json", "Accept: application/json", "Authorization: Bearer YS50b2tlbg==",
            ],
            body: #"{"name":"note","data":"going \"once\""}"#),
    ]

    private static let others: [Case] = [
        Case(
            testDescription: "PubNub, with a token",
            settings: settings("pubnub://sub-c-1", secret: "p0/t+n", values: ["publish_key": .text("pub-c-1")]),
            publication: message("lots", "bid", #"{"n":1}"#),
            line: """
                GET https://ps.pndsn.com/publish/pub-c-1/sub-c-1/0/lots/0/%7B%22n%22%3A1%7D?auth=p0%2Ft%2Bn&\
                custom_message_type=bid&pnsdk=spotter%2F1.0&uuid=spotter
                """,
            headers: [], body: "", hidden: ["p0%2Ft%2Bn"]),
        Case(
            testDescription: "PieSocket",
            settings: settings("piesocket://demo?api_key=KEY", secret: #"se"cret"#),
            publication: message("lot-4711", "bid", #"{"n": 1.10}"#),
            line: "POST https://demo.piesocket.com/api/publish",
            body: """
                {"key":"KEY","secret":"se\\"cret","roomId":"lot-4711","message":{"event":"bid","data":{"n": 1.10}}}
                """,
            hidden: [#"se\"cret"#]),
    ]

    @Test(arguments: pusher + ably + others)
    func requests(_ example: Case) throws {
        let publisher = try #require(try Self.publisher(example.settings))
        #expect(publisher.objection(to: example.publication) == nil)
        let nonce = try #require(Array(Self.nonce.utf8).withUnsafeBytes { SecretBox.bytes(base64: $0) })
        let made = publisher.request(
            for: example.publication, at: Timestamp(milliseconds: example.seconds * 1_000 + 999), nonce: nonce)
        #expect("\(made.request.method) \(made.request.url)" == example.line)
        #expect(made.request.headers.map { "\($0.name): \($0.value)" } == example.headers)
        #expect(String(decoding: made.request.body, as: UTF8.self) == example.body)
        let shown = "\(made.request.method) \(made.shownURL) \(made.shownBody)"
        #expect(shown == example.hidden.reduce("\(example.line) \(example.body)") { $0.replacing($1, with: "***") })
    }

    static func publisher(_ settings: FeedSettings) throws -> (any Publisher)? {
        try AdapterCatalog.entry(url: settings.url)?.publishing?.prepare(settings)
    }

    // MARK: Without

    @Test(arguments: [
        // Which app it is, and the secret, must be known.
        settings("pusher://k@mt1", secret: "s"), settings("pusher://k@mt1", values: ["app_id": .text("3")]),
        // The key itself goes over TLS only, and not where a token was asked for.
        settings("ably://main?tls=false", secret: "a.b:c"),
        settings("ably://main", secret: "a.b:c", values: ["token_auth": .flag(true)]), settings("ably://main"),
        settings("pubnub://sub-c-1", secret: "token"),
        settings("piesocket://demo?api_key=k"), settings("piesocket://localhost?api_key=k&tls=false", secret: "s"),
        settings("wss://example.com/", secret: "s"), settings("socketio+wss://example.com/", secret: "s"),
    ])
    func somethingIsMissing(_ settings: FeedSettings) throws {
        #expect(try Self.publisher(settings) == nil)
    }

    @Test(arguments: ["", "4/2", "4 2", "42?", "ü"])
    func noAppHasThatID(_ id: String) {
        let settings = Self.settings("pusher://k@mt1", secret: "s", values: ["app_id": .text(id)])
        let error = #expect(throws: InvalidInput.self) { try Self.publisher(settings) }
        #expect(error?.place == "app_id")
    }

    // MARK: Objections

    private static let pusherApp = settings("pusher://k@mt1", secret: "s", values: ["app_id": .text("3")])
    private static let keyset = settings("pubnub://sub-c-1", values: ["publish_key": .text("pub-c-1")])
    private static let room = settings("piesocket://demo?api_key=k", secret: "s")

    @Test(arguments: [
        (pusherApp, message("lots", "", "{}"), "the event has no name"),
        (pusherApp, message("lots", String(repeating: "é", count: 201), "{}"), "longer than 200 characters"),
        (pusherApp, message("lots", "pusher:ping", "{}"), "the protocol's own"),
        (pusherApp, message("lots", "pusher_internal:x", "{}"), "the protocol's own"),
        (pusherApp, message("private-encrypted-a", "bid", "{}"), "need the master_key"),
        (pusherApp, message("lots", "bid", "{"), "the data is not JSON"),
        (settings("ably://main", secret: "a.b:c"), message("", "bid", "{}"), "a channel's name is not empty"),
        (settings("ably://main", secret: "a.b:c"), message("a", "bid", "no"), "the data is not JSON"),
        (
            settings(
                "ably://main", secret: "a.b:c",
                values: ["cipher_key": .secret(Secret(Array("AAAAAAAAAAAAAAAAAAAAAA==".utf8)))]),
            message("a", "bid", "{}"), "not encrypted here"
        ),
        (keyset, message("", "bid", "1"), "the name is empty"),
        (keyset, message("a.*", "bid", "1"), "a wildcard is no channel"),
        (keyset, message("a", "b", "1"), "3 to 50 characters"),
        (keyset, message("a", "bid", "\"\(String(repeating: " ", count: 11_000))\""), "larger than 32 KiB"),
        (keyset, message("a", "bid", ""), "the data is not JSON"),
        (room, message("", "bid", "1"), "the room has no name"),
        (room, message("lot 1", "bid", "1"), "letters, digits"),
        (room, message("lot-1", "bid", "1,"), "the data is not JSON"),
    ])
    func objections(_ settings: FeedSettings, _ publication: ClientPublication, _ expected: String) throws {
        let objection = try #require(try Self.publisher(settings)).objection(to: publication)
        #expect(objection?.contains(expected) == true, "\(objection ?? "none")")
    }

    /// What is there of the app's id and its secret, and what the HTTP API misses then.
    @Test(
        arguments: [
            (id: nil, secret: nil, missing: ["app_id", "secret"]), ("3", nil, ["secret"]), (nil, "s", ["app_id"]),
            ("3", "s", []),
        ] as [(id: String?, secret: String?, missing: [String])])
    func whatTheBackendMisses(id: String?, secret: String?, missing: [String]) throws {
        let values = id.map { ["app_id": FeedSettings.Value.text($0)] } ?? [:]
        let configuration = try PusherConfiguration(Self.settings("pusher://k@mt1", secret: secret, values: values))
        #expect(PusherAdapter(configuration).missingForBackend == missing)
        #expect((PusherPublisher(configuration) == nil) == !missing.isEmpty)
    }
}
