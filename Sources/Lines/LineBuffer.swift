/// The bytes of finished lines, and the fast way to write more of them.
///
/// Every operation makes room for what it writes; the memory stays from line to line.
public struct LineBuffer: ~Copyable {
    var base: UnsafeMutablePointer<UInt8>
    var capacity: Int
    /// How many bytes there are.
    public internal(set) var count = 0

    /// Memory beyond this is given back when the buffer is emptied.
    private static let keptCapacity = 1 << 22

    public init(capacity: Int = 65_536) {
        self.capacity = max(capacity, 64)
        base = .allocate(capacity: self.capacity)
    }

    deinit {
        base.deallocate()
    }

    /// What has been written; good until the next write.
    public var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// A copy of it as a `String`.
    public var text: String { String(decoding: written, as: UTF8.self) }

    /// Starts over, with the same memory unless it had grown beyond 4 MiB.
    public mutating func removeAll() {
        count = 0
        guard capacity > Self.keptCapacity else { return }
        base.deallocate()
        capacity = 65_536
        base = .allocate(capacity: capacity)
    }

    /// Forgets what came after an earlier `count`.
    public mutating func truncate(to length: Int) {
        count = max(0, min(length, count))
    }

    // MARK: Bytes

    @inline(__always)
    mutating func reserve(_ extra: Int) {
        if capacity - count < extra { grow(extra) }
    }

    @inline(never)
    private mutating func grow(_ extra: Int) {
        let grown = max(capacity * 2, count + extra)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: grown)
        moved.moveInitialize(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = grown
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count += 1
    }

    @inline(__always)
    mutating func append(_ literal: StaticString) {
        let length = literal.utf8CodeUnitCount
        reserve(length)
        (base + count).update(from: literal.utf8Start, count: length)
        count += length
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        reserve(bytes.count)
        UnsafeMutableRawPointer(base + count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    /// A moment with its quotes.
    @inline(__always)
    mutating func append(_ stamp: Stamp.Text) {
        reserve(32)
        let out = UnsafeMutableRawPointer(base + count)
        out.storeBytes(of: stamp.head, as: SIMD16<UInt8>.self)
        out.storeBytes(of: stamp.tail, toByteOffset: Stamp.length - 16, as: SIMD16<UInt8>.self)
        count += Stamp.length
    }

    // MARK: Structure of JSON

    @inline(__always)
    mutating func open() { append("{") }

    @inline(__always)
    mutating func close() { append("}") }

    /// A member's name that needs no escapes, with the comma before it where one is due.
    @inline(__always)
    mutating func key(_ name: StaticString) {
        let length = name.utf8CodeUnitCount
        reserve(length + 4)
        // No value ends in a brace that opens.
        if count > 0, base[count - 1] != UInt8(ascii: "{") { put(UInt8(ascii: ",")) }
        put(UInt8(ascii: "\""))
        (base + count).update(from: name.utf8Start, count: length)
        count += length
        put(UInt8(ascii: "\""))
        put(UInt8(ascii: ":"))
    }

    /// Only after `reserve`.
    @inline(__always)
    mutating func put(_ byte: UInt8) {
        base[count] = byte
        count += 1
    }
}
