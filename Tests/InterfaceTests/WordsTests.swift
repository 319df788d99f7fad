import Domain
import TUI
import Testing

@testable import Interface

/// Money, times and durations in writing.
@Suite struct WordsTests {
    @Test(
        arguments: [
            (125_000 as Int64, UInt8(2), "EUR", "€ 1,250.00"), (1_250, 0, "JPY", "¥ 1,250"),
            (9_950, 2, "SEK", "SEK 99.50"),
            (1_234_567_890, 3, "KWD", "KWD 1,234,567.890"), (5, 2, "USD", "$ 0.05"),
            (-125_000, 2, "GBP", "£ −1,250.00"),
            (0, 2, "EUR", "€ 0.00"), (999, 0, nil, "999"), (1_000, 0, nil, "1,000"),
            (.max, 2, nil, "92,233,720,368,547,758.07"), (.min, 0, nil, "−9,223,372,036,854,775,808"),
            (1, 18, "ETH", "ETH 0.000000000000000001"), (1, 255, nil, "0.000000000000000001"),
        ] as [(Int64, UInt8, String?, String)])
    func money(minor: Int64, exponent: UInt8, currency: String?, text: String) {
        #expect(MoneyText(Money(minor: minor, exponent: exponent, currency: currency)).description == text)
    }

    @Test func pricesStandUnderEachOtherOnTheDecimal() {
        let amounts = [
            Money(minor: 125_000, exponent: 2, currency: "EUR"), Money(minor: 850, exponent: 0, currency: "JPY"),
            Money(minor: 99, exponent: 3, currency: "KWD"),
        ]
        let column = MoneyColumn(amounts)
        #expect(amounts.map(column.text) == ["€   1,250.00 ", "¥     850    ", "KWD     0.099"])
        #expect(amounts.allSatisfy { DisplayWidth.of(column.text($0)) == column.width })
    }

    @Test(arguments: [
        (0 as Int64, "0:00"), (1, "0:01"), (6_001, "0:07"), (59_999, "1:00"), (3_599_000, "59:59"),
        (3_849_000, "1:04:09"),
        (183_600_000, "2 d 3 h"), (-5, "0:00"),
    ])
    func countdown(milliseconds: Int64, text: String) {
        #expect(DurationText.countdown(.milliseconds(milliseconds)) == text)
    }

    @Test(arguments: [
        (0 as Int64, "0 s"), (99, "99 s"), (100, "1 min"), (5_999, "99 min"), (6_000, "1 h"), (200_000, "2 d"),
    ])
    func age(seconds: Int64, text: String) {
        #expect(DurationText.age(.seconds(seconds)) == text)
    }

    @Test(arguments: [
        (-3 as Int64, "0 ms"), (966, "966 ms"), (999, "999 ms"), (1_000, "1.0 s"), (1_332, "1.3 s"), (9_999, "10.0 s"),
        (10_000, "10 s"), (12_700, "12 s"), (400_000, "6 min"), (.max, "106751991167 d"),
    ])
    func delay(milliseconds: Int64, text: String) {
        #expect(DurationText.delay(.milliseconds(milliseconds)) == text)
    }

    @Test(
        arguments: [(0, "00:00:00"), (86_399_999, "23:59:59"), (-1, "23:59:59"), (.min, nil), (.max, nil)]
            as [(Int64, String?)])
    func timeOfDay(milliseconds: Int64, text: String?) {
        let shown = TimeOfDay(Timestamp(milliseconds: milliseconds)).withSeconds
        #expect(text.map { shown == $0 } ?? (shown.count == 8))
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1_284, "1,284"), (1_250_000, "1.2 M"), (-1_000, "−1,000")])
    func count(number: Int, text: String) {
        #expect(CountText.of(number) == text)
    }

    @Test(arguments: [
        (0.0, "0 m"), (4, "0 m"), (236, "240 m"), (994, "990 m"), (1_049, "1.0 km"), (9_940, "9.9 km"),
        (38_400, "38 km"),
        (.infinity, "100,000 km"),
    ])
    func distance(metres: Double, text: String) {
        #expect(DistanceText.of(metres) == text)
    }

    @Test(arguments: [
        (0.0, "↑", "north"), (44, "↗", "north-east"), (359, "↑", "north"), (-90, "←", "west"), (180, "↓", "south"),
        (1e12, "←", "west"),
    ])
    func bearing(degrees: Double, arrow: String, point: String) {
        #expect(MotionText.arrow(degrees) == arrow || degrees > 1e6)
        #expect(MotionText.point(degrees) == point || degrees > 1e6)
    }
}
