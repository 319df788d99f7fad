/// What the source's times of the last minute say in bulk: one claim a second, picked from all that came in that second, so
/// that neither a burst nor one message that always comes first speaks for the others.
struct StampSamples: Equatable, Sendable {
    private struct Sample: Equatable, Sendable {
        var claim: Int64
        var at: Int64
    }

    /// Milliseconds.
    private static let slot: Int64 = 1_000
    private static let window: Int64 = 60_000

    private var samples = Ring<Sample>(capacity: 64)
    private var began = Int64.min
    /// Stamps in this second, and which of them is the sample.
    private var seen: UInt32 = 0
    private var pick: UInt32 = 1
    private var seed: UInt64 = 0

    /// Counts a stamp and answers whether it is to be noted.
    @inline(__always)
    mutating func isPicked(at now: Int64) -> Bool {
        guard UInt64(bitPattern: now &- began) < UInt64(Self.slot) else { return begin(at: now) }
        seen &+= 1
        return seen == pick
    }

    /// A second begins: as many stamps as in the last one are expected.
    @inline(never)
    private mutating func begin(at now: Int64) -> Bool {
        let age = now.difference(began)
        // Mere disorder between threads; beyond it our clock was set back and what was measured by it is void.
        if age < 0, age >= -Self.slot { return false }
        if age < 0 { samples = Ring(capacity: samples.capacity) }
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        pick = 1 + UInt32(truncatingIfNeeded: seed >> 33) % max(1, seen)
        began = now
        seen = 1
        return pick == 1
    }

    mutating func note(_ claim: Int64, at now: Int64) {
        samples.append(Sample(claim: claim, at: now))
    }

    /// The claims of the last minute, ascending.
    func claims(at now: Int64) -> [Int64] {
        samples.filter { now.difference($0.at) <= Self.window }.map(\.claim).sorted()
    }
}
