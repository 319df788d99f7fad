import JSON
import Testing

private func text<R>(_ text: String, _ body: (JSONText) throws -> R) rethrows -> R {
    try Array(text.utf8).withUnsafeBufferPointer { try body(JSONText(start: $0.baseAddress, count: $0.count)) }
}

@Test(arguments: [
    ("0", 0, 0), ("125000", 125_000, 0), ("-12.50", -1250, -2), ("1250.10", 125_010, -2), ("1e3", 1, 3),
    ("2.5E-3", 25, -4), ("9223372036854775807", Int64.max, 0), ("0.10", 10, -2),
])
func decimalIsExact(_ spelled: String, _ significand: Int64, _ exponent: Int) {
    #expect(text(spelled) { $0.decimal } == Decimal(significand: significand, exponent: exponent))
}

@Test(arguments: [
    "", "-", "1.", ".5", "1e", "1e+", " 1", "1 ", "1,000", "0x1", "inf", "nan", "9223372036854775808", "--1",
])
func notADecimal(_ spelled: String) {
    #expect(text(spelled) { $0.decimal } == nil)
}

@Test(
    arguments: [
        ("12.50", 2, 1250), ("12.5", 2, 1250), ("12", 2, 1200), ("12.505", 2, nil), ("12.500", 2, 1250),
        ("1e2", 2, 10_000),
        ("92233720368547758.07", 2, Int64.max), ("92233720368547758.08", 2, nil), ("0e9999", 2, 0), ("1e9999", 2, nil),
    ] as [(String, Int, Int64?)])
func scaledToMinorUnits(_ spelled: String, _ decimals: Int, _ minor: Int64?) {
    #expect(text(spelled) { $0.decimal?.scaled(to: decimals) } == minor)
}

@Test(
    arguments: [
        ("60.171690", 60.171690), ("-0", 0), ("1e22", 1e22), ("1e-22", 1e-22),
        ("123456789012345678", 123_456_789_012_345_680),
        ("3.14159265358979323846264338327950288", Double.pi), ("5e-324", Double.leastNonzeroMagnitude), ("1e400", nil),
        ("abc", nil), ("0x1p3", nil),
    ] as [(String, Double?)])
func nearestDouble(_ spelled: String, _ value: Double?) {
    #expect(text(spelled) { $0.double } == value)
}
