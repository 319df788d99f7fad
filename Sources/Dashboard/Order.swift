/// The places of a store's entities in the order in which they are shown, brought up to date only when somebody looks.
struct Order: Sendable {
    private(set) var places: [Int32] = []
    /// Entities that came or may have moved since; beyond so many, sorting all is no dearer.
    private var moved: Set<Int32> = []
    private static let limit = 1_000
    private(set) var isStale = false

    /// So many may have moved that bringing it up to date is felt.
    var isCrowded: Bool { isStale || moved.count > 200 }

    var needsArranging: Bool { isStale || !moved.isEmpty }

    /// The entity in this place is new, or what decides where it stands has changed.
    mutating func note(_ place: Int) {
        guard !isStale else { return }
        moved.insert(Int32(truncatingIfNeeded: place))
        if moved.count > Self.limit { invalidate() }
    }

    /// Everything may stand elsewhere.
    mutating func invalidate() {
        isStale = true
        moved = []
    }

    /// Puts what has moved where it belongs; the others keep their order among themselves.
    mutating func arrange(count: Int, by precedes: (Int32, Int32) -> Bool) {
        defer {
            moved = []
            isStale = false
        }
        guard !isStale else {
            while places.count < count { places.append(Int32(truncatingIfNeeded: places.count)) }
            return places.sort(by: precedes)
        }
        guard !moved.isEmpty else { return }
        let news = moved.sorted(by: precedes)
        // A table, since with 100,000 entities asking the set for each of them takes milliseconds.
        var isMoved = [Bool](repeating: false, count: count)
        for place in moved { isMoved[Int(place)] = true }
        let kept = places.filter { !isMoved[Int($0)] }
        places = []
        places.reserveCapacity(kept.count + news.count)
        var start = 0
        for new in news {
            let end = Self.position(of: new, in: kept, from: start, by: precedes)
            places.append(contentsOf: kept[start..<end])
            places.append(new)
            start = end
        }
        places.append(contentsOf: kept[start...])
    }

    /// The first place that stands behind the new one, by halves.
    private static func position(
        of new: Int32, in places: [Int32], from start: Int, by precedes: (Int32, Int32) -> Bool
    ) -> Int {
        var (low, high) = (start, places.count)
        while low < high {
            let middle = (low + high) / 2
            if precedes(new, places[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Lot numbers and labels as people order them: `9` before `17`, `12` before `12A`.
func precedesNaturally(_ left: String, _ right: String) -> Bool {
    let fast = left.utf8.withContiguousStorageIfAvailable { one in
        right.utf8.withContiguousStorageIfAvailable { other in precedes(one, other) }
    }
    if let answer = fast ?? nil { return answer }
    return Array(left.utf8).withUnsafeBufferPointer { one in
        Array(right.utf8).withUnsafeBufferPointer { other in precedes(one, other) }
    }
}

private func precedes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    var (one, other) = (0, 0)
    while one < left.count, other < right.count {
        guard isDigit(left[one]), isDigit(right[other]) else {
            if left[one] != right[other] { return left[one] < right[other] }
            one += 1
            other += 1
            continue
        }
        let first = number(in: left, at: &one)
        let second = number(in: right, at: &other)
        if first.count != second.count { return first.count < second.count }
        for (digit, other) in zip(first, second) where left[digit] != right[other] { return left[digit] < right[other] }
    }
    return one == left.count && other < right.count
}

private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// Where the number's digits are, without leading zeros; moves on past it.
private func number(in text: UnsafeBufferPointer<UInt8>, at place: inout Int) -> Range<Int> {
    while place < text.count, text[place] == 0x30 { place += 1 }
    let start = place
    while place < text.count, isDigit(text[place]) { place += 1 }
    return start..<place
}
