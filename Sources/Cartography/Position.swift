/// A corner of a line in degrees, as files have it: unlike a vehicle it may well be at 0° N 0° E.
struct Position: Hashable {
    /// −180…180; whole turns have been taken off.
    let longitude: Double
    /// Within what Web Mercator shows.
    let latitude: Double
    /// The latitude that the file gives is beyond the map's edge.
    let isPolar: Bool

    init(longitude: Double, latitude: Double) {
        self.longitude =
            longitude.magnitude <= 180 ? longitude : longitude - 360 * (longitude / 360).rounded()
        self.latitude = max(-Mercator.latitudeLimit, min(Mercator.latitudeLimit, latitude))
        isPolar = latitude.magnitude >= Mercator.latitudeLimit
    }

    var isOnAntimeridian: Bool { longitude.magnitude == 180 }

    var mercator: MercatorPoint { MercatorPoint(latitude: latitude, longitude: longitude) }
}
