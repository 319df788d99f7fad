import Domain
import HTTP1
import Testing

@testable import Realtime

/// What a service's answers say of the message.
@Suite struct PublishOutcomeTests {
    private static let urls = [
        "pusher": "pusher://k@mt1", "ably": "ably://main", "pubnub": "pubnub://sub-c-1",
        "piesocket": "piesocket://demo?api_key=k",
    ]

    private func outcome(_ service: String, _ answer: HTTPAnswer, secret: String = "a.b:hush") throws -> String {
        let settings = FeedSettings(
            url: try #require(Self.urls[service]), secret: Secret(Array(secret.utf8)),
            values: ["app_id": .text("3"), "publish_key": .text("pub-c-1")])
        let publisher = try #require(try PublisherRequestTests.publisher(settings))
        let publication = ClientPublication(channel: "lots", event: "bid", data: "{}")
        let request = publisher.request(for: publication, at: Self.now, nonce: Array(repeating: 1, count: 24))
        return Self.told(publisher.outcome(of: answer, to: request, at: Self.now))
    }

    private static let now = Timestamp(milliseconds: 1_760_000_000_000)

    private static func told(_ outcome: PublishOutcome) -> String {
        switch outcome {
        case .published(let id): "published" + (id.map { " \($0)" } ?? "")
        case .failed(let outage): "\(outage.cause) \(outage.code.map(String.init) ?? "-") \(outage.reason)"
        }
    }

    @Test(arguments: [
        ("pusher", 200, "{}", "published"), ("pusher", 200, #"{"ok":true}"#, "published"),
        ("pusher", 202, "ACCEPTED", "published"), ("pusher", 204, "", "published"), ("pusher", 200, "", "published"),
        ("pusher", 200, "ok", "published"), ("pusher", 200, "\u{0}", "published"),
        ("pusher", 202, #"{"channels":{"lots":{"subscription_count":3}}}"#, "published"),
        ("ably", 201, #"{"channel":"lots","messageId":"z1vQ:0"}"#, "published z1vQ:0"),
        ("ably", 201, "{}", "published"),
        ("ably", 201, #"{"messageId":"a\u001b[2Jb"}"#, "published"),
        ("pubnub", 200, #"[1,"Sent","17600000123450000"]"#, "published 17600000123450000"),
        ("pubnub", 200, "[1]", "published"), ("piesocket", 200, #"{"success":true}"#, "published"),
        ("piesocket", 200, #"{"error":""}"#, "published"),
    ])
    func published(_ service: String, _ status: Int, _ body: String, _ expected: String) throws {
        #expect(try outcome(service, .response(status: status, headers: [], body: Array(body.utf8))) == expected)
    }

    @Test(arguments: [
        (
            "pusher", 400, "Invalid channel name: 'a b'\nmore", "refused 400 Invalid channel name: 'a b'"
        ),
        ("pusher", 400, "", "refused 400 the service does not take the message"),
        (
            "pusher", 401, "Unknown auth_key 'k'",
            "refused 401 the service does not accept the key or the secret: Unknown auth_key 'k'"
        ),
        ("pusher", 402, "", "refused 402 the account's quota is used up"),
        ("pusher", 403, "The app is disabled", "refused 403 the service forbids it: The app is disabled"),
        ("pusher", 404, "", "refused 404 there is no such app (is the app_id right?)"),
        ("pusher", 413, "", "refused 413 the message is too large"),
        ("pusher", 429, "", "unreachable 429 too many messages, or the quota is used up"),
        ("pusher", 500, "<html>oh no", "unreachable 500 the service is in trouble"),
        ("pusher", 503, "", "unreachable 503 the service is in trouble"),
        ("pusher", 425, "", "unreachable 425 the service did not get to it"),
        (
            "pubnub", 429, "",
            "unreachable 429 too many messages, or the quota is used up: the service answered with status 429"
        ),
        ("pusher", 408, "", "unreachable 408 the service did not get to it"),
        ("pusher", 301, "", "unreachable 301 this is no answer of the service's (is the host right?)"),
        ("pusher", 199, "", "unreachable 199 this is no answer of the service's (is the host right?)"),
        ("pusher", 200, "\r\n <html>", "unreachable 200 this is no answer of the service's (is the host right?)"),
        ("pusher", 200, "<html>", "unreachable 200 this is no answer of the service's (is the host right?)"),
        (
            "ably", 401, #"{"error":{"code":40101,"statusCode":401,"message":"invalid credentials"}}"#,
            "refused 40101 the service does not accept the key or the secret: invalid credentials"
        ),
        ("ably", 400, #"{"error":{"code":40009,"message":"too long"}}"#, "refused 40009 too long"),
        ("ably", 400, #"{"error":"odd"}"#, "refused 400 an error without a description"),
        ("ably", 404, "", "refused 404 there is no such app, or the host is not the service's"),
        ("ably", 201, "[]", "unreachable 201 this is no answer of the service's (is the host right?)"),
        ("pubnub", 200, #"[0,"Account quota exceeded","1"]"#, "refused - Account quota exceeded"),
        ("pubnub", 200, "[0]", "refused - the service did not say why"),
        ("pubnub", 400, #"[0,"Invalid Key","1"]"#, "refused 400 Invalid Key"),
        (
            "pubnub", 403, #"{"message":"Forbidden","error":true,"status":403}"#,
            "refused 403 the service forbids it: Forbidden"
        ),
        ("pubnub", 200, "nonsense", "unreachable - the answer is not the service's (not JSON at byte 0)"),
        ("piesocket", 200, #"{"error":"Invalid secret"}"#, "refused - Invalid secret"),
        ("piesocket", 401, #"{"message":"no"}"#, "refused 401 the service does not accept the key or the secret: no"),
        ("piesocket", 404, "", "refused 404 there is no such cluster"),
        ("piesocket", 200, "<html>", "unreachable 200 this is no answer of the service's (is the host right?)"),
    ])
    func notPublished(_ service: String, _ status: Int, _ body: String, _ expected: String) throws {
        #expect(try outcome(service, .response(status: status, headers: [], body: Array(body.utf8))) == expected)
    }

    @Test func aPageIsNoYesWhateverItsText() throws {
        let headers = [HeaderField("Content-Type", "Text/HTML; charset=utf-8")]
        let told = try outcome("pusher", .response(status: 200, headers: headers, body: Array("Please sign in".utf8)))
        #expect(told == "unreachable 200 this is no answer of the service's (is the host right?)")
    }

    @Test(arguments: ["pusher", "ably", "pubnub", "piesocket"])
    func noAnswer(_ service: String) throws {
        #expect(try outcome(service, .failed(reason: "connection refused")) == "unreachable - connection refused")
    }

    @Test(
        arguments: ["pusher", "ably", "piesocket"],
        [
            ("0", "0 s"), ("30", "30 s"), ("86399", "86399 s"), ("86400", "a day or more"),
            ("99999999999", "a day or more"), ("99999999999999999999", "a day or more"),
        ])
    func whatTheServiceAsksForIsTold(_ service: String, _ wait: (field: String, words: String)) throws {
        let headers = [HeaderField("Retry-After", wait.field)]
        let told = try outcome(service, .response(status: 429, headers: headers, body: []))
        #expect(told == "unreachable 429 too many messages, or the quota is used up; it asks to wait \(wait.words)")
    }

    /// Services that say what was wrong with a request often repeat it, and what is secret in it.
    @Test(arguments: [
        (
            "pusher", 401, "Invalid signature: you sent \(signature)",
            "refused 401 the service does not accept the key or the secret: Invalid signature: you sent ***"
        ),
        (
            "pusher", 400, "/apps/3/events?auth_signature=\(signature)&x",
            "refused 400 /apps/3/events?auth_signature=***&x"
        ),
        (
            "piesocket", 422, #"invalid: {"key":"k","secret":"TOP/SE\"CRET","roomId":"lots"}"#,
            #"refused 422 invalid: {"key":"k","secret":"***","roomId":"lots"}"#
        ),
        (
            "piesocket", 422, #"invalid: {"key":"k","secret":"TOP\/SE\"CRET","roomId":"lots"}"#,
            #"refused 422 invalid: {"key":"k","secret":"***","roomId":"lots"}"#
        ),
        ("piesocket", 400, #"{"error":"TOP\/SE\"CRET is wrong"}"#, "refused 400 *** is wrong"),
        ("piesocket", 400, #"{"error":"\u0054OP/SE\"CRET is wrong"}"#, "refused 400 *** is wrong"),
        ("piesocket", 200, #"{"error":"TOP/SE\"CRET is wrong"}"#, "refused - *** is wrong"),
        ("piesocket", 400, "?secret=TOP%2FSE%22CRET", "refused 400 ?secret=***"),
        ("ably", 400, #"{"error":{"code":1,"message":"odd: TOP/SE\"CRET"}}"#, "refused 1 odd: ***"),
        ("ably", 400, "odd: Basic \(credentials)", "refused 400 odd: Basic ***"),
        ("ably", 201, #"{"messageId":"\#(credentials):0"}"#, "published ***:0"),
        ("pubnub", 400, #"[0,"odd: TOP\/SE\"CRET","1"]"#, "refused 400 odd: ***"),
        ("pubnub", 200, #"[0,"odd: TOP/SE\"CRET","1"]"#, "refused - odd: ***"),
        (
            "pubnub", 414, #"{"message":"/publish?auth=TOP%2FSE%22CRET&x"}"#,
            "refused 414 the message is too large for a URL: /publish?auth=***&x"
        ),
    ])
    func secretsThatAreRepeatedAreNotTold(
        _ service: String, _ status: Int, _ body: String, _ expected: String
    ) throws {
        let told = try outcome(
            service, .response(status: status, headers: [], body: Array(body.utf8)), secret: Self.secret(of: service))
        #expect(told == expected)
    }

    /// A piece of a secret is no better than all of it.
    @Test(arguments: urls.keys.sorted().filter { $0 != "pusher" }, 150...210)
    func secretsAreHiddenBeforeWordsAreCut(_ service: String, _ length: Int) throws {
        let words = String(repeating: "x", count: length) + #"TOP/SE\"CRET"#
        for status in [200, 400] {
            for body in [#"{"error":{"message":"\#(words)"},"message":"\#(words)"}"#, #"[0,"\#(words)"]"#, words] {
                let told = try outcome(
                    service, .response(status: status, headers: [], body: Array(body.utf8)),
                    secret: Self.secret(of: service))
                #expect(!told.contains("TO"), "\(told)")
            }
        }
    }

    /// With what no writer leaves as it is, be it in JSON or in a URL.
    private static func secret(of service: String) -> String {
        (service == "ably" ? "a.b:" : "") + #"TOP/SE"CRET"#
    }

    private static let credentials = "YS5iOlRPUC9TRSJDUkVU"
    /// What OpenSSL makes of the request with that secret.
    private static let signature = "f043cb93b5610ce3b6eec46bf1c6930ab0d621000b29f00041dab964edc2ae0f"

    /// However much the service says, a line is told of it.
    @Test(arguments: urls.keys.sorted(), [#"{"error":{"message":"X"},"message":"X"}"#, "X"])
    func wordsAreCut(_ service: String, _ form: String) throws {
        let body = form.replacing("X", with: String(repeating: "ü", count: 5_000))
        let told = try outcome(service, .response(status: 400, headers: [], body: Array(body.utf8)))
        #expect(told.utf8.count < 500)
    }
}
