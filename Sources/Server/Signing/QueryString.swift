/// The query of a URL, or a form: names and values (WHATWG URL, "application/x-www-form-urlencoded").
struct QueryString: Sendable {
    var items: [(name: String, value: String)]

    /// Decodes `%41` and `+`. What is not well encoded stays as it is.
    init(_ text: String) {
        items = text.utf8.split(separator: UInt8(ascii: "&")).map { item in
            let parts = item.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (
                Self.decode(parts[0], plusIsBlank: true),
                parts.count > 1 ? Self.decode(parts[1], plusIsBlank: true) : ""
            )
        }
    }

    subscript(name: String) -> String? { items.first { $0.name == name }?.value }

    static func decode(_ text: some StringProtocol) -> String {
        decode(text.utf8, plusIsBlank: false)
    }

    private static func decode(_ text: some Collection<UInt8>, plusIsBlank: Bool) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let first = rest.first.flatMap(Hex.value),
                let second = rest.dropFirst().first.flatMap(Hex.value)
            {
                bytes.append(first << 4 | second)
                rest.removeFirst(2)
            } else {
                bytes.append(plusIsBlank && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Percent-encodes all but the unreserved characters (RFC 3986 §2.3).
    static func encode(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += "%" + Hex.encode([byte]).uppercased()
            }
        }
        return encoded
    }
}
