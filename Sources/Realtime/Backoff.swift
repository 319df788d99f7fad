internal import Domain

/// When to try again.
public struct ReconnectPolicy: Hashable, Sendable {
    /// Retries in a row without a useful connection; 0: never retry; `nil`: never give up.
    public var maxAttempts: Int?
    /// The wait before the first retry, before jitter.
    public var first: Duration
    /// No wait grows beyond this, unless the service asks for a longer one.
    public var longest: Duration
    /// A possible gap ends the session with `continuityLost`.
    public var failsOnGap: Bool

    public init(
        maxAttempts: Int? = nil, first: Duration = .seconds(1), longest: Duration = .seconds(60),
        failsOnGap: Bool = false
    ) {
        self.maxAttempts = maxAttempts
        self.first = first
        self.longest = longest
        self.failsOnGap = failsOnGap
    }
}

/// Growing waits between attempts: a random share (½…1) of min(longest, first · 2ⁿ).
public struct Backoff: Hashable, Sendable {
    /// No service makes us wait longer than this.
    public static let ceiling: Duration = .seconds(600)

    private let first: Double
    private let longest: Double
    /// Attempts since the last useful connection, those without a wait included.
    public private(set) var attempts = 0
    private var waits = 0
    private var didSkipWaiting = false

    public init(_ policy: ReconnectPolicy) {
        first = max(0, policy.first.inSeconds)
        longest = max(first, policy.longest.inSeconds)
    }

    /// The next wait.
    ///
    /// - Parameters:
    ///   - atLeast: what the service asks for; at most `ceiling` of it counts.
    ///   - jitter: a random number, 0..<1.
    public mutating func next(atLeast: Duration = .zero, jitter: Double) -> Duration {
        attempts += 1
        let power = Double(sign: .plus, exponent: min(waits, 60), significand: 1)
        waits += 1
        let share = jitter >= 0 && jitter <= 1 ? 0.5 + jitter / 2 : 1
        let seconds = min(longest, first * power) * share
        return max(.milliseconds(Int64(seconds * 1_000)), min(atLeast, Self.ceiling))
    }

    /// Takes the one attempt without a wait; false where it has been taken since the last useful connection.
    public mutating func skipWaiting() -> Bool {
        guard !didSkipWaiting else { return false }
        didSkipWaiting = true
        attempts += 1
        return true
    }

    /// The connection has proved useful.
    public mutating func reset() {
        attempts = 0
        waits = 0
        didSkipWaiting = false
    }
}
