/// The ways of a `.roads` or `.trams` file: streets or tram tracks.
///
/// Format: varint byteLength + newline-joined names; varint wayCount; per way varint class, nameIndex, oneway, pointCount;
/// per point zigzag-varint dLon, dLat (1e-5 degree) and a varint flag.
public struct WayFile: Sendable {
    public struct Node: Hashable, Sendable {
        /// 1e-5 degree.
        public var longitude: Int
        public var latitude: Int
        /// A junction with another way, or a tram stop.
        public var marked: Bool
    }

    public struct Way: Sendable {
        /// 1 motorway … 6 service, 7 tram.
        public var grade: Int
        public var name: Int
        public var oneWay: Bool
        public var nodes: [Node]
    }

    public private(set) var names: [String] = []
    public private(set) var ways: [Way] = []

    /// `nil` where the bytes are not such a file.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        var reader = VarintReader(bytes)
        guard let length = reader.varint(), let text = reader.take(length) else { return nil }
        names = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard let count = reader.count() else { return nil }
        for _ in 0..<count {
            guard let way = Self.way(&reader), names.indices.contains(way.name) else { return nil }
            ways.append(way)
        }
    }

    private static func way(_ reader: inout VarintReader) -> Way? {
        guard let grade = reader.varint(), let name = reader.varint(), let oneWay = reader.varint(),
            let count = reader.count(), count >= 2
        else { return nil }
        var way = Way(grade: grade, name: name, oneWay: oneWay == 1, nodes: [])
        way.nodes.reserveCapacity(count)
        var longitude = 0
        var latitude = 0
        for _ in 0..<count {
            guard let east = reader.zigzag(), let north = reader.zigzag(), let flag = reader.varint() else {
                return nil
            }
            longitude &+= east
            latitude &+= north
            way.nodes.append(Node(longitude: longitude, latitude: latitude, marked: flag == 1))
        }
        return way
    }
}
