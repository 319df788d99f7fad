internal import JSON

/// One walk over a GeoJSON document.
struct GeoJSONReader {
    private(set) var builder = LayerBuilder()
    /// The feature being read, from 1.
    private var feature: Int?
    private var name = ""
    private var points = 0

    /// Collections inside collections; the RFC advises against any.
    private static let depthLimit = 8
    private static let types = "a FeatureCollection, a Feature or a geometry"

    mutating func document(_ root: JSONValue) throws(GeoJSONError) {
        switch try type(of: root, Self.types) {
        case "FeatureCollection":
            var number = 0
            for element in try array(root, "features") {
                number += 1
                try readFeature(element, number: number)
            }
        case "Feature": try readFeature(root, number: 1)
        case let type: try geometry(root, type, depth: 0)
        }
    }

    private mutating func readFeature(_ value: JSONValue, number: Int) throws(GeoJSONError) {
        feature = number
        guard try type(of: value, "a Feature") == "Feature" else { throw unexpected(value["type"], "a Feature") }
        guard let geometry = value["geometry"] else { throw unexpected(nil, "a member \"geometry\"") }
        name = value["properties"]?["name"]?.string?.string ?? ""
        guard !geometry.isNull else { return }
        try self.geometry(geometry, try type(of: geometry, "a geometry"), depth: 0)
    }

    private mutating func geometry(_ value: JSONValue, _ type: String, depth: Int) throws(GeoJSONError) {
        switch type {
        case "Point": try point(array(value, "coordinates"))
        case "MultiPoint":
            for part in try arrays(array(value, "coordinates"), "a position") { try point(part) }
        case "LineString": try line(array(value, "coordinates"))
        case "MultiLineString":
            for part in try arrays(array(value, "coordinates"), "a line") { try line(part) }
        case "Polygon": try polygon(array(value, "coordinates"))
        case "MultiPolygon":
            for part in try arrays(array(value, "coordinates"), "a polygon") { try polygon(part) }
        case "GeometryCollection": try collection(value, depth: depth)
        default: throw unexpected(value["type"], depth == 0 && feature == nil ? Self.types : "a geometry")
        }
    }

    private mutating func collection(_ value: JSONValue, depth: Int) throws(GeoJSONError) {
        guard depth < Self.depthLimit else {
            throw .unexpected(
                feature: feature, expected: "collections at most \(Self.depthLimit) deep", found: "one more")
        }
        for member in try array(value, "geometries") {
            try geometry(member, try type(of: member, "a geometry"), depth: depth + 1)
        }
    }
}

// Shapes; RFC 7946 §3.1: an empty array of coordinates is as good as no geometry.
extension GeoJSONReader {
    private mutating func point(_ numbers: JSONValue.Elements) throws(GeoJSONError) {
        guard let place = try position(numbers) else { return }
        builder.add(place: place, .feature, name: name)
    }

    private mutating func line(_ value: JSONValue.Elements) throws(GeoJSONError) {
        let line = try positions(value)
        guard line.count != 1 else { throw tooFew(2, "a line") }
        builder.add(line: line, .feature, name: name)
    }

    private mutating func polygon(_ rings: JSONValue.Elements) throws(GeoJSONError) {
        var isOuter = true
        for ring in try arrays(rings, "a ring") {
            let edge = try positions(ring)
            guard edge.isEmpty || edge.count > 3 else { throw tooFew(4, "a ring") }
            builder.add(ring: edge, .feature, name: isOuter ? name : "")
            isOuter = false
        }
    }

    private mutating func positions(_ values: JSONValue.Elements) throws(GeoJSONError) -> [Position] {
        var list: [Position] = []
        for value in values {
            guard value.kind == .array, let place = try position(value.elements) else {
                throw unexpected(value, Self.position)
            }
            list.append(place)
        }
        return list
    }

    private static let position = "a position [longitude, latitude]"

    /// `[longitude, latitude]` and whatever follows; `nil` where there is nothing. Longitudes past the antimeridian are
    /// common and not misunderstood.
    private mutating func position(_ numbers: JSONValue.Elements) throws(GeoJSONError) -> Position? {
        var numbers = numbers
        guard let east = numbers.next() else { return nil }
        guard let north = numbers.next() else {
            throw .unexpected(feature: feature, expected: Self.position, found: "one number")
        }
        guard let longitude = east.number?.double, longitude.magnitude <= 360 else {
            throw unexpected(east, "a longitude from -180 to 180")
        }
        guard let latitude = north.number?.double, latitude.magnitude <= 90 else {
            throw unexpected(north, "a latitude from -90 to 90")
        }
        points += 1
        guard points <= GeoJSON.pointLimit else { throw .tooLarge }
        return Position(longitude: longitude, latitude: latitude)
    }
}

// What is looked for, and what is said where it is not there.
extension GeoJSONReader {
    private func type(of value: JSONValue, _ expected: String) throws(GeoJSONError) -> String {
        guard value.kind == .object, let type = value["type"]?.string else {
            throw unexpected(value.kind == .object ? value["type"] : value, expected)
        }
        return type.string
    }

    private func array(_ value: JSONValue, _ key: String) throws(GeoJSONError) -> JSONValue.Elements {
        guard let member = value[key], member.kind == .array else {
            throw unexpected(value[key], "an array \"\(key)\"")
        }
        return member.elements
    }

    private func arrays(
        _ values: JSONValue.Elements, _ expected: String
    ) throws(GeoJSONError) -> [JSONValue.Elements] {
        var list: [JSONValue.Elements] = []
        for value in values {
            guard value.kind == .array else { throw unexpected(value, expected) }
            list.append(value.elements)
        }
        return list
    }

    private func tooFew(_ count: Int, _ what: String) -> GeoJSONError {
        .unexpected(feature: feature, expected: "\(count) positions or more in \(what)", found: "fewer")
    }

    private func unexpected(_ value: JSONValue?, _ expected: String) -> GeoJSONError {
        .unexpected(feature: feature, expected: expected, found: Self.describe(value))
    }

    /// Short, and without anything that a terminal would obey.
    private static func describe(_ value: JSONValue?) -> String {
        guard let value else { return "nothing" }
        switch value.kind {
        case .null: return "null"
        case .true, .false: return "a truth value"
        case .array: return "an array"
        case .object: return "an object"
        case .number: return String(value.source.prefix(20))
        case .string:
            let letters = value.source.unicodeScalars.prefix(24).filter { (0x20..<0x7F).contains($0.value) }
            return String(String.UnicodeScalarView(letters))
        }
    }
}
