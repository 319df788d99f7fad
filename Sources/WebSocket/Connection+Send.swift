extension Connection {
    /// Whether there are bytes to be written to the transport.
    public var hasOutgoing: Bool { !outgoing.isEmpty }

    /// The bytes to be written to the transport, in order; there are none left afterwards.
    ///
    /// Take them only while the transport can write: pings are then not answered into a queue that nobody reads.
    public mutating func takeOutgoing() -> [UInt8] {
        appendDeferredPong()
        var taken: [UInt8] = []
        swap(&taken, &outgoing)
        return taken
    }

    /// As ``takeOutgoing()``, for a caller that copies the bytes to a buffer of its own: keeps ours for the next frames.
    public mutating func drainOutgoing(_ body: (UnsafeRawBufferPointer) -> Void) {
        appendDeferredPong()
        outgoing.withUnsafeBytes(body)
        outgoing.removeAll(keepingCapacity: outgoing.capacity <= Self.keptCapacity)
    }

    private mutating func appendDeferredPong() {
        guard let payload = deferredPong else { return }
        deferredPong = nil
        pong(payload)
    }
}

// MARK: - Messages

extension Connection {
    /// Sends a text message in one frame, compressed where that was agreed on and pays. `text` must be UTF-8. Ignored once we have closed.
    public mutating func send(text: UnsafeRawBufferPointer) {
        sendMessage(.text, text)
    }

    /// Sends a text message in one frame. `text` must be UTF-8. Ignored once we have closed.
    public mutating func send(text: some Sequence<UInt8>) {
        withBytes(of: text) { $0.send(text: $1) }
    }

    /// Sends a text message in one frame. Ignored once we have closed.
    public mutating func send(text: String) {
        send(text: text.utf8)
    }

    /// Sends a binary message in one frame. Ignored once we have closed.
    public mutating func send(binary: UnsafeRawBufferPointer) {
        sendMessage(.binary, binary)
    }

    /// Sends a binary message in one frame. Ignored once we have closed.
    public mutating func send(binary: some Sequence<UInt8>) {
        withBytes(of: binary) { $0.send(binary: $1) }
    }

    private mutating func sendMessage(_ opcode: Opcode, _ payload: UnsafeRawBufferPointer) {
        guard state == .open, !sendCompressed(opcode, payload) else { return }
        append(opcode, payload)
    }
}

// MARK: - Control frames

extension Connection {
    /// Asks the peer for a pong with the same bytes, of which the first 125 are sent. Ignored once we have closed.
    public mutating func ping(_ payload: some Sequence<UInt8> = []) {
        sendControl(.ping, payload)
    }

    /// A pong nobody asked for: a heartbeat in one direction (§5.5.3). Pings are answered without it. The first 125
    /// bytes are sent. Ignored once we have closed.
    public mutating func pong(_ payload: some Sequence<UInt8> = []) {
        sendControl(.pong, payload)
    }

    /// Begins the close handshake (§7.1.2); does nothing if it has begun. What the peer sent before its own close frame
    /// is still handed over.
    ///
    /// - Parameters:
    ///   - code: one that may not be on the wire, such as ``CloseCode/noStatus``, makes the close frame empty.
    ///   - reason: cut to at most 123 bytes, between characters.
    public mutating func close(_ code: CloseCode, reason: String = "") {
        guard state == .open else { return }
        state = .closing
        deferredPong = nil
        var payload: [UInt8] = []
        if code.isAllowedOnWire {
            payload = [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)]
            payload.append(contentsOf: Self.cut(reason, toBytes: 123))
        }
        payload.withUnsafeBytes { append(.close, $0) }
    }

    private mutating func sendControl(_ opcode: Opcode, _ payload: some Sequence<UInt8>) {
        guard state == .open else { return }
        withBytes(of: payload.prefix(125)) { $0.append(opcode, $1) }
    }

    private static func cut(_ text: String, toBytes limit: Int) -> [UInt8] {
        var bytes = Array(text.utf8.prefix(limit + 1))
        guard bytes.count > limit else { return bytes }
        while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
        return bytes
    }
}

// MARK: - Frames

extension Connection {
    /// Appends a whole frame; a client's is masked with a fresh key (§5.3).
    mutating func append(_ opcode: Opcode, _ payload: UnsafeRawBufferPointer, isCompressed: Bool = false) {
        let key = role == .client ? maskingKeys.next() : nil
        if outgoing.isEmpty { outgoing.reserveCapacity(FrameHeader.maximumSize &+ payload.count) }
        FrameHeader.append(
            opcode, isCompressed: isCompressed, length: payload.count, maskingKey: key, to: &outgoing)
        let start = outgoing.count
        outgoing.append(contentsOf: payload)
        guard let key else { return }
        var mask = Mask(key)
        outgoing.withUnsafeMutableBytes { mask.apply(to: UnsafeMutableRawBufferPointer(rebasing: $0[start...])) }
    }

    /// The bytes of any sequence in one piece, copied only if they are not.
    private mutating func withBytes(
        of bytes: some Sequence<UInt8>, _ body: (inout Connection, UnsafeRawBufferPointer) -> Void
    ) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { body(&self, UnsafeRawBufferPointer($0)) }
        guard isDone == nil else { return }
        Array(bytes).withUnsafeBytes { body(&self, $0) }
    }
}
