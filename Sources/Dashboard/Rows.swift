/// What a list shows: a store's places in order, of them those that match a query, and for each place its row.
struct Rows: Sendable {
    private(set) var order = Order()
    private var filter = Filter()
    private var matching: [Int32] = []
    /// By place; −1 where it is not shown.
    private var rowOf: [Int32] = []

    /// The places in the rows.
    var places: [Int32] { filter.isOpen ? order.places : matching }
    var count: Int { filter.isOpen ? order.places.count : matching.count }
    /// Whether a query may keep any out.
    var isFiltered: Bool { !filter.isOpen }
    var query: Query { filter.query }
    /// How many there would be without the query.
    var total: Int { order.places.count }

    func place(row: Int) -> Int? {
        row >= 0 && row < count ? Int(filter.isOpen ? order.places[row] : matching[row]) : nil
    }

    func row(of place: Int) -> Int? {
        place < rowOf.count && rowOf[place] >= 0 ? Int(rowOf[place]) : nil
    }

    /// The entity in this place is new, or what decides where it stands has changed.
    @inline(__always)
    mutating func note(_ place: Int) {
        order.note(place)
        filter.note(place)
    }

    /// What a query looks at has changed in this entity.
    @inline(__always)
    mutating func noteTexts(_ place: Int) { filter.note(place) }

    /// The same may be true of all of them.
    mutating func noteAllTexts() { filter.noteAll() }

    /// Everything may stand elsewhere.
    mutating func invalidate() { order.invalidate() }

    func needsArranging(_ query: Query, count: Int) -> Bool {
        order.needsArranging || filter.needsUpdate(query, count: count)
    }

    mutating func arrange(
        count: Int, _ query: Query, where matches: (Int, Query) -> Bool, by precedes: (Int32, Int32) -> Bool
    ) {
        let isMoved = order.needsArranging
        if isMoved { order.arrange(count: count, by: precedes) }
        let isFiltered = filter.update(query, count: count, where: matches)
        guard isMoved || isFiltered else { return }
        matching = filter.isOpen ? [] : order.places.filter { filter.passes(Int($0)) }
        number(count)
    }

    private mutating func number(_ count: Int) {
        if rowOf.count < count { rowOf += Array(repeating: -1, count: count - rowOf.count) }
        if !filter.isOpen { for place in rowOf.indices { rowOf[place] = -1 } }
        for (row, place) in places.enumerated() { rowOf[Int(place)] = Int32(truncatingIfNeeded: row) }
    }
}
