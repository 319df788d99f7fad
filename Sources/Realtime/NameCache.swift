internal import JSON

/// Makes one `String` of names that come again and again, such as channels and events, instead of one a message.
///
/// A direct-mapped table of fixed size: constant time and memory whatever a server sends; names that share a place push each other out.
struct NameCache {
    private struct Slot {
        var hash: UInt64 = 0
        var name = ""

        /// In place: comparing through the string's UTF-8 view costs more than all the rest.
        mutating func isNamed(_ text: JSONText) -> Bool {
            name.withUTF8 { JSONText(start: $0.baseAddress, count: $0.count) == text }
        }
    }

    /// Names longer than this are not kept.
    private static let longest = 256
    private var slots: [Slot]
    private let mask: Int

    /// - Parameter capacity: rounded down to a power of two.
    init(capacity: Int = 2_048) {
        var size = 1
        while size * 2 <= capacity { size *= 2 }
        slots = Array(repeating: Slot(), count: size)
        mask = size - 1
    }

    subscript(_ text: JSONText) -> String {
        mutating get {
            guard text.count > 0, text.count <= Self.longest else { return text.string }
            let hash = Self.hash(text.bytes)
            let place = Int(truncatingIfNeeded: hash >> 40) & mask
            if slots[place].hash == hash, slots[place].isNamed(text) { return slots[place].name }
            let name = text.string
            slots[place] = Slot(hash: hash, name: name)
            return name
        }
    }

    /// Eight bytes at a time, each step a multiplication whose high half carries on.
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var state = UInt64(truncatingIfNeeded: bytes.count) ^ 0x9E37_79B9_7F4A_7C15
        var at = 0
        while at + 8 <= bytes.count {
            state = mix(state ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            at += 8
        }
        var tail: UInt64 = 0
        while at < bytes.count {
            tail = tail << 8 | UInt64(bytes[at])
            at += 1
        }
        return mix(state ^ tail)
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        let (high, low) = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return high ^ low
    }
}
