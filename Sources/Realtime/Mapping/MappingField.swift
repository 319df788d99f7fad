public import Domain

/// The fields that a mapping rule can give a source, under the names that they have in the JSON lines.
public enum MappingField: String, CaseIterable, Hashable, Sendable {
    case time = "ts"
    case id, currency, title
    case lot, status, current, ask, increment, reserve, bids, leader, standing, watchers
    case opensAt = "opens_at"
    case closesAt = "closes_at"
    case extended
    case amount, bidder, state, max
    case vehicle, label
    case latitude = "lat"
    case longitude = "lon"
    case bearing, speed, accuracy, route, trip, occupancy, ride, eta
    case driverID = "driver.id"
    case driverName = "driver.name"
    case driverRating = "driver.rating"
    case plate = "car.plate"
    case make = "car.make"
    case model = "car.model"
    case color = "car.color"
    case pickup, dropoff, replaces
    case body, priority, tags, url
    case expiresAt = "expires_at"

    /// The kinds of event that have it.
    public var kinds: Set<Event.Kind> {
        switch self {
        case .time, .id: [.notification, .lot, .bid, .vehicle, .ride]
        case .title: [.notification, .lot]
        case .lot, .currency: [.lot, .bid]
        case .status: [.lot, .ride]
        case .current, .ask, .increment, .reserve, .bids, .leader, .standing, .watchers, .opensAt, .closesAt, .extended:
            [.lot]
        case .amount, .bidder, .state, .max: [.bid]
        case .label, .bearing, .speed, .accuracy, .route, .trip, .occupancy: [.vehicle]
        case .vehicle, .latitude, .longitude, .ride, .eta: [.vehicle, .ride]
        case .driverID, .driverName, .driverRating, .plate, .make, .model, .color, .pickup, .dropoff, .replaces: [.ride]
        case .body, .priority, .tags, .url, .expiresAt: [.notification]
        }
    }

    /// The units that its source may name.
    public var units: [FieldUnit] {
        switch self {
        case .time, .opensAt, .closesAt, .expiresAt: [.seconds, .milliseconds, .microseconds, .nanoseconds]
        case .eta: [.seconds, .minutes, .milliseconds]
        case .speed: SpeedUnit.allCases.map { .speed($0) }
        case .current, .ask, .increment, .amount, .max: [.minor, .major]
        case .id, .currency, .title, .lot, .status, .reserve, .bids, .leader, .standing, .watchers, .extended, .bidder,
            .state, .vehicle,
            .label, .latitude, .longitude, .bearing, .accuracy, .route, .trip, .occupancy, .ride, .driverID,
            .driverName,
            .driverRating, .plate, .make, .model, .color, .pickup, .dropoff, .replaces, .body, .priority, .tags, .url:
            []
        }
    }
}

/// In what a source counts.
public enum FieldUnit: Hashable, Sendable {
    case minutes, seconds, milliseconds, microseconds, nanoseconds
    case speed(SpeedUnit)
    case minor, major

    public var name: String {
        switch self {
        case .minutes: "min"
        case .seconds: "s"
        case .milliseconds: "ms"
        case .microseconds: "us"
        case .nanoseconds: "ns"
        case .speed(let unit): unit.rawValue
        case .minor: "minor"
        case .major: "major"
        }
    }
}

/// Where a field's value comes from.
public enum FieldSource: Hashable, Sendable {
    case path(FieldPath, FieldUnit?)
    case constant(String)
    /// A part of the channel: 0 is the whole of it, n what the n-th wildcard of the rule's glob stands for.
    case capture(Int)

    /// Reads `a.b[0].c`, `a.speed km/h`, `=EUR` or `$1`.
    static func parse(_ text: String, for field: MappingField) throws(MappingError) -> FieldSource {
        if text.hasPrefix("=") { return .constant(String(text.dropFirst())) }
        if text.hasPrefix("$") {
            guard let number = Int(text.dropFirst()), (0...Glob.wildcardLimit).contains(number) else {
                throw MappingError(.notAPath, key: field.rawValue, value: text)
            }
            return .capture(number)
        }
        let parts = text.split(separator: " ")
        guard let path = parts.first.flatMap({ FieldPath(String($0)) }), parts.count <= 2 else {
            throw MappingError(.notAPath, key: field.rawValue, value: text)
        }
        guard parts.count == 2 else { return .path(path, nil) }
        guard let unit = field.units.first(where: { $0.name == parts[1] }) else {
            throw MappingError(.notAUnit(field.units.map(\.name)), key: field.rawValue, value: text)
        }
        return .path(path, unit)
    }
}
