/// The last events that had an id, to know those that a service sends again after a reconnection.
///
/// An id alone is not enough: some services count anew on each connection, and others name the thing and not the event.
struct RecentEvents {
    static let limit = 1_024

    /// Hashes, for events may be large.
    private var known: Set<Int> = []
    private var order: [Int] = []
    /// Where the oldest is, once there are `limit`.
    private var oldest = 0

    var count: Int { known.count }

    /// Remembers the event, forgetting the oldest; false where it was known.
    mutating func insert(_ event: EventStreamEvent) -> Bool {
        let identity = event.hashValue
        guard known.insert(identity).inserted else { return false }
        guard order.count == Self.limit else {
            order.append(identity)
            return true
        }
        known.remove(order[oldest])
        order[oldest] = identity
        oldest = (oldest + 1) % Self.limit
        return true
    }
}
