/// A deterministic source of chance of one entity's own, so that what one of them draws never changes another's luck.
///
/// SplitMix64 (Steele, Lea, Flood 2014), started from a hash of the world's seed and the entity's name.
struct RandomStream: Sendable {
    private var state: UInt64

    init(seed: UInt64, _ entity: Entity, _ index: Int = 0) {
        state = seed
        state = next() ^ UInt64(entity.rawValue) &* 0xD6E8_FEB8_6659_FD93
        state = next() ^ UInt64(truncatingIfNeeded: index) &* 0xA076_1D64_78BD_642F
        state = next()
    }

    enum Entity: UInt8 {
        case car, tram, ride, orders, lot, auctionRoom, crowd, watcher
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// Evenly in 0..<1.
    mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    mutating func within(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + unit() * (range.upperBound - range.lowerBound)
    }

    mutating func within(_ range: ClosedRange<Int64>) -> Int64 {
        let span = UInt64(bitPattern: range.upperBound &- range.lowerBound) &+ 1
        return range.lowerBound &+ Int64(truncatingIfNeeded: next().multipliedFullWidth(by: span).high)
    }

    /// One of 0..<count; 0 where there is none.
    mutating func index(below count: Int) -> Int {
        count > 1 ? Int(within(0...Int64(count - 1))) : 0
    }

    mutating func chance(_ probability: Double) -> Bool {
        unit() < probability
    }

    mutating func pick(_ words: [String]) -> String {
        words.isEmpty ? "" : words[index(below: words.count)]
    }
}
