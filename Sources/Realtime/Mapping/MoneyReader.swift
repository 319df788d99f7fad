internal import Domain
internal import JSON

/// What an amount without a decimal point counts, where neither its name nor its currency says so.
public enum WholeAmounts: String, CaseIterable, Hashable, Sendable {
    /// Cents: 125000 with EUR is EUR 1,250.00. The default, for it is how services send integers.
    case minor
    /// Whole units: 1250 with EUR is EUR 1,250.00.
    case major
}

/// Reads amounts exactly. What cannot be told without guessing is no amount.
///
/// In this order: a name that ends with `_minor`, `_cents` or `_wei` counts minor units; a decimal point means major units, as it does for
/// all amounts of the same message; a token's whole number counts coins; any other whole number with a currency follows `whole`; a whole
/// number without one stays as it is, exponent 0. An amount finer than its currency keeps all its decimals.
struct MoneyReader {
    var whole: WholeAmounts
    var currency: Currency?

    func read(_ value: JSONValue, isMinor: Bool = false) -> Money? {
        if value.kind == .object { return readObject(value) }
        guard let text = value.stringOrNumber else { return nil }
        return read(text, isMinor: isMinor)
    }

    func read(_ text: JSONText, isMinor: Bool) -> Money? {
        guard text.count > 0, text.count <= 48 else { return nil }
        let plain = PlainNumber(text).map { Decimal(significand: $0.digits, exponent: -$0.decimals) }
        guard let decimal = plain ?? text.decimal else { return isMinor ? nil : WrittenAmount(text)?.money(currency) }
        guard decimal.significand >= 0 else { return nil }
        if isMinor || currency?.isMinorUnit == true { return money(minor: decimal) }
        if Self.spellsPoint(text) { return Self.money(major: decimal, currency) }
        return money(whole: decimal)
    }

    /// Whether the number shows that it is in major units.
    static func spellsPoint(_ text: JSONText) -> Bool {
        text.contains(UInt8(ascii: ".")) || text.contains(UInt8(ascii: "e")) || text.contains(UInt8(ascii: "E"))
    }

    static func money(major decimal: Decimal, _ currency: Currency?) -> Money? {
        let decimals = currency?.decimals ?? 2
        if let minor = decimal.scaled(to: decimals) {
            return Money(minor: minor, exponent: UInt8(decimals), currency: currency?.code)
        }
        var significand = decimal.significand
        var exponent = decimal.exponent
        while significand != 0, significand % 10 == 0, exponent < 0 {
            significand /= 10
            exponent += 1
        }
        guard (-18...0).contains(exponent) else { return nil }
        return Money(minor: significand, exponent: UInt8(-exponent), currency: currency?.code)
    }

    private func money(minor decimal: Decimal) -> Money? {
        guard let minor = decimal.integer else { return nil }
        return Money(minor: minor, exponent: UInt8(currency?.decimals ?? 2), currency: currency?.code)
    }

    private func money(whole decimal: Decimal) -> Money? {
        guard let currency else { return decimal.integer.map { Money(minor: $0, exponent: 0, currency: nil) } }
        guard currency.isToken else {
            return whole == .minor ? money(minor: decimal) : Self.money(major: decimal, currency)
        }
        // No auction takes a thousand million coins: that many are wei.
        if currency.decimals == 9, let wei = decimal.integer, wei >= 1_000_000_000_000 {
            return Money(minor: wei, exponent: 18, currency: currency.code)
        }
        return Self.money(major: decimal, currency)
    }

    /// `{"amount":…,"currency":…}` in its variants, `{"minor":…,"exponent":…}`, and Google's `{"units":…,"nanos":…}`.
    private func readObject(_ object: JSONValue) -> Money? {
        var inner = self
        if let code = (object["currency"] ?? object["currency_code"] ?? object["currencyCode"])?.string {
            inner.currency = Currency(code)
        }
        if let minor = object["minor"]?.stringOrNumber?.integer, minor >= 0 {
            let exponent = object["exponent"]?.count ?? inner.currency?.decimals ?? 2
            guard exponent <= 18 else { return nil }
            return Money(minor: minor, exponent: UInt8(exponent), currency: inner.currency?.code)
        }
        if let cents = object["cents"] ?? object["amount_minor"] ?? object["amount_cents"] ?? object["minor_units"] {
            return cents.stringOrNumber.flatMap { inner.read($0, isMinor: true) }
        }
        if object["units"] != nil { return inner.readUnits(object) }
        guard let amount = (object["amount"] ?? object["value"])?.stringOrNumber else { return nil }
        return inner.read(amount, isMinor: false)
    }

    private func readUnits(_ object: JSONValue) -> Money? {
        guard let units = object["units"]?.stringOrNumber?.integer, units >= 0 else { return nil }
        let nanos = object["nanos"]?.count ?? 0
        let (billions, overflow) = units.multipliedReportingOverflow(by: 1_000_000_000)
        guard nanos < 1_000_000_000, !overflow, billions <= Int64.max - Int64(nanos) else { return nil }
        return Self.money(major: Decimal(significand: billions + Int64(nanos), exponent: -9), currency)
    }
}

/// An amount as people write it: `€1,250.00`, `1.250,50 EUR`, `US$ 1,250`.
struct WrittenAmount {
    private let decimal: Decimal
    private let named: Currency?

    /// `nil` where a reader could take it for two different amounts.
    init?(_ text: JSONText) {
        let bytes = text.string.utf8.filter { $0 != UInt8(ascii: " ") }
        guard let start = bytes.firstIndex(where: Self.isDigit), let end = bytes.lastIndex(where: Self.isDigit) else {
            return nil
        }
        let signs = [bytes[..<start], bytes[(end + 1)...]].map {
            String(decoding: $0, as: UTF8.self).trimmedOfHardSpaces
        }
        guard signs.contains(""), let sign = signs.first(where: { $0 != "" }) ?? signs.first else { return nil }
        guard sign.isEmpty || Self.signs[sign] != nil || Self.currency(sign) != nil else { return nil }
        named = Self.currency(Self.signs[sign] ?? sign)
        guard let decimal = Self.number(Array(bytes[start...end]), isMarked: !sign.isEmpty) else { return nil }
        self.decimal = decimal
    }

    func money(_ currency: Currency?) -> Money? { MoneyReader.money(major: decimal, currency ?? named) }

    /// Signs of one currency, and `$` for all dollars.
    private static let signs = [
        "€": "EUR", "£": "GBP", "US$": "USD", "A$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD",
        "S$": "SGD",
        "R$": "BRL", "₹": "INR", "₪": "ILS", "₴": "UAH", "₺": "TRY", "zł": "PLN", "Ξ": "ETH", "₿": "BTC", "$": "",
    ]

    private static func currency(_ code: String) -> Currency? {
        var code = code
        return code.withUTF8 { Currency(listed: JSONText(UnsafeRawBufferPointer($0))) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// Grouped digits. The last of two kinds of separator is the decimal one; one kind alone must say which it is.
    private static func number(_ text: [UInt8], isMarked: Bool) -> Decimal? {
        let separators = text.filter { !isDigit($0) }
        guard separators.allSatisfy({ ",.'".utf8.contains($0) }) else { return nil }
        let kinds = Set(separators)
        guard kinds.count <= 2 else { return nil }
        guard let last = separators.last else { return plain(text, point: nil) }
        let decimals = text.count - 1 - (text.lastIndex(of: last) ?? 0)
        let isRepeated = separators.count(where: { $0 == last }) > 1
        if kinds.count == 2 { return isRepeated || decimals > 2 ? nil : plain(text, point: last) }
        if isRepeated || last == UInt8(ascii: "'") { return plain(text, point: nil) }
        if decimals <= 2 { return plain(text, point: last) }
        return isMarked && last == UInt8(ascii: ",") ? plain(text, point: nil) : nil
    }

    private static func plain(_ text: [UInt8], point: UInt8?) -> Decimal? {
        let parts =
            point.map { text.split(separator: $0, maxSplits: 1, omittingEmptySubsequences: false) } ?? [text[...]]
        let groups = parts[0].split(omittingEmptySubsequences: false) { !isDigit($0) }
        guard
            groups.count == 1 || (groups.dropFirst().allSatisfy { $0.count == 3 } && (1...3).contains(groups[0].count))
        else {
            return nil
        }
        var digits = Array(groups.joined())
        if parts.count == 2 { digits += [UInt8(ascii: ".")] + parts[1] }
        return digits.withUnsafeBytes { Decimal($0) }
    }
}

extension String {
    /// Without the no-break spaces that stand between an amount and its sign.
    fileprivate var trimmedOfHardSpaces: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0 != "\u{A0}" && $0 != "\u{202F}" }))
    }
}
