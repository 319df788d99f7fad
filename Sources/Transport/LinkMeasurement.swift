public import Domain

/// What a connection tells about itself beside its messages.
public enum LinkMeasurement: Hashable, Sendable {
    /// From a ping to its pong, by a clock that only goes forward; `at` is when the pong came.
    case roundTrip(Duration, at: Timestamp)
    /// The server's clock when it answered the opening handshake, to the second below (RFC 9110 §6.6.1), and ours when the
    /// request had been written and when the answer had come.
    case serverDate(Timestamp, sent: Timestamp, received: Timestamp)
}
