internal import CSimdJSON

/// Checks UTF-8 as it streams (RFC 3629 §4): an impossible byte is refused as soon as it is seen, and a character may
/// be spread over any number of calls (RFC 6455 §8.1, §5.6).
struct UTF8Validator: Sendable {
    /// Continuation bytes the open character still needs, 0–3.
    private var pending = 0
    /// What the next continuation byte may be. The first one after E0, ED, F0 and F4 has a narrower range, which
    /// keeps out overlong forms, surrogates and what lies above U+10FFFF.
    private var lower: UInt8 = 0x80
    private var upper: UInt8 = 0xBF

    /// Whether the text may end here.
    var isComplete: Bool { pending == 0 }

    /// Whether `bytes`, after all that came before, are still the beginning of some valid text.
    mutating func accept(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        let start = pending == 0 ? Self.skipASCII(base, from: 0, count: bytes.count) : 0
        return start == bytes.count || accept(base, from: start, count: bytes.count)
    }

    /// Apart, so that ASCII, which most text is, takes a short way.
    @inline(never)
    private mutating func accept(_ base: UnsafeRawPointer, from start: Int, count: Int) -> Bool {
        var index = start
        while index < count {
            if pending == 0 {
                guard let next = Self.skip(base, from: index, count: count) else { return false }
                index = next
                guard index < count else { return true }
            }
            guard step(base.load(fromByteOffset: index, as: UInt8.self)) else { return false }
            index &+= 1
        }
        return true
    }

    /// One byte by the grammar of RFC 3629 §4. This is the authority; the steps below only skip what is surely valid.
    private mutating func step(_ byte: UInt8) -> Bool {
        guard pending == 0 else {
            guard lower <= byte, byte <= upper else { return false }
            expect(pending &- 1)
            return true
        }
        switch byte {
        case 0x00...0x7F: break
        case 0xC2...0xDF: expect(1)
        case 0xE0: expect(2, from: 0xA0)
        case 0xED: expect(2, to: 0x9F)
        case 0xE1...0xEF: expect(2)
        case 0xF0: expect(3, from: 0x90)
        case 0xF1...0xF3: expect(3)
        case 0xF4: expect(3, to: 0x8F)
        default: return false
        }
        return true
    }

    private mutating func expect(_ count: Int, from lower: UInt8 = 0x80, to upper: UInt8 = 0xBF) {
        pending = count
        self.lower = lower
        self.upper = upper
    }
}

extension UTF8Validator {
    /// With fewer bytes than this the call costs more than it saves.
    private static let leastForSIMD = 16

    /// Past the valid characters at `index`, as far as they are quick to tell; nil if there is a fault among them.
    private static func skip(_ base: UnsafeRawPointer, from start: Int, count: Int) -> Int? {
        guard count &- start >= leastForSIMD else { return skipWholeCharacters(base, from: start, count: count) }
        // A character that goes on in the next read is for `step`; what is cut off of a good text leaves a good one.
        let end = count &- openCharacter(base, count: count)
        return spotter_is_utf8(base + start, end &- start) ? end : nil
    }

    /// How many of the last bytes, 0–3, begin a character that is longer than what is there of it.
    private static func openCharacter(_ base: UnsafeRawPointer, count: Int) -> Int {
        for size in 1...3 {
            let byte = base.load(fromByteOffset: count &- size, as: UInt8.self)
            switch byte {
            case 0x80...0xBF: continue
            case 0xC0...0xDF: return size < 2 ? size : 0
            case 0xE0...0xEF: return size < 3 ? size : 0
            case 0xF0...0xFF: return size
            default: return 0
            }
        }
        return 0
    }

    /// Past the valid characters at `index`, as far as whole words tell; the rest is for `step`.
    private static func skipWholeCharacters(_ base: UnsafeRawPointer, from start: Int, count: Int) -> Int {
        var index = start
        while count &- index >= 4 {
            let word = UInt32(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt32.self))
            let marks = word & 0x8080_8080
            if marks & 0x80 != 0 {
                let length = multibyteLength(word)
                guard length > 0 else { return index }
                index &+= length
            } else if marks != 0 {
                index &+= marks.trailingZeroBitCount &>> 3
            } else {
                index = skipASCII(base, from: index &+ 4, count: count)
            }
        }
        return index
    }

    /// The length, 2–4, of the valid character of several bytes that the word's low bytes begin with; else 0.
    @inline(__always)
    private static func multibyteLength(_ word: UInt32) -> Int {
        if word & 0xC0E0 == 0x80C0 {
            return word & 0x1E != 0 ? 2 : 0  // C0 and C1 are overlong
        }
        if word & 0xC0_C0F0 == 0x80_80E0 {
            let range = word & 0x200F
            return range != 0 && range != 0x200D ? 3 : 0  // E0 80…9F is overlong, ED A0…BF a surrogate
        }
        if word & 0xC0C0_C0F8 == 0x8080_80F0 {
            let range = (word & 0x07) &<< 8 | (word &>> 8) & 0x3F
            return 0x010 <= range && range < 0x410 ? 4 : 0  // below F0 90 is overlong, from F4 90 above U+10FFFF
        }
        return 0
    }

    /// The first byte from `index` on that is not ASCII, or `count`: 32 bytes a step, then 8, then one.
    @inline(__always)
    private static func skipASCII(_ base: UnsafeRawPointer, from start: Int, count: Int) -> Int {
        let high: UInt64 = 0x8080_8080_8080_8080
        var index = start
        while count &- index >= 32 {
            let half = word(base, index) | word(base, index &+ 8)
            guard (half | word(base, index &+ 16) | word(base, index &+ 24)) & high == 0 else { break }
            index &+= 32
        }
        while count &- index >= 8 {
            let marks = word(base, index) & high
            guard marks == 0 else { return index &+ marks.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < count, base.load(fromByteOffset: index, as: UInt8.self) < 0x80 {
            index &+= 1
        }
        return index
    }

    @inline(__always)
    private static func word(_ base: UnsafeRawPointer, _ index: Int) -> UInt64 {
        UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }
}
