internal import JSON

/// What the parts of the world have in common: the clock, what is due and what has been said.
struct Agenda: Sendable {
    /// Virtual time in milliseconds since the start.
    var now: Int64 = 0
    /// Unix time of virtual time zero, in milliseconds.
    let start: Int64
    /// How many notices there have been.
    var notices = 0
    private(set) var said: [Occurrence] = []
    private var heap: [Item] = []
    private var order: UInt64 = 0

    init(start: Int64) {
        self.start = start
    }

    /// What becomes due.
    enum Task: Sendable {
        case fleet(Fleet.Task)
        case tram(Int)
        case sale(Sale.Task)
        case crowd
        /// A message that the network kept for a while.
        case late(Publication)
    }

    private struct Item: Sendable {
        var at: Int64
        /// Tasks of one moment are done in the order in which they were planned.
        var order: UInt64
        var task: Task

        func precedes(_ other: Item) -> Bool {
            at != other.at ? at < other.at : order < other.order
        }
    }

    /// Unix time in milliseconds.
    var wallClock: Int64 { start &+ now }

    var pending: Int { heap.count }

    // MARK: Saying

    mutating func publish(_ channel: String, _ name: String, _ write: (inout JSONWriter) -> Void) {
        said.append(.publish(publication(channel, name, at: now, write)))
    }

    /// A message with the members that `write` writes and the time, `ts`, in Unix milliseconds.
    func publication(
        _ channel: String, _ name: String, at: Int64, _ write: (inout JSONWriter) -> Void
    ) -> Publication {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        write(&writer)
        writer.key("ts")
        writer.int(wallClock)
        writer.endObject()
        return Publication(at: .milliseconds(at), channel: channel, name: name, data: writer.bytes)
    }

    mutating func say(_ occurrence: Occurrence) {
        said.append(occurrence)
    }

    mutating func takeSaid() -> [Occurrence] {
        defer { said = [] }
        return said
    }

    // MARK: Planning

    /// Plans a task for `delay` milliseconds from now, at once where it is negative.
    mutating func plan(in delay: Int64, _ task: Task) {
        plan(at: now &+ max(delay, 0), task)
    }

    mutating func plan(at moment: Int64, _ task: Task) {
        heap.append(Item(at: max(moment, now), order: order, task: task))
        order &+= 1
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].precedes(heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the next task due by `limit` and sets the clock to its time.
    mutating func next(by limit: Int64) -> Task? {
        guard let first = heap.first, first.at <= limit else { return nil }
        now = first.at
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return first.task
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].precedes(heap[least]) {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
