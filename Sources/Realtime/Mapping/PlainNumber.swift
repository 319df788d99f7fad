internal import JSON

/// A number spelled with at most eighteen digits, perhaps a sign and a point, and nothing else: nearly all that come. Read without any
/// check for overflow, for there can be none.
struct PlainNumber {
    private(set) var digits: Int64 = 0
    private(set) var decimals = 0

    @inline(__always)
    init?(_ text: JSONText) {
        let bytes = text.bytes
        guard bytes.count > 0, bytes.count <= 19 else { return nil }
        let isNegative = bytes[0] == UInt8(ascii: "-")
        var at = isNegative ? 1 : 0
        var point = -1
        let first = at
        while at < bytes.count {
            let digit = bytes[at] &- 0x30
            if digit < 10 {
                digits = digits &* 10 &+ Int64(digit)
            } else if bytes[at] == UInt8(ascii: "."), point < 0, at > first {
                point = at
            } else {
                return nil
            }
            at += 1
        }
        guard at > first, at - first <= (point < 0 ? 18 : 19), point != at - 1 else { return nil }
        if isNegative { digits = 0 &- digits }
        if point >= 0 { decimals = at - 1 - point }
    }

    /// Exact operands, hence the nearest double (Clinger's fast path); `nil` where they are not.
    @inline(__always)
    var double: Double? {
        guard digits.magnitude <= 1 << 53 else { return nil }
        switch decimals {
        case 0: return Double(digits)
        case 1: return Double(digits) / 1e1
        case 2: return Double(digits) / 1e2
        case 3: return Double(digits) / 1e3
        case 4: return Double(digits) / 1e4
        case 5: return Double(digits) / 1e5
        case 6: return Double(digits) / 1e6
        case 7: return Double(digits) / 1e7
        default: return nil
        }
    }

    /// `nil` where it shows a point.
    @inline(__always)
    var integer: Int64? { decimals == 0 ? digits : nil }
}
