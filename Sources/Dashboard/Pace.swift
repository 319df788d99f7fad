import Domain

/// When everything has to be looked at again because it may have changed unnoticed: twice a second at most.
struct Pace: Sendable {
    static let interval: Duration = .milliseconds(500)
    private var version = 0
    private var last: Timestamp?

    /// - Parameter version: counts the changes.
    mutating func isDue(_ version: Int, at now: Timestamp) -> Bool {
        guard version != self.version else { return false }
        // A clock that was set back must not stop it.
        if let last, now >= last, now - last < Self.interval { return false }
        self.version = version
        last = now
        return true
    }
}
