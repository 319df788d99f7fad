/// A place on the globe, WGS 84, in degrees.
public struct Coordinate: Hashable, Sendable {
    /// −90…90, north positive.
    public var latitude: Double
    /// −180…180, east positive.
    public var longitude: Double

    /// `nil` outside those ranges, for not-a-number, and for the (0, 0) that broken receivers send.
    public init?(latitude: Double, longitude: Double) {
        guard latitude.magnitude <= 90, longitude.magnitude <= 180, latitude != 0 || longitude != 0 else {
            return nil
        }
        self.latitude = latitude
        self.longitude = longitude
    }
}
