/// A way to drive: a line of points with what slows a vehicle down on it.
struct Path: Sendable {
    /// How a kind of vehicle drives.
    struct Manner: Sendable {
        /// Metres a second squared.
        var acceleration: Double
        var braking: Double
        /// Metres a second.
        var topSpeed: Double
    }

    struct Vertex: Sendable {
        var point: Point
        /// Highest speed from here to the next vertex, metres a second.
        var limit: Double
        /// How long the vehicle stands here, seconds.
        var hold: Double = 0
        /// What a dispatcher expects the vehicle to lose here, seconds.
        var expectedDelay: Double = 0
    }

    let vertices: [Vertex]
    /// Metres from the start of the path to each vertex.
    let starts: [Double]
    /// The speed at which each vertex may be passed so that the rest of the path can be driven.
    let passing: [Double]
    /// What a dispatcher expects from each vertex to the end, seconds.
    let expected: [Double]

    /// `vertices` must not be empty.
    init(_ vertices: [Vertex], _ manner: Manner) {
        self.vertices = vertices
        var starts = [0.0]
        for (from, to) in zip(vertices, vertices.dropFirst()) {
            starts.append((starts.last ?? 0) + from.point.distance(to: to.point))
        }
        var passing = Array(repeating: 0.0, count: vertices.count)
        var expected = passing
        for here in vertices.indices.dropLast().reversed() {
            let length = starts[here + 1] - starts[here]
            let limit = min(vertices[here].limit, manner.topSpeed)
            expected[here] = expected[here + 1] + vertices[here].expectedDelay + length / (limit * 0.85)
            guard vertices[here].hold == 0 else { continue }
            let braked = (passing[here + 1] * passing[here + 1] + 2 * manner.braking * length).squareRoot()
            passing[here] = min(braked, limit, Self.turningSpeed(vertices, here))
        }
        self.starts = starts
        self.passing = passing
        self.expected = expected
    }

    var length: Double { starts.last ?? 0 }

    /// From 14 m/s straight on over 4 m/s around a right angle to 1 m/s for turning back.
    private static func turningSpeed(_ vertices: [Vertex], _ here: Int) -> Double {
        guard here > 0 else { return .infinity }
        let before = vertices[here - 1].point
        let point = vertices[here].point
        let after = vertices[here + 1].point
        let inward = Point(x: point.x - before.x, y: point.y - before.y)
        let outward = Point(x: after.x - point.x, y: after.y - point.y)
        let lengths = before.distance(to: point) * point.distance(to: after)
        guard lengths > 0 else { return .infinity }
        let straight = (1 + (inward.x * outward.x + inward.y * outward.y) / lengths) / 2
        return 1 + 6 * straight + 7 * straight * straight * straight
    }
}
