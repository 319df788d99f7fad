/// A vehicle on its path: where it is and how fast, with accelerations and stops.
struct Motion: Sendable {
    private(set) var path: Path
    let manner: Path.Manner
    /// The vertex that the vehicle passed last.
    private(set) var segment = 0
    /// Metres since the start of the path.
    private(set) var travelled = 0.0
    /// Metres a second.
    private(set) var speed = 0.0
    /// How long it still stands, seconds.
    private var hold = 0.0
    private var lastBearing = 0.0

    private static let step = 0.25

    init(path: Path, manner: Path.Manner) {
        self.path = path
        self.manner = manner
    }

    /// Takes another path, which begins where the vehicle is, at the speed it has.
    mutating func follow(_ path: Path) {
        lastBearing = bearing
        self.path = path
        segment = 0
        travelled = 0
        hold = 0
    }

    /// Puts the vehicle somewhere along its path, 0 start … 1 end, standing.
    mutating func place(at share: Double) {
        travelled = path.length * share
        speed = 0
        while segment + 2 < path.vertices.count, travelled >= path.starts[segment + 1] { segment += 1 }
    }

    var hasArrived: Bool { segment >= path.vertices.count - 1 }

    var position: Point {
        guard !hasArrived else { return path.vertices[segment].point }
        let length = path.starts[segment + 1] - path.starts[segment]
        guard length > 0 else { return path.vertices[segment].point }
        let share = (travelled - path.starts[segment]) / length
        return path.vertices[segment].point.towards(path.vertices[segment + 1].point, share)
    }

    /// Degrees clockwise from north, 0..<360: along the path, or as it was while standing at its end.
    var bearing: Double {
        let last = path.vertices.count - 1
        guard last > 0 else { return lastBearing }
        let from = min(segment, last - 1)
        let here = path.vertices[from].point
        let next = path.vertices[from + 1].point
        return here == next ? lastBearing : here.bearing(to: next)
    }

    /// What a dispatcher would say, in seconds: legal speeds and usual delays, not the red lights to come.
    var expectedSeconds: Double {
        guard !hasArrived else { return 0 }
        let limit = min(path.vertices[segment].limit, manner.topSpeed)
        return path.expected[segment + 1] + (path.starts[segment + 1] - travelled) / (limit * 0.85)
    }

    var remainingMetres: Double { path.length - travelled }

    mutating func advance(by seconds: Double) {
        var rest = seconds
        while rest > 1e-9, !hasArrived {
            let step = min(rest, Self.step)
            rest -= step
            if hold > 0 {
                hold -= step
            } else {
                drive(step)
            }
        }
        if hasArrived { speed = 0 }
    }

    private mutating func drive(_ step: Double) {
        let next = segment + 1
        let distance = max(path.starts[next] - travelled, 0)
        let limit = min(path.vertices[segment].limit, manner.topSpeed)
        let brakable = (path.passing[next] * path.passing[next] + 2 * manner.braking * distance).squareRoot()
        let allowed = min(limit, brakable)
        speed = speed < allowed ? min(allowed, speed + manner.acceleration * step) : allowed
        travelled += max(speed, 0.4) * step
        pass()
    }

    private mutating func pass() {
        while !hasArrived, travelled >= path.starts[segment + 1] {
            segment += 1
            guard path.vertices[segment].hold > 0 else { continue }
            travelled = path.starts[segment]
            hold = path.vertices[segment].hold
            speed = 0
            return
        }
        if hasArrived { travelled = path.length }
    }
}
