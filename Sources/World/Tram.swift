internal import Cartography

/// One direction of a tram line inside the map.
struct TramTrack: Sendable {
    let route: String
    let headsign: String
    let points: [Point]
    let stops: [Bool]

    /// The pairs of directions, one pair a line, in the file's order.
    static func lines(_ file: WayFile) -> [[TramTrack]] {
        var lines: [[TramTrack]] = []
        for way in file.ways {
            let words = file.names[way.name].split(separator: " ", maxSplits: 1).map(String.init)
            guard let route = words.first else { continue }
            let track = TramTrack(
                route: route, headsign: words.last ?? route, points: way.nodes.map(Point.init),
                stops: way.nodes.map(\.marked))
            if lines.last?.first?.route == route {
                lines[lines.count - 1].append(track)
            } else {
                lines.append([track])
            }
        }
        return lines
    }
}

/// A tram that shuttles on its line; beyond the edge of the map nothing is heard of it.
struct Tram: Sendable {
    let number: Int
    private let tracks: [TramTrack]
    private var leg: Int
    private var random: RandomStream
    private var receiver: Receiver
    private var motion: Motion
    private var occupancy: Int
    /// Beyond the map until then (virtual milliseconds).
    private var awayUntil: Int64?
    private var lastTick: Int64
    private let period: Int64

    private static let manner = Path.Manner(acceleration: 1.0, braking: 1.2, topSpeed: 10.5)
    private static let occupancies = ["EMPTY", "MANY_SEATS_AVAILABLE", "FEW_SEATS_AVAILABLE", "STANDING_ROOM_ONLY"]

    /// `tracks` must not be empty.
    init(number: Int, tracks: [TramTrack], leg: Int, seed: UInt64) {
        var random = RandomStream(seed: seed, .tram, number)
        self.number = number
        self.tracks = tracks
        self.leg = leg % tracks.count
        receiver = Receiver(deviation: 1.2, &random)
        occupancy = random.index(below: Self.occupancies.count)
        period = random.within(1_000...1_500)
        lastTick = 0
        motion = Motion(path: Self.path(tracks[leg % tracks.count], &random), manner: Self.manner)
        motion.place(at: random.within(0...0.9))
        self.random = random
    }

    private var track: TramTrack { tracks[leg] }

    /// Stops of 10 to 26 s, and a red light now and then.
    private static func path(_ track: TramTrack, _ random: inout RandomStream) -> Path {
        var sinceHold = 0.0
        var vertices: [Path.Vertex] = []
        for (index, point) in track.points.enumerated() {
            var vertex = Path.Vertex(point: point, limit: 10.5)
            if let last = vertices.last { sinceHold += last.point.distance(to: point) }
            if track.stops[index] {
                vertex.hold = random.within(10...26)
                vertex.expectedDelay = 18
            } else if sinceHold > 90, random.chance(0.06) {
                vertex.hold = random.within(4...20)
            }
            if vertex.hold > 0 { sinceHold = 0 }
            vertices.append(vertex)
        }
        return Path(vertices, manner)
    }

    /// The tram's next fix.
    mutating func tick(_ agenda: inout Agenda) {
        agenda.plan(in: period + random.within(-50...50), .tram(number))
        if let awayUntil {
            guard agenda.now >= awayUntil else { return }
            enter(at: agenda.now)
        }
        let before = motion.speed
        motion.advance(by: Double(agenda.now - lastTick) / 1_000)
        lastTick = agenda.now
        if motion.speed == 0, before > 0, random.chance(0.5) { changePassengers() }
        guard !motion.hasArrived else { return leave(at: agenda.now) }
        guard let fix = receiver.fix(motion.position, at: agenda.now, &random) else { return }
        agenda.report(
            PositionReport(
                vehicle: "tram-\(401 + number)", label: "\(track.route) \(track.headsign)", fix: fix,
                bearing: motion.bearing, speed: motion.speed, route: track.route, headsign: track.headsign,
                occupancy: Self.occupancies[occupancy]),
            on: Channel.trams)
    }

    private mutating func changePassengers() {
        let next = occupancy + (random.chance(0.5) ? 1 : -1)
        if Self.occupancies.indices.contains(next) { occupancy = next }
    }

    /// Over the edge of the map, for long enough to reach where it comes in again.
    private mutating func leave(at now: Int64) {
        let out = motion.position
        leg = (leg + 1) % tracks.count
        let apart = track.points.first?.distance(to: out) ?? 0
        awayUntil = now + random.within(45_000...150_000) + Int64(apart / 5 * 1_000)
    }

    private mutating func enter(at now: Int64) {
        awayUntil = nil
        lastTick = now
        motion = Motion(path: Self.path(track, &random), manner: Self.manner)
    }
}
