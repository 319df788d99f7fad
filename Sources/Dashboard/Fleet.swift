import Domain

/// Vehicles with their trails, and the rides that some of them serve.
public struct Fleet: Equatable, Sendable {
    private(set) var vehicles: Store<VehicleTrack>
    private(set) var rides: Store<RideCard>
    private var trails = Chunks<Fix>()
    private let trailCapacity: Int
    private var ledgers: [FeedNumber: RideLedger] = [:]
    private let rideCapacity: Int
    var vehicleOrder = Rows()
    var rideOrder = Rows()
    var sort = Sort.eta
    /// When the first of the rides for which another driver may still be found is given up.
    var graceEnds: Timestamp?
    var textPace = Pace()
    var movePace = Pace()

    init(_ capacity: Capacity) {
        vehicles = Store(capacity: capacity.vehicles)
        rides = Store(capacity: capacity.rides)
        trailCapacity = max(1, capacity.trail)
        rideCapacity = capacity.rides
    }

    public var vehicleCount: Int { vehicles.count }
    public var rideCount: Int { rides.count }

    public func vehicle(_ key: Key) -> VehicleTrack? { vehicles.place(of: key).map { vehicles[$0] } }
    public func ride(_ key: Key) -> RideCard? { rides.place(of: key).map { rides[$0] } }

    /// The vehicle's latest fixes, oldest first.
    public func trail(of key: Key) -> [Fix] {
        guard let place = vehicles.place(of: key) else { return [] }
        let fixes = Int(vehicles[place].fixes)
        return (max(0, fixes - trailCapacity)..<fixes).map { trails[place * trailCapacity + $0 % trailCapacity] }
    }

    /// The vehicle that serves a ride, where both are known.
    public func vehicle(serving ride: RideCard) -> VehicleTrack? {
        ride.vehicle.flatMap { vehicle(Key(feed: ride.key.feed, id: $0)) }
    }

    mutating func take(_ report: Vehicle, feed: FeedNumber, at moment: Moment) {
        let (place, isNew) = vehicles.place(making: Key(feed: feed, id: report.vehicle.bounded))
        if isNew {
            vehicleOrder.note(place)
            makeTrail(place)
        }
        let (fix, number) = vehicles.update(place) { track in
            if let label = report.label, label != track.label { vehicleOrder.note(place) }
            return (track.take(report, at: moment), Int(track.fixes))
        }
        if let fix { trails.update(place * trailCapacity + (number - 1) % trailCapacity) { $0 = fix } }
        if sort == .changed { vehicleOrder.note(place) }
        if let ride = report.ride { follow(ride, report, feed: feed, at: moment) }
    }

    private mutating func makeTrail(_ place: Int) {
        while trails.count < (place + 1) * trailCapacity { trails.append(Fix()) }
    }

    /// A position that names its ride is the ride's too, unless it comes from a driver who has left it.
    private mutating func follow(_ ride: String, _ report: Vehicle, feed: FeedNumber, at moment: Moment) {
        guard let place = rides.place(of: Key(feed: feed, id: ride.bounded)),
            ledgers[feed]?.isFormer(vehicle: report.vehicle, of: ride) != true
        else { return }
        rides.update(place) { card in
            guard card.isLive, card.vehicle == nil || card.vehicle == report.vehicle else { return }
            if let position = report.position { card.move(to: position, at: moment.time) }
            if let eta = report.eta {
                card.promise(eta, at: moment)
                rideOrder.note(place)
            }
        }
    }

    mutating func take(_ ride: Ride, in envelope: borrowing Envelope, feed: FeedNumber, at moment: Moment) -> [Alert] {
        let record = ledgers[feed, default: RideLedger(capacity: rideCapacity)].record(ride, in: envelope)
        let (place, isNew) = rides.place(making: Key(feed: feed, id: ride.ride.bounded))
        rideOrder.note(place)
        let replaced = isNew ? ride.replaces.flatMap { crew(of: Key(feed: feed, id: $0.bounded)) } : nil
        return rides.update(place) { card in
            if let replaced { card.former = replaced }
            card.take(record, at: moment)
            // What is heard of for the first time may be long under way: that is a beginning, and no news.
            return isNew && card.former == nil ? [] : Self.alerts(record.news, card)
        }
    }

    /// Who serves a ride, or did before it was left.
    private func crew(of key: Key) -> RideCard.Crew? {
        guard let card = ride(key) else { return nil }
        return card.crew.isEmpty ? card.former : card.crew
    }

    /// A person has seen that another driver comes.
    mutating func acknowledgeHandover(of key: Key) {
        guard let place = rides.place(of: key) else { return }
        rides.update(place) { $0.handover?.isAcknowledged = true }
        rideOrder.note(place)
    }

    private static func alerts(_ news: RideLedger.News, _ card: RideCard) -> [Alert] {
        guard !news.isEmpty else { return [] }
        var alerts: [Alert] = []
        if news.contains(.assigned) {
            alerts.append(.driverAssigned(card.key, driver: card.driver, car: card.car))
        }
        if news.contains(.handedOver) {
            let before = card.handover.map { Ride.Reassignment(driver: $0.before.driver, car: $0.before.car) }
            alerts.append(.driverChanged(card.key, before: before, driver: card.driver, car: card.car))
        }
        if news.contains(.lookingAgain) {
            alerts.append(.lookingForDriver(card.key, former: card.former?.driver, attempt: card.attempt))
        }
        if news.contains(.arriving) { alerts.append(.arriving(card.key, driver: card.driver)) }
        if news.contains(.slipped), let eta = card.arrival.flatMap({ arrival in card.changedAt.map { arrival - $0 } }) {
            alerts.append(.slipped(card.key, eta: Int(eta.inSeconds)))
        }
        if news.contains(.cancelled) { alerts.append(.rideCancelled(card.key, until: card.redispatchUntil)) }
        return alerts
    }

    /// The ledgers are what the cards were made with, not something to see.
    public static func == (left: Fleet, right: Fleet) -> Bool {
        left.vehicles == right.vehicles && left.rides == right.rides && left.trails == right.trails
    }
}
