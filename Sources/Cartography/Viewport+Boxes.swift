/// A rectangle on the globe in degrees; west is never more than east.
public struct CoordinateBox: Hashable, Sendable {
    public let south: Double
    public let west: Double
    public let north: Double
    public let east: Double
}

extension Viewport {
    /// What is in the picture: one rectangle, or two where the antimeridian goes through it.
    public var boxes: [CoordinateBox] {
        let north = MercatorPoint(x: 0, y: max(0, min(1, top / extent))).latitude
        let south = MercatorPoint(x: 0, y: max(0, min(1, (top + Double(size.height)) / extent))).latitude
        func box(_ west: Double, _ east: Double) -> CoordinateBox {
            CoordinateBox(south: south, west: west * 360 - 180, north: north, east: east * 360 - 180)
        }
        let width = Double(size.width) / extent
        guard width < 1 else { return [box(0, 1)] }
        let west = Mercator.wrapped(left / extent)
        return west + width <= 1 ? [box(west, west + width)] : [box(west, 1), box(0, west + width - 1)]
    }
}
