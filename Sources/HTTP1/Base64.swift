/// Base64 with padding (RFC 4648 §4).
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    public static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for digit in 0..<4 {
                text.append(digit <= group.count ? alphabet[bits >> (18 - 6 * digit) & 63] : padding)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether the text stands for `count` bytes.
    public static func isEncoding(_ text: String, ofBytes count: Int) -> Bool {
        let digits = Array(text.utf8)
        let marks = (3 - count % 3) % 3
        return digits.count == (count + 2) / 3 * 4
            && digits.dropLast(marks).allSatisfy(alphabet.contains)
            && digits.suffix(marks).allSatisfy { $0 == padding }
    }
}
