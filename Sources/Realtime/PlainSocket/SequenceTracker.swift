/// Follows numbers that count up by one: which are missing, which come again.
struct SequenceTracker {
    enum Finding: Hashable {
        /// There is nothing to compare it with.
        case first
        case next
        /// So many before it have not come.
        case ahead(missing: Int)
        /// One that had been missing.
        case late
        /// The same message again.
        case repeated
        /// The numbers began anew, or this one's message has changed.
        case restarted
    }

    /// So many of the latest messages are known again.
    static let memory = 1_024
    /// So many stretches of missing numbers are remembered, the latest.
    static let holeLimit = 64

    private struct Entry {
        var number: Int64 = -1
        var fingerprint = 0
    }

    private var last: Int64?
    private var holes: [Range<Int64>] = []
    /// Each number's place is its remainder.
    private var recent = [Entry](repeating: Entry(), count: memory)

    /// - Parameters:
    ///   - number: 0 or above.
    ///   - fingerprint: of the message; tells a repetition from a new message under an old number.
    mutating func note(_ number: Int64, fingerprint: Int) -> Finding {
        guard let last else { return advance(to: number, fingerprint, .first) }
        if number > last {
            let missing = number - last - 1
            guard missing > 0 else { return advance(to: number, fingerprint, .next) }
            holes = holes.suffix(Self.holeLimit - 1) + [(last + 1)..<number]
            return advance(to: number, fingerprint, .ahead(missing: Int(missing)))
        }
        if fillHole(number) {
            remember(number, fingerprint)
            return .late
        }
        let known = recent[Self.place(number)]
        if known.number == number, known.fingerprint == fingerprint { return .repeated }
        self = SequenceTracker()
        return advance(to: number, fingerprint, .restarted)
    }

    private mutating func advance(to number: Int64, _ fingerprint: Int, _ finding: Finding) -> Finding {
        last = number
        remember(number, fingerprint)
        return finding
    }

    private mutating func remember(_ number: Int64, _ fingerprint: Int) {
        recent[Self.place(number)] = Entry(number: number, fingerprint: fingerprint)
    }

    private mutating func fillHole(_ number: Int64) -> Bool {
        guard let index = holes.firstIndex(where: { $0.contains(number) }) else { return false }
        let hole = holes[index]
        let rest = [hole.lowerBound..<number, (number + 1)..<hole.upperBound].filter { !$0.isEmpty }
        holes.replaceSubrange(index...index, with: rest)
        return true
    }

    private static func place(_ number: Int64) -> Int { Int(number % Int64(memory)) }
}
