/// What a peer may make us hold.
public struct Limits: Hashable, Sendable {
    /// The most bytes of one message, its fragments together and without compression. More is answered with close code
    /// 1009: from the frame's header before anything is kept or, of a compressed message, as soon as it has come out.
    /// Negative values mean 0.
    public var message: Int

    public init(message: Int = 16 << 20) {
        self.message = message
    }
}

extension Limits {
    /// The most bytes of one compressed message. Compression can make a message larger, at worst by an eighth: the fixed
    /// codes of RFC 1951 §3.2.6 take nine bits for half of all bytes.
    var compressedMessage: Int {
        let (sum, isOver) = message.addingReportingOverflow(message / 8 + 1024)
        return isOver ? .max : sum
    }
}
