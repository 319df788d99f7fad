internal import JSON

/// A short name without case and separators, packed into three words: `lot_id`, `lotId` and `Lot-ID` are one and the same.
///
/// Comparing two is comparing integers; no key of a message ever becomes a `String`.
struct PackedText: Hashable, Sendable {
    private(set) var first: UInt64 = 0
    private(set) var second: UInt64 = 0
    private(set) var third: UInt64 = 0

    static let capacity = 24

    /// The name of nothing; no text packs to it.
    static var none: PackedText { PackedText() }

    private init() {}

    /// `nil` where more than 24 characters remain, and for none at all.
    init?(_ bytes: UnsafeRawBufferPointer) {
        var word: UInt64 = 0
        var filled: UInt64 = 0
        for byte in bytes {
            guard let letter = Self.letter(byte) else { continue }
            guard filled < UInt64(Self.capacity) else { return nil }
            word |= UInt64(letter) &<< ((filled & 7) &* 8)
            filled &+= 1
            if filled & 7 == 0 {
                store(word, filled)
                word = 0
            }
        }
        guard filled > 0 else { return nil }
        if filled & 7 != 0 { store(word, filled) }
    }

    init?(_ text: JSONText) { self.init(text.bytes) }

    init?(_ text: String) {
        var text = text
        guard let packed = text.withUTF8({ PackedText(UnsafeRawBufferPointer($0)) }) else { return nil }
        self = packed
    }

    var hash: UInt64 {
        let mixed = first ^ (second &* 0x9E37_79B9_7F4A_7C15) ^ (third &* 0xC2B2_AE3D_27D4_EB4F)
        return (mixed &* 0xD6E8_FEB8_6659_FD93) &>> 32
    }

    @inline(__always)
    private mutating func store(_ word: UInt64, _ filled: UInt64) {
        if filled <= 8 {
            first = word
        } else if filled <= 16 {
            second = word
        } else {
            third = word
        }
    }

    /// `nil` for what separates words.
    @inline(__always)
    private static func letter(_ byte: UInt8) -> UInt8? {
        if byte &- 0x61 < 26 { return byte }
        if byte &- 0x41 < 26 { return byte | 0x20 }
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "@"): return nil
        default: return byte
        }
    }
}

/// A fixed table from names to values, read with one probe mostly.
struct PackedTable<Value: Sendable>: Sendable {
    private struct Entry: Sendable {
        var name = PackedText.none
        var value: Value?
    }

    private var entries: [Entry]

    /// Each row: a value and its names, separated by spaces. A name that stands twice means the first.
    init(_ rows: [(Value, String)]) {
        let named = rows.flatMap { value, names in names.split(separator: " ").map { (value, String($0)) } }
        var capacity = 16
        while capacity < named.count * 4 { capacity *= 2 }
        entries = Array(repeating: Entry(), count: capacity)
        for (value, name) in named {
            guard let name = PackedText(name) else { continue }
            insert(name, value)
        }
    }

    private mutating func insert(_ name: PackedText, _ value: Value) {
        let mask = entries.count - 1
        var place = Int(truncatingIfNeeded: name.hash) & mask
        while entries[place].value != nil {
            if entries[place].name == name { return }
            place = (place + 1) & mask
        }
        entries[place] = Entry(name: name, value: value)
    }

    /// There are four places a name, so that an empty one ends each search.
    subscript(name: PackedText) -> Value? {
        entries.withUnsafeBufferPointer { entries in
            let mask = entries.count - 1
            var place = Int(truncatingIfNeeded: name.hash) & mask
            while let value = entries[place].value {
                if entries[place].name == name { return value }
                place = (place + 1) & mask
            }
            return nil
        }
    }

    subscript(text: JSONText) -> Value? {
        guard let name = PackedText(text) else { return nil }
        return self[name]
    }
}
