internal import Domain
internal import JSON

/// A ride needs its identifier and news of it: a status, a driver, the ends of the way or the time until arrival.
extension Vocabulary {
    private static let identifiers = WordSet(.rideID, .ride, .requestID, .resourceID, .tripID, .trip, .id)
    private static let crew = WordSet(.driver, .driverID, .driverName)
    private static let arrival = WordSet(.etaSeconds, .etaMinutes, .etaMilliseconds, .eta)

    func ride(_ facts: Facts, _ setting: Setting, _ claim: Claim) -> Bool {
        let isHinted = setting.words.says(.rides)
        guard facts.names(any: Self.identifiers) || isHinted, mayBeRide(facts, isHinted), !isInside(facts),
            let id = rideID(facts, setting, isHinted)
        else { return false }
        var ride = Ride(ride: id)
        fill(&ride, facts, setting)
        if ride.status == nil { ride.status = rideStatus(setting) }
        guard isRide(ride, facts, setting) else { return false }
        let happening = cancellation(facts) ?? setting.happening?.string
        _ = claim.become(.ride(ride), .ride)
        claim.happening = happening
        return true
    }

    /// Rules out, before anything is read, what `isRide` would refuse.
    private func mayBeRide(_ facts: Facts, _ isHinted: Bool) -> Bool {
        if isHinted || facts.names(any: Self.news) { return true }
        return !facts.mentions(.latitude) && facts.names(any: Self.arrival)
    }

    private static let news = WordSet(
        .status, .driver, .driverID, .driverName, .pickup, .dropoff, .replaces, .vehicle, .car, .plate, .make, .model,
        .color)

    /// Whether the ride has an object of its own, and nothing beside it speaks of the ride.
    private func isInside(_ facts: Facts) -> Bool {
        guard facts[.ride]?.kind == .object || facts[.trip]?.kind == .object else { return false }
        return !facts.names(any: Self.crew) && facts[.status]?.string.flatMap { rideStatuses[$0] } == nil
    }

    /// A strong name suffices; a weak one needs what only rides have.
    private func rideID(_ facts: Facts, _ setting: Setting, _ isHinted: Bool) -> String? {
        if let id = facts[.rideID]?.identifier ?? facts[.ride]?.identifier(self) { return id }
        let speaksOfRides = facts.mentions(.driver) || facts.mentions(.pickup) || facts.names(.driverID)
        if let id = facts[.requestID]?.identifier { return speaksOfRides || isHinted ? id : nil }
        if let id = facts[.resourceID]?.identifier { return isRideResource(facts) ? id : nil }
        let isTransit = facts.mentions(.route) || facts.names(.designation)
        if let id = facts[.tripID]?.identifier ?? facts[.trip]?.identifier(self) {
            return !isTransit && (speaksOfRides || isHinted) ? id : nil
        }
        guard isHinted, !isTransit else { return nil }
        if setting.words.says(.ride), let id = facts[.id]?.identifier { return id }
        return owner(in: setting.channel, after: "ride", "trip", "booking")
    }

    /// The shape of a ride service's webhook: a resource, its type, its status.
    private func isRideResource(_ facts: Facts) -> Bool {
        guard let type = facts[.resourceType]?.string else { return false }
        return type == "request" || type == "ride" || type == "trip"
    }

    /// Where a position comes without a word of the ride's own, it is the vehicle's report.
    private func isRide(_ ride: Ride, _ facts: Facts, _ setting: Setting) -> Bool {
        let hasStatus = ride.status != nil && (facts.names(.status) || !setting.words.says(.place))
        if hasStatus || ride.pickup != nil || ride.dropoff != nil || ride.replaces != nil { return true }
        if facts[.driver]?.kind == .object || ride.car != nil { return !setting.words.says(.place) }
        let hasFix = facts.mentions(.latitude) || facts.names(.position)
        if hasFix { return false }
        if setting.words.says([.unassigned, .cancelled]), setting.words.says(.rides) { return true }
        return facts.names(any: Self.crew) || facts.names(any: Self.arrival)
    }

    func fill(_ ride: inout Ride, _ facts: Facts, _ setting: Setting) {
        ride.status = facts[.status]?.string.flatMap { rideStatuses[$0] }
        ride.driver = driver(facts)
        fillCar(&ride, facts)
        ride.pickup = facts[.pickup].flatMap(stop)
        ride.dropoff = facts[.dropoff].flatMap(stop)
        ride.replaces = facts[.replaces]?.identifier
        ride.position = fix(facts).place
        ride.eta = rideETA(facts, ride.status, setting)
    }

    private func driver(_ facts: Facts) -> Ride.Driver? {
        var driver = Ride.Driver(
            id: facts[.driverID]?.identifier, name: facts[.driverName]?.phrase, rating: facts[.driverRating]?.real)
        if let value = facts[.driver] {
            if value.kind == .object {
                withFacts(of: value) { inner in
                    driver.id = inner[.id]?.identifier ?? inner[.driverID]?.identifier ?? driver.id
                    driver.name = personName(inner) ?? driver.name
                    driver.rating = inner[.rating]?.real ?? driver.rating
                }
            } else if driver.name == nil {
                driver.name = value.identifier
            }
        }
        if let rating = driver.rating, !(0...100).contains(rating) { driver.rating = nil }
        return driver == Ride.Driver() ? nil : driver
    }

    private func personName(_ facts: Facts) -> String? {
        if let name = facts[.name]?.phrase ?? facts[.driverName]?.phrase { return name }
        guard let first = facts[.firstName]?.phrase else { return facts[.lastName]?.phrase }
        return facts[.lastName]?.phrase.map { "\(first) \($0)" } ?? first
    }

    /// One member may give what the car looks like, and another which vehicle it is: `"car":{"plate":…},"vehicle":"B-1"`.
    private func fillCar(_ ride: inout Ride, _ facts: Facts) {
        var members = [facts[.vehicle], facts[.car]].compactMap(\.self)
        if members.isEmpty, let driver = facts[.driver] {
            members = [driver["vehicle"], driver["car"]].compactMap(\.self)
        }
        var vehicle: String?
        for member in members {
            if member.kind == .object {
                withFacts(of: member) { inner in
                    ride.car = ride.car ?? car(inner)
                    vehicle = vehicle ?? inner[.id]?.identifier ?? inner[.vehicleID]?.identifier
                }
            } else {
                vehicle = vehicle ?? member.identifier
            }
        }
        ride.car = ride.car ?? car(facts)
        ride.vehicle = vehicle ?? facts[.vehicleID]?.identifier
    }

    private func car(_ facts: Facts) -> Ride.Car? {
        let car = Ride.Car(
            plate: facts[.plate]?.identifier, make: facts[.make]?.phrase, model: facts[.model]?.identifier,
            color: facts[.color]?.phrase)
        return car == Ride.Car() ? nil : car
    }

    private func stop(_ value: JSONValue) -> Ride.Stop? {
        guard value.kind == .object else { return value.phrase.map { Ride.Stop(address: $0) } }
        return withFacts(of: value) { facts in
            let stop = Ride.Stop(position: fix(facts).place, address: facts[.address]?.phrase ?? facts[.name]?.phrase)
            return stop == Ride.Stop() ? nil : stop
        }
    }

    /// The time until the car is at the pickup, and once it has been there, at the dropoff.
    private func rideETA(_ facts: Facts, _ status: Ride.Status?, _ setting: Setting) -> Int? {
        let inMinutes = facts.names(.requestID)
        let now = moment(facts) ?? setting.source ?? setting.scene.received
        if let eta = eta(facts, at: now, inMinutes: inMinutes) { return eta }
        let next = status == .inProgress ? facts[.dropoff] : facts[.pickup]
        guard let next, next.kind == .object else { return nil }
        return withFacts(of: next) { eta($0, at: now, inMinutes: inMinutes) }
    }

    /// Seconds, by the unit in the name, or until the moment given. A bare `eta` counts minutes only where the service is known to mean
    /// that; else it could be either and is not read.
    func eta(_ facts: Facts, at now: Timestamp?, inMinutes: Bool) -> Int? {
        guard facts.names(any: Self.arrival) else { return nil }
        var seconds: Double?
        if let value = facts[.etaSeconds]?.real {
            seconds = value
        } else if let value = facts[.etaMinutes]?.real {
            seconds = value * 60
        } else if let value = facts[.etaMilliseconds]?.real {
            seconds = value / 1_000
        } else if let value = facts[.eta] {
            if let now, let moment = MomentReader.read(value) {
                seconds = (moment - now).inSeconds
            } else if inMinutes {
                seconds = value.real.map { $0 * 60 }
            }
        }
        guard let seconds, (0...172_800).contains(seconds) else { return nil }
        return Int(seconds.rounded())
    }

    /// The status that the event's name tells where the message does not.
    func rideStatus(_ setting: Setting) -> Ride.Status? {
        if let name = setting.scene.name, let packed = PackedText(name), let status = rideStatuses[packed] {
            return status
        }
        let words = setting.words
        guard words.says(.rides), !words.says(.unassigned) else { return nil }
        // Whether a driver's cancellation ends the ride is for the ledger to tell.
        if words.says(.cancelled) { return words.says(.driver) ? nil : .cancelled }
        if words.says(.completed) { return .completed }
        if words.says(.started) { return .inProgress }
        if words.says(.arrived) { return .arriving }
        if words.says([.assigned, .accepted]) { return .accepted }
        return words.says([.requested, .placed]) ? .requested : nil
    }

    private func cancellation(_ facts: Facts) -> String? {
        if let text = facts[.cancelledBy]?.phrase { return "\(text) cancelled" }
        guard let status = facts[.status]?.string, rideStatuses[status] == .cancelled else { return nil }
        return status.string
    }
}
