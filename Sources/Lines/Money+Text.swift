internal import Domain

extension LineBuffer {
    /// Money for people: `EUR 1,250.00`, `JPY 120`, `ETH 0.75`, `-3.50` where the source named no currency.
    ///
    /// Of more than four decimals, zeros at the end are left out down to two.
    mutating func money(_ money: Money) {
        if let currency = money.currency {
            escape(currency, .plain)
            append(UInt8(ascii: " "))
        }
        if money.minor < 0 { append(UInt8(ascii: "-")) }
        var digits = Array(String(money.minor.magnitude).utf8)
        let decimals = Int(money.exponent)
        if digits.count <= decimals {
            digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: decimals + 1 - digits.count), at: 0)
        }
        let point = digits.count - decimals
        for (index, digit) in digits[..<point].enumerated() {
            if index > 0, (point - index) % 3 == 0 { append(UInt8(ascii: ",")) }
            append(digit)
        }
        var end = digits.count
        if decimals > 4 {
            while end > point + 2, digits[end - 1] == UInt8(ascii: "0") { end -= 1 }
        }
        guard end > point else { return }
        append(UInt8(ascii: "."))
        for digit in digits[point..<end] { append(digit) }
    }
}
