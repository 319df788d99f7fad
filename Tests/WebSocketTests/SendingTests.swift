import Testing
import WebSocket

/// RFC 6455 §5.2, §5.6, §6.1: what we write.
struct SendingTests {
    @Test(arguments: [
        (0, "82 00"), (125, "82 7d"), (126, "82 7e 00 7e"), (65535, "82 7e ff ff"),
        (65536, "82 7f 00 00 00 00 00 01 00 00"),
    ])
    func lengthsTakeTheirShortestForm(_ size: Int, _ head: String) {
        for role in [Role.client, .server] {
            var endpoint = Endpoint(role)
            endpoint.connection.send(binary: Array(repeating: 0x61, count: size))
            #expect(endpoint.answer() == Wire.bytes(head) + Array(repeating: 0x61, count: size))
        }
    }

    @Test
    func everyFormOfBytes() {
        var endpoint = Endpoint(.client)
        let bytes = Array("čau".utf8)
        endpoint.connection.send(text: "čau")
        endpoint.connection.send(text: bytes)
        endpoint.connection.send(text: AnySequence(bytes))
        bytes.withUnsafeBytes { endpoint.connection.send(text: $0) }
        #expect(endpoint.answer() == (0..<4).flatMap { _ in Wire.frame(0x81, bytes) })

        endpoint = Endpoint(.server)
        endpoint.connection.send(binary: bytes[1...])
        endpoint.connection.send(binary: AnySequence(bytes))
        bytes.withUnsafeBytes { endpoint.connection.send(binary: $0) }
        #expect(endpoint.answer() == [Array(bytes[1...]), bytes, bytes].flatMap { Wire.frame(0x82, $0) })
    }

    @Test
    func outgoingIsTakenOnce() {
        var connection = Connection.server()
        #expect(!connection.hasOutgoing)
        #expect(connection.takeOutgoing().isEmpty)
        connection.send(text: "a")
        #expect(connection.hasOutgoing)
        #expect(connection.takeOutgoing() == Wire.bytes(#"81 01 "a""#))
        #expect(!connection.hasOutgoing)

        connection.send(text: "b")
        var drained: [UInt8] = []
        connection.drainOutgoing { drained += $0 }
        #expect(drained == Wire.bytes(#"81 01 "b""#))
        #expect(!connection.hasOutgoing)
    }
}

/// Sending from inside a receive call.
struct AnsweringTests {
    /// An answer given at once precedes what the rest of the read brings about.
    @Test(arguments: [
        (#"81 01 "a" | 89 01 "p" | 81 01 "b""#, #"81 01 "a" | 8a 01 "p" | 81 01 "b""#),
        (#"81 01 "a" | 88 02 03 e8"#, #"81 01 "a" | 88 02 03 e8"#),
        (#"01 01 "a" | 80 01 "b" | 88 00"#, #"81 02 "ab" | 88 00"#),
    ])
    func anEchoKeepsTheOrder(_ input: String, _ answer: String) {
        for role in [Role.client, .server] {
            var connection = Connection(role: role, maskingKeys: CountingKeys())
            var bytes = Wire.input(input, to: role)
            bytes.withUnsafeMutableBytes { bytes in
                connection.receive(
                    bytes,
                    answering: { connection, incoming in
                        guard case .text(let text) = incoming else { return }
                        connection.send(text: text)
                    })
            }
            #expect(Wire.unmasked(connection.takeOutgoing(), from: role) == Wire.bytes(answer))
        }
    }

    @Test
    func closingOnAMessageStillHandsOverTheNext() {
        var connection = Connection.server()
        var notes = Notes()
        var bytes = Wire.input(#"81 01 "a" | 89 00 | 81 01 "b" | 88 02 03 e8"#, to: .server)
        bytes.withUnsafeMutableBytes { bytes in
            connection.receive(
                bytes,
                answering: { connection, incoming in
                    notes.add(incoming)
                    connection.close(.policy)
                })
        }
        #expect(notes.events == [#"text "a""#, #"ping """#, #"text "b""#, #"closed 1000 """#])
        #expect(connection.takeOutgoing() == Wire.bytes("88 02 03 f0"))
    }
}
