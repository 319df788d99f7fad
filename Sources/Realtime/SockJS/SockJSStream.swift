/// The frames in a body of server-sent events: each is one `data` line (sockjs-protocol, "EventSource").
struct SockJSStream {
    /// The longest line, in bytes; what is longer is not kept.
    static let lineLimit = 4 << 20

    private var line: [UInt8] = []
    private(set) var hasOverflowed = false

    /// Hands each frame to `body` as it is complete.
    mutating func append(_ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
        var rest = bytes[...]
        while let end = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
            keep(rest[..<end])
            rest = rest[(end + 1)...]
            finishLine(body)
        }
        keep(rest)
    }

    private mutating func keep(_ part: Slice<UnsafeRawBufferPointer>) {
        guard !hasOverflowed, line.count + part.count <= Self.lineLimit else {
            line.removeAll()
            return hasOverflowed = true
        }
        line.append(contentsOf: part)
    }

    private mutating func finishLine(_ body: (UnsafeRawBufferPointer) -> Void) {
        defer { line.removeAll(keepingCapacity: line.count < 1 << 16) }
        let field: StaticString = "data:"
        line.withUnsafeBytes { bytes in
            let name = UnsafeRawBufferPointer(start: field.utf8Start, count: field.utf8CodeUnitCount)
            guard bytes.starts(with: name) else { return }
            let value = bytes.dropFirst(name.count)
            body(UnsafeRawBufferPointer(rebasing: value.first == 0x20 ? value.dropFirst() : value))
        }
    }
}
