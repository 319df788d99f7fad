import Testing

@testable import WebSocket

/// RFC 6455 §5.1 and §5.3: a client masks, a server does not.
struct MaskingTests {
    private struct OneKey: MaskingKeys {
        func next() -> UInt32 { 0x37FA_213D }
    }

    @Test(arguments: [
        (#"81 05 "Hello""#, "81 85 37 fa 21 3d 7f 9f 4d 51 58"),  // §5.7
        (#"81 03 "lot""#, "81 83 37 fa 21 3d 5b 95 55"),
        ("81 00", "81 80 37 fa 21 3d"),
    ])
    func vectors(_ plain: String, _ masked: String) {
        var client = Connection(role: .client, maskingKeys: OneKey())
        client.send(text: Wire.bytes(plain).dropFirst(2))
        #expect(Wire.describe(client.takeOutgoing()) == masked)

        var server = Endpoint(.server)
        server.receive(Wire.bytes(masked))
        #expect(server.events == ["text \"\(String(decoding: Wire.bytes(plain).dropFirst(2), as: UTF8.self))\""])
    }

    @Test(arguments: ["81 85 37 fa 21 3d 7f 9f 4d 51 58", "89 80 00 00 00 00", "81 ff", "81 fe"])
    func aServerMustNotMask(_ input: String) {
        var client = Endpoint(.client)
        client.receive(Wire.bytes(input))
        #expect(client.events == ["failed 1002"])
    }

    @Test(arguments: [#"81 05 "Hello""#, "89 00", "81 7f", "88 00"])
    func aClientMustMask(_ input: String) {
        var server = Endpoint(.server)
        server.receive(Wire.bytes(input))
        #expect(server.events == ["failed 1002"])
    }

    @Test
    func everyFrameOfAClientTakesAFreshKey() {
        var client = Connection(role: .client, maskingKeys: CountingKeys())
        client.send(text: "")
        client.send(binary: [])
        client.ping()
        client.pong()
        client.close(.noStatus)
        let frames = client.takeOutgoing()
        let keys = stride(from: 0, to: frames.count, by: 6).map { Array(frames[($0 + 2)..<($0 + 6)]) }
        var expected = CountingKeys()
        #expect(keys == (0..<5).map { _ in withUnsafeBytes(of: expected.next().bigEndian) { Array($0) } })
        #expect(Set(keys).count == 5)
    }

    @Test
    func wordsAreMaskedAsBytesAre() {
        let key: [UInt8] = [0x01, 0x23, 0x45, 0x67]
        for size in 0...100 {
            let plain = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            let expected = plain.enumerated().map { $1 ^ key[$0 % 4] }
            for split in 0...size {
                var bytes = plain
                var mask = Mask(0x0123_4567)
                bytes.withUnsafeMutableBytes { bytes in
                    mask.apply(to: UnsafeMutableRawBufferPointer(rebasing: bytes[..<split]))
                    mask.apply(to: UnsafeMutableRawBufferPointer(rebasing: bytes[split...]))
                }
                #expect(bytes == expected, "\(size) bytes, split at \(split)")
            }
        }
    }
}
