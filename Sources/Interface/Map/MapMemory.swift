public import Cartography
internal import Domain
public import TUI

/// What a map keeps from one frame to the next: its terrain and where its labels are.
public struct MapMemory: Sendable {
    private var cache = TerrainCache()
    private var placer = LabelPlacer()
    /// Street names over which vehicles drive, and for how many more frames they stay away, so that they do not blink.
    private var hiddenNames: [PlacedText: Int] = [:]
    private static let namePatience = 60
    /// There are more vehicles in the picture than could have labels.
    private var isCrowded = false

    /// Labels in a picture, at most.
    private static let mostLabels = 150

    public init() {}

    /// How often the terrain has been drawn.
    var terrainDrawings: Int { cache.drawings }

    /// The map as it is now, in a picture of `size` cells.
    public mutating func picture(of scene: MapScene, on atlas: Atlas, size: Size) -> MapPicture {
        let viewport = Viewport(scene.camera, DotSize(width: size.width * 2, height: size.height * 4))
        let terrain = cache.terrain(of: atlas, viewport, size, scene.mode, scene.styles)
        let field = MarkField(scene.marks, viewport, size)
        let footer = MapFooter(
            width: size.width, metresPerCell: viewport.metresPerDot * 2, attribution: terrain.attribution,
            mode: scene.mode)
        let pins = Self.signs(of: scene, viewport)
        let wishes = wishes(field, scene.marks).filter { !footer.covers($0.point, in: Rect(size)) }
        var ground = LabelPlacer.Ground(size)
        ground.texts.take(footer.scaleArea(in: Rect(size)))
        ground.texts.take(footer.attributionArea(in: Rect(size)))
        for pin in pins { ground.texts.take(pin.point) }
        // In a crowd no place is free for long, and a label that keeps evading tells less than one that covers something.
        if !isCrowded { for cell in field.cells { ground.signs.take(field.point(of: cell)) } }
        for name in terrain.names { ground.names.take(name.area) }
        let labels = placer.place(wishes, size, on: ground)
        let names = legible(terrain.names, field, labels, pins)
        return MapPicture(
            scene: scene, size: size, lines: Self.trails(scene, viewport, on: terrain.lines), names: names,
            labels: labels, pins: pins, footer: footer, field: field)
    }

    /// The street names that nothing covers, and nothing has covered lately.
    private mutating func legible(
        _ names: [PlacedText], _ field: MarkField, _ labels: [LabelPlacer.Label], _ pins: [MapPicture.Sign]
    ) -> [PlacedText] {
        var hidden: [PlacedText: Int] = [:]
        for name in names {
            let area = name.area.inset(horizontal: -1)
            let isCovered =
                labels.contains { !$0.area.intersection(area).isEmpty } || field.hasVehicle(in: area)
                || pins.contains { area.contains($0.point) }
            let frames = isCovered ? Self.namePatience : (hiddenNames[name] ?? 0) - 1
            if frames > 0 { hidden[name] = frames }
        }
        hiddenNames = hidden
        return names.filter { hidden[$0] == nil }
    }

    private static func signs(of scene: MapScene, _ viewport: Viewport) -> [MapPicture.Sign] {
        scene.pins.map { pin in
            let dot = viewport.dot(of: pin.coordinate)
            let point = Point(
                x: Int((dot.x / 2).rounded(.down)), y: Int((dot.y / 4).rounded(.down)))
            return MapPicture.Sign(point: point, glyph: pin.glyph(scene.mode), style: scene.styles.pin)
        }
    }

    /// Dotted lines, thinner where they are older.
    private static func trails(_ scene: MapScene, _ viewport: Viewport, on lines: DotCanvas) -> DotCanvas {
        var canvas = lines
        for trail in scene.trails {
            let dots = trail.map { viewport.dot(of: $0) }
            for (index, (from, to)) in zip(dots, dots.dropFirst()).enumerated() {
                // The short way, also where that leads out of the picture and in on its other side.
                let turns = ((to.x - from.x) / viewport.repetition).rounded()
                canvas.line(
                    from: (from.x, from.y), to: (to.x - turns * viewport.repetition, to.y), style: scene.styles.trail,
                    priority: .max, spacing: index < dots.count / 2 ? 4 : 2)
            }
        }
        return canvas
    }

    /// The labels that are wanted: of the selected vehicle, of those with rides of the watcher's, and where there is room for
    /// more of those that have one already, then of the others by id.
    private mutating func wishes(_ field: MarkField, _ marks: [MapMark]) -> [LabelPlacer.Wish] {
        let cells = field.size.width * field.size.height
        // Two limits, so that a vehicle that comes and goes does not switch all labels on and off.
        isCrowded = field.count > cells / (isCrowded ? 8 : 6)
        var wanted: [(rank: Int, id: Int, cell: Int, index: Int)] = []
        for cell in field.cells {
            guard let index = field[cell] else { continue }
            let emphasis = max(4, marks[index].importance)
            guard !isCrowded || emphasis > 4 else { continue }
            let rank = emphasis > 4 ? 6 - emphasis : placer.isShown(marks[index].id) ? 2 : 3
            wanted.append((rank, marks[index].id, cell, index))
        }
        wanted.sort { ($0.rank, $0.id, $0.cell) < ($1.rank, $1.id, $1.cell) }
        var seen: Set<Int> = []
        return wanted.prefix(Self.mostLabels).compactMap { rank, id, cell, index in
            let text = Self.clipped(marks[index].caption)
            guard !text.isEmpty, seen.insert(id).inserted else { return nil }
            return LabelPlacer.Wish(id: id, point: field.point(of: cell), text: text, isVital: rank < 2, index: index)
        }
    }

    private static func clipped(_ text: String) -> String {
        guard DisplayWidth.of(text, limit: LabelPlacer.longest + 1) > LabelPlacer.longest else { return text }
        return DisplayWidth.prefix(text, columns: LabelPlacer.longest - 1) + "…"
    }
}
