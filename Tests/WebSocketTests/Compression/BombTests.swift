import Testing

@testable import WebSocket

/// RFC 7692 §8, RFC 6455 §10.4: what a compressed message may make us hold.
struct BombTests {
    /// Zeros, a thousandth of their size.
    private static func bomb(_ size: Int, from role: Role = .server) throws -> [UInt8] {
        let deflater = try #require(Deflater(DeflateParameters().sent(by: role), for: .server))
        #expect([UInt8](repeating: 0, count: size).withUnsafeBytes { deflater.compress($0) })
        return deflater.compressed
    }

    @Test
    func aMessageOfTheLimitAndOneMore() throws {
        for limit in [128, 1000, 70_000] {
            for (size, isFine) in [(limit, true), (limit + 1, false)] {
                var endpoint = Endpoint(.client, limit: limit, compression: DeflateParameters())
                endpoint.receive(Wire.frame(0xC2, try Self.bomb(size)), reads: [20])
                #expect(endpoint.events.count == 1)
                #expect((endpoint.events == ["failed 1009"]) == !isFine, "\(size) of \(limit)")
            }
        }
    }

    /// The rest is not inflated, nor is more ever held than the limit and the byte that tells of more.
    @Test
    func aBombIsCutOffAtTheLimit() throws {
        let limit = 100_000
        let bomb = try Self.bomb(1 << 20)
        let inflater = try #require(Inflater(DeflateParameters().sent(by: .server)))
        var (message, peak): ([UInt8], Int) = ([], 0)
        var violation: Violation?
        bomb.withUnsafeBytes { bytes in
            var rest = bytes
            do throws(Violation) {
                while try inflater.step(&rest, into: &message, limit: limit) { peak = max(peak, message.capacity) }
            } catch {
                violation = error
            }
            #expect(rest.count > bomb.count - 1000, "the rest is not read")
        }
        #expect(violation == .messageTooBig)
        #expect(message.count == limit + 1)
        #expect(max(peak, message.capacity) < limit + limit / 8)
    }

    @Test
    func fragmentsCountTogether() throws {
        let part = try Self.bomb(600)
        let fragment = part.dropLast() + [0x00, 0x00, 0x00, 0xFF, 0xFF]
        var endpoint = Endpoint(.client, limit: 1000, compression: DeflateParameters())
        endpoint.receive(Wire.frame(0x42, Array(fragment)))
        #expect(endpoint.events.isEmpty)
        endpoint.receive(Wire.frame(0x80, part))
        #expect(endpoint.events == ["failed 1009"])
        #expect(endpoint.connection.message.capacity == 0 && endpoint.connection.inflater == nil)
    }

    /// A frame that cannot be of a message within the limit is refused by its head, before anything is read of it.
    @Test(arguments: [
        ("c2 7e 08 65", true), ("c2 7e 08 66", false), ("c2 7f 7f ff ff ff ff ff ff ff", false),
        ("42 7e 08 00", true), ("82 7e 04 01", false),
    ])
    func theHeadDecides(_ head: String, _ isFine: Bool) {
        var endpoint = Endpoint(.client, limit: 1000, compression: DeflateParameters())
        endpoint.receive(Wire.bytes(head))
        #expect((endpoint.events == ["failed 1009"]) == !isFine)
    }

    /// Fragments that come to nothing count as well.
    @Test
    func emptyBlocksDoNotGoOnForEver() {
        var endpoint = Endpoint(.client, limit: 1000, compression: DeflateParameters())
        let empty = Wire.bytes("00 00 00 ff ff")
        endpoint.receive(Wire.frame(0x42, empty))
        var fragments = 1
        while endpoint.events.isEmpty, fragments < 1000 {
            endpoint.receive(Wire.frame(0x00, empty))
            fragments += 1
        }
        #expect(endpoint.events == ["failed 1009"])
        #expect(fragments == (1000 + 125 + 1024) / 5 + 1)
    }

    @Test
    func anUnlimitedConnectionDoesNotTrap() throws {
        for limit in [Int.max, Int.max - 1000] {
            var endpoint = Endpoint(.client, limit: limit, compression: DeflateParameters())
            endpoint.receive(Wire.frame(0xC2, try Self.bomb(1000)))
            endpoint.receive(Wire.bytes("42 00 00 7f 7f ff ff ff ff ff ff ff"))
            #expect(endpoint.events.count == 1 && endpoint.reasons.isEmpty)
        }
    }

    /// A large message does not hold its memory for ever, nor does a connection that has ended.
    @Test
    func memoryIsGivenBack() throws {
        var endpoint = Endpoint(.server, compression: DeflateParameters())
        #expect(endpoint.connection.inflater == nil && endpoint.connection.deflater == nil)
        let bomb = Wire.masked(Wire.frame(0xC2, try Self.bomb(600_000, from: .client)))
        endpoint.receive(bomb)
        #expect(endpoint.events.count == 1)
        #expect(endpoint.connection.message.capacity <= Connection.keptCapacity)
        var random = SeededGenerator(state: 1)
        let noise = (0..<40_000).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
        endpoint.connection.send(binary: noise)
        #expect(endpoint.connection.deflater?.compressed.capacity == 0)
        endpoint.receive(Wire.masked(Wire.bytes("88 00")))
        #expect(endpoint.connection.inflater == nil && endpoint.connection.deflater == nil)
    }
}
