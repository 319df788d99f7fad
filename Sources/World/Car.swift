/// A hired car with its driver. Names and plates are invented.
struct Car: Sendable {
    enum Job: Sendable {
        /// Stands or rolls to the next junction until then (virtual milliseconds), then goes elsewhere.
        case idle(until: Int64)
        case cruising
        case toPickup(ride: Int)
        case waiting(ride: Int)
        case toDropoff(ride: Int)
        case alighting(ride: Int)
    }

    let number: Int
    let plate: String
    let make: String
    let model: String
    let color: String
    let driver: String
    /// Tenths of a star.
    let rating: Int64
    /// Milliseconds between two fixes.
    let period: Int64
    var random: RandomStream
    var receiver: Receiver
    var motion: Motion
    /// The node of each of the path's vertices; `nil` for a beginning in the middle of a street.
    var nodes: [Int?]
    var job: Job
    /// Up to when the motion is known.
    var lastTick: Int64 = 0

    var id: String { "car-\(number + 1)" }
    var driverID: String { "d-\(number + 101)" }

    init(number: Int, seed: UInt64, streets: Streets) {
        var random = RandomStream(seed: seed, .car, number)
        self.number = number
        plate = Self.plate(&random)
        let type = Self.types[random.index(below: Self.types.count)]
        make = type.make
        model = type.model
        color = random.pick(["white", "black", "silver", "blue", "red", "grey", "green"])
        // Each initial makes the name one of its own.
        let initial = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(truncatingIfNeeded: number % 26)))
        driver = "\(Self.firstNames[number % Self.firstNames.count]) \(initial)."
        rating = random.within(43...50)
        period = random.within(1_000...1_900)
        receiver = Receiver(deviation: 2.5, &random)
        let home = streets.connected[random.index(below: streets.connected.count)]
        let manner = Path.Manner(acceleration: 1.9, braking: 2.2, topSpeed: random.within(11...15))
        motion = Motion(path: Path([Path.Vertex(point: streets.points[home], limit: 5)], manner), manner: manner)
        nodes = [home]
        job = .idle(until: random.within(0...20_000))
        self.random = random
    }

    var isFree: Bool {
        switch job {
        case .idle, .cruising: true
        case .toPickup, .waiting, .toDropoff, .alighting: false
        }
    }

    var ride: Int? {
        switch job {
        case .idle, .cruising: nil
        case .toPickup(let ride), .waiting(let ride), .toDropoff(let ride), .alighting(let ride): ride
        }
    }

    /// The node where the car is, or the next one that it reaches.
    var nodeAhead: Int {
        let index = min(motion.segment + (motion.hasArrived ? 0 : 1), nodes.count - 1)
        return nodes[index] ?? 0
    }

    /// Puts the car at a node, without a way to go.
    mutating func stand(at node: Int, in streets: Streets) {
        let vertex = Path.Vertex(point: streets.points[node], limit: 5)
        motion = Motion(path: Path([vertex], motion.manner), manner: motion.manner)
        nodes = [node]
    }

    /// Where the car's receiver has it; `nil` while nothing is heard of it.
    mutating func fix(at now: Int64) -> Receiver.Fix? {
        receiver.fix(motion.position, at: now, &random)
    }

    /// Drives along `route`, which begins at `nodeAhead`.
    mutating func drive(_ route: [Int], in streets: Streets) {
        var vertices: [Path.Vertex] = []
        nodes = route
        if !motion.hasArrived {
            let limit = motion.path.vertices[motion.segment].limit
            vertices.append(Path.Vertex(point: motion.position, limit: limit))
            nodes.insert(nil, at: 0)
        }
        var sinceHold = 0.0
        for (index, node) in route.enumerated() {
            var vertex = Path.Vertex(point: streets.points[node], limit: 5)
            let next = index + 1 < route.count ? route[index + 1] : nil
            if let next, let edge = streets.edges(from: node).first(where: { $0.to == next }) {
                vertex.limit = edge.limit
                if sinceHold > 50 { meetTraffic(at: &vertex, arms: streets.arms[node], grade: edge.grade) }
                sinceHold = vertex.hold > 0 ? edge.length : sinceHold + edge.length
            }
            vertices.append(vertex)
        }
        motion.follow(Path(vertices, motion.manner))
    }

    /// Red lights where larger streets cross, give way elsewhere.
    private mutating func meetTraffic(at vertex: inout Path.Vertex, arms: UInt8, grade: Int) {
        if arms >= 4, grade <= 4 {
            vertex.expectedDelay = 3
            if random.chance(0.3) { vertex.hold = random.within(3...22) }
        } else if arms >= 3 {
            vertex.expectedDelay = 0.4
            if random.chance(0.1) { vertex.hold = random.within(1...4) }
        }
    }

    private static func plate(_ random: inout RandomStream) -> String {
        let letters = (0..<3).map { _ in random.pick(["A", "B", "C", "E", "G", "H", "J", "K", "L", "M", "N", "R", "X"])
        }
        let figures: Int64 = random.within(100...999)
        return letters.joined() + "-\(figures)"
    }

    private static let types: [(make: String, model: String)] = [
        ("Toyota", "Corolla"), ("Škoda", "Octavia"), ("Škoda", "Superb"), ("Volvo", "V60"), ("Tesla", "Model 3"),
        ("Volkswagen", "ID.4"), ("Kia", "Niro"), ("Mercedes-Benz", "E 220"), ("Polestar", "2"), ("Citroën", "ë-C4"),
    ]

    private static let firstNames = [
        "Aino", "Väinö", "Sanna", "Mikko", "Päivi", "Otto", "Fatima", "Jari", "Leena", "Björn", "Noor", "Eetu",
        "Kaisa", "Tuomas", "Oksana", "Ilmari", "Yusuf", "Hanna",
    ]
}
