import HTTP1
import Testing
import WebSocket

/// RFC 6455 §4.1: the client's side of the opening handshake.
struct ClientHandshakeTests {
    static let nonce = Array("spotter-nonce-01".utf8)
    static let accept = "70olh8oSis5dnQ4UvzU1/0rmQz0="

    static func handshake(subprotocols: [String] = [], required: Bool = false) throws -> ClientHandshake {
        try ClientHandshake(
            host: "h", path: "/", nonce: nonce, subprotocols: subprotocols, requiresSubprotocol: required)
    }

    /// A 101 with these fields in place of, or besides, the usual ones. nil takes one out.
    static func answer(_ changes: [(String, String?)] = [], status: String = "HTTP/1.1 101 Switching Protocols")
        -> String
    {
        let usual = [("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", accept)]
        let kept = usual.filter { name, _ in !changes.contains { $0.0 == name } }
        let added = changes.compactMap { name, value in value.map { (name, $0) } }
        return status + "\r\n" + (kept + added).map { "\($0): \($1)\r\n" }.joined() + "\r\n"
    }

    static func feed(_ text: String, to handshake: ClientHandshake, reads: Int = .max) -> ClientHandshake.Progress {
        var (handshake, rest): (ClientHandshake, ArraySlice<UInt8>) = (handshake, Array(text.utf8)[...])
        while !rest.isEmpty {
            let progress = rest.prefix(reads).withUnsafeBytes { handshake.receive($0) }
            rest = rest.dropFirst(reads)
            guard progress == .needMore else { return progress }
        }
        return .needMore
    }

    // MARK: The request

    @Test
    func theRequest() throws {
        let handshake = try ClientHandshake(
            host: "ws-mt1.pusher.com", path: "/app/spotkey01?protocol=7", nonce: Self.nonce,
            subprotocols: ["mqtt", "v2.mqtt"],
            headers: [("Origin", "https://example.com"), ("Authorization", "Bearer x")])
        #expect(
            String(decoding: handshake.request, as: UTF8.self).split(
                separator: "\r\n", omittingEmptySubsequences: false)
                == [
                    "GET /app/spotkey01?protocol=7 HTTP/1.1",
                    "Host: ws-mt1.pusher.com",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: c3BvdHRlci1ub25jZS0wMQ==",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Protocol: mqtt, v2.mqtt",
                    "Origin: https://example.com",
                    "Authorization: Bearer x",
                    "", "",
                ])
    }

    @Test(arguments: ["h", "h:8080", "[::1]:443", "xn--bcher-kva.example"])
    func hosts(_ host: String) throws {
        _ = try ClientHandshake(host: host, path: "/", nonce: Self.nonce)
    }

    @Test(arguments: ["", "a b", "a\r\nX: y", "a\0", "a/b", "user@h", "h?", "h#", "bücher.example", "a\tb", "a,b"])
    func hostsRefused(_ host: String) {
        #expect(throws: HandshakeError.invalidHost) { try ClientHandshake(host: host, path: "/", nonce: Self.nonce) }
    }

    @Test(arguments: ["", "a", "/a b", "/a\r\nX: y", "/a\n", "/#a", "/é", "/\0", "http://h/", "/\u{7F}"])
    func pathsRefused(_ path: String) {
        #expect(throws: HandshakeError.invalidPath) { try ClientHandshake(host: "h", path: path, nonce: Self.nonce) }
    }

    @Test(arguments: [0, 15, 17])
    func noncesRefused(_ size: Int) {
        #expect(throws: HandshakeError.invalidNonce) {
            try ClientHandshake(host: "h", path: "/", nonce: Array(repeating: 0, count: size))
        }
    }

    @Test(arguments: [
        ("X", "a\r\nY: b", HandshakeError.invalidField(name: "X")), ("X", "a\n", .invalidField(name: "X")),
        ("X", "a\rb", .invalidField(name: "X")), ("X", "\0", .invalidField(name: "X")),
        ("", "a", .invalidField(name: "")), ("X Y", "a", .invalidField(name: "X Y")),
        ("X:", "a", .invalidField(name: "X:")), ("X\r\n", "a", .invalidField(name: "X\r\n")),
        ("host", "other", .reservedField(name: "host")), ("UPGRADE", "h2c", .reservedField(name: "UPGRADE")),
        ("Connection", "close", .reservedField(name: "Connection")),
        ("sec-websocket-extensions", "x", .reservedField(name: "sec-websocket-extensions")),
        ("Content-Length", "5", .reservedField(name: "Content-Length")),
        ("Transfer-Encoding", "chunked", .reservedField(name: "Transfer-Encoding")),
    ])
    func fieldsRefused(_ name: String, _ value: String, _ error: HandshakeError) {
        #expect(throws: error) {
            try ClientHandshake(host: "h", path: "/", nonce: Self.nonce, headers: [(name, value)])
        }
    }

    @Test
    func subprotocolsRefused() {
        for offered in [[""], ["a b"], ["a,b"], ["a", "a"], ["é"]] {
            #expect(throws: HandshakeError.invalidSubprotocol(offered[offered.count - 1])) {
                try Self.handshake(subprotocols: offered)
            }
        }
    }

    // MARK: The answer

    static let accepted: [(name: String, answer: String)] = [
        ("the usual", answer()),
        ("names and tokens in any case", answer([("Upgrade", "WebSocket"), ("Connection", "UPGRADE")])),
        ("a list of tokens", answer([("Connection", "keep-alive, Upgrade")])),
        ("a list in two fields", answer([("Connection", "keep-alive"), ("connection", "x,upgrade")])),
        ("a proof with blanks around", answer([("Sec-WebSocket-Accept", "  \(accept)\t")])),
        ("no reason", answer(status: "HTTP/1.1 101")),
        ("an empty reason", answer(status: "HTTP/1.1 101 ")),
        ("bare LF", answer().replacing("\r\n", with: "\n")),
        ("an interim answer before", "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n" + answer()),
        ("an empty list of extensions", answer([("Sec-WebSocket-Extensions", "")])),
        ("more fields", answer([("Set-Cookie", "a=b"), ("Set-Cookie", "c=d"), ("Server", "")])),
        ("200 fields", answer((0..<197).map { ("X-\($0)", "") })),
    ]

    @Test(arguments: accepted)
    func isAccepted(_ name: String, _ answer: String) throws {
        for reads in [Int.max, 1, 7] {
            guard case .accepted(let response, let rest) = Self.feed(answer, to: try Self.handshake(), reads: reads)
            else {
                Issue.record("\(name), \(reads) bytes a read")
                continue
            }
            #expect(response.status == 101 && response.subprotocol == nil && response.body.isEmpty)
            #expect(rest.isEmpty)
        }
    }

    @Test
    func bytesAfterTheHeadAreKept() throws {
        var handshake = try Self.handshake()
        let bytes = Array(Self.answer().utf8) + Wire.bytes(#"81 05 "Hello""#)
        for split in 1..<bytes.count {
            handshake = try Self.handshake()
            let first = bytes[..<split].withUnsafeBytes { handshake.receive($0) }
            let progress = first == .needMore ? bytes[split...].withUnsafeBytes { handshake.receive($0) } : first
            guard case .accepted(_, let rest) = progress else {
                Issue.record("\(progress)")
                continue
            }
            let read = first == .needMore ? bytes.count : split
            #expect(rest == Array(Wire.bytes(#"81 05 "Hello""#).prefix(read - (bytes.count - 7))))
        }
    }

    static let failed: [(answer: String, error: HandshakeError)] = [
        (answer([("Upgrade", nil)]), .missingUpgrade),
        (answer([("Upgrade", "h2c")]), .missingUpgrade),
        (answer([("Upgrade", "websocket2")]), .missingUpgrade),
        (answer([("Upgrade", "webSoc\u{212A}et")]), .missingUpgrade),
        (answer([("Connection", nil)]), .missingConnection),
        (answer([("Connection", "close")]), .missingConnection),
        (answer([("Sec-WebSocket-Accept", nil)]), .missingAccept),
        (answer([("Sec-WebSocket-Accept", accept), ("Sec-WebSocket-Accept", accept)]), .repeatedAccept),
        (answer([("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")]), .wrongAccept),
        (answer([("Sec-WebSocket-Accept", accept.lowercased())]), .wrongAccept),
        (answer([("Sec-WebSocket-Accept", "")]), .wrongAccept),
        (
            answer([("Sec-WebSocket-Extensions", "permessage-deflate; x=1")]),
            .extensionNotOffered("permessage-deflate")
        ),
        (answer([("Sec-WebSocket-Protocol", "mqtt")]), .subprotocolNotOffered("mqtt")),
        (answer(status: "HTTP/1.0 101 Switching Protocols"), .unsupportedVersion),
        ("SSH-2.0-OpenSSH_9.2\r\n", .head(.notHTTP)),
        ("\u{15}\u{3}\u{1}", .head(.notHTTP)),
        ("\r\nHTTP/1.1 101 x\r\n", .head(.notHTTP)),
        ("HTTP/2 101\r\n", .head(.notHTTP)),
        ("HTTP/1.1\r\n", .head(.malformedStatusLine)),
        ("HTTP/1.1 10\r\n", .head(.malformedStatusLine)),
        ("HTTP/1.1 1011\r\n", .head(.malformedStatusLine)),
        ("HTTP/1.1 abc\r\n", .head(.malformedStatusLine)),
        ("HTTP/1.1  101\r\n", .head(.malformedStatusLine)),
        ("HTTP/1.1 001 x\r\n", .head(.malformedStatusLine)),
        ("HTTP/1.1 101 a\rb\r\n", .head(.malformedStatusLine)),
        (answer([("X Y", "a")]), .head(.malformedField)),
        (answer([("X ", "a")]), .head(.malformedField)),
        (answer([("", "a")]), .head(.malformedField)),
        (answer([("X", "a\r\n folded")]), .head(.malformedField)),
        (answer([("X", "a\u{0}b")]), .head(.malformedField)),
        (answer([("X", "a\rb")]), .head(.malformedField)),
        (answer([("X", "a\r\nno colon")]), .head(.malformedField)),
        (answer((0..<198).map { ("X-\($0)", "") }), .head(.tooManyFields)),
        (answer([("X", String(repeating: "a", count: 65536))]), .head(.tooLarge)),
        ("HTTP/1.1 200 " + String(repeating: "a", count: 65536), .head(.tooLarge)),
        (String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 3000), .head(.tooLarge)),
    ]

    @Test(arguments: failed)
    func fails(_ answer: String, _ error: HandshakeError) throws {
        #expect(Self.feed(answer, to: try Self.handshake()) == .failed(error))
        guard answer.utf8.count < 10_000 else { return }
        #expect(Self.feed(answer, to: try Self.handshake(), reads: 1) == .failed(error))
    }

    @Test(
        arguments: [
            ([("Sec-WebSocket-Protocol", "b")], "b", nil),
            ([], nil, nil),
            ([("Sec-WebSocket-Protocol", "c")], nil, .subprotocolNotOffered("c")),
            ([("Sec-WebSocket-Protocol", "B")], nil, .subprotocolNotOffered("B")),
            ([("Sec-WebSocket-Protocol", "")], nil, .subprotocolNotOffered("")),
            ([("Sec-WebSocket-Protocol", "a, b")], nil, .repeatedSubprotocol),
            ([("Sec-WebSocket-Protocol", "a"), ("Sec-WebSocket-Protocol", "a")], nil, .repeatedSubprotocol),
        ] as [([(String, String?)], String?, HandshakeError?)])
    func subprotocols(_ fields: [(String, String?)], _ taken: String?, _ error: HandshakeError?) throws {
        let progress = Self.feed(Self.answer(fields), to: try Self.handshake(subprotocols: ["a", "b"]))
        switch progress {
        case .accepted(let response, _): #expect(response.subprotocol == taken && error == nil)
        case .failed(let failure): #expect(failure == error)
        case .needMore, .refused: Issue.record("\(progress)")
        }
    }

    @Test
    func aSubprotocolMayBeRequired() throws {
        let handshake = try Self.handshake(subprotocols: ["a"], required: true)
        #expect(Self.feed(Self.answer(), to: handshake) == .failed(.missingSubprotocol))
        guard case .accepted = Self.feed(Self.answer([("Sec-WebSocket-Protocol", "a")]), to: handshake) else {
            Issue.record("not accepted")
            return
        }
    }

    @Test
    func theEndOfTheTransportInsideTheHead() throws {
        for size in [0, 1, 30] {
            var handshake = try Self.handshake()
            #expect(Array(Self.answer().utf8.prefix(size)).withUnsafeBytes { handshake.receive($0) } == .needMore)
            #expect(handshake.receiveEnd() == .failed(.endedEarly))
            #expect(handshake.receiveEnd() == .failed(.alreadyAnswered))
        }
    }

    @Test
    func nothingIsReadAfterTheAnswer() throws {
        var handshake = try Self.handshake()
        _ = Array(Self.answer().utf8).withUnsafeBytes { handshake.receive($0) }
        #expect([0x81].withUnsafeBytes { handshake.receive($0) } == .failed(.alreadyAnswered))
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func noiseNeverTraps(_ seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        var bytes = Array(Self.answer([("Transfer-Encoding", "chunked")], status: "HTTP/1.1 503 x").utf8)
        bytes += Array("5\r\nhello\r\n0\r\n\r\n".utf8)
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            bytes[Int.random(in: 5..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        var handshake = try Self.handshake()
        let whole = bytes.withUnsafeBytes { handshake.receive($0) }
        let ended = whole == .needMore ? handshake.receiveEnd() : whole
        #expect(ended != .needMore)
    }
}
