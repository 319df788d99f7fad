/// Which entities of a store match a query. Each is looked at when it came or changed, not whenever somebody asks.
struct Filter: Sendable {
    private(set) var query = Query()
    /// By place; empty while the query is.
    private var passing: [Bool] = []
    private var isNoted: [Bool] = []
    private var noted: [Int32] = []
    private var isStale = false

    /// Nothing is asked for, so everything passes.
    var isOpen: Bool { query.isEmpty }

    @inline(__always)
    func passes(_ place: Int) -> Bool { isOpen || place < passing.count && passing[place] }

    /// What the query looks at may have changed in this entity.
    @inline(__always)
    mutating func note(_ place: Int) {
        guard place < isNoted.count, !isNoted[place] else { return }
        isNoted[place] = true
        noted.append(Int32(truncatingIfNeeded: place))
    }

    /// The same may be true of all.
    mutating func noteAll() { isStale = true }

    func needsUpdate(_ query: Query, count: Int) -> Bool {
        query != self.query || !isOpen && (isStale || !noted.isEmpty || count != passing.count)
    }

    /// Answers whether others pass than before.
    mutating func update(_ query: Query, count: Int, where matches: (Int, Query) -> Bool) -> Bool {
        guard needsUpdate(query, count: count) else { return false }
        if query != self.query || isStale { return refill(query, count: count, where: matches) }
        var isChanged = count != passing.count
        for place in noted {
            let passes = matches(Int(place), query)
            isChanged = isChanged || passes != passing[Int(place)]
            passing[Int(place)] = passes
            isNoted[Int(place)] = false
        }
        noted.removeAll(keepingCapacity: true)
        for place in passing.count..<count {
            passing.append(matches(place, query))
            isNoted.append(false)
        }
        return isChanged
    }

    private mutating func refill(_ query: Query, count: Int, where matches: (Int, Query) -> Bool) -> Bool {
        let before = (self.query, passing)
        self.query = query
        isStale = false
        noted = []
        isNoted = isOpen ? [] : Array(repeating: false, count: count)
        passing = isOpen ? [] : (0..<count).map { matches($0, query) }
        return before != (query, passing)
    }
}
