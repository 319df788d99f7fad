import HTTP1
import Testing

@testable import Realtime

@Suite struct HandshakeSignTests {
    private static func service(_ subprotocol: String?, _ fields: [HeaderField] = []) throws -> KnownService? {
        KnownService.answering(
            Handshake(address: try WebAddress("wss://h/live"), subprotocol: subprotocol, fields: fields))
    }

    @Test(
        arguments: [
            ("graphql-transport-ws", .graphQL), ("graphql-ws", .graphQL), ("GraphQL-WS", .graphQL), ("mqtt", .mqtt),
            ("MQTT", .mqtt), ("mqttv3.1", .mqtt), ("actioncable-v1-json", .actionCable),
            ("actioncable-v1-ext-json", .actionCable), ("actioncable-unsupported", .actionCable),
            ("phoenix", .phoenix), ("centrifuge-protobuf", .centrifugo), ("centrifuge-json", .centrifugo),
            ("v10.stomp", .stomp), ("v11.stomp", .stomp), ("v12.stomp", .stomp), ("wamp.2.json", .wamp),
            ("wamp.2.cbor.batched", .wamp), ("ws+meta.nchan", .nchan),
        ] as [(String, KnownService)])
    func aSubprotocolIsOneServices(_ subprotocol: String, _ expected: KnownService) throws {
        #expect(try Self.service(subprotocol) == expected)
    }

    @Test(arguments: [
        nil, "", "json", "json.v1", "bids.v1", "chat", "actioncable", "wamp", "wamp.1", "stomp", "v13.stomp", "amqp",
        "nchan", "graphql", "binary", "base64url.bearer.phx.Zm9v", "my-mqtt", "diffusion-7",
    ])
    func anyOtherIsNobodys(_ subprotocol: String?) throws {
        #expect(try Self.service(subprotocol) == nil)
    }

    @Test(
        arguments: [
            ("X-Powered-By", "Laravel Reverb", .pusher), ("x-powered-by", "Laravel Reverb", .pusher),
            ("X-Ably-ServerId", "frontend.1a2b.3.us-east-1-A.i-0c.e9", .ably), ("x-ably-serverid", "x", .ably),
            // What others are built with, or stand behind, too.
            ("X-Powered-By", "Express", nil), ("X-Powered-By", "Ratchet/0.4.4", nil), ("X-Powered-By", "PHP/8.3", nil),
            ("X-Powered-By", "Phusion Passenger(R) 6.0", nil), ("Server", "Cowboy", nil), ("Server", "nginx/1.26", nil),
            ("Server", "Kestrel", nil), ("Server", "uvicorn", nil), ("Server", "Laravel Reverb", nil),
            ("uWebSockets", "20", nil), ("Via", "1.1 vegur", nil), ("Date", "Sat, 21 Nov 2026 14:00:00 GMT", nil),
        ] as [(String, String, KnownService?)])
    func aFieldIsASignOnlyWhereItIsOneServices(_ name: String, _ value: String, _ expected: KnownService?) throws {
        #expect(try Self.service(nil, [HeaderField(name, value)]) == expected)
    }

    /// What was agreed on says more than what the server is.
    @Test func theSubprotocolComesFirst() throws {
        #expect(try Self.service("mqtt", [HeaderField("X-Powered-By", "Laravel Reverb")]) == .mqtt)
        #expect(try Self.service("bids.v1", [HeaderField("X-Powered-By", "Laravel Reverb")]) == .pusher)
    }
}
