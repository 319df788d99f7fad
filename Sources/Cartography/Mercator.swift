public import Domain

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A place on the square that Web Mercator (EPSG:3857) makes of the globe.
public struct MercatorPoint: Hashable, Sendable {
    /// 0 at 180° W to 1 at 180° E.
    public var x: Double
    /// 0 at the northern edge, 85.0511° N, to 1 at the southern one.
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// Latitudes beyond the square's edges, the poles among them, are put on the edge.
    public init(_ coordinate: Coordinate) {
        self.init(latitude: coordinate.latitude, longitude: coordinate.longitude)
    }

    init(latitude: Double, longitude: Double) {
        let limited = max(-Mercator.latitudeLimit, min(Mercator.latitudeLimit, latitude))
        let sine = sin(limited * .pi / 180)
        x = longitude / 360 + 0.5
        y = 0.5 - log((1 + sine) / (1 - sine)) / (4 * .pi)
    }

    /// Degrees, north positive.
    public var latitude: Double { atan(sinh(.pi * (1 - 2 * y))) * 180 / .pi }

    /// Degrees, −180…180, east positive; whole turns are taken off.
    public var longitude: Double { (Mercator.wrapped(x) - 0.5) * 360 }

    /// `nil` off the square and in the one place, 0° N 0° E, that counts as none.
    public var coordinate: Coordinate? {
        (0...1).contains(y) ? Coordinate(latitude: latitude, longitude: longitude) : nil
    }
}

/// What all of the projection's users share.
public enum Mercator {
    /// Degrees; where the projection cuts the poles off, so that the world is square: atan(sinh π).
    public static let latitudeLimit = 85.051_128_779_806_59

    /// Metres: the circumference of the equator, WGS 84.
    static let equator = 40_075_016.685_578_49

    /// How much larger than life the map is at a latitude, which is what a length on it must be divided by.
    static func stretch(latitude: Double) -> Double { 1 / cos(latitude * .pi / 180) }

    /// The world's width and height in dots.
    static func extent(zoom: Double) -> Double { 256 * exp2(zoom) }

    /// The zoom at which the world has that many dots.
    static func zoom(extent: Double) -> Double { log2(extent / 256) }

    /// Without whole turns about the globe: 0..<1.
    static func wrapped(_ x: Double) -> Double { x - x.rounded(.down) }
}
