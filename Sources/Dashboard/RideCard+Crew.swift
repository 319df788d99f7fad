public import Domain

extension RideCard {
    /// Who drives, in what, and what is known of where that is.
    public struct Crew: Equatable, Sendable {
        public var driver: Ride.Driver?
        public var car: Ride.Car?
        /// The vehicle's id, under which its positions come.
        public var vehicle: String?
        /// When the car should have been there.
        public var arrival: Timestamp?
        public var position: Coordinate?
        public var fixedAt: Timestamp?

        var isEmpty: Bool { driver == nil && car == nil && vehicle == nil }
    }

    /// One driver in place of another.
    public struct Handover: Equatable, Sendable {
        public var at: Timestamp
        /// What was true when the former driver left, however long it took to find the next.
        public var before: Crew
        public var isAcknowledged: Bool

        /// Whether the service only says once more who was there before.
        func isSame(as other: Ride.Reassignment) -> Bool {
            if let id = other.driver?.id, let known = before.driver?.id { return id.bounded == known }
            if let name = other.driver?.name, let known = before.driver?.name { return name.bounded == known }
            return other.car?.plate?.bounded == before.car?.plate
        }
    }

    /// What changes of the driver have left behind.
    struct Turnover: Equatable, Sendable {
        var handover: Handover?
        var former: Crew?
    }

    /// How the present driver took over from the one before.
    public internal(set) var handover: Handover? {
        get { turnovers.first?.handover }
        set { changeTurnover { $0.handover = newValue } }
    }

    /// Who has left the ride while nobody else is found.
    public internal(set) var former: Crew? {
        get { turnovers.first?.former }
        set { changeTurnover { $0.former = newValue } }
    }

    private mutating func changeTurnover(_ change: (inout Turnover) -> Void) {
        var turnover = turnovers.first ?? Turnover()
        change(&turnover)
        turnovers = turnover == Turnover() ? [] : [turnover]
    }

    /// Who serves the ride now.
    public var crew: Crew {
        Crew(driver: driver, car: car, vehicle: vehicle, arrival: arrival, position: position, fixedAt: fixedAt)
    }

    /// Notes that the ride has another driver; `former` has already left.
    mutating func handOver(since reassigned: Ride.Reassignment, at now: Timestamp) {
        // Nobody was seen before: then what the service says of him is all there is.
        let before = former ?? Crew(driver: reassigned.driver?.bounded, car: reassigned.car?.bounded)
        handover = Handover(at: now, before: before, isAcknowledged: false)
        former = nil
    }
}

extension Ride.Driver {
    /// The same, no longer than a card keeps.
    var bounded: Ride.Driver { Ride.Driver(id: id?.bounded, name: name?.bounded, rating: rating) }
}

extension Ride.Car {
    /// The same, no longer than a card keeps.
    var bounded: Ride.Car {
        Ride.Car(plate: plate?.bounded, make: make?.bounded, model: model?.bounded, color: color?.bounded)
    }
}
