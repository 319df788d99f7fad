/// Reads an HTTP/1 response's head, a byte at a time (RFC 9112 §4, §5).
public struct ResponseHead: Sendable {
    public private(set) var status: Int?
    public private(set) var reason = ""
    public private(set) var fields: [HeaderField] = []
    /// The minor version of HTTP/1.
    public private(set) var minorVersion = 1

    public init() {}

    private var line: [UInt8] = []
    /// Bytes of this head and of the interim ones before it.
    private var size = 0

    private static let prefix = Array("HTTP/1.".utf8)

    /// Whether the head is complete with this byte.
    public mutating func receive(_ byte: UInt8) throws(HeadError) -> Bool {
        size += 1
        guard size <= HeadLimits.bytes else { throw .tooLarge }
        line.append(byte)
        if status == nil, line.count <= Self.prefix.count, byte != Self.prefix[line.count - 1] {
            throw .notHTTP
        }
        guard byte == 0x0A else { return false }
        let isEnd = try endLine()
        line.removeAll(keepingCapacity: true)
        return isEnd
    }

    /// An interim response (1xx except 101, RFC 9110 §15.2) is over: the next head counts on against the same limit.
    public mutating func skipInterim() {
        let size = size
        self = ResponseHead()
        self.size = size
    }

    /// Takes a line, which ends in LF and, usually, CR before it (RFC 9112 §2.2).
    private mutating func endLine() throws(HeadError) -> Bool {
        var text = line.dropLast()
        if text.last == 0x0D {
            text.removeLast()
        }
        if status == nil {
            try readStatusLine(text)
            return false
        }
        guard !text.isEmpty else { return true }
        guard fields.count < HeadLimits.fields else { throw .tooManyFields }
        fields.append(try Self.field(text))
        return false
    }

    /// `HTTP/1.1 101 Switching Protocols`; the reason may be missing.
    private mutating func readStatusLine(_ text: ArraySlice<UInt8>) throws(HeadError) {
        let rest = Array(text.dropFirst(Self.prefix.count))
        guard rest.count >= 5, let minor = Self.digit(rest[0]), rest[1] == UInt8(ascii: " ") else {
            throw .malformedStatusLine
        }
        guard let hundreds = Self.digit(rest[2]), let tens = Self.digit(rest[3]), let ones = Self.digit(rest[4]),
            hundreds > 0, rest.count == 5 || rest[5] == UInt8(ascii: " "), ASCII.isFieldValue(rest)
        else { throw .malformedStatusLine }
        minorVersion = minor
        status = hundreds * 100 + tens * 10 + ones
        reason = String(decoding: rest.dropFirst(6), as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte & 0x0F) : nil
    }

    /// `Name: value`. Folded lines and blanks before the colon are malformed (RFC 9112 §5.1, §5.2).
    private static func field(_ text: ArraySlice<UInt8>) throws(HeadError) -> HeaderField {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { throw .malformedField }
        let (name, value) = (text[..<colon], text[(colon + 1)...])
        guard ASCII.isToken(name), ASCII.isFieldValue(value) else { throw .malformedField }
        return HeaderField(
            String(decoding: name, as: UTF8.self), String(ASCII.trim(Substring(decoding: value, as: UTF8.self))))
    }
}
