/// A first-in, first-out queue of bounded length: a full one lets its oldest element go.
struct RingQueue<Element> {
    private var slots: [Element?]
    private var head = 0
    private(set) var count = 0

    init(capacity: Int) {
        slots = Array(repeating: nil, count: max(1, capacity))
    }

    var first: Element? { count > 0 ? slots[head] : nil }

    /// - Returns: the element that had to make room, if any.
    mutating func append(_ element: Element) -> Element? {
        let evicted = count == slots.count ? popFirst() : nil
        slots[(head + count) % slots.count] = element
        count += 1
        return evicted
    }

    mutating func popFirst() -> Element? {
        guard count > 0 else { return nil }
        let element = slots[head]
        slots[head] = nil
        head = (head + 1) % slots.count
        count -= 1
        return element
    }

    mutating func removeAll() {
        while popFirst() != nil {}
    }
}
