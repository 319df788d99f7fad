internal import CZlib

/// Compresses the messages of one direction (RFC 7692 §7.2.1).
///
/// It holds 262 KiB with a window of 15 bits, 134 KiB with 14, 70 KiB with 13, 38 KiB with 12, and not much less with
/// fewer: 2^(w+2) + 2^(m+9) bytes and 6 KiB for a window of w bits and a memory level m. A reference, because zlib's state must not move.
final class Deflater {
    /// The last message compressed.
    private(set) var compressed: [UInt8] = []

    private let stream: UnsafeMutablePointer<z_stream>
    private let keepsContext: Bool

    /// The end of a flush, which is left out of a message.
    private static let tailSize = 4
    /// Room for the tail and for the block before it.
    private static let flushSize = 16

    /// A client sends little and seldom, and so takes a window of 12 bits at most. A server, which sends the same kinds of
    /// message over and over, takes what was agreed on.
    ///
    /// nil: there is no memory for it, or the window is of 8 bits, which zlib cannot do without a head of its own.
    init?(_ direction: DeflateParameters.Direction, for role: Role) {
        let bits = role == .client ? min(direction.windowBits, 12) : direction.windowBits
        let memoryLevel = max(5, bits - 7)
        guard direction.windowBits > 8 else { return nil }
        keepsContext = direction.keepsContext
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = deflateInit2_(
            stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -Int32(bits), Int32(memoryLevel),
            Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { return nil }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Compresses a message into ``compressed``.
    ///
    /// - Returns: false if it is to be sent as it is, since it did not get smaller. Where messages share a window it is
    ///   sent compressed all the same: the window holds it by now, and the peer's must too.
    func compress(_ message: UnsafeRawBufferPointer) -> Bool {
        deflate(message)
        compressed.removeLast(Self.tailSize)
        guard !keepsContext else { return true }
        deflateReset(stream)
        return compressed.count < message.count
    }

    /// Gives back what a large message took.
    func trim(to capacity: Int) {
        compressed.removeAll(keepingCapacity: compressed.capacity <= capacity)
    }

    /// zlib counts in 32 bits, and fills its output before it takes all of its input.
    private func deflate(_ message: UnsafeRawBufferPointer) {
        compressed.removeAll(keepingCapacity: true)
        var rest = message
        repeat {
            let offered = min(rest.count, Int(Int32.max))
            let isLast = offered == rest.count
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: rest.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.pointee.avail_in = UInt32(offered)
            repeat {
                append(flush: isLast ? Z_SYNC_FLUSH : Z_NO_FLUSH)
            } while stream.pointee.avail_out == 0
            rest = UnsafeRawBufferPointer(rebasing: rest[offered...])
        } while !rest.isEmpty
    }

    private func append(flush: Int32) {
        let start = compressed.count
        let room = min(Int(stream.pointee.avail_in) &+ Self.flushSize, Int(Int32.max))
        compressed.append(contentsOf: repeatElement(0, count: room))
        stream.pointee.avail_out = UInt32(room)
        compressed.withUnsafeMutableBufferPointer { bytes in
            stream.pointee.next_out = bytes.baseAddress.map { $0 + start }
            _ = CZlib.deflate(stream, flush)
        }
        compressed.removeLast(Int(stream.pointee.avail_out))
    }
}
