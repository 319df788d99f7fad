/// permessage-deflate (RFC 7692 §7.2).
extension Connection {
    /// More of a compressed message: what comes out is checked, counted and added to the message step by step, so that
    /// neither a bomb nor a fault in the text is inflated any further. Fails the connection where it is at fault.
    mutating func inflate(_ bytes: UnsafeRawBufferPointer, isLast: Bool, _ body: Body) -> Bool {
        var checked = message.count
        do throws(Violation) {
            let inflater = try readyInflater()
            compressedCount &+= bytes.count
            var rest = bytes
            var isMore = true
            while isMore {
                isMore = try inflater.step(&rest, into: &message, limit: limits.message)
                try checkInflated(from: &checked)
            }
            // An empty message should be the one byte 00 (§7.2.3.6), but nothing at all means nothing else.
            guard isLast, compressedCount > 0 else { return true }
            try inflater.finish(into: &message, limit: limits.message)
            try checkInflated(from: &checked)
            return true
        } catch {
            // The same step may have brought out a fault in the text before that: which of them is told must not depend
            // on how the bytes were read.
            let isFirst = error == .textNotUTF8 || acceptInflated(from: checked)
            fail(isFirst ? error : .textNotUTF8, body)
            return false
        }
    }

    private mutating func checkInflated(from checked: inout Int) throws(Violation) {
        guard acceptInflated(from: checked) else { throw .textNotUTF8 }
        checked = message.count
    }

    private mutating func acceptInflated(from checked: Int) -> Bool {
        guard messageKind == .text else { return true }
        return message.withUnsafeBytes { utf8.accept(UnsafeRawBufferPointer(rebasing: $0[checked...])) }
    }

    /// A connection that never sees a compressed message never pays for one.
    private mutating func readyInflater() throws(Violation) -> Inflater {
        if let inflater { return inflater }
        let peer: Role = role == .client ? .server : .client
        guard let made = compression.flatMap({ Inflater($0.sent(by: peer)) }) else { throw .outOfMemory }
        inflater = made
        return made
    }

    /// Sends a message compressed; false if it is to be sent as it is.
    mutating func sendCompressed(_ opcode: Opcode, _ payload: UnsafeRawBufferPointer) -> Bool {
        guard let compression, payload.count >= Self.leastCompressed else { return false }
        if deflater == nil {
            deflater = Deflater(compression.sent(by: role), for: role)
        }
        guard let deflater, deflater.compress(payload) else { return false }
        deflater.compressed.withUnsafeBytes { append(opcode, $0, isCompressed: true) }
        deflater.trim(to: Self.keptCapacity)
        return true
    }
}
