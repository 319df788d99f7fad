internal import JSON

/// What keys mean, by their bytes as spelled: a message's keys are those of the messages before. Of fixed size; a key that falls on
/// another's place takes it.
struct KeyCache {
    private struct Slot {
        var head: UInt64 = 0
        var tail: UInt64 = 0
        /// 0 marks an empty slot.
        var length: UInt8 = 0
        /// `nil`: the vocabulary does not know the key.
        var word: Word?
    }

    private static let size = 256
    private var slots = [Slot](repeating: Slot(), count: size)

    /// The first and the last eight bytes of a key of at most sixteen; with the length, they are the key.
    struct Key: Equatable {
        let head: UInt64
        let tail: UInt64
        let length: UInt8

        @inline(__always)
        init?(_ text: JSONText) {
            let bytes = text.bytes
            guard bytes.count > 0, bytes.count <= 16 else { return nil }
            length = UInt8(truncatingIfNeeded: bytes.count)
            if bytes.count >= 8 {
                head = bytes.loadUnaligned(as: UInt64.self)
                tail = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
            } else if bytes.count >= 4 {
                head = UInt64(bytes.loadUnaligned(as: UInt32.self))
                tail = UInt64(bytes.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self))
            } else {
                head = UInt64(bytes[0]) | UInt64(bytes[bytes.count - 1]) << 8
                tail = UInt64(bytes[bytes.count / 2])
            }
        }

        @inline(__always)
        fileprivate var place: Int {
            let mixed = (head ^ (tail &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
            return Int(truncatingIfNeeded: mixed &>> 56)
        }
    }

    /// The outer `nil`: not held.
    @inline(__always)
    subscript(key: Key) -> Word?? {
        get {
            slots.withUnsafeBufferPointer { slots in
                let slot = slots[key.place]
                guard slot.length == key.length, slot.head == key.head, slot.tail == key.tail else { return nil }
                return .some(slot.word)
            }
        }
        set {
            guard let word = newValue else { return }
            slots[key.place] = Slot(head: key.head, tail: key.tail, length: key.length, word: word)
        }
    }
}
