import Testing

/// `spotter tail` at a stand-in for PieSocket.
@Suite("PieSocket")
struct PieSocketTests {
    private let pieSocket: StandIn

    init() throws {
        pieSocket = try StandIn(.piesocket)
    }

    private func url(key: String = "key") -> String {
        "piesocket://127.0.0.1:\(pieSocket.port)?api_key=\(key)&tls=false"
    }

    private func tail(_ room: String = "lots", secret: String? = nil, options: [String] = []) throws -> Running {
        try Running(
            ["tail", url(), "--status", "--channel", room] + options,
            environment: secret.map { ["SPOTTER_SECRET": $0] } ?? [:])
    }

    private func publish(_ text: String, in room: String = "lots") throws {
        try pieSocket.tell("publish", #"{"room":"\#(room)","message":{"event":"note","data":"\#(text)"}}"#)
    }

    @Test func whateverMembersSendArrives() throws {
        let tail = try tail()
        _ = try tail.line(containing: #""state":"subscribed""#)
        try pieSocket.tell(
            "publish",
            #"""
            {"room":"lots","message":{"event":"bid","data":{"lot_id":"17","amount":125000,"currency":"EUR",
            "bidder":"paddle 42"}}}
            """#)
        #expect(
            try tail.line(containing: #""kind":"bid""#).contains(#"{"minor":125000,"exponent":2,"currency":"EUR"}"#))
        try pieSocket.tell("publish", #"{"room":"lots","message":"no JSON at all"}"#)
        _ = try tail.line(containing: #""message":{"data":"no JSON at all"}"#)
        try publish("for others", in: "elsewhere")
        try publish("after")
        _ = try tail.line(containing: "after")
        let result = tail.terminate()
        #expect(result.messages == ["no JSON at all", "after"])
        #expect(result.errors.isEmpty)
    }

    @Test func membersComeAndGo() throws {
        let first = try tail(options: ["--user-id", "anna"])
        #expect(try first.line(containing: "system:member_list").contains(#""members":["anna"]"#))
        let second = try tail(options: ["--user-id", "ben"])
        #expect(try second.line(containing: "system:member_list").contains(#""members":["anna","ben"]"#))
        _ = try first.line(containing: #""joined":["ben"]"#)
        _ = second.terminate()
        _ = try first.line(containing: #""left":["ben"]"#)
    }

    @Test func aBreakEndsInAGapAndNothingComesTwice() throws {
        let tail = try tail()
        _ = try tail.line(containing: #""state":"subscribed""#)
        try publish("before")
        _ = try tail.line(containing: "before")
        try pieSocket.cut(#"["publish",{"room":"lots","message":{"event":"note","data":"lost"}}]"#)
        let gap = try tail.line(containing: #""kind":"gap""#)
        #expect(gap.contains(#""channel":"lots""#))
        #expect(gap.contains(#""proof":"none""#))
        try publish("after")
        _ = try tail.line(containing: "after")
        #expect(tail.terminate().messages == ["before", "after"])
        // Member lists must not show a ghost of it.
        #expect(try pieSocket.requests(with: "uuid=\(try uuid())") == 2)
    }

    /// By which the last connection was known.
    private func uuid() throws -> String {
        let seen = try pieSocket.tell("seen")
        return try String(#require(seen.matches(of: #/uuid=([0-9a-f-]{36})/#).last).1)
    }

    @Test func aPrivateRoomIsEnteredWithATokenMadeHere() throws {
        let tail = try tail("private-lots", secret: "sesame")
        _ = try tail.line(containing: #""state":"subscribed""#)
        try publish("between us", in: "private-lots")
        _ = try tail.line(containing: "between us")
        _ = tail.terminate()
        let stranger = try self.tail("private-lots", secret: "wrong").wait(limit: 20)
        #expect(stranger.status == 4)
        #expect(stranger.errors.contains("Authentication failed, provide valid jwt token."), "\(stranger.errors)")
        // A fresh token was tried, once.
        #expect(try pieSocket.requests(with: "/v3/private-lots?") == 3)
    }

    @Test func aWrongKeyIsStatusFour() throws {
        let result = try Program.run(["tail", url(key: "other"), "--channel", "lots"], limit: 20)
        #expect(result.status == 4)
        #expect(result.errors.contains("401"), "\(result.errors)")
    }

    @Test func aRefusedRoomIsStatusFour() throws {
        let inside = try tail()
        _ = try inside.line(containing: #""state":"subscribed""#)
        try pieSocket.tell("refuse", #"{"room":"lots","message":"The room is closed"}"#)
        for tail in [inside, try tail()] {
            let result = tail.wait(limit: 20)
            #expect(result.status == 4)
            #expect(result.errors.contains("The room is closed"), "\(result.errors)")
        }
    }

    @Test func aServerThatGoesIsWaitedFor() throws {
        let tail = try tail()
        _ = try tail.line(containing: #""state":"subscribed""#)
        try pieSocket.tell("close", #"{"code":1001}"#)
        _ = try tail.line(containing: #""kind":"gap""#)
        try publish("after")
        _ = try tail.line(containing: "after")
    }

    @Test func aFloodDoesNotDelayTheEnd() throws {
        let tail = try tail()
        _ = try tail.line(containing: #""state":"subscribed""#)
        try pieSocket.tell("flood", #"{"room":"lots","count":5000}"#)
        _ = try tail.line(containing: #""kind":"message""#)
        let messages = tail.terminate().messages
        #expect(messages == (1...5_000).prefix(messages.count).map { "note \($0)" })
    }

    @Test func whatIsSentArrives() throws {
        let tail = try tail()
        _ = try tail.line(containing: #""state":"subscribed""#)
        let sent = try Program.run(
            ["send", url(), "--channel", "lots", "--event", "note", #"{"n":17}"#], limit: 20)
        #expect(sent.status == 0, "\(sent.errors)")
        #expect(try tail.line(containing: #""event":"note""#).contains(#"{"n":17}"#))
    }
}
