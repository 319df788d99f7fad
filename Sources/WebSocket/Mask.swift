/// A frame's masking key, and how far into its payload it has come (RFC 6455 §5.3).
struct Mask: Sendable {
    /// The key rotated so that its lowest byte is for the next byte of the payload.
    private var key: UInt32

    /// - Parameter key: its most significant byte is the first on the wire.
    init(_ key: UInt32) {
        self.key = key.byteSwapped
    }

    /// Masks or unmasks (it is the same) the payload's next bytes in place: 32 bytes a step, then 8, then one.
    mutating func apply(to bytes: UnsafeMutableRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        let count = bytes.count
        let word = (UInt64(key) << 32 | UInt64(key)).littleEndian
        var index = Self.applyWide(word, to: base, count: count)
        while count &- index >= 8 {
            Self.exclusiveOr(word, base + index)
            index &+= 8
        }
        while index < count {
            let shift = UInt32(truncatingIfNeeded: index & 3) &* 8
            let masked = base.load(fromByteOffset: index, as: UInt8.self) ^ UInt8(truncatingIfNeeded: key &>> shift)
            base.storeBytes(of: masked, toByteOffset: index, as: UInt8.self)
            index &+= 1
        }
        rotate(by: count)
    }

    /// The bytes done: the largest multiple of 32 in `count`.
    private static func applyWide(_ word: UInt64, to base: UnsafeMutableRawPointer, count: Int) -> Int {
        var index = 0
        while count &- index >= 32 {
            exclusiveOr(word, base + index)
            exclusiveOr(word, base + index + 8)
            exclusiveOr(word, base + index + 16)
            exclusiveOr(word, base + index + 24)
            index &+= 32
        }
        return index
    }

    @inline(__always)
    private static func exclusiveOr(_ word: UInt64, _ at: UnsafeMutableRawPointer) {
        at.storeBytes(of: at.loadUnaligned(as: UInt64.self) ^ word, as: UInt64.self)
    }

    private mutating func rotate(by count: Int) {
        let bits = UInt32(truncatingIfNeeded: count & 3) &* 8
        guard bits > 0 else { return }
        key = key &>> bits | key &<< (32 &- bits)
    }
}
