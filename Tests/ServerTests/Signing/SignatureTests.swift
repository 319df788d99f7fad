import Testing

@testable import Server

@Suite("Signatures")
struct SignatureTests {
    @Test("A private channel's, of the protocol's reference")
    func privateChannel() {
        let signature = SubscriptionSignature.channel("private-lot-4711", socketID: "81234.5566778")
        #expect(
            signature.auth(.demo) == "spotkey01:a0027cce74afca40418ee06c399f991de45a92f34ad96f5a340335e6ae0addfe")
    }

    @Test("A presence channel's")
    func presenceChannel() {
        let signature = SubscriptionSignature.presence(
            "presence-sale-9", socketID: "81234.5566778", data: #"{"user_id":"u7","user_info":{"paddle":"P12"}}"#)
        #expect(
            signature.auth(.demo) == "spotkey01:21d39b445b627616f928904cd80973465f0a9eae1da9dbf50d6f9bde9b30c65a")
    }

    @Test("A user's")
    func user() {
        let signature = SubscriptionSignature.user(socketID: "81234.5566778", data: #"{"id":"u7"}"#)
        #expect(
            signature.auth(.demo) == "spotkey01:d900fb7ee4f1185a600a312928bd67b27cadc6b0c9994c97e5995e81db054366")
    }

    @Test("A request that publishes")
    func publish() {
        let request = PublishRequest(
            applicationID: "42",
            event: PublishRequest.Event(name: "bid.placed", channel: "lot-4711", data: #"{"amount":125000}"#))
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"name":"bid.placed","channels":["lot-4711"],"data":"{\"amount\":125000}"}"#)
        #expect(
            request.target(key: "spotkey01", secret: "spotter-demo-secret", timestamp: 1_760_000_000)
                == "/apps/42/events?auth_key=spotkey01&auth_timestamp=1760000000&auth_version=1.0"
                + "&body_md5=954e22f4522f0db9ca4190b790d15086"
                + "&auth_signature=127bf5d4d27c9b8c012465cdaab3815b84e2fe0667b9c52a1312df9d5ac1c0c5")
    }

    @Test("A request that asks")
    func query() {
        let query = APISignature.query(
            method: "GET", path: "/apps/42/channels", parameters: [("filter_by_prefix", "lot-")], key: "spotkey01",
            secret: "spotter-demo-secret", timestamp: 1_760_000_000)
        #expect(
            query
                == "auth_key=spotkey01&auth_timestamp=1760000000&auth_version=1.0&filter_by_prefix=lot-"
                + "&auth_signature=622a356c3782c41cb19669e89d02620246c6116f6e5ec9aca56cca492e0174f4")
    }

    @Test("Names are signed in lower case and in order, values as they are and not as they are encoded")
    func text() {
        let text = APISignature.text(
            method: "GET", path: "/apps/42/channels",
            parameters: [("b", "1"), ("Info", "user_count,cache"), ("a b", "&=")])
        #expect(text == "GET\n/apps/42/channels\na b=&=&b=1&info=user_count,cache")
    }

    @Test("Several events go into one request, each with what it has")
    func batch() {
        let events = [
            PublishRequest.Event(name: "a", channel: "x", data: "1"),
            PublishRequest.Event(name: "b", channel: "y", data: "\"", socketID: "1.2"),
        ]
        let request = PublishRequest(applicationID: "42", batch: events)
        #expect(request.path == "/apps/42/batch_events")
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"batch":[{"name":"a","channel":"x","data":"1"},"#
                + #"{"name":"b","channel":"y","data":"\"","socket_id":"1.2"}]}"#)
    }

    @Test(
        "Equal is equal in every byte",
        arguments: [("", "", true), ("ab", "ab", true), ("ab", "ac", false), ("ab", "bb", false), ("ab", "abc", false)])
    func equality(left: String, right: String, isEqual: Bool) {
        #expect(Digest.isEqual(left, right) == isEqual)
    }

    @Test("No description shows the secret")
    func secret() {
        var dumped = ""
        dump(ServerConfiguration.demo(), to: &dumped)
        #expect(!dumped.contains("spotter-demo-secret"))
        #expect(!"\(ServerConfiguration.demo())".contains("spotter-demo-secret"))
        #expect(!String(reflecting: Application.demo).contains("spotter-demo-secret"))
    }
}

@Suite("Queries")
struct QueryStringTests {
    @Test(
        "Names and values are decoded; what is badly encoded stays",
        arguments: [
            ("", []),
            ("a=1&b=2", ["a", "1", "b", "2"]),
            ("a=1=2&&b", ["a", "1=2", "b", ""]),
            ("a%20b=%2C%c3%bc+x", ["a b", ",ü x"]),
            ("a=%&b=%4&c=%zz", ["a", "%", "b", "%4", "c", "%zz"]),
        ] as [(String, [String])])
    func decoding(text: String, expected: [String]) {
        #expect(QueryString(text).items.flatMap { [$0.name, $0.value] } == expected)
    }

    @Test("What is encoded decodes to itself", arguments: ["", "lot-", "a b&c=d", "ü%+/?#", "\u{0}\u{7F}"])
    func roundTrip(text: String) {
        let encoded = QueryString.encode(text)
        #expect(encoded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
        #expect(QueryString("a=" + encoded)["a"] == text)
    }
}
