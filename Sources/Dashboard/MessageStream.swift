import Domain

/// The latest messages of all feeds, as they came: what an engineer looks at. Bounded in number and in bytes.
public struct MessageStream: Equatable, Sendable {
    private struct Slot: Equatable, Sendable {
        var record: MessageRecord
        /// Whether the query lets it through.
        var isShown: Bool
    }

    /// How many envelopes there were so far, recorded or not; the newest one's number.
    private(set) var latest = 0
    /// Bytes of text in all records together.
    private(set) var bytes = 0
    private let capacity: Int
    private let byteCapacity: Int
    private var query = Query()
    /// A ring: the oldest is at `start`.
    private var slots: [Slot?]
    private var start = 0
    private(set) var count = 0
    /// The newest message that the query has looked at.
    private var examined = 0

    init(capacity: Int, bytes: Int) {
        self.capacity = max(1, capacity)
        byteCapacity = bytes
        slots = Array(repeating: nil, count: self.capacity)
    }

    /// A message by its number; `nil` once newer ones have taken its place.
    public func message(_ number: Int) -> MessageRecord? {
        index(of: number).flatMap { self[$0]?.record }
    }

    /// Counts a message without keeping it.
    @inline(__always)
    mutating func skip() { latest &+= 1 }

    /// Keeps a message and answers its number.
    mutating func record(_ envelope: borrowing Envelope, feed: FeedNumber) -> Int {
        latest &+= 1
        let record = MessageRecord(envelope, number: latest, feed: feed)
        bytes += record.bytes
        if count == capacity { removeOldest() }
        slots[(start + count) % capacity] = Slot(record: record, isShown: query.isEmpty)
        count += 1
        while bytes > byteCapacity, count > 1 { removeOldest() }
        return latest
    }

    /// Finds out which messages match; those that were looked at before are not looked at again.
    mutating func arrange(showing query: Query) {
        if query != self.query {
            self.query = query
            examined = 0
        }
        guard examined < latest else { return }
        for index in firstIndex(after: examined)..<count {
            let isShown = query.isEmpty || matches(index)
            slots[(start + index) % capacity]?.isShown = isShown
        }
        examined = latest
    }

    /// The messages that the query and the claim let through, newest first.
    func messages(limit: Int, where claim: (MessageRecord) -> Bool) -> [MessageRecord] {
        var messages: [MessageRecord] = []
        for index in (0..<count).reversed() where messages.count < limit {
            guard let slot = self[index], slot.isShown, claim(slot.record) else { continue }
            messages.append(slot.record)
        }
        return messages
    }

    /// Whether a message is still there and the query lets it through.
    func isShown(_ number: Int) -> Bool { index(of: number).flatMap { self[$0] }?.isShown ?? false }

    private subscript(_ index: Int) -> Slot? { slots[(start + index) % capacity] }

    private func matches(_ index: Int) -> Bool { (self[index]?.record).map { query.matches($0) } ?? false }

    /// The first message with a greater number, by halves: numbers ascend, though not each was recorded.
    private func firstIndex(after number: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if let record = self[middle]?.record, record.number > number { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func index(of number: Int) -> Int? {
        guard number > 0 else { return nil }
        let index = firstIndex(after: number - 1)
        return index < count && self[index]?.record.number == number ? index : nil
    }

    private mutating func removeOldest() {
        bytes -= slots[start]?.record.bytes ?? 0
        slots[start] = nil
        start = (start + 1) % capacity
        count -= 1
    }

    /// The same messages; which of them are shown is a way of seeing.
    public static func == (left: MessageStream, right: MessageStream) -> Bool {
        left.latest == right.latest && left.count == right.count
            && (0..<left.count).allSatisfy { left[$0]?.record == right[$0]?.record }
    }
}
