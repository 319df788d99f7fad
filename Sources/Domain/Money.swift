/// An amount of money: whole minor units, how many decimals they stand for, and an ISO 4217 code.
///
/// It never passes through floating point. A currency that the source did not name is absent, and two amounts compare only
/// where their currencies and exponents agree.
public struct Money: Hashable, Sendable {
    /// The amount in the smallest unit: 125000 for EUR 1,250.00.
    public var minor: Int64
    /// Decimals of the minor unit, 0…18: 2 for EUR, 0 for JPY, 3 for KWD.
    public var exponent: UInt8
    /// ISO 4217 code in capitals (or a token's symbol, such as ETH); `nil` where the source named none.
    public var currency: String?

    public init(minor: Int64, exponent: UInt8, currency: String?) {
        self.minor = minor
        self.exponent = exponent
        self.currency = currency
    }
}
