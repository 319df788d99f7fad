public import Domain

/// A picture's extent in dots; never negative.
public struct DotSize: Hashable, Sendable {
    public let width: Int
    public let height: Int

    public init(width: Int, height: Int) {
        self.width = max(0, width)
        self.height = max(0, height)
    }
}

/// A place in a picture, in dots from its top left corner; it may lie outside.
public struct Dot: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// Where the map looks, and from how high.
///
/// East and west go round and round; north and south end with the world, so that the map cannot be lost.
public struct MapCamera: Hashable, Sendable {
    /// In the middle of the picture; x is 0..<1 and y 0…1.
    public private(set) var centre: MercatorPoint
    /// The world is 256 · 2^zoom dots wide.
    public private(set) var zoom: Double

    /// From the whole world in a corner of the screen to 15 cm a dot.
    public static let zooms = -2.0...20.0

    public init(centre: MercatorPoint = MercatorPoint(x: 0.5, y: 0.5), zoom: Double = 0) {
        self.centre = MercatorPoint(x: 0.5, y: 0.5)
        self.zoom = 0
        look(at: centre)
        setZoom(zoom)
    }

    public init(centre: Coordinate, zoom: Double) {
        self.init(centre: MercatorPoint(centre), zoom: zoom)
    }

    private var extent: Double { Mercator.extent(zoom: zoom) }

    /// Moves what is shown, east and south positive.
    public mutating func pan(byDots x: Double, _ y: Double) {
        look(at: MercatorPoint(x: centre.x + x / extent, y: centre.y + y / extent))
    }

    /// Goes nearer by that many doublings; what is under `dot` stays there unless the world's edge comes in the way.
    public mutating func zoom(by steps: Double, about dot: Dot, in size: DotSize) {
        let east = dot.x - Double(size.width) / 2
        let south = dot.y - Double(size.height) / 2
        let before = extent
        setZoom(zoom + steps)
        look(
            at: MercatorPoint(
                x: centre.x + east / before - east / extent, y: centre.y + south / before - south / extent))
    }

    /// The same about the middle.
    public mutating func zoom(by steps: Double) {
        setZoom(zoom + steps)
    }

    /// Puts a place in the middle.
    public mutating func follow(_ coordinate: Coordinate) {
        look(at: MercatorPoint(coordinate))
    }

    mutating func look(at point: MercatorPoint) {
        guard point.x.isFinite, point.y.isFinite else { return }
        centre = MercatorPoint(x: Mercator.wrapped(point.x), y: max(0, min(1, point.y)))
    }

    mutating func setZoom(_ wanted: Double) {
        guard !wanted.isNaN else { return }
        zoom = max(Self.zooms.lowerBound, min(Self.zooms.upperBound, wanted))
    }
}
