/// A place on the Mercator square in 8 bytes: steps of 2⁻³² of it, a centimetre on the equator.
struct GridPoint: Hashable, Sendable {
    let x: UInt32
    let y: UInt32

    static let steps = 4_294_967_296.0

    init(x: UInt32, y: UInt32) {
        self.x = x
        self.y = y
    }

    /// What lies off the square is put on its edge.
    init(_ point: MercatorPoint) {
        x = Self.step(point.x)
        y = Self.step(point.y)
    }

    static func step(_ share: Double) -> UInt32 {
        let scaled = (share * steps).rounded()
        guard scaled > 0 else { return 0 }
        return scaled < steps ? UInt32(scaled) : .max
    }
}

/// An upright rectangle of the Mercator square, edges included.
struct MercatorBox: Hashable, Sendable {
    private(set) var west: UInt32
    private(set) var north: UInt32
    private(set) var east: UInt32
    private(set) var south: UInt32

    init(_ point: GridPoint) {
        west = point.x
        east = point.x
        north = point.y
        south = point.y
    }

    /// In shares of the square; `nil` where the rectangle lies outside.
    init?(west: Double, north: Double, east: Double, south: Double) {
        guard west <= 1, east >= 0, north <= 1, south >= 0 else { return nil }
        self.west = GridPoint.step(west)
        self.north = GridPoint.step(north)
        self.east = GridPoint.step(east)
        self.south = GridPoint.step(south)
    }

    mutating func enclose(_ point: GridPoint) {
        west = min(west, point.x)
        east = max(east, point.x)
        north = min(north, point.y)
        south = max(south, point.y)
    }

    @inline(__always)
    func meets(_ other: MercatorBox) -> Bool {
        west <= other.east && east >= other.west && north <= other.south && south >= other.north
    }

    var width: UInt32 { east - west }
    var height: UInt32 { south - north }

    var middle: GridPoint { GridPoint(x: west + width / 2, y: north + height / 2) }
}
