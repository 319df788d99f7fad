/// The ways of a `.roads` file: streets or tram tracks.
///
/// Format: varint byteLength + newline-joined names; varint wayCount; per way varint class, nameIndex, oneway, pointCount;
/// per point zigzag-varint dLon, dLat (1e-5 degree) and a varint flag.
struct WayFile: Sendable {
    struct Node: Hashable, Sendable {
        /// 1e-5 degree.
        var longitude: Int
        var latitude: Int
        /// A junction with another way, or a tram stop.
        var marked: Bool
    }

    struct Way: Sendable {
        /// 1 motorway … 6 service, 7 tram.
        var grade: Int
        var name: Int
        var oneWay: Bool
        var nodes: [Node]
    }

    private(set) var names: [String] = []
    private(set) var ways: [Way] = []

    /// `nil` where the bytes are not such a file.
    init?(_ bytes: UnsafeRawBufferPointer) {
        var reader = Reader(bytes: bytes)
        guard let length = reader.varint(), let text = reader.take(length) else { return nil }
        names = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard let count = reader.varint(), count <= bytes.count else { return nil }
        for _ in 0..<count {
            guard let way = reader.way(), names.indices.contains(way.name) else { return nil }
            ways.append(way)
        }
    }

    private struct Reader {
        let bytes: UnsafeRawBufferPointer
        var at = 0

        mutating func varint() -> Int? {
            var value = 0
            var shift = 0
            while at < bytes.count, shift < 63 {
                let byte = bytes[at]
                at += 1
                value |= Int(byte & 0x7F) << shift
                if byte < 0x80 { return value }
                shift += 7
            }
            return nil
        }

        mutating func zigzag() -> Int? {
            varint().map { ($0 >> 1) ^ -($0 & 1) }
        }

        mutating func take(_ length: Int) -> UnsafeRawBufferPointer? {
            guard length >= 0, length <= bytes.count - at else { return nil }
            defer { at += length }
            return UnsafeRawBufferPointer(rebasing: bytes[at..<at + length])
        }

        mutating func way() -> Way? {
            guard let grade = varint(), let name = varint(), let oneWay = varint(), let count = varint(),
                count >= 2, count <= bytes.count
            else { return nil }
            var way = Way(grade: grade, name: name, oneWay: oneWay == 1, nodes: [])
            way.nodes.reserveCapacity(count)
            var longitude = 0
            var latitude = 0
            for _ in 0..<count {
                guard let east = zigzag(), let north = zigzag(), let flag = varint() else { return nil }
                longitude &+= east
                latitude &+= north
                way.nodes.append(Node(longitude: longitude, latitude: latitude, marked: flag == 1))
            }
            return way
        }
    }
}
