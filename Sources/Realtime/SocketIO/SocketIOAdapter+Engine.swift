internal import Domain
internal import JSON

/// The layer below: one engine packet a message.
extension SocketIOAdapter {
    mutating func receive(text bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        guard let type = bytes.first else { return fault("an empty message", outbox) }
        let payload = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
        switch type {
        case UInt8(ascii: "0"): handshake(payload, outbox)
        case UInt8(ascii: "1"): end(with: .backOff(atLeast: .zero, reason: "the server closed the session"), outbox)
        case UInt8(ascii: "2"): pinged(payload, outbox)
        case UInt8(ascii: "3"), UInt8(ascii: "5"), UInt8(ascii: "6"): break
        case UInt8(ascii: "4"):
            guard phase != .opening else { return fault("a packet before the handshake", outbox) }
            receive(packet: payload, outbox)
        case UInt8(ascii: "b"): receive(base64: payload, outbox)
        default: fault("a message of an unknown type", outbox)
        }
    }

    /// With Engine.IO 3 a first byte says the type, of which only messages come so.
    mutating func receive(binary bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        guard version == .three else { return receive(attachment: bytes, outbox) }
        guard bytes.first == 4 else { return fault("a binary message of an unknown type", outbox) }
        receive(attachment: UnsafeRawBufferPointer(rebasing: bytes.dropFirst()), outbox)
    }

    /// Servers that take us for unable to read binary messages.
    private mutating func receive(base64 text: UnsafeRawBufferPointer, _ outbox: Outbox) {
        let digits = version == .three ? UnsafeRawBufferPointer(rebasing: text.dropFirst()) : text
        guard let bytes = SecretBox.bytes(base64: digits) else {
            return fault("an attachment that is not base64", outbox)
        }
        bytes.withUnsafeBytes { receive(attachment: $0, outbox) }
    }

    private mutating func handshake(_ payload: UnsafeRawBufferPointer, _ outbox: Outbox) {
        guard phase == .opening else { return note("a second handshake on the same connection was ignored", outbox) }
        guard let handshake = try? document.read(payload, { EngineHandshake($0) }) else {
            return end(with: .backOff(atLeast: .seconds(1), reason: "the handshake has no session id"), outbox)
        }
        heartbeat = handshake.heartbeat
        payloadLimit = handshake.payloadLimit
        phase = .connecting
        outbox.perform(.start(Timer.answer, after: Deadline.connect))
        outbox.perform(.start(Timer.activity, after: version == .four ? silenceLimit : heartbeat.interval))
        if version == .four { connect(outbox) }
    }

    mutating func missedAnswer(_ outbox: Outbox) {
        let reason =
            phase == .opening
            ? "the server sent no handshake within 10 s (is this a Socket.IO server?)"
            : "the server did not answer CONNECT within 20 s"
        decision = .backOff(atLeast: .seconds(1), reason: reason)
        outbox.perform(.drop)
    }

    // MARK: Liveness

    private var silenceLimit: Duration { heartbeat.interval + heartbeat.timeout }

    private mutating func pinged(_ payload: UnsafeRawBufferPointer, _ outbox: Outbox) {
        guard version == .four else { return }
        // Only probes of another transport carry anything, and that is short.
        let probe = String(decoding: payload.prefix(64), as: UTF8.self)
        outbox.send(text: "3" + probe)
    }

    /// Anything that arrives shows that the server lives; the timer looks at `lastArrival` when it runs out.
    @inline(__always)
    mutating func noteArrival(_ outbox: Outbox) {
        lastArrival = outbox.now
        guard awaitsPong else { return }
        awaitsPong = false
        outbox.perform(.start(Timer.activity, after: heartbeat.interval))
    }

    mutating func checkActivity(_ outbox: Outbox) {
        switch version {
        case .four: expectPing(outbox)
        case .three: ping(outbox)
        }
    }

    private mutating func expectPing(_ outbox: Outbox) {
        // A clock that was set back must not keep us waiting.
        let silence = max(.zero, outbox.now - lastArrival)
        guard silence >= silenceLimit else {
            return outbox.perform(.start(Timer.activity, after: silenceLimit - silence))
        }
        dropSilent("no ping came", within: silenceLimit, outbox)
    }

    private mutating func ping(_ outbox: Outbox) {
        guard !awaitsPong else { return dropSilent("no pong came", within: heartbeat.timeout, outbox) }
        awaitsPong = true
        outbox.send(text: "2")
        outbox.perform(.start(Timer.activity, after: heartbeat.timeout))
    }

    private mutating func dropSilent(_ what: String, within limit: Duration, _ outbox: Outbox) {
        decision = .reconnectNow(reason: "\(what) within \(limit.components.seconds) s")
        outbox.perform(.drop)
    }
}
