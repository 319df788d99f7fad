import Testing

/// `spotter tail` at a stand-in for PubNub.
@Suite("PubNub")
struct PubNubTests {
    private let pubNub: StandIn

    init() throws {
        pubNub = try StandIn(.pubnub)
    }

    private func url(key: String = "sub-c-key") -> String { "pubnub://\(key)@127.0.0.1:\(pubNub.port)?tls=false" }

    private func tail(
        _ channels: [String] = ["lots"], settings: [String] = [], environment: [String: String] = [:]
    ) throws -> Running {
        let options = channels.flatMap { ["--channel", $0] } + settings.flatMap { ["--set", $0] }
        return try Running(["tail", url(), "--status"] + options, environment: environment)
    }

    /// A control that publishes a text.
    private func message(_ text: String, on channel: String = "lots") -> String {
        #"["publish",{"channel":"\#(channel)","data":"\#(text)"}]"#
    }

    private func publish(_ text: String, on channel: String = "lots") throws {
        try pubNub.tell("publish", #"{"channel":"\#(channel)","data":"\#(text)"}"#)
    }

    @Test func whatIsSubscribedToArrives() throws {
        try pubNub.tell("group", #"{"group":"fleet","channels":["cars"]}"#)
        let tail = try tail(["lots", "rides.*"], settings: ["groups=fleet"])
        _ = try tail.lines(3, containing: #""state":"subscribed""#)
        try pubNub.tell(
            "publish",
            #"""
            {"channel":"lots","type":"bid-placed",
            "data":{"lot_id":"17","amount":125000,"currency":"EUR","bidder":"paddle 42"}}
            """#)
        let bid = try tail.line(containing: #""kind":"bid""#)
        #expect(bid.contains(#""event":"bid-placed""#))
        #expect(bid.contains(#""amount":{"minor":125000,"exponent":2,"currency":"EUR"}"#))
        try publish("a ride", on: "rides.seven")
        #expect(try tail.line(containing: "a ride").contains(#""channel":"rides.seven""#))
        try publish("a car", on: "cars")
        #expect(try tail.line(containing: "a car").contains(#""channel":"cars""#))
        try pubNub.tell("publish", #"{"channel":"lots","data":"hush","kind":1}"#)
        #expect(try tail.line(containing: "hush").contains(#""event":"signal""#))
        let result = tail.terminate()
        #expect(result.errors.isEmpty)
        #expect(result.messages == ["a ride", "a car", "hush"])
    }

    @Test func theServiceFilters() throws {
        let tail = try tail(settings: ["filter=kind == 'bid'"])
        _ = try tail.line(containing: #""state":"subscribed""#)
        for kind in ["note", "bid"] {
            try pubNub.tell("publish", #"{"channel":"lots","data":"a \#(kind)","meta":{"kind":"\#(kind)"}}"#)
        }
        _ = try tail.line(containing: "a bid")
        #expect(tail.terminate().messages == ["a bid"])
        let result = try self.tail(settings: ["filter=kind = bid"]).wait(limit: 20)
        #expect(result.status == 4)
        #expect(result.errors.contains("Filter syntax error"))
    }

    @Test func membersComeAndGo() throws {
        try pubNub.tell("presence", #"{"channel":"lots","uuid":"anna","action":"join"}"#)
        let tail = try tail(settings: ["presence=true", "heartbeat=20", "user_id=u7"])
        _ = try tail.line(containing: #""members":["anna""#)
        try pubNub.tell("presence", #"{"channel":"lots","uuid":"ben","action":"join"}"#)
        _ = try tail.line(containing: #""joined":["ben"]"#)
        try pubNub.tell("presence", #"{"channel":"lots","uuid":"anna","action":"leave"}"#)
        #expect(try tail.line(containing: #""left":["anna"]"#).contains(#""members":["u7","ben"]"#))
        _ = tail.terminate()
        #expect(try pubNub.requests(with: "/channel/lots/leave?") == 1)
    }

    /// A farewell is said, but not at any price.
    @Test func aFarewellThatIsNotTakenDoesNotDelayTheEnd() throws {
        let tail = try tail(settings: ["heartbeat=20", "user_id=u7"])
        _ = try tail.line(containing: #""state":"subscribed""#)
        try pubNub.tell("linger")
        _ = tail.terminate()
    }

    @Test func aShortBreakIsBridgedAndThatIsProved() throws {
        let tail = try tail()
        _ = try tail.line(containing: #""state":"subscribed""#)
        try publish("before")
        _ = try tail.line(containing: "before")
        try pubNub.cut(message("missed 1"), message("missed 2"))
        _ = try tail.line(containing: #""state":"resumed""#)
        try publish("after")
        _ = try tail.line(containing: "after")
        let result = tail.terminate()
        #expect(result.messages == ["before", "missed 1", "missed 2", "after"])
        #expect(!result.output.contains(#""kind":"gap""#))
        #expect(try pubNub.requests(with: "/v3/history/") == 0)
    }

    @Test func whatTheBufferLostComesFromTheHistory() throws {
        let tail = try tail()
        _ = try tail.line(containing: #""state":"subscribed""#)
        try publish("before")
        _ = try tail.line(containing: "before")
        let missed = (1...150).map { "missed \($0)" }
        try pubNub.tell(
            "cut", #"{"meanwhile":[\#(missed.map { message($0) }.joined(separator: ","))]}"#)
        // Signals are not in any history: that nothing is missing remains unproved.
        #expect(try tail.line(containing: #""kind":"gap""#).contains(#""channel":"lots""#))
        try publish("after")
        _ = try tail.line(containing: "after")
        let messages = tail.terminate().messages
        #expect(messages.count == 152)
        #expect(Set(messages) == Set(["before", "after"] + missed))
    }

    @Test func whatIsOlderThanTheBufferComesFromTheHistory() throws {
        let tail = try tail()
        _ = try tail.line(containing: #""state":"subscribed""#)
        try publish("before")
        _ = try tail.line(containing: "before")
        try pubNub.cut(message("missed"), #"["later",{"minutes":20}]"#)
        _ = try tail.line(containing: #""kind":"gap""#)
        try publish("after")
        _ = try tail.line(containing: "after")
        #expect(tail.terminate().messages == ["before", "missed", "after"])
    }

    @Test func whereNothingIsStoredThatIsSaid() throws {
        let tail = try tail()
        _ = try tail.line(containing: #""state":"subscribed""#)
        try pubNub.cut(message("lost"), #"["later",{"minutes":20}]"#, #"["forget",{"history":true}]"#)
        _ = try tail.line(containing: #""kind":"gap""#)
        _ = try tail.line(containing: "the history does not tell what was missed: Message Persistence is not enabled")
        try publish("after")
        _ = try tail.line(containing: "after")
        #expect(tail.terminate().messages == ["after"])
    }

    @Test func aWrongKeyIsStatusFour() throws {
        let result = try Program.run(["tail", url(key: "sub-c-other"), "--channel", "lots"], limit: 20)
        #expect(result.status == 4)
        #expect(result.errors.contains("Invalid Subscribe Key (400)"), "\(result.errors)")
    }

    @Test func aTokenIsNeededWhereTheServiceSaysSo() throws {
        try pubNub.tell("tokens", #"{"good":["good"],"expired":["old"]}"#)
        for (token, words) in [("", "Forbidden"), ("old", "Token is expired.")] {
            let secret = token.isEmpty ? [:] : ["SPOTTER_SECRET": token]
            let result = try tail(environment: secret).wait(limit: 20)
            #expect(result.status == 4)
            #expect(result.errors.contains(words), "\(result.errors)")
        }
        let tail = try tail(environment: ["SPOTTER_SECRET": "good"])
        _ = try tail.line(containing: #""state":"subscribed""#)
        // It ends while we are there.
        try pubNub.cut(#"["tokens",{"good":[],"expired":["good"]}]"#)
        let result = tail.wait(limit: 20)
        #expect(result.status == 4)
        #expect(result.errors.contains("Token is expired."), "\(result.errors)")
    }

    @Test(arguments: [("sec-c-key", true), ("sec-c-other", false)])
    func requestsAreSignedWithTheSecretKey(_ key: String, _ isRight: Bool) throws {
        let configuration = try TemporaryFile(
            """
            [feeds.house]
            url = "\(url())"
            channels = ["lots & more"]
            publish_key = "pub-c-key"
            secret_key = { env = "SECRET_KEY" }
            """)
        let tail = try Running(
            ["tail", "house", "--status", "--config", configuration.path], environment: ["SECRET_KEY": key])
        if isRight {
            _ = try tail.line(containing: #""state":"subscribed""#)
            #expect(try pubNub.requests(with: "signature=v2.") >= 1)
            _ = tail.terminate()
        } else {
            let result = tail.wait(limit: 20)
            #expect(result.status == 4)
            #expect(result.errors.contains("Signature Does Not Match"), "\(result.errors)")
        }
    }

    @Test func aRefusedChannelIsStatusFourUnlessOthersLive() throws {
        try pubNub.tell("refuse", #"{"names":["secret"]}"#)
        let alone = try tail(["secret"]).wait(limit: 20)
        #expect(alone.status == 4)
        #expect(alone.errors.contains("403"), "\(alone.errors)")
        let both = try tail(["secret", "lots"])
        #expect(try both.line(containing: #""state":"refused""#).contains(#""channel":"secret""#))
        _ = try both.line(containing: #""state":"subscribed""#)
        try publish("for you")
        _ = try both.line(containing: "for you")
        // Also one that was ours so far.
        try pubNub.tell("refuse", #"{"names":["secret","lots"]}"#)
        #expect(both.wait(limit: 20).status == 4)
    }

    @Test func aFloodDoesNotDelayTheEnd() throws {
        let tail = try tail()
        _ = try tail.line(containing: #""state":"subscribed""#)
        for number in 1...90 { try publish("\(number)") }
        _ = try tail.line(containing: #""kind":"message""#)
        let messages = tail.terminate().messages
        #expect(messages == (1...90).prefix(messages.count).map(String.init))
    }

    @Test func whatIsSentArrives() throws {
        let tail = try tail()
        _ = try tail.line(containing: #""state":"subscribed""#)
        let text = #"{"n":"17 % & / ?"}"#
        for (key, status) in [("pub-c-key", 0), ("pub-c-other", 4)] {
            let sent = try Program.run(
                ["send", url(), "--set", "publish_key=\(key)", "--channel", "lots", "--event", "note", text], limit: 20)
            #expect(sent.status == Int32(status), "\(sent.errors)")
        }
        #expect(try tail.line(containing: #""event":"note""#).contains(text))
    }
}
