import Domain
import JSON
import Testing

@testable import Realtime

/// Amounts, exactly: `MoneyReader` and the names that tell the unit.
@Suite struct MappingMoneyTests {
    private static let amounts: [(spelled: String, currency: String?, expected: String?)] = [
        ("125000", "EUR", "1250.00EUR"), ("1250.00", "EUR", "1250.00EUR"), ("1250.5", "EUR", "1250.50EUR"),
        ("1250.505", "EUR", "1250.505EUR"), ("1.25e3", "EUR", "1250.00EUR"), ("0", "EUR", "0.00EUR"),
        ("1250", "JPY", "1250JPY"), ("1250", "KWD", "1.250KWD"), ("1250.5", "KWD", "1250.500KWD"),
        ("12.5", "JPY", "12.5JPY"),
        ("1250", nil, "1250"), ("1250.5", nil, "1250.50"), ("125000", "eur", "1250.00EUR"), ("100", "XYZ", "1.00XYZ"),
        ("2", "ETH", "2.000000000ETH"), ("0.027", "ETH", "0.027000000ETH"),
        ("0.123456789012345678", "ETH", "0.123456789012345678ETH"),
        ("27000000000000000", "ETH", "0.027000000000000000ETH"),
        ("12345678901.5", "ETH", "12345678901.5ETH"), ("0.5", "BTC", "0.50000000BTC"),
        ("9223372036854775807", "EUR", "92233720368547758.07EUR"), ("9223372036854775808", "EUR", nil),
        ("1e30", "EUR", nil), ("0.1234567890123456789", "ETH", nil), ("-5", "EUR", nil), ("-0.01", "EUR", nil),
    ]

    @Test(arguments: amounts)
    func reads(_ spelled: String, _ currency: String?, _ expected: String?) throws {
        #expect(try read(spelled, currency) == expected)
        #expect(try read("\"\(spelled)\"", currency) == expected, "in quotes")
    }

    private static let written: [(String, String?, String?)] = [
        ("€1,250.00", nil, "1250.00EUR"), ("1.250,00 €", nil, "1250.00EUR"), ("1 250,50 EUR", nil, "1250.50EUR"),
        ("US$ 1,250", nil, "1250.00USD"), ("$1,250.00", nil, "1250.00"), ("$1250", "USD", "1250.00USD"),
        ("£12", nil, "12.00GBP"),
        ("EUR 12.5", nil, "12.50EUR"), ("CHF 1'250.00", nil, "1250.00CHF"), ("€1,234,567", nil, "1234567.00EUR"),
        ("1,250.00", nil, "1250.00"), ("1,250", "EUR", nil), ("€1.250", nil, nil), ("€1,25,0", nil, nil),
        ("1.2.3", nil, nil),
        ("about 5", nil, nil), ("5 or 6", nil, nil), ("€", nil, nil), ("", nil, nil), ("NaN", "EUR", nil),
        ("∞", nil, nil),
        ("٣", nil, nil), ("1,250.00.00", nil, nil), ("€-5", nil, nil), ("5 € 6", nil, nil), ("0x10", nil, nil),
    ]

    @Test(arguments: written)
    func readsWritten(_ text: String, _ currency: String?, _ expected: String?) throws {
        #expect(try read("\"\(text)\"", currency) == expected)
    }

    private static let objects: [(String, String?)] = [
        (#"{"amount":"12.50","currency":"GBP"}"#, "12.50GBP"), (#"{"amount":1250,"currency":"GBP"}"#, "12.50GBP"),
        (#"{"value":"80.00","currency":"USD"}"#, "80.00USD"),
        (#"{"minor":125000,"exponent":2,"currency":"EUR"}"#, "1250.00EUR"),
        (#"{"minor":"5","exponent":19}"#, nil), (#"{"cents":199,"currency_code":"USD"}"#, "1.99USD"),
        (#"{"units":"12","nanos":500000000,"currencyCode":"EUR"}"#, "12.50EUR"),
        (#"{"units":9223372036854775807}"#, nil),
        (#"{"units":5,"nanos":2000000000}"#, nil), (#"{}"#, nil), (#"{"amount":{"amount":1}}"#, nil), ("[1]", nil),
        ("true", nil),
    ]

    @Test(arguments: objects)
    func readsObjects(_ json: String, _ expected: String?) throws {
        #expect(try read(json, nil) == expected)
    }

    @Test func `whole amounts may be configured to be major units`() throws {
        #expect(try read("1250", "EUR", .major) == "1250.00EUR")
        #expect(try read("1250", "JPY", .major) == "1250JPY")
    }

    private static let names: [(String, String)] = [
        (#""amount":125000,"currency":"EUR""#, "1250.00EUR"),
        (#""amount_minor":125000,"currency":"EUR""#, "1250.00EUR"),
        (#""bidCents":125000,"currency":"EUR""#, "1250.00EUR"), (#""amount_pence":99"#, "0.99"),
        (#""price_usd":"12.5""#, "12.50USD"),
        (#""amount_wei":"27000000000000000""#, "0.027000000000000000ETH"), (#""amount_sats":5000"#, "0.00005000BTC"),
        (#""bidAmountEUR":"3.00""#, "3.00EUR"),
    ]

    @Test(arguments: names)
    func nameTells(_ members: String, _ expected: String) throws {
        let json = "{\"lot_id\":\"1\",\"bidder\":\"x\",\(members)}"
        #expect(try line(Sample("", json, "")) == "bid 1 amount=\(expected) by=x")
    }

    private func read(_ json: String, _ currency: String?, _ whole: WholeAmounts = .minor) throws -> String? {
        var code = currency ?? ""
        let known = code.withUTF8 { Currency(JSONText(UnsafeRawBufferPointer($0))) }
        return try JSONDocument().read("[\(json)]") { list in
            for value in list.elements { return MoneyReader(whole: whole, currency: known).read(value).map(describe) }
            return nil
        }
    }
}
