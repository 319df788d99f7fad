import Testing
import WebSocket

/// RFC 6455 §7.4.1, code 1009, and §10.4: what a peer may make us hold.
struct LimitTests {
    static let limits = [0, 1, 125, 126, 1000, 65535, 65536, 70000]

    @Test(arguments: limits)
    func aFrameOfTheLimitAndOneMore(_ limit: Int) {
        for (size, isFine) in [(max(0, limit - 1), true), (limit, true), (limit + 1, false)] {
            for role in [Role.client, .server] {
                let frame = Wire.frame(0x82, Array(repeating: 0, count: size))
                var endpoint = Endpoint(role, limit: limit)
                endpoint.receive(role == .server ? Wire.masked(frame) : frame)
                #expect(endpoint.events.count == 1)
                #expect((endpoint.events == ["failed 1009"]) == !isFine, "\(size) of \(limit)")
            }
        }
    }

    @Test(arguments: limits)
    func fragmentsCountTogether(_ limit: Int) {
        let half = limit / 2
        for (last, isFine) in [(limit - half, true), (limit - half + 1, false)] {
            let first = Wire.frame(0x02, Array(repeating: 0, count: half))
            let input = first + Wire.frame(0x80, Array(repeating: 0, count: last))
            var endpoint = Endpoint(.client, limit: limit)
            endpoint.receive(input, reads: [3, 100])
            #expect(endpoint.events.count == 1)
            #expect((endpoint.events == ["failed 1009"]) == !isFine)
        }
    }

    /// The head alone decides, before any payload is there.
    @Test(arguments: ["82 7e 04 01", "82 7f 00 00 00 00 00 01 00 00", "82 7f 7f ff ff ff ff ff ff ff"])
    func theHeadDecides(_ head: String) {
        var endpoint = Endpoint(.client, limit: 1024)
        endpoint.receive(Wire.bytes(head))
        #expect(endpoint.events == ["failed 1009"])
    }

    @Test
    func controlFramesAreNotMessages() {
        var endpoint = Endpoint(.client, limit: 0)
        endpoint.receive(Wire.bytes(#"89 05 "Hello" 88 05 03 e8 "bye""#))
        #expect(endpoint.events == [#"ping "Hello""#, #"closed 1000 "bye""#])
    }

    @Test
    func eachMessageHasTheWholeLimit() {
        var endpoint = Endpoint(.client, limit: 4)
        endpoint.receive(Wire.bytes(#"01 02 "ab" 80 02 "cd" 01 02 "ef" 80 02 "gh" 81 04 "ijkl""#))
        #expect(endpoint.events == [#"text "abcd""#, #"text "efgh""#, #"text "ijkl""#])
    }

    @Test
    func aNegativeLimitIsNone() {
        var endpoint = Endpoint(.client, limit: .min)
        endpoint.receive(Wire.bytes(#"81 00 81 01 "a""#))
        #expect(endpoint.events == [#"text """#, "failed 1009"])
    }

    @Test
    func theLimitUnlessTold() {
        #expect(Limits().message == 16 * 1024 * 1024)
    }
}
