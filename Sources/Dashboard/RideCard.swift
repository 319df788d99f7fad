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
    /// How the arrival moved under this driver and on this part of the way: newest last, at most 24, one a change by five
    /// seconds or a minute.
    public internal(set) var promises: [Promise] = []
    public internal(set) var pickup: Ride.Stop?
    public internal(set) var dropoff: Ride.Stop?
    /// Which driver it is, or which is being looked for; 1 is the first.
    public internal(set) var attempt = 1
    /// Cancelled, yet another driver may be found until then.
    public internal(set) var redispatchUntil: Timestamp?
    public internal(set) var position: Coordinate?
    /// When the newest position was taken, where it came with the ride's own messages or its vehicle's.
    public internal(set) var fixedAt: Timestamp?
    public internal(set) var changedAt: Timestamp?
    /// Messages without effect: late ones and second deliveries.
    public internal(set) var late = 0

    var promisedAt: Moment?
    /// What few rides have, apart so that the others stay small: none or one.
    var turnovers: [Turnover] = []

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

    /// Where the car goes next: the pickup until the ride is in progress, then the dropoff; `nil` after the end.
    public var nextStop: Ride.Stop? {
        switch status {
        case .requested, .accepted, .arriving, nil: pickup
        case .inProgress: dropoff
        case .completed, .cancelled: nil
        }
    }

    /// Metres from the vehicle's newest position, or else from the ride's own, to the next stop.
    public func distance(from vehicle: Coordinate?) -> Double? {
        guard let here = vehicle ?? position, let there = nextStop?.position else { return nil }
        return here.metres(to: there)
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
            let reassigned = news(in: ride.reassigned, record.news)
            if attempt != record.attempt || reassigned != nil || record.news.contains(.lookingAgain) { vacate() }
            if let reassigned {
                handOver(since: reassigned, at: moment.time)
                if status == .requested || status == .arriving || status == .cancelled { status = .accepted }
            } else if record.news.contains(.assigned), former != nil {
                former = nil
            }
            attempt = record.attempt
            redispatchUntil = record.redispatchUntil
            fill(from: ride, at: moment)
            changedAt = moment.time
        }
    }

    /// Some services say with every message who drove before.
    private func news(in reassigned: Ride.Reassignment?, _ news: RideLedger.News) -> Ride.Reassignment? {
        guard let reassigned else { return nil }
        return news.contains(.handedOver) || handover?.isSame(as: reassigned) != true ? reassigned : nil
    }

    /// The driver is gone, and with him all that was true of his car.
    private mutating func vacate() {
        if !crew.isEmpty { former = crew }
        driver = nil
        car = nil
        vehicle = nil
        forgetArrival()
        position = nil
        fixedAt = nil
    }

    private mutating func forgetArrival() {
        arrival = nil
        promises = []
        promisedAt = nil
    }

    private mutating func fill(from ride: Ride, at moment: Moment) {
        // What was promised for the pickup says nothing of the dropoff.
        if ride.status == .inProgress, status != .inProgress { forgetArrival() }
        status = ride.status ?? status
        // A request may still carry the driver who has just left it.
        if ride.status != .requested { fillCrew(from: ride, at: moment) }
        if let stop = ride.pickup { pickup = bounded(stop) }
        if let stop = ride.dropoff { dropoff = bounded(stop) }
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

    mutating func move(to place: Coordinate, at time: Timestamp) {
        if let fixedAt, time < fixedAt { return }
        position = place
        fixedAt = time
    }

    private func bounded(_ stop: Ride.Stop) -> Ride.Stop {
        Ride.Stop(position: stop.position, address: stop.address?.clipped())
    }
}
