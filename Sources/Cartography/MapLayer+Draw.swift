/// A dot of the picture, or beside it.
struct GridDot: Hashable {
    let x: Int
    let y: Int
}

/// How one copy of the world lies in the picture.
struct Frame {
    /// Dots in a step of `GridPoint`.
    let scale: Double
    private let left: Double
    private let top: Double
    private let width: Int
    private let height: Int

    init(_ viewport: Viewport, copy: Int) {
        scale = viewport.extent / GridPoint.steps
        left = viewport.left - Double(copy) * viewport.extent
        top = viewport.top
        width = viewport.size.width
        height = viewport.size.height
    }

    @inline(__always)
    func dot(_ point: GridPoint) -> GridDot {
        GridDot(
            x: Int((Double(point.x) * scale - left).rounded(.down)),
            y: Int((Double(point.y) * scale - top).rounded(.down)))
    }

    func contains(_ dot: GridDot) -> Bool {
        dot.x >= 0 && dot.y >= 0 && dot.x < width && dot.y < height
    }

    /// Points that share a dot count as one; a piece that is no larger than a dot is one.
    func draw(_ piece: MapLayer.Piece, of layer: MapLayer, _ body: (MapSegment) -> Void) {
        var last = dot(layer.points[piece.range.lowerBound])
        if Double(max(piece.box.width, piece.box.height)) * scale < 1 || piece.count == 1 {
            if contains(last) { body(MapSegment(last, last, piece.kind)) }
            return
        }
        for index in piece.range.dropFirst() {
            let next = dot(layer.points[index])
            guard next != last else { continue }
            if mayShow(last, next) { body(MapSegment(last, next, piece.kind)) }
            last = next
        }
    }

    /// False where both ends are off the same side.
    @inline(__always)
    private func mayShow(_ one: GridDot, _ other: GridDot) -> Bool {
        max(one.x, other.x) >= 0 && min(one.x, other.x) < width && max(one.y, other.y) >= 0
            && min(one.y, other.y) < height
    }
}

extension MapLayer {
    func forEachPiece(in part: MercatorBox, at zoom: Double, _ body: (Piece) -> Void) {
        let shown = MapClass.allCases.reduce(into: 0 as UInt16) { mask, kind in
            if kind.isShown(at: zoom) { mask |= 1 << kind.rawValue }
        }
        for piece in pieces where piece.box.meets(part) && shown >> piece.kind.rawValue & 1 == 1 { body(piece) }
    }

    func isVisible(in part: MercatorBox, at zoom: Double) -> Bool {
        pieces.contains { $0.box.meets(part) && $0.kind.isShown(at: zoom) }
    }

    /// More names than that are on no screen.
    private static let mostNames = 400

    func appendNames(in part: MercatorBox, _ frame: Frame, at zoom: Double, to list: inout [MapName]) {
        for name in names where list.count < Self.mostNames && name.kind.isShown(at: zoom) {
            let extent = name.extent * GridPoint.steps * frame.scale
            // Shorter than three letters is too short for any name.
            guard extent > 6 else { continue }
            let dots = name.anchors.lazy.map(frame.dot).filter(frame.contains)
            guard !dots.isEmpty else { continue }
            list.append(
                MapName(
                    text: name.text, kind: name.kind, anchors: dots.map { Dot(x: Double($0.x), y: Double($0.y)) },
                    extent: extent))
        }
    }
}
