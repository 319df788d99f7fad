/// A decimal number exactly as spelled: `significand` · 10^`exponent`. Money and identifiers read it; nothing is rounded.
public struct Decimal: Hashable, Sendable {
    public var significand: Int64
    public var exponent: Int

    public init(significand: Int64, exponent: Int) {
        self.significand = significand
        self.exponent = exponent
    }

    /// Reads `-12.50`, `1e3`, `125000`; `nil` for anything else, and where the digits do not fit 64 bits.
    public init?(_ text: UnsafeRawBufferPointer) {
        var scan = NumberScan(text)
        guard scan.run(), !scan.overflowed else { return nil }
        self.init(
            significand: scan.isNegative ? 0 &- scan.significand : scan.significand, exponent: scan.exponent)
    }

    /// Whether the text is a number at all, however large.
    static func isNumeric(_ text: UnsafeRawBufferPointer) -> Bool {
        var scan = NumberScan(text)
        return scan.run()
    }

    /// The value as an integer, where it is one and fits.
    public var integer: Int64? { scaled(to: 0) }

    /// The value in units of 10^-`decimals`, where it is a whole number of them and fits: 12.50 with 2 decimals is 1250.
    public func scaled(to decimals: Int) -> Int64? {
        guard significand != 0 else { return 0 }
        var shift = exponent + decimals
        var value = significand
        while shift > 0 {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = product
            shift -= 1
        }
        while shift < 0 {
            guard value % 10 == 0 else { return nil }
            value /= 10
            shift += 1
        }
        return value
    }

    /// The nearest double, where one multiplication or division of exact doubles gives it (Clinger's fast path).
    public var exactDouble: Double? {
        guard significand.magnitude <= 1 << 53, (-22...22).contains(exponent) else { return nil }
        let power = Self.powers[exponent < 0 ? -exponent : exponent]
        return exponent < 0 ? Double(significand) / power : Double(significand) * power
    }

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}

/// One pass over the spelling of a number (RFC 8259 §6).
private struct NumberScan {
    private let text: UnsafeRawBufferPointer
    private var at = 0
    private(set) var isNegative = false
    private(set) var significand: Int64 = 0
    private(set) var exponent = 0
    private(set) var overflowed = false

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    /// False where the text is not a number from end to end.
    mutating func run() -> Bool {
        isNegative = take(UInt8(ascii: "-"))
        guard digits(ofFraction: false) > 0 else { return false }
        if take(UInt8(ascii: ".")), digits(ofFraction: true) == 0 { return false }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            guard power() else { return false }
        }
        return at == text.count
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < text.count, text[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func digit() -> Int64? {
        guard at < text.count, case let value = text[at] &- 0x30, value < 10 else { return nil }
        at += 1
        return Int64(value)
    }

    private mutating func digits(ofFraction isFraction: Bool) -> Int {
        var count = 0
        while let value = digit() {
            let (tenfold, first) = significand.multipliedReportingOverflow(by: 10)
            let (sum, second) = tenfold.addingReportingOverflow(value)
            overflowed = overflowed || first || second
            significand = sum
            count += 1
        }
        if isFraction { exponent -= count }
        return count
    }

    private mutating func power() -> Bool {
        let isNegativePower = take(UInt8(ascii: "-"))
        if !isNegativePower { _ = take(UInt8(ascii: "+")) }
        var value = 0
        var count = 0
        while let next = digit() {
            // Beyond this no 64-bit significand comes back into range; keep counting without overflow.
            value = min(value * 10 + Int(next), 10_000)
            count += 1
        }
        exponent += isNegativePower ? -value : value
        return count > 0
    }
}
