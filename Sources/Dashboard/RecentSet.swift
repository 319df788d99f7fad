/// Whether something came lately: the latest `capacity` fingerprints.
struct RecentSet: Sendable {
    private var members: Set<Int> = []
    private var order: Ring<Int>

    init(capacity: Int) {
        order = Ring(capacity: capacity)
    }

    /// Answers whether it is new.
    mutating func insert(_ fingerprint: Int) -> Bool {
        guard members.insert(fingerprint).inserted else { return false }
        if order.count == order.capacity, let oldest = order.first { members.remove(oldest) }
        order.append(fingerprint)
        return true
    }
}
