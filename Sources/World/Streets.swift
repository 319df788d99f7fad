internal import Cartography

/// The street network as a directed graph, one-way streets respected.
struct Streets: Sendable {
    struct Edge: Sendable {
        var to: Int
        /// Metres.
        var length: Double
        /// Metres a second.
        var limit: Double
        var grade: Int
        var name: Int
    }

    private(set) var points: [Point] = []
    private(set) var names: [String]
    /// Edges of node n: `edges[first[n]..<first[n + 1]]`.
    private(set) var edges: [Edge] = []
    private(set) var first: [Int] = []
    /// How many streets' ends meet at a node; a junction has three or more.
    private(set) var arms: [UInt8] = []
    /// Nodes from each of which each other one can be reached.
    private(set) var connected: [Int] = []

    init(_ file: WayFile) {
        names = file.names
        var raw: [(from: Int, edge: Edge)] = []
        var known: [WayFile.Node: Int] = [:]
        for way in file.ways {
            let nodes = way.nodes.map { node(for: $0, &known) }
            for (from, to) in zip(nodes, nodes.dropFirst()) where from != to {
                let length = points[from].distance(to: points[to])
                var edge = Edge(
                    to: to, length: length, limit: Self.limit(of: way.grade), grade: way.grade, name: way.name)
                arms[from] &+= 1
                arms[to] &+= 1
                raw.append((from, edge))
                guard !way.oneWay else { continue }
                edge.to = from
                raw.append((to, edge))
            }
        }
        index(raw)
        connected = largestConnectedPart()
    }

    func edges(from node: Int) -> ArraySlice<Edge> {
        edges[first[node]..<first[node + 1]]
    }

    /// A street at a node that has a name, unless none there has.
    func street(at node: Int) -> String {
        edges(from: node).lazy.map { names[$0.name] }.first { !$0.isEmpty } ?? ""
    }

    private mutating func node(for node: WayFile.Node, _ known: inout [WayFile.Node: Int]) -> Int {
        if node.marked, let number = known[node] { return number }
        let number = points.count
        points.append(Point(node))
        arms.append(0)
        if node.marked { known[node] = number }
        return number
    }

    /// What people drive there, in metres a second: 50, 40, 30 and 20 km/h.
    private static func limit(of grade: Int) -> Double {
        switch grade {
        case ...2: 13.9
        case 3, 4: 11.1
        case 5: 8.3
        default: 5.6
        }
    }

    private mutating func index(_ raw: [(from: Int, edge: Edge)]) {
        first = Array(repeating: 0, count: points.count + 1)
        for (from, _) in raw { first[from + 1] += 1 }
        for node in points.indices { first[node + 1] += first[node] }
        var free = first
        edges = raw.map(\.edge)
        for (from, edge) in raw {
            edges[free[from]] = edge
            free[from] += 1
        }
    }

    /// The nodes that lie on a round trip through some node: the first such part with most of the network.
    private func largestConnectedPart() -> [Int] {
        var backward: [[Int]] = Array(repeating: [], count: points.count)
        var forward = backward
        for node in points.indices {
            for edge in edges(from: node) {
                forward[node].append(edge.to)
                backward[edge.to].append(node)
            }
        }
        var best: [Int] = []
        for seed in points.indices where best.count <= points.count / 2 {
            let there = Self.reached(from: seed, forward)
            let back = Self.reached(from: seed, backward)
            let both = points.indices.filter { there[$0] && back[$0] }
            if both.count > best.count { best = both }
        }
        return best
    }

    private static func reached(from seed: Int, _ next: [[Int]]) -> [Bool] {
        var seen = Array(repeating: false, count: next.count)
        var waiting = [seed]
        seen[seed] = true
        while let node = waiting.popLast() {
            for neighbour in next[node] where !seen[neighbour] {
                seen[neighbour] = true
                waiting.append(neighbour)
            }
        }
        return seen
    }
}
