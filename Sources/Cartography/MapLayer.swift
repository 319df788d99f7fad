/// Lines and names of one origin, made ready for drawing: projected, cut at the antimeridian, and in pieces with boxes.
public struct MapLayer: Sendable {
    /// What a map that shows the layer must say, such as `© OpenStreetMap contributors`.
    public let attribution: String?
    let points: [GridPoint]
    let pieces: [Piece]
    let names: [Name]

    /// A stretch of a line, short enough that a box says where it is. The next stretch begins with the point that ends this one.
    struct Piece: Sendable {
        let first: Int32
        let count: Int32
        let kind: MapClass
        let box: MercatorBox

        var range: Range<Int> { Int(first)..<Int(first) + Int(count) }
    }

    /// What a street, an area or a place is called, and where that may be written, the best place first.
    struct Name: Sendable {
        let text: String
        let kind: MapClass
        var anchors: [GridPoint]
        /// Length of the street or width of the area in shares of the world; infinite for a place.
        let extent: Double
    }

    init(_ builder: consuming LayerBuilder, attribution: String?) {
        self.attribution = attribution
        points = builder.points
        pieces = builder.pieces
        names = builder.names
    }

    /// Whether there is nothing to draw.
    public var isEmpty: Bool { pieces.isEmpty }

    /// A layer of streets or tram tracks; `nil` where the bytes are no `.roads` file.
    public init?(roads bytes: UnsafeRawBufferPointer, attribution: String?) {
        guard let file = WayFile(bytes) else { return nil }
        var builder = LayerBuilder()
        for way in file.ways {
            let kind = MapClass(rawValue: UInt8(clamping: way.grade)) ?? .service
            let name = kind == .rail ? "" : file.names[way.name]
            builder.add(line: way.nodes.map(Position.init), kind, name: name)
        }
        self.init(builder, attribution: attribution)
    }

    /// A layer of country outlines; `nil` where the bytes are no `.swm` file.
    ///
    /// Format: repeated layer of varint layerId, varint lineCount; per line varint rank, varint pointCount and per point
    /// zigzag-varint dLon, dLat (0.01 degree, each line's first from 0, 0).
    public init?(outlines bytes: UnsafeRawBufferPointer, attribution: String? = nil) {
        var reader = VarintReader(bytes)
        var builder = LayerBuilder()
        var rings: [[Position]] = []
        while !reader.isAtEnd {
            guard reader.varint() != nil, let count = reader.count() else { return nil }
            for _ in 0..<count {
                guard reader.varint() != nil, let ring = Self.outline(&reader) else { return nil }
                rings.append(ring)
            }
        }
        builder.add(countries: rings)
        self.init(builder, attribution: attribution)
    }

    private static func outline(_ reader: inout VarintReader) -> [Position]? {
        guard let count = reader.count() else { return nil }
        var line: [Position] = []
        line.reserveCapacity(count)
        var longitude = 0
        var latitude = 0
        for _ in 0..<count {
            guard let east = reader.zigzag(), let north = reader.zigzag() else { return nil }
            longitude &+= east
            latitude &+= north
            line.append(Position(longitude: Double(longitude) / 100, latitude: Double(latitude) / 100))
        }
        return line
    }
}

extension Position {
    fileprivate init(_ node: WayFile.Node) {
        self.init(longitude: Double(node.longitude) / 100_000, latitude: Double(node.latitude) / 100_000)
    }
}
