/// A fast hash of identifiers, keyed afresh in every process so that no sender can prepare collisions.
///
/// Multiply-and-fold over words of eight bytes (the construction of wyhash); the standard library's SipHash costs about as
/// much as all the rest of applying a position.
enum KeyHash {
    private static let seed = UInt64(UInt(bitPattern: "spotter".hashValue)) | 1

    @inline(__always)
    static func of(_ text: String, salt: UInt64 = 0) -> Int {
        let fast = text.utf8.withContiguousStorageIfAvailable { hash($0, salt) }
        return Int(truncatingIfNeeded: fast ?? slow(text, salt))
    }

    @inline(never)
    private static func slow(_ text: String, _ salt: UInt64) -> UInt64 {
        Array(text.utf8).withUnsafeBufferPointer { hash($0, salt) }
    }

    @inline(__always)
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ salt: UInt64) -> UInt64 {
        let raw = UnsafeRawBufferPointer(bytes)
        var state = seed ^ fold(salt ^ 0xa076_1d64_78bd_642f, UInt64(raw.count) ^ 0xe703_7ed1_a0b4_28db)
        var place = 0
        while raw.count - place >= 8 {
            let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            state = fold(state ^ word, 0x8ebc_6af0_9c88_c6e3 ^ seed)
            place += 8
        }
        var word: UInt64 = 0
        while place < raw.count {
            word = word << 8 | UInt64(raw[place])
            place += 1
        }
        return fold(state ^ word, 0x5899_65cc_7537_4cc3 ^ seed)
    }

    /// Both halves of the 128-bit product over each other.
    @inline(__always)
    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
