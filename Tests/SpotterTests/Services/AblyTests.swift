import Testing

/// `spotter tail` at a stand-in for Ably.
@Suite("Ably")
struct AblyTests {
    private static let key = ["SPOTTER_SECRET": "app.key:sesame"]
    private let ably: StandIn

    init() throws {
        ably = try StandIn(.ably)
    }

    private var url: String { "ably://127.0.0.1:\(ably.port)?tls=false" }

    private func tail(_ channels: String..., environment: [String: String] = key) throws -> Running {
        try Running(
            ["tail", url, "--status"] + channels.flatMap { ["--channel", $0] }, environment: environment)
    }

    /// A control that publishes a text.
    private func message(_ text: String, on channel: String = "lots") -> String {
        #"["publish",{"channel":"\#(channel)","messages":[{"name":"note","data":"\#(text)"}]}]"#
    }

    private func publish(_ text: String, on channel: String = "lots") throws {
        try ably.tell("publish", #"{"channel":"\#(channel)","messages":[{"name":"note","data":"\#(text)"}]}"#)
    }

    @Test func messagesAndMembersArrive() throws {
        let tail = try tail("lots")
        _ = try tail.line(containing: #""state":"subscribed""#)
        try ably.tell(
            "publish",
            #"""
            {"channel":"lots","messages":[{"name":"bid","encoding":"json",
            "data":"{\"lot_id\":\"17\",\"amount\":125000,\"currency\":\"EUR\",\"bidder\":\"42\"}"}]}
            """#)
        let bid = try tail.line(containing: #""kind":"bid""#)
        #expect(bid.contains(#""amount":{"minor":125000,"exponent":2,"currency":"EUR"}"#))
        try ably.tell("presence", #"{"channel":"lots","client":"ben","action":2}"#)
        #expect(try tail.line(containing: #""kind":"presence""#).contains(#""joined":["ben"]"#))
        try ably.tell("presence", #"{"channel":"lots","client":"ben","action":3}"#)
        _ = try tail.line(containing: #""left":["ben"]"#)
        #expect(tail.terminate().errors.isEmpty)
        #expect(try ably.requests(with: "sesame") == 0, "the secret went over the wire")
    }

    @Test func whoIsThereAlreadyIsToldAtTheStart() throws {
        try ably.tell("presence", #"{"channel":"lots","client":"ben","action":2}"#)
        let tail = try tail("lots")
        #expect(try tail.line(containing: #""kind":"presence""#).contains(#""members":["ben"]"#))
    }

    /// - Parameter trouble: what the stand-in does together with publishing what is missed.
    @Test(arguments: [
        #"["forget",{}]"#,
        nil,
    ])
    func aBreakIsBridgedAndThatIsProved(_ trouble: String?) throws {
        let tail = try tail("lots")
        _ = try tail.line(containing: #""state":"subscribed""#)
        try publish("before")
        _ = try tail.line(containing: "before")
        let controls = [trouble, message("missed 1"), message("missed 2")].compactMap { $0 }
        try ably.tell("cut", #"{"meanwhile":[\#(controls.joined(separator: ","))]}"#)
        _ = try tail.line(containing: #""state":"resumed""#)
        try publish("after")
        _ = try tail.line(containing: "after")
        let result = tail.terminate()
        #expect(result.messages == ["before", "missed 1", "missed 2", "after"])
        #expect(!result.output.contains(#""kind":"gap""#))
        #expect(try ably.requests(with: "resume=") >= 1)
        // Where the service could go on from the last message there is nothing to look for.
        #expect(try (ably.requests(with: "/messages?") > 0) == (trouble?.contains("forget") == true))
    }

    @Test func aBreakOfWhichNothingIsKnownEndsInAGap() throws {
        let tail = try tail("lots")
        _ = try tail.line(containing: #""state":"subscribed""#)
        try publish("before")
        _ = try tail.line(containing: "before")
        try ably.cut(message("lost"), #"["forget",{"history":true}]"#)
        let gap = try tail.line(containing: #""kind":"gap""#)
        #expect(gap.contains(#""channel":"lots""#))
        #expect(gap.contains(#""proof":"history""#))
        try publish("after")
        _ = try tail.line(containing: "after")
        let result = tail.terminate()
        #expect(result.messages == ["before", "after"])
        #expect(result.count(ofState: "resumed") == 0)
    }

    /// The service closes connections, detaches channels and ends tokens as it sees fit.
    @Test(arguments: [
        ("end", #"{"action":6,"code":80003,"message":"moving"}"#),
        ("expire", "{}"),
    ])
    func routineEndsLoseNothing(_ control: String, _ options: String) throws {
        let tail = try tail("lots")
        _ = try tail.line(containing: #""state":"subscribed""#)
        try ably.tell(control, options)
        _ = try tail.line(containing: #""state":"resumed""#)
        try publish("after")
        _ = try tail.line(containing: "after")
        #expect(!tail.terminate().output.contains(#""kind":"gap""#))
        #expect(try ably.requests(with: "requestToken") == (control == "expire" ? 2 : 1))
    }

    @Test func aTokenIsRenewedWithoutABreak() throws {
        let tail = try tail("lots")
        _ = try tail.line(containing: #""state":"subscribed""#)
        try ably.tell("renew")
        try publish("after")
        _ = try tail.line(containing: "after")
        #expect(tail.terminate().count(ofState: "connected") == 1)
        #expect(try ably.requests(with: "requestToken") == 2)
    }

    @Test func aTokenThatCannotBeRenewedIsStatusFourOnceItHasEnded() throws {
        let answer = try ably.tell("token")
        let token = try String(#require(answer.firstMatch(of: #/"token":"([^"]+)"/#)).1)
        let tail = try tail("lots", environment: ["SPOTTER_SECRET": token])
        _ = try tail.line(containing: #""state":"subscribed""#)
        try ably.tell("expire")
        let result = tail.wait(limit: 20)
        #expect(result.status == 4)
        #expect(result.errors.contains("Token expired (40142)"), "\(result.errors)")
        #expect(!(result.output + result.errors).contains(token))
    }

    @Test func aChannelThatIsDetachedIsAttachedAgain() throws {
        let tail = try tail("lots")
        _ = try tail.line(containing: #""state":"subscribed""#)
        try ably.tell("detach", #"{"channel":"lots"}"#)
        _ = try tail.line(containing: "attaching again")
        try publish("after")
        _ = try tail.line(containing: "after")
        #expect(tail.terminate().messages == ["after"])
    }

    @Test(arguments: [
        ("app.key:wrong", "Invalid mac in request (40101)"),
        ("other.key:sesame", "No application found with that id (40400)"),
        ("no-token-of-theirs", "Invalid accessToken in request (40101)"),
    ])
    func wrongCredentialsAreStatusFour(_ secret: String, _ words: String) throws {
        let result = try Program.run(
            ["tail", url, "--channel", "lots"], environment: ["SPOTTER_SECRET": secret], limit: 20)
        #expect(result.status == 4)
        #expect(result.errors.contains(words), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    @Test func aRefusedChannelIsStatusFourUnlessOthersLive() throws {
        try ably.tell("refuse", #"{"channel":"secret","message":"Channel denied access"}"#)
        let alone = try tail("secret").wait(limit: 20)
        #expect(alone.status == 4)
        #expect(alone.errors.contains("40160"))
        let both = try tail("secret", "lots")
        let refused = try both.line(containing: #""state":"refused""#)
        #expect(refused.contains(#""channel":"secret""#))
        #expect(refused.contains(#""code":40160,"reason":"Channel denied access""#))
        _ = try both.line(containing: #""channel":"lots""#)
        try publish("for you")
        _ = try both.line(containing: "for you")
        // Also one that was ours so far.
        try ably.tell("refuse", #"{"channel":"lots","message":"no longer"}"#)
        #expect(both.wait(limit: 10).status == 4)
    }

    @Test func aFloodDoesNotDelayTheEnd() throws {
        let tail = try tail("lots")
        _ = try tail.line(containing: #""state":"subscribed""#)
        let flood = (1...2_000).map { #"{"name":"note","data":"\#($0)"}"# }.joined(separator: ",")
        try ably.tell("publish", #"{"channel":"lots","messages":[\#(flood)]}"#)
        _ = try tail.line(containing: #""kind":"message""#)
        let messages = tail.terminate().messages
        #expect(messages == (1...2_000).prefix(messages.count).map(String.init))
    }

    @Test func whatIsSentArrives() throws {
        let tail = try tail("lots")
        _ = try tail.line(containing: #""state":"subscribed""#)
        let sent = try Program.run(
            ["send", url, "--channel", "lots", "--event", "note", #"{"n":17}"#], environment: Self.key, limit: 20)
        #expect(sent.status == 0, "\(sent.errors)")
        #expect(try tail.line(containing: #""event":"note""#).contains(#"{"n":17}"#))
        try ably.tell("refuse", #"{"channel":"closed","message":"Channel denied access"}"#)
        let refused = try Program.run(
            ["send", url, "--channel", "closed", "--event", "note", "{}"], environment: Self.key, limit: 20)
        #expect(refused.status == 4)
        #expect(refused.errors.contains("Channel denied access"), "\(refused.errors)")
    }
}
