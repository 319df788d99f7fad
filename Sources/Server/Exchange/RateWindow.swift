/// Lets through so many a second, in any second.
struct RateWindow: Sendable {
    private let limit: Int
    private var times: [Duration] = []

    init(limit: Int) {
        self.limit = limit
    }

    mutating func admits(_ now: Duration) -> Bool {
        times.removeAll { now - $0 >= .seconds(1) }
        guard times.count < limit else { return false }
        times.append(now)
        return true
    }
}
