public import Domain

extension Coordinate {
    /// Metres to another place on a globe laid flat: right to a percent for the distances between two fixes, and for the
    /// far ones large enough to be noticed.
    public func metres(to other: Coordinate) -> Double {
        let north = (other.latitude - latitude) * 111_195
        var turn = (other.longitude - longitude).magnitude
        if turn > 180 { turn = 360 - turn }
        let east = turn * 111_195 * Self.cosine(degrees: (latitude + other.latitude) / 2)
        return (north * north + east * east).squareRoot()
    }

    /// By Taylor's series to the tenth power: no further off than 0.0003 between −90 and 90.
    private static func cosine(degrees: Double) -> Double {
        let square = (degrees * .pi / 180) * (degrees * .pi / 180)
        return max(0, 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56 * (1 - square / 90)))))
    }
}
