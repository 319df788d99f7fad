import HTTP1
import Testing
import WebSocket

/// RFC 7692 §5, §7.1: how compression is agreed on.
struct NegotiationTests {
    // MARK: The client

    static let offers: [(DeflateOffer, String)] = [
        (DeflateOffer(), "permessage-deflate; client_max_window_bits"),
        (DeflateOffer(clientMaxWindowBits: nil), "permessage-deflate"),
        (DeflateOffer(clientMaxWindowBits: 9), "permessage-deflate; client_max_window_bits=9"),
        (
            DeflateOffer(
                serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 10,
                clientMaxWindowBits: 15),
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10; "
                + "client_max_window_bits"
        ),
        (
            DeflateOffer(serverMaxWindowBits: 3, clientMaxWindowBits: nil),
            "permessage-deflate; server_max_window_bits=8"
        ),
        (
            DeflateOffer(serverMaxWindowBits: 99, clientMaxWindowBits: -1),
            "permessage-deflate; server_max_window_bits=15; client_max_window_bits=8"
        ),
    ]

    @Test(arguments: offers)
    func whatIsOffered(_ offer: DeflateOffer, _ value: String) throws {
        let request = String(decoding: try Self.handshake(offer).request, as: UTF8.self)
        #expect(request.contains("\r\nSec-WebSocket-Extensions: \(value)\r\n"))
        #expect(!String(decoding: try Self.handshake(nil).request, as: UTF8.self).contains("Extensions"))
    }

    static let usual = DeflateOffer()
    static let answers: [(offer: DeflateOffer, answer: [String], agreed: DeflateParameters?)] = [
        (usual, [], nil),
        (usual, ["", ","], nil),
        (usual, ["permessage-deflate"], DeflateParameters()),
        (usual, ["Permessage-Deflate"], DeflateParameters()),
        (usual, ["", "permessage-deflate,"], DeflateParameters()),
        (usual, ["permessage-deflate; server_no_context_takeover"], DeflateParameters(serverNoContextTakeover: true)),
        (usual, ["permessage-deflate;client_no_context_takeover"], DeflateParameters(clientNoContextTakeover: true)),
        (usual, ["permessage-deflate; server_max_window_bits=8"], DeflateParameters(serverMaxWindowBits: 8)),
        (usual, ["permessage-deflate; client_max_window_bits=10"], DeflateParameters(clientMaxWindowBits: 10)),
        (usual, [#"permessage-deflate; client_max_window_bits="15""#], DeflateParameters()),
        (usual, [#"permessage-deflate; server_max_window_bits="1\2""#], DeflateParameters(serverMaxWindowBits: 12)),
        (usual, ["permessage-deflate ;\tserver_max_window_bits = 9"], DeflateParameters(serverMaxWindowBits: 9)),
        (
            usual,
            [
                "permessage-deflate; client_max_window_bits=9; server_max_window_bits=14; client_no_context_takeover; "
                    + "server_no_context_takeover"
            ],
            DeflateParameters(
                serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 14,
                clientMaxWindowBits: 9)
        ),
        // What we promise holds whatever the answer.
        (
            DeflateOffer(clientNoContextTakeover: true, clientMaxWindowBits: 10), ["permessage-deflate"],
            DeflateParameters(clientNoContextTakeover: true, clientMaxWindowBits: 10)
        ),
        (
            DeflateOffer(clientMaxWindowBits: 10), ["permessage-deflate; client_max_window_bits=12"],
            DeflateParameters(clientMaxWindowBits: 10)
        ),
        (
            DeflateOffer(serverNoContextTakeover: true, serverMaxWindowBits: 12),
            ["permessage-deflate; server_no_context_takeover; server_max_window_bits=11"],
            DeflateParameters(serverNoContextTakeover: true, serverMaxWindowBits: 11)
        ),
    ]

    @Test(arguments: answers)
    func isAgreed(_ offer: DeflateOffer, _ answer: [String], _ agreed: DeflateParameters?) throws {
        guard case .accepted(let response, _) = try Self.judge(answer, of: offer) else {
            Issue.record("\(try Self.judge(answer, of: offer))")
            return
        }
        #expect(response.compression == agreed)
        #expect(response.fields.values(of: "Sec-WebSocket-Extensions") == answer)
    }

    private static let name = "permessage-deflate"
    static let faults: [(offer: DeflateOffer?, answer: [String], error: HandshakeError)] =
        [
            (nil, ["permessage-deflate"], .extensionNotOffered(name)),
            (nil, ["x"], .extensionNotOffered("x")),
            (usual, ["x; a=b"], .extensionNotOffered("x")),
            (usual, ["permessage-deflate, x"], .extensionNotOffered("x")),
            (usual, ["x-webkit-deflate-frame"], .extensionNotOffered("x-webkit-deflate-frame")),
            (usual, ["permessage-deflate, permessage-deflate"], .repeatedExtension(name)),
            (usual, ["permessage-deflate", "permessage-deflate"], .repeatedExtension(name)),
            (usual, ["permessage-deflate; x"], .unknownParameter("x", of: name)),
            (usual, ["permessage-deflate; x=1"], .unknownParameter("x", of: name)),
            (
                usual, ["permessage-deflate; server_no_context_takeover; server_no_context_takeover"],
                .repeatedParameter("server_no_context_takeover", of: name)
            ),
            (
                usual, ["permessage-deflate; server_max_window_bits=9; server_max_window_bits=9"],
                .repeatedParameter("server_max_window_bits", of: name)
            ),
            (
                usual, ["permessage-deflate; client_max_window_bits"],
                .invalidParameter("client_max_window_bits", of: name)
            ),
            (
                usual, ["permessage-deflate; server_no_context_takeover=1"],
                .invalidParameter("server_no_context_takeover=1", of: name)
            ),
            (
                usual, ["permessage-deflate; client_no_context_takeover=true"],
                .invalidParameter("client_no_context_takeover=true", of: name)
            ),
            (
                DeflateOffer(serverMaxWindowBits: 10), ["permessage-deflate; server_max_window_bits=11"],
                .invalidParameter("server_max_window_bits=11", of: name)
            ),
            (
                DeflateOffer(serverMaxWindowBits: 10), ["permessage-deflate"],
                .missingParameter("server_max_window_bits", of: name)
            ),
            (
                DeflateOffer(serverNoContextTakeover: true), ["permessage-deflate"],
                .missingParameter("server_no_context_takeover", of: name)
            ),
            (
                DeflateOffer(clientMaxWindowBits: nil), ["permessage-deflate; client_max_window_bits=15"],
                .parameterNotOffered("client_max_window_bits", of: name)
            ),
        ]
        + ["7", "16", "08", "015", "-9", "+9", "9.0", "0x9", "99999999999999999999", "a"].flatMap { bits in
            ["server_max_window_bits", "client_max_window_bits"].map { parameter in
                (
                    usual, ["permessage-deflate; \(parameter)=\(bits)"],
                    HandshakeError.invalidParameter("\(parameter)=\(bits)", of: name)
                )
            }
        }
        + [
            "permessage-deflate;", "permessage-deflate; ", ";", "=", "permessage-deflate; =", "permessage-deflate x",
            "permessage-deflate; server_max_window_bits=", #"permessage-deflate; server_max_window_bits="""#,
            #"permessage-deflate; server_max_window_bits="15"#, #"permessage-deflate; server_max_window_bits="1 5""#,
            #"permessage-deflate; server_max_window_bits="15"0"#, #"permessage-deflate; server_max_window_bits="1\"#,
            #""permessage-deflate""#, "permessage-deflate; server_max_window_bits=1=2", "permessage-deflate;; x", "é",
        ].map { (usual, [$0], HandshakeError.malformedExtensions) }

    @Test(arguments: faults)
    func fails(_ offer: DeflateOffer?, _ answer: [String], _ error: HandshakeError) throws {
        #expect(try Self.judge(answer, of: offer) == .failed(error))
        #expect(!error.isOurs)
    }

    // MARK: The server

    typealias Row = (policy: DeflatePolicy?, offers: [String], answer: String?, agreed: DeflateParameters?)

    static let servers: [Row] = answered + badlyOffered

    private static let answered: [Row] =
        [
            (nil, ["permessage-deflate"], nil, nil),
            (DeflatePolicy(), [], nil, nil),
            (DeflatePolicy(), ["x, y; a=b"], nil, nil),
            (DeflatePolicy(), ["permessage-deflate"], "permessage-deflate", DeflateParameters()),
            (
                DeflatePolicy(), ["permessage-deflate; client_max_window_bits"], "permessage-deflate",
                DeflateParameters()
            ),
            (
                DeflatePolicy(), ["permessage-deflate; client_max_window_bits=10"],
                "permessage-deflate; client_max_window_bits=10", DeflateParameters(clientMaxWindowBits: 10)
            ),
            (
                DeflatePolicy(), [#"x, PERMESSAGE-DEFLATE; server_max_window_bits="9"; server_no_context_takeover"#],
                "permessage-deflate; server_no_context_takeover; server_max_window_bits=9",
                DeflateParameters(serverNoContextTakeover: true, serverMaxWindowBits: 9)
            ),
            (
                DeflatePolicy(), ["permessage-deflate; server_max_window_bits=15; client_no_context_takeover"],
                "permessage-deflate; client_no_context_takeover; server_max_window_bits=15",
                DeflateParameters(clientNoContextTakeover: true)
            ),
            (
                DeflatePolicy(
                    serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 11,
                    clientMaxWindowBits: 12),
                ["permessage-deflate; client_max_window_bits; server_max_window_bits=13"],
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=11; "
                    + "client_max_window_bits=12",
                DeflateParameters(
                    serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 11,
                    clientMaxWindowBits: 12)
            ),
            // §7.1.2.2: who does not offer it cannot be asked.
            (
                DeflatePolicy(serverMaxWindowBits: 8, clientMaxWindowBits: 9), ["permessage-deflate"],
                "permessage-deflate; server_max_window_bits=8", DeflateParameters(serverMaxWindowBits: 8)
            ),
            // §5.1: the first that can be taken.
            (
                DeflatePolicy(),
                ["permessage-deflate; x", "permessage-deflate; server_max_window_bits=9, permessage-deflate"],
                "permessage-deflate; server_max_window_bits=9", DeflateParameters(serverMaxWindowBits: 9)
            ),
        ]

    private static let badParameters = [
        "server_max_window_bits", "server_max_window_bits=7", "server_max_window_bits=16", "client_max_window_bits=08",
        "server_no_context_takeover=1", "client_no_context_takeover; client_no_context_takeover", "x", "x=1",
    ]

    /// By itself; then before one that can be taken.
    private static let badlyOffered: [Row] = badParameters.flatMap { (parameters: String) -> [Row] in
        let offer = "permessage-deflate; \(parameters)"
        return [
            (DeflatePolicy(), [offer], nil, nil),
            (DeflatePolicy(), [offer + ", permessage-deflate"], "permessage-deflate", DeflateParameters()),
        ]
    }

    @Test(arguments: servers)
    func aServerAnswers(
        _ policy: DeflatePolicy?, _ offers: [String], _ answer: String?, _ agreed: DeflateParameters?
    ) {
        let headers = ServerHandshakeTests.request(offers.map { ("Sec-WebSocket-Extensions", $0) })
        let result = ServerHandshake.accept(method: "GET", headers: headers, compression: policy)
        guard case .accepted(let fields, _, let compression) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(compression == agreed)
        #expect(fields.values(of: "Sec-WebSocket-Extensions") == [answer].compactMap { $0 })
    }

    /// RFC 6455 §9.1: what breaks the grammar fails the handshake.
    @Test(arguments: ["permessage-deflate;", "a b", "a; b=\"", "=", "\"a\""])
    func aServerRefusesWhatCannotBeRead(_ offer: String) {
        for policy in [nil, DeflatePolicy()] {
            let headers = ServerHandshakeTests.request([("Sec-WebSocket-Extensions", offer)])
            let answer = ServerHandshake.accept(method: "GET", headers: headers, compression: policy)
            #expect(answer == .refused(status: 400, reason: "malformed Sec-WebSocket-Extensions", fields: []))
        }
    }

    /// Both sides of this module agree on the same, whatever they want.
    @Test
    func bothEndsAgree() throws {
        for seed in 0..<200 as Range<UInt64> {
            var random = SeededGenerator(state: seed)
            func bits() -> Int { Int.random(in: 8...15, using: &random) }
            let offer = DeflateOffer(
                serverNoContextTakeover: .random(using: &random), clientNoContextTakeover: .random(using: &random),
                serverMaxWindowBits: Bool.random(using: &random) ? bits() : nil,
                clientMaxWindowBits: Bool.random(using: &random) ? bits() : nil)
            let policy = DeflatePolicy(
                serverNoContextTakeover: .random(using: &random), clientNoContextTakeover: .random(using: &random),
                serverMaxWindowBits: bits(), clientMaxWindowBits: bits())
            let headers = ServerHandshakeTests.request([("Sec-WebSocket-Extensions", "\(offer)")])
            let answer = ServerHandshake.accept(method: "GET", headers: headers, compression: policy)
            guard case .accepted(let fields, _, let servers?) = answer,
                case .accepted(let response, _) = try Self.judge(
                    fields.values(of: "Sec-WebSocket-Extensions"), of: offer),
                let clients = response.compression
            else {
                Issue.record("\(offer), \(policy)")
                continue
            }
            #expect(clients == servers, "\(offer), \(policy)")
        }
    }

    // MARK: -

    private static func handshake(_ offer: DeflateOffer?) throws -> ClientHandshake {
        try ClientHandshake(host: "h", path: "/", nonce: ClientHandshakeTests.nonce, compression: offer)
    }

    private static func judge(_ answer: [String], of offer: DeflateOffer?) throws -> ClientHandshake.Progress {
        let fields = answer.map { ("Sec-WebSocket-Extensions", String?.some($0)) }
        return ClientHandshakeTests.feed(ClientHandshakeTests.answer(fields), to: try handshake(offer))
    }
}
