/// Text from the network on its way to a line, and perhaps a terminal.
///
/// What may steer a terminal or turn the reading direction is spelled as an escape: C0 and C1 controls, DEL, the line
/// and paragraph separators, the bidirectional controls and the byte order mark.
extension LineBuffer {
    /// What becomes of quotes, tabs and line breaks.
    enum Escaping {
        /// A string of JSON.
        case string
        /// A whole JSON document: white space between its values becomes a space, its strings hold none that is not
        /// escaped.
        case document
        /// Tabs stay, line breaks become `\n` and `\r`.
        case tabs
        /// Tabs become a space, line breaks become `\n` and `\r`.
        case plain
    }

    /// A string of JSON with its quotes.
    mutating func string(_ text: String) {
        let done: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
            append(UInt8(ascii: "\""))
            escape(UnsafeRawBufferPointer(bytes), .string)
            append(UInt8(ascii: "\""))
        }
        // Only strings of other languages' runtimes have no contiguous UTF-8.
        if done == nil { string(String(decoding: Array(text.utf8), as: UTF8.self)) }
    }

    /// An array of strings.
    mutating func strings(_ texts: [String]) {
        append("[")
        for (index, text) in texts.enumerated() {
            if index > 0 { append(",") }
            string(text)
        }
        append("]")
    }

    /// One of our own words, which need no escapes.
    mutating func append(word: String) {
        _ = word.utf8.withContiguousStorageIfAvailable { append(UnsafeRawBufferPointer($0)) }
    }

    mutating func escape(_ text: String, _ escaping: Escaping) {
        var text = text
        text.withUTF8 { escape(UnsafeRawBufferPointer($0), escaping) }
    }

    @inline(__always)
    mutating func escape(_ text: UnsafeRawBufferPointer, _ escaping: Escaping) {
        var index = 0
        while index < text.count {
            // At worst every byte becomes six; long texts go in pieces, so that the room asked for stays near the
            // text's size.
            let end = min(text.count, index + 4_096)
            reserve((end - index) * 6 + 32)
            index = escape(text, index, end, escaping)
        }
    }

    /// Answers the index of the first byte not written, at least `end`. Only after `reserve`.
    @inline(__always)
    private mutating func escape(
        _ text: UnsafeRawBufferPointer, _ start: Int, _ end: Int, _ escaping: Escaping
    ) -> Int {
        var index = start
        var out = UnsafeMutableRawPointer(base + count)
        while index < end {
            let length = min(8, end &- index)
            let word = text.word(at: index, length: length)
            var unsafe = word.unsafeBytes
            if case .string = escaping { unsafe |= word.quoteBytes }
            let clean = min(length, unsafe.trailingZeroBitCount / 8)
            out.storeBytes(of: word.littleEndian, as: UInt64.self)
            out += clean
            index &+= clean
            guard clean < length else { continue }
            count = out - UnsafeMutableRawPointer(base)
            index = escapeScalar(text, index, escaping)
            out = UnsafeMutableRawPointer(base + count)
        }
        count = out - UnsafeMutableRawPointer(base)
        return index
    }

    /// One scalar that is not plain: copied where it is harmless, else spelled.
    @inline(never)
    private mutating func escapeScalar(_ text: UnsafeRawBufferPointer, _ index: Int, _ escaping: Escaping) -> Int {
        let length = text.unsafeLength(at: index)
        guard length > 0 else {
            if text[index] < 0x80 { append(UInt8(ascii: "\\")) }  // A quotation mark or a backslash.
            append(text[index])
            return index + 1
        }
        if length == 1, control(text[index], escaping) { return index + 1 }
        var scalar = UInt32(text[index])
        if length > 1 {
            scalar &= length == 2 ? 0x1F : 0x0F
            for offset in 1..<length { scalar = scalar << 6 | UInt32(text[index + offset] & 0x3F) }
        }
        append("\\u")
        for shift in [12, 8, 4, 0] as [UInt32] {
            let digit = UInt8(truncatingIfNeeded: scalar >> shift & 0xF)
            append(digit < 10 ? 0x30 &+ digit : 0x57 &+ digit)
        }
        return index + length
    }

    /// Whether the control has a spelling of its own, which is then written.
    private mutating func control(_ byte: UInt8, _ escaping: Escaping) -> Bool {
        switch (byte, escaping) {
        case (0x09, .document), (0x0A, .document), (0x0D, .document), (0x09, .plain): append(" ")
        case (0x09, .tabs): append(byte)
        case (0x09, .string): append("\\t")
        case (0x0A, _): append("\\n")
        case (0x0D, _): append("\\r")
        default: return false
        }
        return true
    }

    // MARK: Bytes that are no text

    /// Base 64 with padding (RFC 4648 §4).
    mutating func base64(_ bytes: [UInt8]) {
        let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        var index = 0
        while index < bytes.count {
            let length = min(3, bytes.count - index)
            var group: UInt32 = 0
            for offset in 0..<3 { group = group << 8 | (offset < length ? UInt32(bytes[index + offset]) : 0) }
            for position in 0..<4 {
                let digit = Int(group >> UInt32(18 - 6 * position) & 63)
                append(position <= length ? alphabet.utf8Start[digit] : UInt8(ascii: "="))
            }
            index += 3
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Up to eight bytes, the first one lowest, filled up with spaces.
    @inline(__always)
    fileprivate func word(at index: Int, length: Int) -> UInt64 {
        guard length < 8 else { return UInt64(littleEndian: loadUnaligned(fromByteOffset: index, as: UInt64.self)) }
        let spaces: UInt64 = 0x2020_2020_2020_2020
        var word: UInt64 = spaces << UInt64(8 * length)
        if length >= 4 {
            // Two halves that overlap in the middle.
            let low = UInt32(littleEndian: loadUnaligned(fromByteOffset: index, as: UInt32.self))
            let high = UInt32(littleEndian: loadUnaligned(fromByteOffset: index + length - 4, as: UInt32.self))
            word |= UInt64(low)
            word |= UInt64(high) << UInt64(8 * length - 32)
            return word
        }
        for offset in 0..<length { word |= UInt64(self[index + offset]) << UInt64(8 * offset) }
        return word
    }

    /// How many bytes from `index` make up a scalar that must not be printed; 0 where it may.
    fileprivate func unsafeLength(at index: Int) -> Int {
        let first = self[index]
        if first < 0x80 { return first < 0x20 || first == 0x7F ? 1 : 0 }
        guard index + 1 < count else { return 0 }
        let second = self[index + 1]
        let third = index + 2 < count ? self[index + 2] : 0
        switch (first, second, third) {
        case (0xC2, 0x80...0x9F, _), (0xD8, 0x9C, _): return 2
        case (0xE2, 0x80, 0x8E...0x8F), (0xE2, 0x80, 0xA8...0xAE), (0xE2, 0x81, 0xA6...0xA9): return 3
        case (0xEF, 0xBB, 0xBF): return 3
        default: return 0
        }
    }
}

extension UInt64 {
    @inline(__always)
    private static var high: UInt64 { 0x8080_8080_8080_8080 }

    /// The high bit of each byte that is a C0 control, DEL, or may begin one of the scalars beyond ASCII that must not
    /// be printed. Exact up to the first one; beyond it there may be too many.
    @inline(__always)
    fileprivate var unsafeBytes: UInt64 {
        let spaces: UInt64 = 0x2020_2020_2020_2020
        let deletes = self ^ 0x7F7F_7F7F_7F7F_7F7F
        let controls = (self &- spaces) & ~self & Self.high
        return self & Self.high == 0 ? controls | deletes.zeroBytes : controls | deletes.zeroBytes | leadBytes
    }

    /// The same for C2, D8, E2 and EF, which begin those scalars.
    @inline(__always)
    private var leadBytes: UInt64 {
        let latin = self ^ 0xC2C2_C2C2_C2C2_C2C2
        let arabic = self ^ 0xD8D8_D8D8_D8D8_D8D8
        let punctuation = self ^ 0xE2E2_E2E2_E2E2_E2E2
        let forms = self ^ 0xEFEF_EFEF_EFEF_EFEF
        return latin.zeroBytes | arabic.zeroBytes | punctuation.zeroBytes | forms.zeroBytes
    }

    /// The high bit of each byte that is a quotation mark or a backslash; exact up to the first one.
    @inline(__always)
    fileprivate var quoteBytes: UInt64 {
        let quotes = self ^ 0x2222_2222_2222_2222
        let slashes = self ^ 0x5C5C_5C5C_5C5C_5C5C
        return quotes.zeroBytes | slashes.zeroBytes
    }

    @inline(__always)
    private var zeroBytes: UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        return (self &- ones) & ~self & Self.high
    }
}
