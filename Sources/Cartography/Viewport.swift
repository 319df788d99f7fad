public import Domain

/// What a camera sees in a picture of a given size.
///
/// The picture's corner lies on a whole dot of the world, so lines keep their dots when the map moves, and a camera that
/// moves by less than a dot sees the same.
public struct Viewport: Hashable, Sendable {
    public let size: DotSize
    public let zoom: Double
    /// The world's width and height in dots.
    let extent: Double
    /// The world's dot, counted from its top left corner, that is the picture's first.
    let left: Double
    let top: Double

    public init(_ camera: MapCamera, _ size: DotSize) {
        self.size = size
        zoom = camera.zoom
        extent = Mercator.extent(zoom: camera.zoom)
        left = (camera.centre.x * extent - Double(size.width) / 2).rounded()
        top = (camera.centre.y * extent - Double(size.height) / 2).rounded()
    }

    /// Where a place is, in the copy of the world that is nearest to the middle.
    public func dot(of coordinate: Coordinate) -> Dot {
        dot(of: MercatorPoint(coordinate))
    }

    func dot(of point: MercatorPoint) -> Dot {
        let x = point.x * extent - left
        let turns = ((x - Double(size.width) / 2) / extent).rounded()
        return Dot(x: x - turns * extent, y: point.y * extent - top)
    }

    /// The dots from one copy of the world to the next: where the world is narrower than the picture, what is at a dot is also
    /// that far to the left and the right of it.
    public var repetition: Double { extent }

    /// The place under a dot; `nil` beyond the world's northern and southern edge.
    public func coordinate(at dot: Dot) -> Coordinate? {
        MercatorPoint(x: (left + dot.x) / extent, y: (top + dot.y) / extent).coordinate
    }

    /// At the middle of the picture.
    public var metresPerDot: Double {
        let y = max(0, min(1, (top + Double(size.height) / 2) / extent))
        let latitude = MercatorPoint(x: 0, y: y).latitude
        return Mercator.equator / extent / Mercator.stretch(latitude: latitude)
    }

    /// The copies of the world that are in the picture: how far right of the first one each lies, in worlds.
    var copies: ClosedRange<Int> {
        let first = (left / extent).rounded(.down)
        let last = ((left + Double(max(1, size.width)) - 1) / extent).rounded(.down)
        return Int(first)...Int(max(first, last))
    }

    /// What of one copy of the world is in the picture; `nil` where none is.
    func visiblePart(ofCopy copy: Int) -> MercatorBox? {
        let west = left - Double(copy) * extent
        return MercatorBox(
            west: west / extent, north: top / extent, east: (west + Double(size.width)) / extent,
            south: (top + Double(size.height)) / extent)
    }
}
