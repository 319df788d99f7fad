internal import Domain
internal import JSON

/// Where something is and how it moves, as far as an object tells.
struct Fix {
    /// Whether a position is spoken of at all, if only as `null`.
    var isMentioned = false
    var place: Coordinate?
    var bearing: Double?
    var speed: Double?
    var accuracy: Double?
}

extension Vocabulary {
    static let motion = WordSet(
        .bearing, .trueHeading, .speed, .speedKmh, .speedMph, .speedKnots, .currentStatus, .occupancy, .designation,
        .fixTime)
    static let places = WordSet(.position, .geometry, .coordinates)

    /// Reads `lat` and `lon`, or a position inside: `{lat, lng}`, GeoJSON's `[lon, lat]`, GTFS-realtime's with bearing and speed.
    func fix(_ facts: Facts) -> Fix {
        var fix = Fix()
        if facts.mentions(.latitude), facts.mentions(.longitude) {
            fix.isMentioned = true
            fix.place = coordinate(facts[.latitude], facts[.longitude])
            move(&fix, facts)
            return fix
        }
        move(&fix, facts)
        guard facts.names(any: Self.places) else { return fix }
        if let pair = facts[.coordinates] {
            fix.isMentioned = true
            fix.place = geoJSON(pair)
        } else if let inner = facts[.position] ?? facts[.geometry], inner.kind == .object {
            withFacts(of: inner) { fill(&fix, $0) }
        }
        return fix
    }

    /// What the object around does not say, the position inside may.
    private func fill(_ fix: inout Fix, _ facts: Facts) {
        if facts.mentions(.latitude), facts.mentions(.longitude) {
            fix.isMentioned = true
            fix.place = coordinate(facts[.latitude], facts[.longitude])
        } else if let pair = facts[.coordinates] {
            fix.isMentioned = true
            fix.place = geoJSON(pair)
        } else if let inner = facts[.geometry] ?? facts[.position], let pair = inner["coordinates"] {
            fix.isMentioned = true
            fix.place = geoJSON(pair)
        }
        move(&fix, facts)
    }

    private func move(_ fix: inout Fix, _ facts: Facts) {
        fix.bearing = fix.bearing ?? bearing(facts)
        fix.speed = fix.speed ?? speed(facts)
        fix.accuracy = fix.accuracy ?? accuracy(facts)
    }

    /// `nil` for what is out of range, for the (0, 0) of broken receivers and for latitude and longitude in each other's place.
    func coordinate(_ latitude: JSONValue?, _ longitude: JSONValue?) -> Coordinate? {
        guard let latitude = latitude?.real, let longitude = longitude?.real else { return nil }
        return Coordinate(latitude: latitude, longitude: longitude)
    }

    /// RFC 7946 §3.1.1: longitude first, maybe an altitude after.
    private func geoJSON(_ value: JSONValue) -> Coordinate? {
        guard value.kind == .array else {
            return withFacts(of: value) { coordinate($0[.latitude], $0[.longitude]) }
        }
        var numbers = value.elements
        guard let longitude = numbers.next(), let latitude = numbers.next() else { return nil }
        return coordinate(latitude, longitude)
    }

    /// Degrees, brought into 0..<360; AIS says 360 or 511 for "not available".
    private func bearing(_ facts: Facts) -> Double? {
        guard let value = (facts[.bearing] ?? facts[.trueHeading])?.real, value.magnitude <= 720, value != 511 else {
            return nil
        }
        if value == 360, facts.names(.speedKnots) {
            let heading = facts.names(.bearing) ? facts[.trueHeading]?.real : nil
            return heading.flatMap { (0..<360).contains($0) ? $0 : nil }
        }
        let turned = value.truncatingRemainder(dividingBy: 360)
        return turned < 0 ? turned + 360 : turned
    }

    /// Metres a second, by the unit in the name; knots where only trackers that count so send the fields beside.
    private func speed(_ facts: Facts) -> Double? {
        if let value = facts[.speed]?.real {
            return Self.plausible(
                value * (facts.names(.fixTime) && facts.names(.deviceID) ? SpeedUnit.knots.factor : 1))
        }
        if let value = facts[.speedKmh]?.real { return Self.plausible(value * SpeedUnit.kilometresAnHour.factor) }
        if let value = facts[.speedMph]?.real { return Self.plausible(value * SpeedUnit.milesAnHour.factor) }
        // AIS: 102.3 is "not available".
        guard let value = facts[.speedKnots]?.real, value != 102.3 else { return nil }
        return Self.plausible(value * SpeedUnit.knots.factor)
    }

    static func plausible(_ speed: Double) -> Double? { (0...1_000).contains(speed) ? speed : nil }

    /// Metres. `acc` is an acceleration where a public transport vehicle says it.
    private func accuracy(_ facts: Facts) -> Double? {
        let value = facts[.accuracy]?.real ?? (facts.names(.vehicleUnit) ? nil : facts[.acc]?.real)
        guard let value, (0...1_000_000).contains(value) else { return nil }
        return value
    }
}

/// Units in which services give speeds.
public enum SpeedUnit: String, CaseIterable, Hashable, Sendable {
    case metresASecond = "m/s"
    case kilometresAnHour = "km/h"
    case milesAnHour = "mph"
    case knots = "kn"

    /// Metres a second.
    public var factor: Double {
        switch self {
        case .metresASecond: 1
        case .kilometresAnHour: 1 / 3.6
        case .milesAnHour: 0.44704
        case .knots: 1_852.0 / 3_600
        }
    }
}
