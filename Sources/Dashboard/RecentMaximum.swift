/// The largest value of the last two to four minutes, in constant time and space: one maximum for each of two halves, of
/// which the older is forgotten as a whole.
struct RecentMaximum: Equatable, Sendable {
    /// Milliseconds.
    static let half: Int64 = 120_000

    private var current = Int64.min
    private var previous = Int64.min
    private var began: Int64 = 0

    /// `nil` before the first. What has grown old stays until something newer comes: without news it is the best there is.
    var value: Int64? {
        let value = max(current, previous)
        return value == .min ? nil : value
    }

    /// Whether `value` would change nothing.
    @inline(__always)
    func covers(_ value: Int64, at now: Int64) -> Bool {
        UInt64(bitPattern: now &- began) < UInt64(Self.half) && value <= current
    }

    /// Whether something came within the last two halves.
    func isRecent(at now: Int64) -> Bool {
        value != nil && now.difference(began) < 2 * Self.half
    }

    mutating func note(_ value: Int64, at now: Int64) {
        let age = now.difference(began)
        // A clock that was set back makes all that was measured by it void; a second is mere disorder between threads.
        let isVoid = self.value == nil || age >= 2 * Self.half || age < -1_000
        guard isVoid || age >= Self.half else {
            current = max(current, value)
            return
        }
        previous = isVoid ? .min : current
        current = value
        began = now
    }

    mutating func clear() { self = RecentMaximum() }
}

extension Int64 {
    /// `self − other` within ±10¹³, so that milliseconds (300 years of them) may still become microseconds.
    func difference(_ other: Int64) -> Int64 {
        let (difference, overflows) = subtractingReportingOverflow(other)
        let limit: Int64 = 10_000_000_000_000
        guard !overflows else { return self < other ? -limit : limit }
        return Swift.min(Swift.max(difference, -limit), limit)
    }
}
