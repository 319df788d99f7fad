/// What is common to hosts and ports, wherever they are written.
enum HostName {
    /// Whether it could be a name or an IPv4 address: letters, digits, dots, hyphens and underscores. Names of other
    /// scripts have to come in their ASCII form (RFC 5891).
    static func isValid(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(isNameByte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default:
            false
        }
    }

    /// A port from 1 to 65535, in digits.
    static func port(_ text: some StringProtocol) -> Int? {
        decimal(text).flatMap { (1...65535).contains($0) ? $0 : nil }
    }

    /// A number in digits alone: the standard library's own reading takes a sign.
    static func decimal(_ text: some StringProtocol) -> Int? {
        let isNumber = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return isNumber ? Int(text) : nil
    }
}
