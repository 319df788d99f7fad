internal import JSON

/// A number as it is spelled (RFC 8259 §6), of any length: compared digit by digit, nothing is rounded.
struct FilterNumber {
    /// Beyond this an exponent is as good as any greater one.
    private static let exponentLimit = 1 << 40

    private let text: JSONText
    private var isNegative = false
    /// From the first digit that is not 0 to the end of the fraction.
    private var significant = 0..<0
    /// The number is 0.d₁d₂d₃… · 10^`magnitude` of those digits.
    private var magnitude = 0

    /// `nil` for text that spells no number. Zeros in front are not allowed: `017` is a name.
    init?(_ text: JSONText) {
        self.text = text
        let bytes = text.bytes
        var at = 0
        if at < bytes.count, bytes[at] == UInt8(ascii: "-") {
            isNegative = true
            at += 1
        }
        let whole = Self.digits(bytes, &at)
        guard !whole.isEmpty, whole.count == 1 || bytes[whole.lowerBound] != UInt8(ascii: "0") else { return nil }
        var end = whole.upperBound
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            let fraction = Self.digits(bytes, &at)
            guard !fraction.isEmpty else { return nil }
            end = fraction.upperBound
        }
        guard let exponent = Self.exponent(bytes, &at), at == bytes.count else { return nil }
        significant = (Self.firstNonzero(bytes, whole.lowerBound..<end) ?? end)..<end
        // A digit after the point stands one place further right than its index tells.
        let place = significant.lowerBound < whole.upperBound ? 0 : 1
        magnitude = whole.upperBound - significant.lowerBound + place + exponent
    }

    private var isZero: Bool { significant.isEmpty }

    /// Negative where this number is the lesser, 0 where the two are equal.
    func order(_ other: FilterNumber) -> Int {
        let (sign, otherSign) = (signum, other.signum)
        guard sign == otherSign, sign != 0 else { return sign - otherSign }
        if magnitude != other.magnitude { return magnitude < other.magnitude ? -sign : sign }
        var (left, right) = (significant.lowerBound, other.significant.lowerBound)
        while true {
            let (digit, otherDigit) = (next(&left), other.next(&right))
            guard digit != nil || otherDigit != nil else { return 0 }
            // A number that has ended goes on with zeros.
            let (value, otherValue) = (digit ?? 0x30, otherDigit ?? 0x30)
            if value != otherValue { return value < otherValue ? -sign : sign }
        }
    }

    private var signum: Int { isZero ? 0 : isNegative ? -1 : 1 }

    private func next(_ at: inout Int) -> UInt8? {
        if at < significant.upperBound, text.bytes[at] == UInt8(ascii: ".") { at += 1 }
        guard at < significant.upperBound else { return nil }
        at += 1
        return text.bytes[at - 1]
    }

    private static func digits(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> Range<Int> {
        let start = at
        while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 { at += 1 }
        return start..<at
    }

    private static func firstNonzero(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
        range.first { bytes[$0] != UInt8(ascii: "0") && bytes[$0] != UInt8(ascii: ".") }
    }

    /// 0 where there is none; `nil` where it has no digits.
    private static func exponent(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> Int? {
        guard at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") else { return 0 }
        at += 1
        var isNegative = false
        if at < bytes.count, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
            isNegative = bytes[at] == UInt8(ascii: "-")
            at += 1
        }
        let range = digits(bytes, &at)
        guard !range.isEmpty else { return nil }
        var value = 0
        for index in range { value = min(value * 10 + Int(bytes[index] - 0x30), exponentLimit) }
        return isNegative ? -value : value
    }
}
