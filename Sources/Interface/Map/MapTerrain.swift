internal import Cartography
internal import TUI

/// What does not move: lines, names and whom they come from, as one view shows them.
struct MapTerrain {
    let lines: DotCanvas
    let names: [PlacedText]
    /// Joined; empty where nobody asks for it.
    let attribution: String

    init(_ atlas: Atlas, _ viewport: Viewport, _ size: Size, _ mode: DotCanvas.Mode, _ styles: MapStyles) {
        // Rails and borders are dotted, and would make noise of a street or a coast that they run along.
        var solid = DotCanvas(size, mode: mode)
        var dotted = solid
        let looks = MapClass.allCases.map(styles.terrain)
        atlas.draw(in: viewport) { segment in
            let style = looks[Int(segment.kind.rawValue) - 1]
            switch segment.kind {
            case .rail, .border: dotted.draw(segment, style, spacing: 2)
            case .motorway, .primary, .secondary, .tertiary, .street, .service, .coast, .feature:
                solid.draw(segment, style, spacing: 1)
            }
        }
        solid.fillBlanks(from: dotted)
        lines = solid
        names = Self.place(atlas.names(in: viewport), in: size, lettersAtMost: solid.inkedCells / 5)
        attribution = atlas.attributions(in: viewport).joined(separator: " · ")
    }

    /// Names that fit along what they name, one after the other where there is room, with air around them and never so many that
    /// they hide the map.
    private static func place(_ names: [MapName], in size: Size, lettersAtMost limit: Int) -> [PlacedText] {
        var taken = CellMask(size)
        var placed: [PlacedText] = []
        var letters = 0
        for name in names {
            let width = DisplayWidth.of(name.text, limit: size.width)
            guard width > 0, width <= size.width / 2, letters + width <= limit, name.extent >= Double(2 * width) else {
                continue
            }
            for anchor in name.anchors {
                let middle = Point(x: Int(anchor.x) / 2, y: Int(anchor.y) / 4)
                let left = name.extent.isInfinite ? middle.x + 2 : middle.x - width / 2
                let area = Rect(x: left, y: middle.y, width: width, height: 1)
                // The last row belongs to the scale.
                guard left >= 1, area.maxX < size.width, middle.y < size.height - 1,
                    taken.isFree(area.inset(horizontal: -2, vertical: -1))
                else { continue }
                taken.take(area)
                letters += width
                placed.append(PlacedText(text: name.text, area: area))
                break
            }
        }
        return placed
    }
}

extension DotCanvas {
    fileprivate mutating func draw(_ segment: MapSegment, _ style: Style, spacing: Int) {
        line(
            from: (Double(segment.fromX), Double(segment.fromY)), to: (Double(segment.toX), Double(segment.toY)),
            style: style, priority: UInt8(MapClass.allCases.count) - segment.kind.rawValue, spacing: spacing)
    }
}

/// A line of text and the cells that it takes, counted from the map's corner.
struct PlacedText: Hashable {
    let text: String
    let area: Rect
}

/// Keeps the terrain from one frame to the next while nothing that it depends on changes.
struct TerrainCache {
    private struct Key: Equatable {
        let atlas: ObjectIdentifier
        let viewport: Viewport
        let mode: DotCanvas.Mode
        let styles: MapStyles
    }

    // Holding the atlas keeps its identity from being given to another.
    private var kept: (key: Key, atlas: Atlas, terrain: MapTerrain)?
    /// How often the terrain has been drawn.
    private(set) var drawings = 0

    mutating func terrain(
        of atlas: Atlas, _ viewport: Viewport, _ size: Size, _ mode: DotCanvas.Mode, _ styles: MapStyles
    ) -> MapTerrain {
        let key = Key(atlas: ObjectIdentifier(atlas), viewport: viewport, mode: mode, styles: styles)
        if let kept, kept.key == key { return kept.terrain }
        let terrain = MapTerrain(atlas, viewport, size, mode, styles)
        kept = (key, atlas, terrain)
        drawings += 1
        return terrain
    }
}
