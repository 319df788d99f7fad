internal import NIOCore

/// Times pings of our own, of which at most the latest is under way (RFC 6455 §5.5.2, §5.5.3).
struct PingWatch {
    private var payload: [UInt8] = []
    private var sentAt: NIODeadline?

    /// The payload of a ping that leaves now: 8 random bytes, which no pong that nobody asked for has.
    mutating func ping(at now: NIODeadline) -> [UInt8] {
        payload = (0..<8).map { _ in UInt8.random(in: .min ... .max) }
        sentAt = now
        return payload
    }

    /// The time since the ping that this pong answers; nil where it answers none.
    mutating func pong(_ bytes: UnsafeRawBufferPointer, at now: NIODeadline) -> Duration? {
        guard let sentAt, bytes.elementsEqual(payload) else { return nil }
        self.sentAt = nil
        return .nanoseconds((now - sentAt).nanoseconds)
    }

    /// The ping under way says nothing any more.
    mutating func forget() {
        sentAt = nil
    }
}
