#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Appends JSON (RFC 8259) to a buffer that it owns and keeps.
///
/// Commas are its business. Beyond what JSON asks for, it escapes DEL, C1 controls, line and paragraph separators and the
/// bidirectional controls, so that a line printed on a terminal stays one harmless line.
public struct JSONWriter: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    public private(set) var count = 0
    private var needsComma = false

    public init(capacity: Int = 256) {
        self.capacity = max(capacity, 64)
        base = .allocate(capacity: self.capacity)
    }

    deinit {
        base.deallocate()
    }

    /// What has been written; good until the next write.
    public var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// A copy of what has been written.
    public var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

    /// The same as a `String`.
    public var text: String { String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self) }

    /// Starts over with the same memory.
    public mutating func removeAll() {
        count = 0
        needsComma = false
    }

    /// Goes back to an earlier `count`, which must have been between two documents.
    public mutating func truncate(to length: Int) {
        count = min(length, count)
        needsComma = false
    }

    /// Ends a line: the next value starts a new document.
    public mutating func newline() {
        append(UInt8(ascii: "\n"))
        needsComma = false
    }

    // MARK: Structure

    public mutating func beginObject() {
        separate()
        append(UInt8(ascii: "{"))
        needsComma = false
    }

    public mutating func endObject() {
        append(UInt8(ascii: "}"))
        needsComma = true
    }

    public mutating func beginArray() {
        separate()
        append(UInt8(ascii: "["))
        needsComma = false
    }

    public mutating func endArray() {
        append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// A member's name that needs no escapes.
    public mutating func key(_ name: StaticString) {
        let length = name.utf8CodeUnitCount
        reserve(length + 4)
        if needsComma { put(UInt8(ascii: ",")) }
        put(UInt8(ascii: "\""))
        (base + count).update(from: name.utf8Start, count: length)
        count += length
        put(UInt8(ascii: "\""))
        put(UInt8(ascii: ":"))
        needsComma = false
    }

    public mutating func key(_ name: JSONText) {
        string(name)
        append(UInt8(ascii: ":"))
        needsComma = false
    }

    public mutating func key(_ name: String) {
        string(name)
        append(UInt8(ascii: ":"))
        needsComma = false
    }

    // MARK: Values

    public mutating func string(_ value: JSONText) {
        separate()
        quote(UnsafeBufferPointer(start: value.start, count: value.count))
    }

    public mutating func string(_ value: String) {
        separate()
        var value = value
        value.withUTF8 { quote($0) }
    }

    /// A string that needs no escapes.
    public mutating func string(_ value: StaticString) {
        let length = value.utf8CodeUnitCount
        separate()
        reserve(length + 2)
        put(UInt8(ascii: "\""))
        (base + count).update(from: value.utf8Start, count: length)
        count += length
        put(UInt8(ascii: "\""))
    }

    public mutating func bool(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    public mutating func null() {
        literal("null")
    }

    public mutating func int(_ value: Int) {
        int(Int64(value))
    }

    public mutating func int(_ value: UInt16) {
        int(Int64(value))
    }

    public mutating func int(_ value: Int64) {
        separate()
        reserve(20)
        if value < 0 { put(UInt8(ascii: "-")) }
        putDigits(value.magnitude, atLeast: 1)
    }

    /// A number with at most `decimals` (0…9) of them, trailing zeros left out. Not finite becomes `null`.
    public mutating func double(_ value: Double, decimals: Int) {
        let decimals = max(0, min(decimals, 9))
        let scale = Self.scales[decimals]
        let scaled = (value.magnitude * Double(scale)).rounded()
        guard scaled < 9e18 else { return literalDouble(value) }
        separate()
        reserve(32)
        var digits = UInt64(scaled)
        if value < 0, digits > 0 { put(UInt8(ascii: "-")) }
        putDigits(digits / scale, atLeast: 1)
        digits %= scale
        guard digits > 0 else { return }
        var places = decimals
        while digits % 10 == 0 {
            digits /= 10
            places -= 1
        }
        put(UInt8(ascii: "."))
        putDigits(digits, atLeast: places)
    }

    /// Text that already is JSON.
    public mutating func raw(_ text: JSONText) {
        separate()
        append(contentsOf: text.bytes)
    }

    public mutating func raw(_ json: String) {
        separate()
        var json = json
        json.withUTF8 { append(contentsOf: UnsafeRawBufferPointer($0)) }
    }

    // MARK: Bytes outside JSON, for line formats

    public mutating func append(_ byte: UInt8) {
        reserve(1)
        put(byte)
    }

    public mutating func append(contentsOf bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        reserve(bytes.count)
        memcpy(base + count, source, bytes.count)
        count += bytes.count
    }

    public mutating func append(verbatim text: String) {
        var text = text
        text.withUTF8 { append(contentsOf: UnsafeRawBufferPointer($0)) }
    }

    /// An integer's digits inside a string or a line, with leading zeros up to `atLeast`.
    public mutating func appendDigits(_ value: UInt64, atLeast: Int) {
        reserve(32)
        putDigits(value, atLeast: min(atLeast, 20))
    }
}

// MARK: - The inside

extension JSONWriter {
    private static let scales: [UInt64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    ]

    private mutating func reserve(_ extra: Int) {
        guard count + extra > capacity else { return }
        let grown = max(capacity * 2, count + extra)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: grown)
        moved.moveInitialize(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = grown
    }

    /// Only after `reserve`.
    private mutating func put(_ byte: UInt8) {
        base[count] = byte
        count += 1
    }

    private mutating func separate() {
        if needsComma { append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func literal(_ word: StaticString) {
        separate()
        append(contentsOf: UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    private mutating func literalDouble(_ value: Double) {
        guard value.isFinite else { return null() }
        raw(value.description)
    }

    /// Only after `reserve`.
    private mutating func putDigits(_ value: UInt64, atLeast: Int) {
        var length = 1
        var limit: UInt64 = 10
        while length < 20, value >= limit {
            length += 1
            let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
            if overflow { break }
            limit = next
        }
        length = max(length, atLeast)
        var rest = value
        var at = count + length
        while at > count {
            at -= 1
            base[at] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += length
    }

    private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
        // At worst every byte becomes six.
        reserve(text.count + 2)
        put(UInt8(ascii: "\""))
        var clean = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                index += 1
                continue
            }
            let length = byte < 0x80 ? 1 : Self.unsafeLength(text, at: index)
            guard length > 0 else {
                index += 1
                continue
            }
            copy(text, clean..<index)
            escape(text, index, length)
            index += length
            clean = index
        }
        copy(text, clean..<text.count)
        append(UInt8(ascii: "\""))
    }

    private mutating func copy(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        append(contentsOf: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[range]))
    }

    /// How many bytes from `index` make up a scalar that may steer a terminal: U+0080–009F, U+061C, U+200E–200F,
    /// U+2028–202E, U+2066–2069, U+FEFF. 0 for any other.
    private static func unsafeLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        guard index + 1 < text.count else { return 0 }
        let second = text[index + 1]
        switch text[index] {
        case 0xC2: return second < 0xA0 ? 2 : 0
        case 0xD8: return second == 0x9C ? 2 : 0
        case 0xE2:
            guard index + 2 < text.count else { return 0 }
            let third = text[index + 2]
            if second == 0x80 { return third == 0x8E || third == 0x8F || (0xA8...0xAE).contains(third) ? 3 : 0 }
            return second == 0x81 && (0xA6...0xA9).contains(third) ? 3 : 0
        case 0xEF: return index + 2 < text.count && second == 0xBB && text[index + 2] == 0xBF ? 3 : 0
        default: return 0
        }
    }

    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ length: Int) {
        let byte = text[index]
        let short: UInt8? =
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
            case 0x0A: UInt8(ascii: "n")
            case 0x0D: UInt8(ascii: "r")
            case 0x09: UInt8(ascii: "t")
            default: nil
            }
        reserve(6)
        put(UInt8(ascii: "\\"))
        if let short { return put(short) }
        var scalar = UInt32(byte)
        if length == 2 { scalar = (scalar & 0x1F) << 6 | UInt32(text[index + 1] & 0x3F) }
        if length == 3 {
            scalar = (scalar & 0x0F) << 12 | UInt32(text[index + 1] & 0x3F) << 6 | UInt32(text[index + 2] & 0x3F)
        }
        put(UInt8(ascii: "u"))
        for shift in [12, 8, 4, 0] as [UInt32] {
            let digit = UInt8(truncatingIfNeeded: scalar >> shift & 0xF)
            put(digit < 10 ? 0x30 &+ digit : 0x57 &+ digit)
        }
    }
}
