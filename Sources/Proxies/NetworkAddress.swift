/// An IPv4 or IPv6 address, as a number with the first byte of the address in the highest place.
public enum NetworkAddress: Hashable, Sendable {
    case v4(UInt32)
    case v6(UInt128)

    /// Reads the usual text forms and no other: four decimal numbers without leading zeros (RFC 3986 §3.2.2), or IPv6
    /// with `::` and an embedded IPv4 address (RFC 4291 §2.2), without brackets, zone or port.
    public init?(_ text: some StringProtocol) {
        if let bits = Self.v4(text.utf8) {
            self = .v4(bits)
        } else if let bits = Self.v6(Array(text.utf8)) {
            self = .v6(bits)
        } else {
            return nil
        }
    }

    /// How many bits it has.
    public var width: Int {
        switch self {
        case .v4: 32
        case .v6: 128
        }
    }

    /// In network order.
    public var bytes: [UInt8] {
        switch self {
        case .v4(let bits): withUnsafeBytes(of: bits.bigEndian) { Array($0) }
        case .v6(let bits): withUnsafeBytes(of: bits.bigEndian) { Array($0) }
        }
    }
}

// MARK: - Reading

extension NetworkAddress {
    private static func v4(_ text: some Collection<UInt8>) -> UInt32? {
        let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard let byte = decimalByte(part) else { return nil }
            bits = bits << 8 | UInt32(byte)
        }
        return bits
    }

    /// Leading zeros are refused: some readers take them for octal.
    private static func decimalByte(_ digits: some Collection<UInt8>) -> UInt8? {
        guard (1...3).contains(digits.count), digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
        return number(digits, radix: 10).flatMap { UInt8(exactly: $0) }
    }

    private static func v6(_ text: [UInt8]) -> UInt128? {
        guard let gap = gap(in: text) else {
            return groups(text).flatMap { $0.count == 8 ? number($0) : nil }
        }
        // `::` stands for at least one group of zeros. An IPv4 address may only be at the very end.
        guard let head = groups(text[..<gap], mayEndInV4: false), let tail = groups(text[(gap + 2)...]),
            head.count + tail.count <= 7
        else { return nil }
        return number(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
    }

    /// Where the first `::` is.
    private static func gap(in text: [UInt8]) -> Int? {
        zip(text.indices, zip(text, text.dropFirst())).first { $1 == (UInt8(ascii: ":"), UInt8(ascii: ":")) }?.0
    }

    /// The 16-bit groups between single colons; none in an empty text.
    private static func groups(_ text: some Collection<UInt8>, mayEndInV4: Bool = true) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var parts = text.split(separator: UInt8(ascii: ":"), maxSplits: 8, omittingEmptySubsequences: false)
        var embedded: [UInt16] = []
        if mayEndInV4, let bits = parts.last.flatMap({ v4($0) }) {
            parts.removeLast()
            embedded = [UInt16(bits >> 16), UInt16(truncatingIfNeeded: bits)]
        }
        var groups: [UInt16] = []
        for part in parts {
            guard (1...4).contains(part.count), let group = number(part, radix: 16) else { return nil }
            groups.append(group)
        }
        return groups + embedded
    }

    private static func number(_ groups: [UInt16]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }

    /// Digits and nothing else: the standard library's own reading takes a sign.
    private static func number(_ digits: some Collection<UInt8>, radix: Int) -> UInt16? {
        guard let first = digits.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else { return nil }
        return UInt16(String(decoding: digits, as: UTF8.self), radix: radix)
    }
}
