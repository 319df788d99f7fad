import HTTP1
import Testing
import WebSocket

/// RFC 6455 §4.2: the server's side of the opening handshake.
struct ServerHandshakeTests {
    /// A proper request's fields, with these in place of, or besides, the usual ones. nil takes one out.
    static func request(_ changes: [(String, String?)] = []) -> [(String, String)] {
        let usual = [
            ("Host", "h"), ("Upgrade", "websocket"), ("Connection", "Upgrade"),
            ("Sec-WebSocket-Key", "c3BvdHRlci1ub25jZS0wMQ=="), ("Sec-WebSocket-Version", "13"),
        ]
        let kept = usual.filter { name, _ in !changes.contains { $0.0 == name } }
        return kept + changes.compactMap { name, value in value.map { (name, $0) } }
    }

    static let accepted: [[(String, String?)]] = [
        [], [("Connection", "keep-alive, Upgrade")], [("Upgrade", "foo, WebSocket")], [("upgrade", "x")],
        [("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")], [("Origin", "https://a")],
    ]

    @Test(arguments: accepted)
    func isAccepted(_ changes: [(String, String?)]) {
        let answer = ServerHandshake.accept(method: "GET", headers: Self.request(changes))
        #expect(
            answer
                == .accepted(
                    fields: [
                        HeaderField("Upgrade", "websocket"), HeaderField("Connection", "Upgrade"),
                        HeaderField("Sec-WebSocket-Accept", ClientHandshakeTests.accept),
                    ], subprotocol: nil, compression: nil))
    }

    static let refused: [(changes: [(String, String?)], status: Int)] = [
        ([("Host", nil)], 400), ([("Host", "a"), ("Host", "b")], 400),
        ([("Upgrade", nil)], 426), ([("Upgrade", "h2c")], 426),
        ([("Connection", nil)], 400), ([("Connection", "close")], 400),
        ([("Sec-WebSocket-Version", nil)], 400), ([("Sec-WebSocket-Version", "8")], 426),
        ([("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Version", "13")], 400),
        ([("Sec-WebSocket-Version", "013")], 426),
        ([("Sec-WebSocket-Key", nil)], 400), ([("Sec-WebSocket-Key", "short")], 400),
        ([("Sec-WebSocket-Key", "c3BvdHRlci1ub25jZS0wMQ=="), ("sec-websocket-key", "c3BvdHRlci1ub25jZS0wMQ==")], 400),
        ([("Sec-WebSocket-Protocol", "a b")], 400),
        ([("X", "a\r\nb")], 400), ([("X", "\0")], 400), ([("X y", "")], 400),
        ((0..<200).map { ("X-\($0)", "") }, 400), ([("X", String(repeating: "a", count: 65536))], 400),
    ]

    @Test(arguments: refused)
    func isRefused(_ changes: [(String, String?)], _ status: Int) {
        let answer = ServerHandshake.accept(method: "GET", headers: Self.request(changes))
        guard case .refused(let given, let reason, let fields) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(given == status)
        #expect(!reason.isEmpty)
        #expect((fields.values(of: "Sec-WebSocket-Version") == ["13"]) == (status == 426))
    }

    @Test
    func onlyAGetOfHTTP11() {
        for (method, version) in [("POST", (1, 1)), ("get", (1, 1)), ("GET", (1, 0)), ("GET", (2, 0))] {
            guard
                case .refused(400, _, _) = ServerHandshake.accept(
                    method: method, version: version, headers: Self.request())
            else {
                Issue.record("\(method) \(version)")
                continue
            }
        }
    }

    @Test(
        arguments: [
            ([], ["a"], nil), (["a"], [], nil), (["a"], ["a"], "a"), (["b, a"], ["a", "b"], "b"),
            (["c,  b", "a"], ["a"], "a"),
            (["A"], ["a"], nil),
        ] as [([String], [String], String?)])
    func subprotocols(_ offered: [String], _ spoken: [String], _ taken: String?) {
        let headers = Self.request(offered.map { ("Sec-WebSocket-Protocol", $0) })
        let answer = ServerHandshake.accept(method: "GET", headers: headers, subprotocols: spoken)
        guard case .accepted(let fields, taken, _) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(fields.values(of: "Sec-WebSocket-Protocol") == [taken].compactMap { $0 })
    }

    /// Both sides of this module understand each other.
    @Test
    func aClientAcceptsWhatAServerAnswers() throws {
        let client = try ClientHandshake(host: "h", path: "/", nonce: Array(0..<16), subprotocols: ["a", "b"])
        let lines = String(decoding: client.request, as: UTF8.self).split(separator: "\r\n").dropFirst()
        let headers = lines.map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (String(parts[0]), String(parts[1].dropFirst()))
        }
        guard
            case .accepted(let fields, "b", _) = ServerHandshake.accept(
                method: "GET", headers: headers, subprotocols: ["b"])
        else {
            Issue.record("refused")
            return
        }
        let answer = "HTTP/1.1 101 x\r\n" + fields.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n"
        guard case .accepted(let response, rest: []) = ClientHandshakeTests.feed(answer, to: client) else {
            Issue.record("not accepted")
            return
        }
        #expect(response.subprotocol == "b")
    }
}
