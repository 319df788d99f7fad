import Domain
import Lines
import Testing

@Test(arguments: zip(Maximal.all + Maximal.least, gists))
func whatPeopleRead(_ event: Event, _ gist: String) {
    #expect(text(full(event)) == "2026-11-21 10:00:00.120  house/auction.17  \(event.kind.rawValue)  \(gist)\n")
}

/// In the order of `Maximal.all`, then of `Maximal.least`.
private let gists = [
    "Pump 3: hot, priority 4, tags plant + pump, https://x.example/3, actions Ack, expires 2026-11-21 10:00:00.161",
    "lot 17, Clock, going once, current EUR 1,250.00, ask EUR 1,300.00, increment EUR 50.00, reserve not met, bids 12, "
        + "leader paddle 42, standing outbid, watchers 31, opens 2026-11-21 10:00:00.120, "
        + "closes 2026-11-21 10:00:00.161, extended 2 times",
    "EUR 1,250.00 on lot 17, by paddle 42, accepted, ceiling EUR 2,000.00",
    "v9, Tram 12, at 60.17169 24.941684, heading 90.3°, 12.5 m/s, ± 8 m, route 12, trip t1, occupancy 35, "
        + "ride r1, ETA 240 s",
    "r1, in progress, handed over from Bob white Toyota Prius ABC-1 (5), to Ada white Toyota Prius ABC-1 (4.87), "
        + "vehicle v9, ETA 250 s, pickup Aleksi 1, dropoff Katu 2, in place of r0, at 60.15 24.95",
    "2 present, joined bob, left cy",
    "3 missing between 2026-11-21 10:00:00.120 and 2026-11-21 10:00:00.161, proof: sequence",
    "17 let go, the reader was too slow",
    "connecting", "connected", "subscribed", "refused, 4009, signature", "refused, no",
    "waiting, attempt 2, in 1.5 s", "resumed", "closed, 1006, gone", "closed", "warning, odd", "completed",
    #"bid.placed, {"deep":[{"x":1e400}]}"#, "bid.placed, hi", "bid.placed, 3 bytes", "bid.placed",
    // The least.
    "", "lot 1", "lot 1", "v", "r", "0 present",
    "something may be missing between 2026-11-21 10:00:00.120 and 2026-11-21 10:00:00.120, proof: none",
    "0 let go, the reader was too slow", "r, handed over from unknown, to unknown",
]

@Test func theTableOfGistsIsComplete() {
    #expect(gists.count == Maximal.all.count + Maximal.least.count)
}

@Test func withoutChannelAndSourceTime() {
    #expect(text(bare(.message(.text("x")))) == "2026-11-21 10:00:00.161  f  message  x\n")
}

@Test(arguments: [
    (7_200, "2026-11-21 12:00:00.161"), (-36_001, "2026-11-20 23:59:59.161"), (50_400, "2026-11-22 00:00:00.161"),
])
func inAnotherZone(_ offset: Int, _ time: String) {
    #expect(text(bare(.message(nil)), offset: offset).hasPrefix(time + "  f"))
}

@Test(arguments: [
    (Money(minor: 125_000, exponent: 2, currency: "EUR"), "EUR 1,250.00"),
    (Money(minor: 0, exponent: 2, currency: "EUR"), "EUR 0.00"),
    (Money(minor: 5, exponent: 2, currency: "USD"), "USD 0.05"),
    (Money(minor: -5, exponent: 2, currency: "USD"), "USD -0.05"),
    (Money(minor: 1_234_567, exponent: 0, currency: "JPY"), "JPY 1,234,567"),
    (Money(minor: 999, exponent: 0, currency: nil), "999"),
    (Money(minor: 12_345, exponent: 3, currency: "KWD"), "KWD 12.345"),
    (Money(minor: 100_000, exponent: 0, currency: nil), "100,000"),
    (Money(minor: 1_500_000_000_000_000_000, exponent: 18, currency: "ETH"), "ETH 1.50"),
    (Money(minor: 1, exponent: 18, currency: "ETH"), "ETH 0.000000000000000001"),
    (Money(minor: .min, exponent: 2, currency: "EUR"), "EUR -92,233,720,368,547,758.08"),
    (Money(minor: 1, exponent: 20, currency: nil), "0.00000000000000000001"),
    (Money(minor: 10_000, exponent: 4, currency: "CLF"), "CLF 1.0000"),
])
func moneyForPeople(_ money: Money, _ expected: String) {
    #expect(text(bare(.bid(Bid(lot: "1", amount: money)))).hasSuffix("  bid  \(expected) on lot 1\n"))
}

@Test(arguments: [
    (Payload.json(#"{"a": 1}"#), #"{"a": 1}"#), (.json("{\n\t\"a\": 1\r\n}"), #"{  "a": 1  }"#),
    (.text("a\tb"), "a\tb"), (.text("two\nlines\r\n"), #"two\nlines\r\n"#), (.text("\u{1B}[31m"), #"\u001b[31m"#),
    (.text(""), ""), (.binary([1, 2, 3]), "AQID"),
])
func rawPrintsTheDataAlone(_ data: Payload, _ expected: String) {
    #expect(raw(bare(.message(data))) == expected + "\n")
    var envelope = bare(.drop(Drop(count: 1)))
    envelope.raw = data
    #expect(raw(envelope) == expected + "\n")
}

@Test func rawPrefersWhatArrived() {
    var envelope = bare(.message(.text("mapped")))
    envelope.raw = .text("arrived")
    #expect(raw(envelope) == "arrived\n")
    #expect(raw(bare(.message(nil))) == nil)
    #expect(raw(bare(Maximal.bid)) == nil)
}
