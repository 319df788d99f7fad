internal import CZlib

/// Takes the compression off the messages of one direction (RFC 7692 §7.2.2).
///
/// It holds about 7 KiB, and the window of its direction (32 KiB with 15 bits) once that is needed. A reference, because
/// zlib's state must not move.
final class Inflater {
    private let stream: UnsafeMutablePointer<z_stream>
    private let keepsContext: Bool
    /// A block marked as the last one has ended, and nothing has come behind it.
    private var isBehindFinalBlock = false

    /// The most that comes out in one go: it is checked while it is still near the processor.
    private static let largestStep = 64 << 10
    /// zlib is slow with less room than its longest match.
    private static let smallestStep = 512

    /// nil: there is no memory for it.
    init?(_ direction: DeflateParameters.Direction) {
        keepsContext = direction.keepsContext
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Some compressors that agreed to 8 bits use 9.
        let bits = Int32(max(9, direction.windowBits))
        let code = inflateInit2_(stream, -bits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { return nil }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Inflates a step of the message's next bytes.
    ///
    /// - Parameters:
    ///   - input: left with what is not read yet.
    ///   - output: the message so far, which is added to.
    ///   - limit: the most that `output` may hold. It is never grown further than by the byte that tells of too much.
    /// - Returns: whether there is more to be had.
    func step(
        _ input: inout UnsafeRawBufferPointer, into output: inout [UInt8], limit: Int
    ) throws(Violation) -> Bool {
        try step(&input, into: &output, limit: limit, flush: Z_SYNC_FLUSH)
    }

    /// The message is complete: adds what its sender left out, the rest of the empty block that brings it to a whole byte.
    func finish(into output: inout [UInt8], limit: Int) throws(Violation) {
        // Who ends with a final block should send an empty one behind it (§7.2.3.4), but some do not.
        if !isBehindFinalBlock { try endBlock(into: &output, limit: limit) }
        guard !keepsContext else { return }
        inflateReset(stream)
        isBehindFinalBlock = false
    }

    /// With `Z_BLOCK` zlib stops behind each block, and tells so: 128, 64 more if the block was marked as the last one,
    /// and the bits of its last byte that it has not used.
    private func endBlock(into output: inout [UInt8], limit: Int) throws(Violation) {
        try withUnsafeBytes(of: UInt32(0x0000_FFFF).bigEndian) { tail throws(Violation) in
            var tail = tail
            while try step(&tail, into: &output, limit: limit, flush: Z_BLOCK) {}
        }
        switch stream.pointee.data_type {
        case 128: break
        case 128 + 64: isBehindFinalBlock = true
        default: throw .compressionCorrupt
        }
    }

    private func step(
        _ input: inout UnsafeRawBufferPointer, into output: inout [UInt8], limit: Int, flush: Int32
    ) throws(Violation) -> Bool {
        guard !isBehindFinalBlock || !input.isEmpty else { return false }
        let step = Self.makeRoom(for: input.count, in: &output, limit: limit)
        let code = inflate(&input, into: &output, last: step, flush: flush)
        let isFull = stream.pointee.avail_out == 0
        output.removeLast(Int(stream.pointee.avail_out))
        // Before what zlib says: a fault behind too much is not the first.
        guard output.count <= limit else { throw .messageTooBig }
        switch code {
        case Z_OK, Z_BUF_ERROR, Z_STREAM_END: break
        case Z_MEM_ERROR: throw .outOfMemory
        default: throw .compressionCorrupt
        }
        return !input.isEmpty || isFull
    }

    /// Inflates into the last bytes of `output`.
    private func inflate(
        _ input: inout UnsafeRawBufferPointer, into output: inout [UInt8], last count: Int, flush: Int32
    ) -> Int32 {
        let offered = min(input.count, Int(Int32.max))
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(offered)
        stream.pointee.avail_out = UInt32(count)
        let code = output.withUnsafeMutableBufferPointer { bytes in
            stream.pointee.next_out = bytes.baseAddress.map { $0 + (bytes.count &- count) }
            return inflateStreams(flush)
        }
        let used = offered &- Int(stream.pointee.avail_in)
        input = UnsafeRawBufferPointer(rebasing: input[used...])
        return code
    }

    /// Goes on behind final blocks in the same room, of which a peer may send millions in one frame.
    private func inflateStreams(_ flush: Int32) -> Int32 {
        while true {
            if isBehindFinalBlock {
                // What follows may still refer to what came before, so the window stays.
                inflateResetKeep(stream)
                isBehindFinalBlock = false
            }
            let code = CZlib.inflate(stream, flush)
            guard code == Z_STREAM_END else { return code }
            isBehindFinalBlock = true
            guard stream.pointee.avail_in > 0, stream.pointee.avail_out > 0 else { return code }
        }
    }

    /// Appends zeros to be written over, at most one more than the limit lets in, and says how many.
    private static func makeRoom(for input: Int, in output: inout [UInt8], limit: Int) -> Int {
        let wanted = min(max(input, smallestStep / 4), largestStep / 4) &* 4
        let room = limit &- output.count
        let step = room < wanted ? room &+ 1 : wanted
        let needed = output.count &+ step
        if needed > output.capacity {
            // Arrays double; near the limit that would be twice what is allowed.
            output.reserveCapacity(max(needed, min(output.capacity &* 2, limit)))
        }
        output.append(contentsOf: repeatElement(0, count: step))
        return step
    }
}
