internal import Cartography

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A place on the plane that touches the globe in the middle of Helsinki, in metres.
///
/// Lengths of a degree at 60.17° N by the WGS 84 series; over the two kilometres in use the plane is true to centimetres.
struct Point: Hashable, Sendable {
    /// East of the origin.
    var x: Double
    /// North of the origin.
    var y: Double

    init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    private static let originLatitude = 60.17
    private static let originLongitude = 24.944
    private static let metresPerDegreeNorth = 111_415.1
    private static let metresPerDegreeEast = 55_513.8

    init(latitude: Double, longitude: Double) {
        x = (longitude - Self.originLongitude) * Self.metresPerDegreeEast
        y = (latitude - Self.originLatitude) * Self.metresPerDegreeNorth
    }

    init(_ node: WayFile.Node) {
        self.init(latitude: Double(node.latitude) / 100_000, longitude: Double(node.longitude) / 100_000)
    }

    var latitude: Double { Self.originLatitude + y / Self.metresPerDegreeNorth }
    var longitude: Double { Self.originLongitude + x / Self.metresPerDegreeEast }

    /// Metres.
    func distance(to other: Point) -> Double {
        let east = other.x - x
        let north = other.y - y
        return (east * east + north * north).squareRoot()
    }

    /// Degrees clockwise from north, 0..<360.
    func bearing(to other: Point) -> Double {
        let degrees = atan2(other.x - x, other.y - y) * 180 / .pi
        return degrees < 0 ? degrees + 360 : degrees
    }

    /// The place `share` of the way to `other`.
    func towards(_ other: Point, _ share: Double) -> Point {
        Point(x: x + (other.x - x) * share, y: y + (other.y - y) * share)
    }
}
