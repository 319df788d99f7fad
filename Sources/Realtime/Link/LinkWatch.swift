public import Domain

/// Notices a connection that is only open in name: the peer is gone without a word (a lost network, a laptop that slept).
///
/// Told the time every second or so, it says when to ping, and when to believe no more. Whatever comes from the peer counts as
/// a sign of life, not only pongs.
public struct LinkWatch: Sendable {
    public enum Advice: Hashable, Sendable {
        case wait
        case ping
        /// Nothing has come since a ping, for that long.
        case lost(after: Duration)
    }

    /// Between two pings.
    public static let pingInterval: Duration = .seconds(10)
    /// How long a ping may stay without any answer.
    public static let patience: Duration = .seconds(20)
    /// The same after the machine has slept: then the connection is most likely dead, and the person is back.
    public static let patienceAfterSleep: Duration = .seconds(5)
    /// The wall clock gained more than this on the one that stands still while the machine sleeps.
    public static let sleepThreshold: Duration = .seconds(5)

    private var looked: (uptime: Duration, wall: Timestamp)?
    private var pingedAt: Duration?
    private var isAnswered = true
    private var hasSlept = false

    public init() {}

    /// Something came from the peer.
    public mutating func heard() {
        isAnswered = true
        hasSlept = false
    }

    /// Looks at the clocks.
    ///
    /// - Parameters:
    ///   - uptime: of a clock that never jumps and does not count while the machine sleeps.
    ///   - wall: of the clock that does count then.
    ///   - isReading: whether we read what the peer sends; while we do not, its silence says nothing.
    public mutating func look(uptime: Duration, wall: Timestamp, isReading: Bool) -> Advice {
        defer { looked = (uptime, wall) }
        let hasJustSlept = looked.map { (wall - $0.wall) - (uptime - $0.uptime) > Self.sleepThreshold } ?? false
        guard isReading else {
            pingedAt = nil
            isAnswered = true
            return .wait
        }
        if hasJustSlept {
            hasSlept = true
            return ping(uptime)
        }
        guard let pingedAt else { return ping(uptime) }
        let silence = uptime - pingedAt
        if isAnswered { return silence >= Self.pingInterval ? ping(uptime) : .wait }
        return silence >= (hasSlept ? Self.patienceAfterSleep : Self.patience) ? .lost(after: silence) : .wait
    }

    private mutating func ping(_ uptime: Duration) -> Advice {
        pingedAt = uptime
        isAnswered = false
        return .ping
    }
}
