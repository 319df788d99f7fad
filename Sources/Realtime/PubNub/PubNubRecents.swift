/// The latest messages, to know one again that is told twice.
struct PubNubRecents {
    struct Identity: Hashable {
        var channel: String
        var time: PubNubTime
        var publisher: String
    }

    /// Ten full answers.
    static let capacity = 1_000
    /// Bytes of a name that is remembered.
    private static let longestName = 256

    private var known: Set<Identity> = []
    private var ring: [Identity] = []
    private var next = 0

    /// False for one that is known.
    mutating func insert(_ identity: Identity) -> Bool {
        guard identity.channel.utf8.count <= Self.longestName, identity.publisher.utf8.count <= Self.longestName else {
            return true
        }
        guard known.insert(identity).inserted else { return false }
        if ring.count < Self.capacity {
            ring.append(identity)
        } else {
            known.remove(ring[next])
            ring[next] = identity
            next = (next + 1) % Self.capacity
        }
        return true
    }
}
