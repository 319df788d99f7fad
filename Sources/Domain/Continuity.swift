/// A stretch in which messages may have been missed.
public struct Gap: Hashable, Sendable {
    /// What shows that something is (or may be) missing.
    public enum Proof: String, CaseIterable, Sendable {
        /// The service's numbering has a hole.
        case sequence
        /// The stored history has it, and it is not the same.
        case history
        /// The service says so.
        case service
        /// Nothing can be proved; the connection was down.
        case none
    }

    public var from: Timestamp
    public var to: Timestamp
    public var proof: Proof
    /// How many messages, where that can be known.
    public var lost: Int?

    public init(from: Timestamp, to: Timestamp, proof: Proof, lost: Int? = nil) {
        self.from = from
        self.to = to
        self.proof = proof
        self.lost = lost
    }
}

/// What this process let go because its reader was too slow.
public struct Drop: Hashable, Sendable {
    public var count: Int

    public init(count: Int) {
        self.count = count
    }
}

/// How a connection or one of its channels is doing.
public enum FeedStatus: Hashable, Sendable {
    case connecting
    case connected
    /// The envelope's channel is confirmed.
    case subscribed
    /// The service refused the envelope's channel, or (with no channel) the connection.
    case refused(code: Int?, reason: String)
    /// Attempt number `attempt` (1 is the first retry) begins after `delay`.
    case waiting(attempt: Int, delay: Duration)
    /// The break is over and nothing was missed: proved by the service.
    case resumed
    case closed(code: Int?, reason: String)
    /// Something went wrong that did not end the connection.
    case warning(String)
    /// All that was asked for has been done.
    case completed

    public var name: String {
        switch self {
        case .connecting: "connecting"
        case .connected: "connected"
        case .subscribed: "subscribed"
        case .refused: "refused"
        case .waiting: "waiting"
        case .resumed: "resumed"
        case .closed: "closed"
        case .warning: "warning"
        case .completed: "completed"
        }
    }
}
