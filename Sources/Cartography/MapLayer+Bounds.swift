public import Domain

extension MapLayer {
    /// The corners of what the layer draws, south-west and north-east; empty where it draws nothing.
    public var corners: [Coordinate] {
        guard var box = pieces.first?.box else { return [] }
        for piece in pieces { box.enclose(piece.box) }
        return [box.southWest, box.northEast].compactMap(\.self)
    }
}

extension MercatorBox {
    fileprivate mutating func enclose(_ other: MercatorBox) {
        enclose(GridPoint(x: other.west, y: other.north))
        enclose(GridPoint(x: other.east, y: other.south))
    }

    fileprivate var southWest: Coordinate? { Self.point(west, south).coordinate }
    fileprivate var northEast: Coordinate? { Self.point(east, north).coordinate }

    private static func point(_ x: UInt32, _ y: UInt32) -> MercatorPoint {
        MercatorPoint(x: Double(x) / Double(UInt32.max), y: Double(y) / Double(UInt32.max))
    }
}
