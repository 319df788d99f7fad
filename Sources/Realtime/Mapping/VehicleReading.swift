internal import Domain
internal import JSON

/// A position report needs a position and an identifier; the weaker the identifier's name, the more must speak for a vehicle.
extension Vocabulary {
    func vehicle(_ facts: Facts, _ setting: Setting, _ claim: Claim) -> Bool {
        guard facts.mentions(.latitude) || facts.names(any: Self.places) else { return false }
        let fix = fix(facts)
        guard fix.isMentioned, let id = vehicleID(facts, setting) else { return false }
        return claim.become(.vehicle(vehicle(id, facts, fix, setting)), .vehicle)
    }

    private func vehicleID(_ facts: Facts, _ setting: Setting) -> String? {
        if let id = facts[.vehicleID]?.identifier { return id }
        if facts.names(.vehicleUnit), let id = transitID(facts, setting) { return id }
        if let id = facts[.vehicle]?.identifier(self) ?? facts[.car]?.identifier(self) { return id }
        guard facts.names(any: Self.motion) || speaksOfVehicles(facts, setting) else { return nil }
        if let id = (facts[.deviceID] ?? facts[.driverID])?.identifier(self) { return id }
        if facts.names(.trackerID) { return trackerID(facts, setting) }
        if let id = facts[.id]?.identifier { return id }
        if facts.names(.speedKnots), let id = facts[.user]?.identifier { return id }
        return owner(
            in: setting.channel, after: "vehicle", "bus", "driver", "courier", "train", "tram", "vessel", "ship")
    }

    private func speaksOfVehicles(_ facts: Facts, _ setting: Setting) -> Bool {
        let hints = hints(setting)
        return hints.says(.vehicle) || (hints.says([.place, .ride, .driver]) && !facts.names(.title))
    }

    /// Helsinki's `operator/vehicle`, by the topic where there is one, for the payload's operator may be another.
    private func transitID(_ facts: Facts, _ setting: Setting) -> String? {
        guard let unit = facts[.vehicleUnit]?.identifier else { return nil }
        if let id = setting.channel.flatMap(Self.unit(ofTopic:)) { return id }
        guard let owner = facts[.operatorID]?.identifier else { return unit }
        return "\(owner)/\(unit)"
    }

    /// `…/0018/00640/…` is vehicle 640 of operator 18.
    private static func unit(ofTopic topic: String) -> String? {
        let parts = topic.split(separator: "/", maxSplits: 10)
        for (owner, unit) in zip(parts, parts.dropFirst()) where owner.utf8.count == 4 && unit.utf8.count == 5 {
            if let owner = Int(owner), let unit = Int(unit), owner >= 0, unit >= 0 { return "\(owner)/\(unit)" }
        }
        return nil
    }

    /// A phone tracker's two letters are not unique; its topic is.
    private func trackerID(_ facts: Facts, _ setting: Setting) -> String? {
        if let channel = setting.channel, channel.hasPrefix("owntracks/") {
            return String(channel.dropFirst("owntracks/".utf8.count))
        }
        return facts[.trackerID]?.identifier
    }

    /// Made in one go: a value of this size is costly to change piece by piece.
    func vehicle(_ id: String, _ facts: Facts, _ fix: Fix, _ setting: Setting) -> Vehicle {
        Vehicle(
            vehicle: id, label: label(facts) ?? setting.label?.trimmed, position: fix.place, bearing: fix.bearing,
            speed: fix.speed,
            accuracy: fix.accuracy,
            route: related(.route, facts) ?? (facts[.designation] ?? tripsRoute(facts))?.identifier,
            trip: related(.trip, facts) ?? facts[.tripID]?.identifier, occupancy: facts[.occupancy]?.identifier,
            ride: (facts[.rideID] ?? facts[.ride])?.identifier, eta: eta(facts, at: nil, inMinutes: false))
    }

    /// GTFS-realtime names the route inside the trip.
    private func tripsRoute(_ facts: Facts) -> JSONValue? {
        facts[.trip].flatMap { $0["route_id"] ?? $0["routeId"] }
    }

    private func label(_ facts: Facts) -> String? {
        if let label = (facts[.label] ?? facts[.designation])?.identifier { return label }
        for word in [Word.vehicle, .car] as [Word] {
            if let inner = facts[word], inner.kind == .object { return inner["label"]?.identifier }
        }
        return facts[.plate]?.identifier
    }

    /// A route or a trip: an identifier, an object with one, or JSON:API's relationship.
    private func related(_ word: Word, _ facts: Facts) -> String? {
        if let value = facts[word] {
            guard value.kind == .object else { return value.identifier }
            return (value["id"] ?? value["trip_id"] ?? value["tripId"] ?? value["route_id"])?.identifier
        }
        guard let related = facts[.relationships] else { return nil }
        return related[word == .route ? "route" : "trip"]?["data"]?["id"]?.identifier
    }
}

extension JSONText {
    /// Without the spaces that pad fixed fields; `nil` where nothing is left.
    fileprivate var trimmed: String? {
        let text = string
        let end = text.lastIndex { $0 != " " }
        return end.map { String(text[...$0]) }
    }
}
