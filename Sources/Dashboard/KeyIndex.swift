/// Where the entity with a key lies: a table of (hash, place) pairs that leaves the keys in the entities.
///
/// Open addressing with linear probing, at most 7/8 full. One look-up touches one line of the table and the entity itself,
/// which is what keeps the cost of 100,000 entities near that of 1,000.
struct KeyIndex: Sendable {
    /// The hash's upper half, then place + 1; 0 is free.
    private var table: [UInt64] = Array(repeating: 0, count: 64)
    private(set) var count = 0

    private var mask: Int { table.count - 1 }

    /// The place of the entity with this hash for which `matches` holds.
    @inline(__always)
    func find(_ hash: Int, _ matches: (Int) -> Bool) -> Int? {
        let tag = Self.tag(hash)
        var position = Int(truncatingIfNeeded: tag) & mask
        while true {
            let entry = table[position]
            guard entry != 0 else { return nil }
            if entry >> 32 == tag {
                let place = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
                if matches(place) { return place }
            }
            position = (position + 1) & mask
        }
    }

    /// Adds a key that is not there yet.
    mutating func insert(_ hash: Int, place: Int) {
        if (count + 1) * 8 > table.count * 7 { grow() }
        put(Self.tag(hash) << 32 | UInt64(truncatingIfNeeded: place + 1))
        count += 1
    }

    mutating func remove(_ hash: Int, place: Int) {
        let entry = Self.tag(hash) << 32 | UInt64(truncatingIfNeeded: place + 1)
        var hole = home(entry)
        while table[hole] != entry {
            guard table[hole] != 0 else { return }
            hole = (hole + 1) & mask
        }
        count -= 1
        // What follows in the same run moves up, so that no search ends at the hole.
        var next = (hole + 1) & mask
        while table[next] != 0 {
            if (next - home(table[next])) & mask >= (next - hole) & mask {
                table[hole] = table[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        table[hole] = 0
    }

    private static func tag(_ hash: Int) -> UInt64 { UInt64(UInt(bitPattern: hash) >> 32) }

    private func home(_ entry: UInt64) -> Int { Int(truncatingIfNeeded: entry >> 32) & mask }

    private mutating func put(_ entry: UInt64) {
        var position = home(entry)
        while table[position] != 0 { position = (position + 1) & mask }
        table[position] = entry
    }

    private mutating func grow() {
        let old = table
        table = Array(repeating: 0, count: old.count * 2)
        for entry in old where entry != 0 { put(entry) }
    }
}
