import Domain

extension Money {
    /// -1, 0 or 1; `nil` where the two cannot be compared: other currencies, or beyond 64 bits.
    ///
    /// A side that names no currency is taken to mean the other's: bids on a lot often leave out what the lot has said.
    func order(_ other: Money) -> Int? {
        if let currency, let theirs = other.currency, currency != theirs { return nil }
        let exponent = max(self.exponent, other.exponent)
        guard let mine = scaled(to: exponent), let theirs = other.scaled(to: exponent) else { return nil }
        return mine < theirs ? -1 : mine == theirs ? 0 : 1
    }

    /// The sum in the left side's currency; `nil` where there is none in 64 bits.
    func adding(_ other: Money) -> Money? {
        if let currency, let theirs = other.currency, currency != theirs { return nil }
        let exponent = max(self.exponent, other.exponent)
        guard let mine = scaled(to: exponent), let theirs = other.scaled(to: exponent) else { return nil }
        let (sum, overflows) = mine.addingReportingOverflow(theirs)
        return overflows ? nil : Money(minor: sum, exponent: exponent, currency: currency ?? other.currency)
    }

    /// The same amount with a currency where it named none.
    func inCurrency(of other: Money?) -> Money {
        guard currency == nil, let other else { return self }
        return Money(minor: minor, exponent: exponent, currency: other.currency)
    }

    /// The amount in 10⁻¹⁸ of the currency, which 128 bits hold whatever the exponent.
    var atto: Int128 {
        (exponent..<max(exponent, 18)).reduce(Int128(minor)) { value, _ in value * 10 }
    }

    private func scaled(to exponent: UInt8) -> Int64? {
        guard exponent > self.exponent else { return minor }
        var result = minor
        for _ in 0..<min(20, exponent - self.exponent) {
            let (product, overflows) = result.multipliedReportingOverflow(by: 10)
            if overflows { return nil }
            result = product
        }
        return result
    }
}
