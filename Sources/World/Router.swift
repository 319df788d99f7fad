/// The quickest way from one node of the streets to another: A* (Hart, Nilsson, Raphael 1968) by driving time.
struct Router: Sendable {
    /// No street is quicker, metres a second: the straight line at this speed never overestimates.
    private static let topSpeed = 13.9

    private var seconds: [Double]
    private var previous: [Int]
    private var settled: [Bool]
    private var heap: [(estimate: Double, node: Int)] = []

    init(nodes: Int) {
        seconds = Array(repeating: .infinity, count: nodes)
        previous = Array(repeating: -1, count: nodes)
        settled = Array(repeating: false, count: nodes)
    }

    /// The nodes to pass, both ends included; `nil` where there is no way.
    mutating func route(from start: Int, to goal: Int, in streets: Streets) -> [Int]? {
        for node in seconds.indices {
            seconds[node] = .infinity
            settled[node] = false
        }
        heap.removeAll(keepingCapacity: true)
        seconds[start] = 0
        previous[start] = -1
        push(0, start)
        while let node = pop() {
            if node == goal { return trace(to: goal) }
            if settled[node] { continue }
            settled[node] = true
            for edge in streets.edges(from: node) where !settled[edge.to] {
                let arrival = seconds[node] + edge.length / edge.limit
                guard arrival < seconds[edge.to] else { continue }
                seconds[edge.to] = arrival
                previous[edge.to] = node
                let rest = streets.points[edge.to].distance(to: streets.points[goal]) / Self.topSpeed
                push(arrival + rest, edge.to)
            }
        }
        return nil
    }

    private func trace(to goal: Int) -> [Int] {
        var nodes = [goal]
        while let last = nodes.last, previous[last] >= 0 { nodes.append(previous[last]) }
        return nodes.reversed()
    }

    private mutating func push(_ estimate: Double, _ node: Int) {
        heap.append((estimate, node))
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func pop() -> Int? {
        guard let top = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return top.node }
        heap[0] = last
        var parent = 0
        while 2 * parent + 1 < heap.count {
            var child = 2 * parent + 1
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < heap[parent] else { break }
            heap.swapAt(parent, child)
            parent = child
        }
        return top.node
    }
}
