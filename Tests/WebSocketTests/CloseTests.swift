import Testing
import WebSocket

/// RFC 6455 §5.5.1, §7: closing.
struct CloseTests {
    static let vectors = [
        Vector("an empty close", "88 00", [#"closed 1005 """#], answer: "88 00"),
        Vector("a code alone", "88 02 03 e8", [#"closed 1000 """#], answer: "88 02 03 e8"),
        Vector("a code and a reason", #"88 05 03 e9 "bye""#, [#"closed 1001 "bye""#], answer: "88 02 03 e9"),
        Vector(
            "the longest reason", "88 7d 03 e8 \"\(ControlFrameTests.longest.dropLast(2))\"",
            ["closed 1000 \"\(ControlFrameTests.longest.dropLast(2))\""], answer: "88 02 03 e8"),
        Vector(
            "nothing is read after it", #"81 01 "a" | 88 02 03 e8 | 81 01 "b" | 89 00 | ff ff"#,
            [#"text "a""#, #"closed 1000 """#], answer: "88 02 03 e8"),
        .fails("one byte", "88 01 03", 1002),
        .fails("a reason that is not UTF-8", "88 04 03 e8 c3 28", 1007),
        .fails("a reason that ends inside a character", "88 04 03 e8 e2 82", 1007),
        .fails("nothing is read after a failure", #"88 01 03 | 81 01 "b""#, 1002),
    ]

    @Test(arguments: vectors)
    func table(_ vector: Vector) {
        check(vector)
    }

    /// §7.4.1 and the registry: what a close frame may carry.
    static let codes: [(ClosedRange<UInt16>, isAllowed: Bool)] = [
        (0...999, false), (1000...1003, true), (1004...1006, false), (1007...1014, true), (1015...2999, false),
        (3000...4999, true), (5000...65535, false),
    ]

    @Test(arguments: codes)
    func whichCodesMayBeSent(_ range: ClosedRange<UInt16>, isAllowed: Bool) {
        for code in range {
            #expect(CloseCode(code).isAllowedOnWire == isAllowed, "\(code)")
        }
        for code in [range.lowerBound, range.lowerBound + (range.upperBound - range.lowerBound) / 2, range.upperBound] {
            let bytes = [UInt8(code >> 8), UInt8(code & 0xFF)]
            let frame = "88 02 \(Wire.describe(bytes))"
            check(
                isAllowed
                    ? Vector("code \(code)", frame, ["closed \(code) \"\""], answer: frame)
                    : .fails("code \(code)", frame, 1002))
        }
    }

    @Test
    func theTableHasEveryCode() {
        #expect(Self.codes.reduce(0) { $0 + $1.0.count } == 65536)
    }

    @Test
    func ourCloseThenThePeers() {
        var endpoint = Endpoint(.client)
        endpoint.connection.close(.goingAway, reason: "done")
        #expect(endpoint.connection.state == .closing)
        endpoint.receive(Wire.bytes(#"81 01 "a" 88 02 03 e9"#))
        #expect(endpoint.events == [#"text "a""#, #"closed 1001 """#])
        #expect(endpoint.connection.state == .closed)
        #expect(endpoint.answer() == Wire.bytes(#"88 06 03 e9 "done""#))
    }

    @Test
    func closingTwiceIsClosingOnce() {
        var endpoint = Endpoint(.server)
        endpoint.connection.close(.normal)
        endpoint.connection.close(.policy, reason: "again")
        #expect(endpoint.answer() == Wire.bytes("88 02 03 e8"))
    }

    @Test(arguments: [Role.client, .server])
    func nothingIsSentAfterACloseOfEitherSide(_ role: Role) {
        let begin: [(inout Endpoint) -> Void] = [
            { $0.connection.close(.normal) },
            { $0.receive(Wire.input("88 02 03 e8", to: role)) },
        ]
        for begin in begin {
            var endpoint = Endpoint(role)
            begin(&endpoint)
            endpoint.connection.send(text: "late")
            endpoint.connection.send(binary: [1])
            endpoint.connection.ping()
            endpoint.connection.pong()
            endpoint.connection.close(.normal)
            #expect(endpoint.answer() == Wire.bytes("88 02 03 e8"))
        }
    }

    @Test
    func aFailureAfterOurCloseSendsNoSecondOne() {
        var endpoint = Endpoint(.client)
        endpoint.connection.close(.normal)
        endpoint.receive(Wire.bytes("83 00"))
        #expect(endpoint.events == ["failed 1002"])
        #expect(endpoint.answer() == Wire.bytes("88 02 03 e8"))
        #expect(endpoint.connection.state == .closed)
    }

    @Test(arguments: [CloseCode.noStatus, .abnormal, .tlsFailure, CloseCode(0), CloseCode(1004), CloseCode(65535)])
    func aCodeThatMayNotBeSentMakesTheFrameEmpty(_ code: CloseCode) {
        var endpoint = Endpoint(.client)
        endpoint.connection.close(code, reason: "not sent")
        #expect(endpoint.answer() == Wire.bytes("88 00"))
    }

    @Test(arguments: [
        (String(repeating: "a", count: 123), 123), (String(repeating: "a", count: 124), 123),
        (String(repeating: "é", count: 62), 122), (String(repeating: "€", count: 41), 123),
        (String(repeating: "€", count: 42), 123), ("a" + String(repeating: "😀", count: 31), 121),
    ])
    func aLongReasonIsCutBetweenCharacters(_ reason: String, _ size: Int) throws {
        var endpoint = Endpoint(.client)
        endpoint.connection.close(.normal, reason: reason)
        let answer = endpoint.answer()
        let frame = try #require(answer)
        #expect(Int(frame[1]) == 2 + size)
        let sent = try #require(String(validating: frame.dropFirst(4), as: UTF8.self))
        #expect(reason.hasPrefix(sent))
    }

    @Test
    func theEndOfTheTransport() {
        var open = Endpoint(.client)
        open.receive(Wire.bytes(#"01 01 "a""#))
        open.receiveEnd()
        open.receiveEnd()
        #expect(open.events == ["failed 1006"])
        #expect(open.connection.state == .closed)
        #expect(open.answer() == [])

        var closed = Endpoint(.client)
        closed.receive(Wire.bytes("88 00"))
        closed.receiveEnd()
        #expect(closed.events == [#"closed 1005 """#])

        var closing = Endpoint(.client)
        closing.connection.close(.normal)
        closing.receiveEnd()
        #expect(closing.events == ["failed 1006"])
    }

    @Test
    func failuresSayWhy() {
        for (input, reason) in [
            ("83 00", "reserved opcode"), ("88 02 03 ec", "close code 1004 is not allowed"),
            ("81 01 ff", "text is not UTF-8"), ("81 01 c3", "text ends inside a character"),
        ] {
            var endpoint = Endpoint(.client)
            endpoint.receive(Wire.bytes(input))
            #expect(endpoint.reasons == ["the server broke the protocol: \(reason)"])
            let sent = (endpoint.answer() ?? []).dropFirst(4)
            #expect(String(decoding: sent, as: UTF8.self) == reason)
        }
        var server = Endpoint(.server)
        server.receive(Wire.bytes("81 00"))
        #expect(server.reasons == ["the client broke the protocol: unmasked frame from a client"])
    }

    @Test(arguments: [(2 << 20, "2 MiB"), (1_500_000, "1500000 bytes"), (0, "0 bytes")])
    func tooMuchIsToldWithItsLimit(limit: Int, words: String) {
        var endpoint = Endpoint(.client, limit: limit)
        endpoint.receive(Wire.bytes("82 7f 00 00 00 00 01 00 00 00"))
        #expect(endpoint.events == ["failed 1009"])
        #expect(endpoint.reasons == ["a message is longer than \(words), the most that is taken"])
    }
}
