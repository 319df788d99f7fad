extension LineBuffer {
    /// How many decimals a number is rounded to.
    enum Decimals: Int {
        case one = 1
        case two, three
        case six = 6
    }

    mutating func int(_ value: Int64) {
        reserve(20)
        if value < 0 { put(UInt8(ascii: "-")) }
        let magnitude = value.magnitude
        putDigits(magnitude, count: magnitude.digitCount)
    }

    @inline(__always)
    mutating func int(_ value: Int) { int(Int64(value)) }

    /// An integer with leading zeros up to `atLeast` (1…20) digits.
    mutating func digits(_ value: UInt64, atLeast: Int) {
        reserve(20)
        putDigits(value, count: max(value.digitCount, atLeast))
    }

    /// A finite number, half away from zero, without zeros at the end; from 10^12 on as Swift spells it.
    mutating func fixed(_ value: Double, decimals: Decimals) {
        guard value.magnitude < 1e12 else { return append(word: value.description) }
        let parts =
            switch decimals {
            case .one: Parts(value.magnitude, scale: 10)
            case .two: Parts(value.magnitude, scale: 100)
            case .three: Parts(value.magnitude, scale: 1_000)
            case .six: Parts(value.magnitude, scale: 1_000_000)
            }
        reserve(40)
        if value < 0, parts.whole | parts.fraction > 0 { put(UInt8(ascii: "-")) }
        putDigits(parts.whole, count: parts.whole.digitCount)
        guard parts.fraction > 0 else { return }
        put(UInt8(ascii: "."))
        putDigits(parts.fraction, count: decimals.rawValue)
        while base[count - 1] == UInt8(ascii: "0") { count -= 1 }
    }

    private struct Parts {
        let whole: UInt64
        let fraction: UInt64

        /// Inlined, so that the compiler knows the scale and multiplies where it would divide.
        @inline(__always)
        init(_ magnitude: Double, scale: UInt64) {
            let scaled = Int64(magnitude * Double(scale) + 0.5).magnitude
            whole = scaled / scale
            fraction = scaled - whole * scale
        }
    }

    /// The lowest digits of the value, as many as asked for. Only after `reserve`.
    @inline(__always)
    private mutating func putDigits(_ value: UInt64, count length: Int) {
        let pairs = Self.pairs.utf8Start
        var rest = value
        var at = count + length
        count = at
        for _ in 0..<length / 2 {
            at -= 2
            let pair = Int(truncatingIfNeeded: rest % 100)
            rest /= 100
            base[at] = pairs[pair * 2]
            base[at + 1] = pairs[pair * 2 + 1]
        }
        if length % 2 == 1 { base[at - 1] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10) }
    }

    private static let pairs: StaticString = """
        0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
        5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
        """
}

extension UInt64 {
    /// How many decimal digits spell the number.
    @inline(__always)
    fileprivate var digitCount: Int {
        if self < 10 { return 1 }
        if self < 100 { return 2 }
        if self < 1_000 { return 3 }
        if self < 10_000 { return 4 }
        if self < 100_000 { return 5 }
        if self < 1_000_000 { return 6 }
        if self < 10_000_000 { return 7 }
        var count = 8
        var rest = self / 100_000_000
        while rest > 0 {
            count += 1
            rest /= 10
        }
        return count
    }
}
