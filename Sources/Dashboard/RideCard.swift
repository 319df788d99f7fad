public import Domain

/// One ride: what its messages add up to.
public struct RideCard: Entity {
    public let key: Key
    public internal(set) var status: Ride.Status?
    public internal(set) var driver: Ride.Driver?
    public internal(set) var car: Ride.Car?
    /// The vehicle's id, under which its positions come.
    public internal(set) var vehicle: String?
    /// When the car should be there.
    public internal(set) var arrival: Timestamp?
    public internal(set) var pickup: Ride.Stop?
    public internal(set) var dropoff: Ride.Stop?
    /// Who drove before the present driver.
    public internal(set) var before: Ride.Reassignment?
    /// When the present driver took over from the one before.
    public internal(set) var handedOverAt: Timestamp?
    /// Which driver it is, or which is being looked for; 1 is the first.
    public internal(set) var attempt = 1
    /// Cancelled, yet another driver may be found until then.
    public internal(set) var redispatchUntil: Timestamp?
    public internal(set) var replaces: String?
    public internal(set) var position: Coordinate?
    /// When the newest position was taken, where it came with the ride's own messages or its vehicle's.
    public internal(set) var fixedAt: Timestamp?
    public internal(set) var changedAt: Timestamp?
    /// Messages without effect: late ones and second deliveries.
    public internal(set) var late = 0

    init(key: Key) { self.key = key }

    /// Whether anybody still waits or rides.
    public var isLive: Bool {
        switch status {
        case .completed, .cancelled: false
        case .requested, .accepted, .arriving, .inProgress, nil: true
        }
    }

    /// Cancelled by the driver, and the grace for finding another is not over.
    public func isPendingRedispatch(at now: Timestamp) -> Bool {
        status == .cancelled && redispatchUntil.map { now <= $0 } == true
    }

    /// Seconds until the car should be there, negative when it is overdue; `nil` where nobody said, or the ride is over.
    public func eta(at now: Timestamp) -> Int? {
        guard isLive, let arrival else { return nil }
        return Int((arrival - now).inSeconds.rounded())
    }

    mutating func take(_ record: RideLedger.Record, at moment: Moment) {
        let ride = record.ride
        switch record.timing {
        case .duplicate:
            late &+= 1
        case .late:
            late &+= 1
            pickup = pickup ?? ride.pickup.map(bounded)
            dropoff = dropoff ?? ride.dropoff.map(bounded)
        case .current:
            if attempt != record.attempt || ride.reassigned != nil || record.news.contains(.lookingAgain) { vacate() }
            if let reassigned = ride.reassigned {
                before = reassigned
                handedOverAt = moment.time
                if status == .requested || status == .arriving || status == .cancelled { status = .accepted }
            }
            attempt = record.attempt
            redispatchUntil = record.redispatchUntil
            fill(from: ride, at: moment)
            changedAt = moment.time
        }
    }

    /// The driver is gone, and with him all that was true of his car.
    private mutating func vacate() {
        driver = nil
        car = nil
        vehicle = nil
        arrival = nil
        position = nil
        fixedAt = nil
    }

    private mutating func fill(from ride: Ride, at moment: Moment) {
        status = ride.status ?? status
        // A request may still carry the driver who has just left it.
        if ride.status != .requested { fillCrew(from: ride, at: moment) }
        if let stop = ride.pickup { pickup = bounded(stop) }
        if let stop = ride.dropoff { dropoff = bounded(stop) }
        replaces = ride.replaces?.bounded ?? replaces
    }

    private mutating func fillCrew(from ride: Ride, at moment: Moment) {
        if let new = ride.driver {
            driver = Ride.Driver(
                id: new.id?.bounded ?? driver?.id, name: new.name?.bounded ?? driver?.name,
                rating: new.rating ?? driver?.rating)
        }
        if let new = ride.car {
            car = Ride.Car(
                plate: new.plate?.bounded ?? car?.plate, make: new.make?.bounded ?? car?.make,
                model: new.model?.bounded ?? car?.model, color: new.color?.bounded ?? car?.color)
        }
        vehicle = ride.vehicle?.bounded ?? vehicle
        if let eta = ride.eta { promise(eta, at: moment) }
        if let place = ride.position { move(to: place, at: moment.time) }
    }

    mutating func promise(_ eta: Int, at moment: Moment) {
        guard (0...604_800).contains(eta) else { return }
        arrival = moment.time + .seconds(eta)
    }

    mutating func move(to place: Coordinate, at time: Timestamp) {
        if let fixedAt, time < fixedAt { return }
        position = place
        fixedAt = time
    }

    private func bounded(_ stop: Ride.Stop) -> Ride.Stop {
        Ride.Stop(position: stop.position, address: stop.address?.clipped())
    }
}
