public import Domain

/// How many messages a second, over the last minute.
public struct Rate: Equatable, Sendable {
    private static let width = 64
    private var buckets: [UInt32] = Array(repeating: 0, count: width)
    private var second: Int64 = 0

    public init() {}

    mutating func count(at moment: Timestamp) {
        let now = moment.milliseconds / 1_000
        if now > second { advance(to: now) }
        buckets[Self.place(second)] &+= 1
    }

    /// Messages a second in the ten whole seconds before this one.
    public func perSecond(at now: Timestamp) -> Double { Double(total(at: now, seconds: 10)) / 10 }

    /// Messages in each of the last whole seconds, oldest first; at most 62.
    public func history(at now: Timestamp, seconds: Int = 10) -> [Int] {
        (1...max(1, min(seconds, 62))).reversed().map { messages(in: now.milliseconds / 1_000 &- Int64($0)) }
    }

    private func total(at now: Timestamp, seconds: Int) -> Int { history(at: now, seconds: seconds).reduce(0, +) }

    private func messages(in wanted: Int64) -> Int {
        guard wanted <= second, wanted > second &- Int64(Self.width) else { return 0 }
        return Int(buckets[Self.place(wanted)])
    }

    private mutating func advance(to now: Int64) {
        let steps = min(Int64(Self.width), now.subtractingReportingOverflow(second).overflow ? .max : now - second)
        for step in 0..<steps { buckets[Self.place(now &- step)] = 0 }
        second = now
    }

    private static func place(_ second: Int64) -> Int { Int(truncatingIfNeeded: second) & (width - 1) }
}
