/// What a peer may make us hold.
public struct Limits: Hashable, Sendable {
    /// The most bytes of one message, its fragments together. More is answered with close code 1009, from the
    /// frame's header, before anything is kept. Negative values mean 0.
    public var message: Int

    public init(message: Int = 16 << 20) {
        self.message = message
    }
}

/// The bits a negotiated extension gives a meaning to (RFC 6455 §5.2, §9.1). None is negotiated yet.
struct Extensions: Sendable {
    /// The bits of a frame's first byte that may be set on the first frame of a text or binary message.
    var reservedBits: UInt8 = 0
}
