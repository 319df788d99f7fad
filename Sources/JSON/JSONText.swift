#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// UTF-8 text inside a `JSONDocument`: good until that document parses again.
public struct JSONText {
    let start: UnsafePointer<UInt8>?
    public let count: Int

    public init(start: UnsafePointer<UInt8>?, count: Int) {
        self.start = start
        self.count = count
    }

    /// The bytes, without a copy.
    public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// A copy as a `String`.
    public var string: String {
        String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    public func contains(_ byte: UInt8) -> Bool {
        guard let start else { return false }
        return memchr(start, Int32(byte), count) != nil
    }

    public static func == (lhs: JSONText, rhs: JSONText) -> Bool {
        guard lhs.count == rhs.count else { return false }
        guard let left = lhs.start, let right = rhs.start else { return lhs.count == 0 }
        return memcmp(left, right, lhs.count) == 0
    }

    public static func == (lhs: JSONText, rhs: StaticString) -> Bool {
        lhs == JSONText(start: rhs.utf8Start, count: rhs.utf8CodeUnitCount)
    }

    public static func == (lhs: JSONText, rhs: String) -> Bool {
        var rhs = rhs
        return rhs.withUTF8 { lhs == JSONText(start: $0.baseAddress, count: $0.count) }
    }

    public func hasPrefix(_ prefix: StaticString) -> Bool {
        let length = prefix.utf8CodeUnitCount
        return count >= length && JSONText(start: start, count: length) == prefix
    }

    /// The decimal number that the whole text spells, if it does and fits.
    public var decimal: Decimal? { Decimal(bytes) }

    /// The integer that the whole text spells, if it does and fits 64 bits.
    public var integer: Int64? { decimal?.integer }

    /// The nearest double of the number that the whole text spells; `nil` for other text and beyond the range of doubles.
    public var double: Double? {
        if let exact = decimal?.exactDouble { return exact }
        guard count > 0, count < 64, let start, Decimal.isNumeric(bytes) else { return nil }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { copy in
            for index in 0..<count { copy[index] = CChar(bitPattern: start[index]) }
            copy[count] = 0
            guard let base = copy.baseAddress else { return nil }
            let value = strtod(base, nil)
            return value.isFinite ? value : nil
        }
    }
}
