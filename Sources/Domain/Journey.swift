/// A vehicle's position report: one fix.
public struct Vehicle: Hashable, Sendable {
    public var vehicle: String
    public var label: String?
    /// `nil` where the report carried no usable position.
    public var position: Coordinate?
    /// Degrees clockwise from north, 0..<360.
    public var bearing: Double?
    /// Metres a second, not negative.
    public var speed: Double?
    /// Radius in metres in which the vehicle is believed to be.
    public var accuracy: Double?
    public var route: String?
    public var trip: String?
    /// The service's own word or percentage, e.g. `MANY_SEATS_AVAILABLE` or `35`.
    public var occupancy: String?
    /// The ride that this vehicle serves, where the report says so.
    public var ride: String?
    /// Seconds until that ride's next stop, where the report says so.
    public var eta: Int?

    public init(
        vehicle: String, label: String? = nil, position: Coordinate? = nil, bearing: Double? = nil,
        speed: Double? = nil, accuracy: Double? = nil, route: String? = nil, trip: String? = nil,
        occupancy: String? = nil, ride: String? = nil, eta: Int? = nil
    ) {
        self.vehicle = vehicle
        self.label = label
        self.position = position
        self.bearing = bearing
        self.speed = speed
        self.accuracy = accuracy
        self.route = route
        self.trip = trip
        self.occupancy = occupancy
        self.ride = ride
        self.eta = eta
    }
}

/// What a message says of an ordered ride: the fields that it named, no others.
public struct Ride: Hashable, Sendable {
    public enum Status: String, CaseIterable, Sendable {
        case requested, accepted, arriving
        case inProgress = "in_progress"
        case completed, cancelled
    }

    public struct Driver: Hashable, Sendable {
        public var id: String?
        public var name: String?
        public var rating: Double?

        public init(id: String? = nil, name: String? = nil, rating: Double? = nil) {
            self.id = id
            self.name = name
            self.rating = rating
        }
    }

    public struct Car: Hashable, Sendable {
        public var plate: String?
        public var make: String?
        public var model: String?
        public var color: String?

        public init(
            plate: String? = nil, make: String? = nil, model: String? = nil, color: String? = nil
        ) {
            self.plate = plate
            self.make = make
            self.model = model
            self.color = color
        }
    }

    /// An end of the ride: a place, an address, or both.
    public struct Stop: Hashable, Sendable {
        public var position: Coordinate?
        public var address: String?

        public init(position: Coordinate? = nil, address: String? = nil) {
            self.position = position
            self.address = address
        }
    }

    /// Who drove before a hand-over.
    public struct Reassignment: Hashable, Sendable {
        public var driver: Driver?
        public var car: Car?

        public init(driver: Driver? = nil, car: Car? = nil) {
            self.driver = driver
            self.car = car
        }
    }

    public var ride: String
    public var status: Status?
    public var driver: Driver?
    public var car: Car?
    /// The vehicle's id, under which its positions come.
    public var vehicle: String?
    /// Seconds until the car is at the pickup (before it) or the dropoff (after it).
    public var eta: Int?
    public var pickup: Stop?
    public var dropoff: Stop?
    public var reassigned: Reassignment?
    /// The ride that this one replaces, where the service opens a new one for a new driver.
    public var replaces: String?
    /// Where the car is, where the message says so.
    public var position: Coordinate?

    public init(
        ride: String, status: Status? = nil, driver: Driver? = nil, car: Car? = nil,
        vehicle: String? = nil, eta: Int? = nil, pickup: Stop? = nil, dropoff: Stop? = nil,
        reassigned: Reassignment? = nil, replaces: String? = nil, position: Coordinate? = nil
    ) {
        self.ride = ride
        self.status = status
        self.driver = driver
        self.car = car
        self.vehicle = vehicle
        self.eta = eta
        self.pickup = pickup
        self.dropoff = dropoff
        self.reassigned = reassigned
        self.replaces = replaces
        self.position = position
    }
}
