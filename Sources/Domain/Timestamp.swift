/// A moment: whole milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored as POSIX does.
public struct Timestamp: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
        lhs.milliseconds < rhs.milliseconds
    }

    /// The moment `duration` later; fractions of a millisecond are cut off.
    public static func + (lhs: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(milliseconds: lhs.milliseconds &+ duration.wholeMilliseconds)
    }

    /// The time that lies between two moments; negative where `lhs` is the earlier.
    public static func - (lhs: Timestamp, rhs: Timestamp) -> Duration {
        .milliseconds(lhs.milliseconds &- rhs.milliseconds)
    }
}

extension Duration {
    /// This duration in milliseconds, cut off towards zero.
    public var wholeMilliseconds: Int64 {
        components.seconds &* 1_000 &+ components.attoseconds / 1_000_000_000_000_000
    }

    /// This duration in seconds, for display and for physics; never for money.
    public var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
