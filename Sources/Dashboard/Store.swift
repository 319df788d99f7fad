/// Which feed an entity comes from, and its id there: the same lot number in two houses is two lots.
public struct Key: Hashable, Sendable {
    public var feed: FeedNumber
    public var id: String

    public init(feed: FeedNumber, id: String) {
        self.feed = feed
        self.id = id
    }

    @inline(__always)
    var fastHash: Int { KeyHash.of(id, salt: UInt64(feed)) }
}

/// A feed's place in the list of feeds.
public typealias FeedNumber = UInt16

/// What a store can hold.
protocol Entity: Equatable, Sendable {
    var key: Key { get }
    init(key: Key)
    func has(_ key: Key) -> Bool
}

extension Entity {
    func has(_ key: Key) -> Bool { self.key == key }
}

/// Entities by key, up to `capacity`; beyond it the one not touched for longest makes room (second-chance order).
struct Store<Item: Entity>: Equatable, Sendable {
    private struct Slot: Equatable, Sendable {
        var item: Item
        var isRecent = false
    }

    let capacity: Int
    private var slots = Chunks<Slot>()
    private var index = KeyIndex()
    private var hand = 0

    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    var count: Int { slots.count }

    subscript(_ place: Int) -> Item { slots[place].item }

    func place(of key: Key) -> Int? {
        index.find(key.fastHash) { has(key, at: $0) }
    }

    /// The place of the entity with this key, made when there is none.
    @inline(__always)
    mutating func place(making key: Key) -> (place: Int, isNew: Bool) {
        let hash = key.fastHash
        if let place = index.find(hash, { has(key, at: $0) }) { return (place, false) }
        return (insert(key, hash), true)
    }

    @inline(__always)
    private func has(_ key: Key, at place: Int) -> Bool {
        slots.read(place) { $0.item.has(key) }
    }

    /// Reads a part of one entity without copying the whole.
    @inline(__always)
    func read<Result>(_ place: Int, _ body: (borrowing Item) -> Result) -> Result {
        slots.read(place) { body($0.item) }
    }

    /// Reads a part of every entity, by place, without copying the whole.
    @inline(__always)
    func scan(_ body: (Int, borrowing Item) -> Void) {
        slots.scan { body($0, $1.item) }
    }

    /// Changes one entity where it lies, and counts it as recently used.
    @inline(__always)
    mutating func update<Result>(_ place: Int, _ body: (inout Item) -> Result) -> Result {
        slots.update(place) { slot in
            slot.isRecent = true
            return body(&slot.item)
        }
    }

    private mutating func insert(_ key: Key, _ hash: Int) -> Int {
        guard count >= capacity else {
            slots.append(Slot(item: Item(key: key)))
            index.insert(hash, place: count - 1)
            return count - 1
        }
        while slots[hand].isRecent {
            slots.update(hand) { $0.isRecent = false }
            hand = (hand + 1) % count
        }
        let place = hand
        hand = (hand + 1) % count
        index.remove(slots[place].item.key.fastHash, place: place)
        slots.update(place) { $0 = Slot(item: Item(key: key)) }
        index.insert(hash, place: place)
        return place
    }

    static func == (left: Store, right: Store) -> Bool {
        left.capacity == right.capacity && left.slots == right.slots
    }
}
