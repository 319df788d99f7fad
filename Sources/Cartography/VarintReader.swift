/// Reads the numbers of which `.roads` and `.swm` files are made; `nil` at the end and for numbers beyond 63 bits.
struct VarintReader {
    private let bytes: UnsafeRawBufferPointer
    private var at = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { at == bytes.count }

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

    /// A number of things of which each takes at least a byte, so never more than there are bytes.
    mutating func count() -> Int? {
        varint().flatMap { $0 <= bytes.count - at ? $0 : nil }
    }
}
