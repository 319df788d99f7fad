/// All layers of a map, the lowest first. Two atlases are told apart by identity.
public final class Atlas: Sendable {
    public let layers: [MapLayer]

    public init(layers: [MapLayer]) {
        self.layers = layers
    }

    /// Hands every stretch of line in the picture to `body`; those too far out or in for their class are left out.
    public func draw(in viewport: Viewport, _ body: (MapSegment) -> Void) {
        for layer in layers {
            for copy in viewport.copies {
                guard let part = viewport.visiblePart(ofCopy: copy) else { continue }
                let frame = Frame(viewport, copy: copy)
                layer.forEachPiece(in: part, at: viewport.zoom) { frame.draw($0, of: layer, body) }
            }
        }
    }

    /// What the layers in the picture ask to be said, each once, in the layers' order.
    public func attributions(in viewport: Viewport) -> [String] {
        var said: [String] = []
        for layer in layers {
            guard let attribution = layer.attribution, !attribution.isEmpty, !said.contains(attribution),
                viewport.copies.compactMap(viewport.visiblePart).contains(where: {
                    layer.isVisible(in: $0, at: viewport.zoom)
                })
            else { continue }
            said.append(attribution)
        }
        return said
    }

    /// The names that have a place in the picture, the most important first, no more than a screen can hold.
    public func names(in viewport: Viewport) -> [MapName] {
        var names: [MapName] = []
        for layer in layers {
            for copy in viewport.copies {
                guard let part = viewport.visiblePart(ofCopy: copy) else { continue }
                layer.appendNames(in: part, Frame(viewport, copy: copy), at: viewport.zoom, to: &names)
            }
        }
        return names
    }
}

/// A straight stretch of line between two dots of a picture. Equal stretches come in equal direction, so that a border drawn
/// for both countries has the same dots.
public struct MapSegment: Hashable, Sendable {
    public let fromX: Int
    public let fromY: Int
    public let toX: Int
    public let toY: Int
    public let kind: MapClass

    @inline(__always)
    init(_ one: GridDot, _ other: GridDot, _ kind: MapClass) {
        let isOrdered = (one.x, one.y) <= (other.x, other.y)
        fromX = isOrdered ? one.x : other.x
        fromY = isOrdered ? one.y : other.y
        toX = isOrdered ? other.x : one.x
        toY = isOrdered ? other.y : one.y
        self.kind = kind
    }
}

/// What something is called and where in the picture that may be written.
public struct MapName: Sendable {
    public let text: String
    public let kind: MapClass
    /// The best first; all inside the picture.
    public let anchors: [Dot]
    /// How long the street or how wide the area is, in dots; infinite for a place that is only a point.
    public let extent: Double
}
