public import Domain

/// Money in writing: `€ 1,250.00`, `¥ 1,250`, `SEK 99.50`; never through floating point.
public struct MoneyText: Hashable, Sendable {
    /// The currency's sign, else its code; empty where no currency was named.
    public let sign: String
    /// With a minus where it is negative, and commas every three digits.
    public let whole: String
    /// The decimals without the point.
    public let fraction: String

    public init(_ money: Money) {
        let digits = String(money.minor.magnitude)
        let decimals = Int(min(money.exponent, 18))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        sign = money.currency.map { Self.signs[$0] ?? $0 } ?? ""
        whole = (money.minor < 0 ? "−" : "") + Self.grouped(padded.dropLast(decimals))
        fraction = String(padded.suffix(decimals))
    }

    private static let signs = ["EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"]

    private static func grouped(_ digits: Substring) -> String {
        var result = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }

    public var number: String { fraction.isEmpty ? whole : whole + "." + fraction }
}

extension MoneyText: CustomStringConvertible {
    public var description: String { sign.isEmpty ? number : sign + " " + number }
}

/// Prices under each other: signs at the left, decimal points in one column.
struct MoneyColumn {
    private let signs: Int
    private let wholes: Int
    private let fractions: Int

    init(_ amounts: some Sequence<Money>) {
        let texts = amounts.map { MoneyText($0) }
        signs = texts.map(\.sign.count).max() ?? 0
        wholes = texts.map(\.whole.count).max() ?? 0
        fractions = texts.map(\.fraction.count).max() ?? 0
    }

    /// Columns that each price takes.
    var width: Int { signs + (signs > 0 ? 1 : 0) + wholes + (fractions > 0 ? fractions + 1 : 0) }

    func text(_ money: Money) -> String {
        let text = MoneyText(money)
        let sign = signs > 0 ? text.sign + Self.spaces(signs - text.sign.count + 1) : ""
        let point = fractions == 0 ? "" : text.fraction.isEmpty ? " " : "."
        return sign + Self.spaces(wholes - text.whole.count) + text.whole + point + text.fraction
            + Self.spaces(fractions - text.fraction.count)
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
