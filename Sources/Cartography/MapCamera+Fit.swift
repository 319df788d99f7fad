public import Domain

extension MapCamera {
    /// Shows all places as large as they fit, the short way round the globe, with `margin` dots free on each side.
    ///
    /// - Parameter nearest: no further in than this; what a single place is shown at. Without places nothing changes.
    public mutating func fit(
        _ coordinates: some Sequence<Coordinate>, in size: DotSize, margin: Int = 8, nearest: Double = 15
    ) {
        let points = coordinates.map { MercatorPoint($0) }
        guard let top = points.lazy.map(\.y).min(), let bottom = points.lazy.map(\.y).max() else { return }
        let arc = Self.arc(points.map { Mercator.wrapped($0.x) })
        let room = (width: max(1, size.width - 2 * margin), height: max(1, size.height - 2 * margin))
        let extent = min(Double(room.width) / max(arc.length, 1e-12), Double(room.height) / max(bottom - top, 1e-12))
        setZoom(min(nearest, Mercator.zoom(extent: extent)))
        look(at: MercatorPoint(x: arc.start + arc.length / 2, y: (top + bottom) / 2))
    }

    /// The shortest stretch eastwards around the globe on which all lie: what the widest gap leaves.
    private static func arc(_ places: [Double]) -> (start: Double, length: Double) {
        let sorted = places.sorted()
        guard let first = sorted.first, let last = sorted.last else { return (0, 1) }
        var start = first
        var gap = first + 1 - last
        for (west, east) in zip(sorted, sorted.dropFirst()) where east - west > gap {
            gap = east - west
            start = east
        }
        return (start, 1 - gap)
    }
}
