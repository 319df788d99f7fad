/// Collects the lines and names of a layer.
struct LayerBuilder {
    private(set) var points: [GridPoint] = []
    private(set) var pieces: [MapLayer.Piece] = []
    private var drafts: [String: NameDraft] = [:]
    private var places: [MapLayer.Name] = []

    /// Points in a piece: few enough that a box around them is tight, enough that the boxes are a small part of the memory.
    private static let pieceLength = 32

    /// Areas and streets by name, then places, in an order that depends on the content alone.
    var names: [MapLayer.Name] {
        drafts.map { text, draft in draft.name(text) }
            .sorted { ($0.kind.rawValue, -$0.extent, $0.text) < ($1.kind.rawValue, -$1.extent, $1.text) } + places
    }

    /// A line on the globe; between two points it goes the short way round. Without a name the text is empty.
    mutating func add(line: [Position], _ kind: MapClass, name: String) {
        for run in Self.runs(line) {
            append(run, kind)
            guard !name.isEmpty else { continue }
            for (from, to) in zip(run, run.dropFirst()) { drafts[name, default: NameDraft(kind)].add(from, to, kind) }
        }
    }

    /// The edge of an area, whose name goes inside.
    mutating func add(ring: [Position], _ kind: MapClass, name: String) {
        let closed = ring.first == ring.last ? ring : ring + ring.prefix(1)
        let runs = Self.runs(closed)
        for run in runs { append(run, kind) }
        let largest = runs.compactMap(Self.box).max { $0.width < $1.width }
        guard !name.isEmpty, let largest else { return }
        drafts[name, default: NameDraft(kind)].add(largest)
    }

    /// A place that is no more than a point.
    mutating func add(place: Position, _ kind: MapClass, name: String) {
        let point = GridPoint(place.mercator)
        append([point], kind)
        guard !name.isEmpty else { return }
        places.append(MapLayer.Name(text: name, kind: kind, anchors: [point], extent: .infinity))
    }

    private static func box(_ run: [GridPoint]) -> MercatorBox? {
        guard let first = run.first else { return nil }
        return run.reduce(into: MercatorBox(first)) { $0.enclose($1) }
    }

    private mutating func append(_ run: [GridPoint], _ kind: MapClass) {
        var start = 0
        repeat {
            let piece = run[start..<min(start + Self.pieceLength, run.count)]
            guard let box = Self.box(Array(piece)) else { return }
            pieces.append(
                MapLayer.Piece(
                    first: Int32(clamping: points.count), count: Int32(piece.count), kind: kind, box: box))
            points += piece
            start = piece.endIndex - 1
        } while start < run.count - 1
    }

    /// The line in stretches that do not cross the antimeridian, without what is only the edge of a flat map: sides along the
    /// antimeridian and beyond the last latitude shown.
    private static func runs(_ line: [Position]) -> [[GridPoint]] {
        var runs: [[GridPoint]] = []
        var run: [GridPoint] = []
        for (from, to) in zip(line, line.dropFirst()) {
            if isEdgeOfTheMap(from, to) {
                if run.count > 1 { runs.append(run) }
                run = []
                continue
            }
            if run.isEmpty { run.append(GridPoint(from.mercator)) }
            if let crossing = Crossing(from, to) {
                runs.append(run + [crossing.end])
                run = [crossing.start]
            }
            run.append(GridPoint(to.mercator))
        }
        if run.count > 1 { runs.append(run) }
        return runs
    }

    private static func isEdgeOfTheMap(_ from: Position, _ to: Position) -> Bool {
        from.isOnAntimeridian && to.isOnAntimeridian
            || from.isPolar && to.isPolar && (from.latitude < 0) == (to.latitude < 0)
    }

    /// Where a line leaves the map and comes in again on the other side.
    private struct Crossing {
        let end: GridPoint
        let start: GridPoint

        init?(_ from: Position, _ to: Position) {
            guard (to.longitude - from.longitude).magnitude > 180 else { return nil }
            let goesEast = from.longitude > to.longitude
            let length = (goesEast ? 360 : -360) + to.longitude - from.longitude
            let share = length == 0 ? 0 : ((goesEast ? 180 : -180) - from.longitude) / length
            let y = from.mercator.y + (to.mercator.y - from.mercator.y) * share
            end = GridPoint(MercatorPoint(x: goesEast ? 1 : 0, y: y))
            start = GridPoint(MercatorPoint(x: goesEast ? 0 : 1, y: y))
        }
    }
}

/// All that has one name, while a layer is read.
private struct NameDraft {
    private var kind: MapClass
    private var extent = 0.0
    /// Longest stretch first.
    private var anchors: [(place: GridPoint, length: Double)] = []

    private static let most = 8

    init(_ kind: MapClass) {
        self.kind = kind
    }

    mutating func add(_ from: GridPoint, _ to: GridPoint, _ kind: MapClass) {
        var box = MercatorBox(from)
        box.enclose(to)
        let width = Double(box.width)
        let height = Double(box.height)
        let length = (width * width + height * height).squareRoot()
        extent += length
        if kind.rawValue < self.kind.rawValue { self.kind = kind }
        // Level stretches are better: the text runs along them.
        add(box.middle, length + width)
    }

    mutating func add(_ box: MercatorBox) {
        extent = max(extent, Double(box.width))
        add(box.middle, Double(box.width) + Double(box.height))
    }

    private mutating func add(_ place: GridPoint, _ length: Double) {
        let index = anchors.firstIndex { $0.length < length } ?? anchors.count
        guard index < Self.most else { return }
        anchors.insert((place, length), at: index)
        if anchors.count > Self.most { anchors.removeLast() }
    }

    func name(_ text: String) -> MapLayer.Name {
        MapLayer.Name(text: text, kind: kind, anchors: anchors.map(\.place), extent: extent / GridPoint.steps)
    }
}
