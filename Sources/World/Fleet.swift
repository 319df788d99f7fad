/// The ride service: its cars, its rides and the dispatcher.
struct Fleet: Sendable {
    enum Task: Sendable {
        /// The time of the next order.
        case order
        /// A car's next fix.
        case car(Int)
        /// The dispatcher looks for a car for a ride, by number.
        case assign(Int)
        case fate(Int)
        case board(Int)
        case alight(Int)
        /// A ride's state goes out again, with the ETA as it is now.
        case report(Int, attempt: Int)
    }

    /// Never fewer rides than this at a time, never more than that.
    static let activeRides = 12...30
    private static let carCount = 38
    private static let ridesAtStart = 15

    let streets: Streets
    private var router: Router
    private(set) var cars: [Car] = []
    /// Rides that have not ended, oldest first.
    private(set) var rides: [Ride] = []
    private let seed: UInt64
    private var orders: RandomStream
    private var ordered = 0
    /// How many rides the town wants just now.
    private var demand = 20

    init(seed: UInt64, streets: Streets, _ agenda: inout Agenda) {
        self.seed = seed
        self.streets = streets
        router = Router(nodes: streets.points.count)
        orders = RandomStream(seed: seed, .orders)
        for number in 0..<Self.carCount {
            let car = Car(number: number, seed: seed, streets: streets)
            agenda.plan(in: Int64(number) * 37, .fleet(.car(number)))
            cars.append(car)
        }
        for index in 0..<Self.ridesAtStart { open(index, &agenda) }
        agenda.plan(in: 5_000, .fleet(.order))
    }

    /// One of the rides that are already under way when the world begins.
    private mutating func open(_ index: Int, _ agenda: inout Agenda) {
        guard index > Self.firstFates.count else {
            order(fate: Self.firstFates.indices.contains(index) ? Self.firstFates[index] : nil, &agenda)
            return
        }
        let number = order(fate: Ride.Fate.none, saying: false, &agenda)
        assign(number, saying: false, &agenda)
        guard index >= Self.ridesAtStart / 2, let ride = ride(number), let car = ride.car else { return }
        cars[car].stand(at: ride.pickup.node, in: streets)
        guard index > Self.ridesAtStart / 2 else {
            set(number, .arriving)
            cars[car].job = .waiting(ride: number)
            return agenda.plan(in: cars[car].random.within(5_000...25_000), .fleet(.board(number)))
        }
        set(number, .inProgress)
        cars[car].job = .toDropoff(ride: number)
        drive(car, to: ride.dropoff.node)
        cars[car].motion.place(at: cars[car].random.within(0.05...0.8))
    }

    /// What every watcher should have seen within the first minute.
    private static let firstFates: [Ride.Fate] = [
        .driverCancels(after: 9_000, replacedAtOnce: false), .driverCancels(after: 20_000, replacedAtOnce: true),
        .riderCancels(after: 31_000),
    ]

    mutating func perform(_ task: Task, _ agenda: inout Agenda) {
        switch task {
        case .order: takeOrders(&agenda)
        case .car(let car): tick(car, &agenda)
        case .assign(let number): assign(number, saying: true, &agenda)
        case .fate(let number): meetFate(number, &agenda)
        case .board(let number): board(number, &agenda)
        case .alight(let number): alight(number, &agenda)
        case .report(let number, let attempt): report(number, attempt, &agenda)
        }
    }

    func ride(_ number: Int) -> Ride? {
        rides.first { $0.number == number }
    }

    private mutating func update(_ number: Int, _ change: (inout Ride) -> Void) {
        guard let index = rides.firstIndex(where: { $0.number == number }) else { return }
        change(&rides[index])
    }

    private mutating func set(_ number: Int, _ status: Ride.Status) {
        update(number) { $0.status = status }
    }

    private func say(_ event: String, _ number: Int, _ agenda: inout Agenda) {
        guard let ride = ride(number) else { return }
        let car = ride.car.map { cars[$0] }
        agenda.publish(Channel.rides, event) { ride.write(to: &$0, car: car) }
    }
}

// MARK: - Orders

extension Fleet {
    private mutating func takeOrders(_ agenda: inout Agenda) {
        demand = max(15, min(27, demand + Int(orders.within(-2...2) as Int64)))
        if rides.count < demand { order(fate: nil, &agenda) }
        agenda.plan(in: orders.within(3_000...11_000), .fleet(.order))
    }

    @discardableResult
    private mutating func order(fate: Ride.Fate?, saying: Bool = true, _ agenda: inout Agenda) -> Int {
        let number = ordered
        ordered += 1
        var random = RandomStream(seed: seed, .ride, number)
        let pickup = place(&random)
        var dropoff = place(&random)
        for _ in 0..<20 where pickup.point.distance(to: dropoff.point) < 500 { dropoff = place(&random) }
        let isMine = random.chance(0.2) || number < Self.firstFates.count
        let drawn = draw(&random)
        rides.append(
            Ride(number: number, pickup: pickup, dropoff: dropoff, isMine: isMine, fate: fate ?? drawn))
        if saying { say("ride.requested", number, &agenda) }
        if case .riderCancels(let after) = fate ?? drawn { agenda.plan(in: after, .fleet(.fate(number))) }
        agenda.plan(in: random.within(2_000...7_000), .fleet(.assign(number)))
        return number
    }

    private func draw(_ random: inout RandomStream) -> Ride.Fate {
        let luck = random.unit()
        if luck < 0.08 { return .riderCancels(after: random.within(8_000...70_000)) }
        if luck < 0.20 {
            return .driverCancels(after: random.within(5_000...50_000), replacedAtOnce: random.chance(0.5))
        }
        return .none
    }

    private func place(_ random: inout RandomStream) -> Ride.Place {
        var node = streets.connected[random.index(below: streets.connected.count)]
        for _ in 0..<8 where streets.street(at: node).isEmpty {
            node = streets.connected[random.index(below: streets.connected.count)]
        }
        let house: Int64 = random.within(1...48)
        let address = "\(streets.street(at: node)) \(house)"
        return Ride.Place(node: node, point: streets.points[node], address: address)
    }
}

// MARK: - Dispatch

extension Fleet {
    /// The free car that is nearest to the pickup, of those whose drivers have not cancelled this ride.
    private func freeCar(for ride: Ride) -> Int? {
        let pickup = ride.pickup.point
        return cars.indices.filter { cars[$0].isFree && !ride.refusals.contains($0) }
            .min { cars[$0].motion.position.distance(to: pickup) < cars[$1].motion.position.distance(to: pickup) }
    }

    private mutating func assign(_ number: Int, saying: Bool, _ agenda: inout Agenda) {
        guard let ride = ride(number), ride.status == .requested, ride.car == nil else { return }
        guard let car = freeCar(for: ride) else {
            return agenda.plan(in: 3_000, .fleet(.assign(number)))
        }
        send(car, to: ride, &agenda)
        if saying { say("ride.accepted", number, &agenda) }
        if case .driverCancels(let after, _) = ride.fate { agenda.plan(in: after, .fleet(.fate(number))) }
    }

    private mutating func send(_ car: Int, to ride: Ride, _ agenda: inout Agenda) {
        update(ride.number) {
            $0.car = car
            $0.attempt += 1
            $0.status = .accepted
        }
        settle(car, &agenda)
        cars[car].job = .toPickup(ride: ride.number)
        drive(car, to: ride.pickup.node)
        let first: ClosedRange<Int64> = agenda.now == 0 ? 100...1_000 : 5_000...8_000
        agenda.plan(in: cars[car].random.within(first), .fleet(.report(ride.number, attempt: ride.attempt + 1)))
    }

    /// Brings a car's motion up to now.
    private mutating func settle(_ car: Int, _ agenda: inout Agenda) {
        cars[car].motion.advance(by: Double(agenda.now - cars[car].lastTick) / 1_000)
        cars[car].lastTick = agenda.now
    }

    private mutating func drive(_ car: Int, to node: Int) {
        let start = cars[car].nodeAhead
        cars[car].drive(router.route(from: start, to: node, in: streets) ?? [start], in: streets)
    }

    private mutating func release(_ car: Int, _ agenda: inout Agenda) {
        settle(car, &agenda)
        cars[car].job = .idle(until: agenda.now + cars[car].random.within(8_000...40_000))
        cars[car].drive([cars[car].nodeAhead], in: streets)
    }

    private mutating func meetFate(_ number: Int, _ agenda: inout Agenda) {
        guard let ride = ride(number), ride.awaitsCar else { return }
        update(number) { $0.fate = .none }
        switch ride.fate {
        case .none: return
        case .riderCancels: end(number, by: "rider", &agenda)
        case .driverCancels(_, let replacedAtOnce):
            guard let old = ride.car else { return }
            update(number) { $0.refusals.append(old) }
            let other = replacedAtOnce ? freeCar(for: ride) : nil
            release(old, &agenda)
            guard let other else { return lookAgain(ride, after: old, &agenda) }
            send(other, to: ride, &agenda)
            say("ride.driver_changed", number, &agenda)
            tell(of: cars[other], for: ride, &agenda)
        }
    }

    private mutating func lookAgain(_ ride: Ride, after old: Int, _ agenda: inout Agenda) {
        update(ride.number) {
            $0.car = nil
            $0.status = .requested
        }
        say("ride.driver_cancelled", ride.number, &agenda)
        agenda.plan(in: cars[old].random.within(4_000...12_000), .fleet(.assign(ride.number)))
        guard ride.isMine else { return }
        agenda.notify(
            Notice(
                title: "Driver cancelled", body: "\(cars[old].driver) cannot take \(ride.id); looking for another car.",
                priority: 4, tags: ["ride", "driver"], url: ride.url))
    }

    private mutating func tell(of car: Car, for ride: Ride, _ agenda: inout Agenda) {
        guard ride.isMine else { return }
        agenda.notify(
            Notice(
                title: "Driver changed",
                body: "\(ride.id): now \(car.driver) in a \(car.color) \(car.make) \(car.model), \(car.plate).",
                priority: 4, tags: ["ride", "driver"], url: ride.url))
    }
}

// MARK: - On the road

extension Fleet {
    private mutating func tick(_ car: Int, _ agenda: inout Agenda) {
        settle(car, &agenda)
        proceed(car, &agenda)
        broadcast(car, &agenda)
        agenda.plan(in: cars[car].period + cars[car].random.within(-60...60), .fleet(.car(car)))
    }

    private mutating func proceed(_ car: Int, _ agenda: inout Agenda) {
        let motion = cars[car].motion
        switch cars[car].job {
        case .idle(let until):
            guard agenda.now >= until, motion.hasArrived else { return }
            cars[car].job = .cruising
            let goal = streets.connected[cars[car].random.index(below: streets.connected.count)]
            drive(car, to: goal)
        case .cruising:
            guard motion.hasArrived else { return }
            cars[car].job = .idle(until: agenda.now + cars[car].random.within(15_000...60_000))
        case .toPickup(let number): approach(number, car, &agenda)
        case .toDropoff(let number):
            guard motion.hasArrived else { return }
            cars[car].job = .alighting(ride: number)
            agenda.plan(in: cars[car].random.within(3_000...8_000), .fleet(.alight(number)))
        case .waiting, .alighting: return
        }
    }

    private mutating func approach(_ number: Int, _ car: Int, _ agenda: inout Agenda) {
        guard let ride = ride(number) else { return }
        let motion = cars[car].motion
        if ride.status == .accepted, motion.expectedSeconds <= 40 {
            set(number, .arriving)
            say("ride.arriving", number, &agenda)
            if ride.isMine { agenda.notify(nearby(ride, cars[car])) }
        }
        guard motion.hasArrived else { return }
        cars[car].job = .waiting(ride: number)
        // A driver who is about to cancel does not let anybody in.
        if case .driverCancels = ride.fate { return }
        agenda.plan(in: cars[car].random.within(6_000...30_000), .fleet(.board(number)))
    }

    private func nearby(_ ride: Ride, _ car: Car) -> Notice {
        Notice(
            title: "Your car is near",
            body: "\(car.driver), \(car.color) \(car.make) \(car.model) \(car.plate), \(ride.pickup.address).",
            priority: 3, tags: ["ride", "arriving"], url: ride.url)
    }

    private mutating func broadcast(_ index: Int, _ agenda: inout Agenda) {
        let motion = cars[index].motion
        guard let fix = cars[index].fix(at: agenda.now) else { return }
        let car = cars[index]
        agenda.report(
            PositionReport(
                vehicle: car.id, label: car.plate, fix: fix, bearing: motion.bearing, speed: motion.speed,
                ride: car.ride.flatMap(ride)?.id,
                eta: car.ride == nil ? nil : Int(motion.expectedSeconds.rounded(.up))),
            on: Channel.cars)
    }

    private mutating func board(_ number: Int, _ agenda: inout Agenda) {
        guard let ride = ride(number), ride.status == .arriving, let car = ride.car else { return }
        set(number, .inProgress)
        settle(car, &agenda)
        cars[car].job = .toDropoff(ride: number)
        drive(car, to: ride.dropoff.node)
        say("ride.in_progress", number, &agenda)
    }

    private mutating func alight(_ number: Int, _ agenda: inout Agenda) {
        guard let ride = ride(number), ride.status == .inProgress else { return }
        set(number, .completed)
        say("ride.completed", number, &agenda)
        close(ride, &agenda)
    }

    private mutating func end(_ number: Int, by whom: String, _ agenda: inout Agenda) {
        guard let ride = ride(number) else { return }
        update(number) {
            $0.status = .cancelled
            $0.cancelledBy = whom
        }
        say("ride.cancelled", number, &agenda)
        if ride.isMine {
            agenda.notify(
                Notice(
                    title: "Ride cancelled",
                    body: "\(ride.id) from \(ride.pickup.address) was cancelled by the \(whom).", priority: 5,
                    tags: ["ride", "cancelled"], url: ride.url))
        }
        close(ride, &agenda)
    }

    private mutating func close(_ ride: Ride, _ agenda: inout Agenda) {
        if let car = ride.car { release(car, &agenda) }
        rides.removeAll { $0.number == ride.number }
        if rides.count < Self.activeRides.lowerBound { order(fate: nil, &agenda) }
    }

    private mutating func report(_ number: Int, _ attempt: Int, _ agenda: inout Agenda) {
        guard let ride = ride(number), let car = ride.car, ride.attempt == attempt else { return }
        say("ride.updated", number, &agenda)
        agenda.plan(in: cars[car].random.within(5_000...8_000), .fleet(.report(number, attempt: attempt)))
    }
}

extension Ride {
    /// An address of the reserved domain: nothing is there.
    fileprivate var url: String { "https://rides.example/\(id)" }
}
