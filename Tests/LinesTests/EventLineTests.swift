import Domain
import Lines
import Testing

private let head = #"{"v":1,"kind":"KIND","rx":"2026-11-21T10:00:00.161Z","feed":"f","seq":1,"#

@Test func theExampleOfTheDocumentation() {
    let bid = Event.bid(Bid(lot: "17", amount: euros(125_000), bidder: "paddle 42", state: .accepted))
    let expected = #"""
        {"v":1,"kind":"bid","ts":"2026-11-21T10:00:00.120Z","rx":"2026-11-21T10:00:00.161Z","feed":"house",
        "channel":"auction.17","event":"bid.placed","id":"b-9f2","seq":412,
        "bid":{"lot":"17","amount":{"minor":125000,"exponent":2,"currency":"EUR"},"bidder":"paddle 42",
        "state":"accepted"}}
        """#
    #expect(line(full(bid), seq: 412) == expected.filter { $0 != "\n" } + "\n")
    #expect(EventLine.version == 1)
}

@Test(arguments: [
    (Envelope.Origin.live, #""seq":1,"drop""#), (.replay, #""seq":1,"origin":"replay","drop""#),
    (.snapshot, #""seq":1,"origin":"snapshot","drop""#),
])
func whatIsToldAgainSaysSo(_ origin: Envelope.Origin, _ expected: String) {
    var envelope = bare(.drop(Drop(count: 1)))
    envelope.origin = origin
    #expect(line(envelope).contains(expected))
    #expect(text(envelope) == text(bare(.drop(Drop(count: 1)))))
}

@Test(arguments: [
    (Payload.json(#"{"a":[1, 2.50]}"#), #"{"a":[1, 2.50]}"#), (.json("[1,\r\n\t2]"), "[1,   2]"),
    (.json("1e400"), "1e400"),
    (.text("a\nb"), #""a\nb""#), (.text(""), #""""#), (.binary([0xFF, 0, 0x10]), #"{"base64":"/wAQ"}"#),
    (.binary([1]), #"{"base64":"AQ=="}"#), (.binary([1, 2]), #"{"base64":"AQI="}"#), (.binary([]), #"{"base64":""}"#),
])
func rawComesLastAndAsItCame(_ raw: Payload, _ expected: String) {
    var envelope = bare(.drop(Drop(count: 1)))
    envelope.raw = raw
    let start = head.replacingKind("drop")
    #expect(line(envelope) == start + #""drop":{"count":1}}"# + "\n")
    #expect(line(envelope, includesRaw: true) == start + #""drop":{"count":1},"raw":\#(expected)}"# + "\n")
}

@Test(arguments: zip(Maximal.all + Maximal.least, payloads))
func everyKindWithAllAndWithLeast(_ event: Event, _ payload: String) {
    let kind = event.kind.rawValue
    #expect(line(bare(event)) == head.replacingKind(kind) + #""\#(kind)":\#(payload)}"# + "\n")
}

/// In the order of `Maximal.all`, then of `Maximal.least`.
private let payloads = [
    #"{"id":"n1","title":"Pump 3","body":"hot","priority":4,"tags":["plant","pump"],"url":"https://x.example/3","#
        + #""actions":["Ack"],"expires_at":"2026-11-21T10:00:00.161Z"}"#,
    #"{"lot":"17","title":"Clock","status":"going_once","#
        + #""current":{"minor":125000,"exponent":2,"currency":"EUR"},"#
        + #""ask":{"minor":130000,"exponent":2,"currency":"EUR"},"#
        + #""increment":{"minor":5000,"exponent":2,"currency":"EUR"},"reserve":"not_met","bids":12,"leader":"paddle 42","#
        + #""standing":"outbid","watchers":31,"opens_at":"2026-11-21T10:00:00.120Z","#
        + #""closes_at":"2026-11-21T10:00:00.161Z","extended":2}"#,
    #"{"lot":"17","amount":{"minor":125000,"exponent":2,"currency":"EUR"},"bidder":"paddle 42","state":"accepted","#
        + #""max":{"minor":200000,"exponent":2,"currency":"EUR"}}"#,
    #"{"vehicle":"v9","label":"Tram 12","lat":60.17169,"lon":24.941684,"bearing_deg":90.25,"speed_mps":12.5,"#
        + #""accuracy_m":8,"route":"12","trip":"t1","occupancy":"35","ride":"r1","eta_s":240}"#,
    #"{"ride":"r1","status":"in_progress","driver":{"id":"d2","name":"Ada","rating":4.87},"#
        + #""car":{"plate":"ABC-1","make":"Toyota","model":"Prius","color":"white"},"vehicle":"v9","eta_s":250,"#
        + #""pickup":{"lat":60.1,"lon":24.9,"address":"Aleksi 1"},"dropoff":{"lat":-60.2,"lon":25,"address":"Katu 2"},"#
        + #""reassigned":{"driver":{"id":"d1","name":"Bob","rating":5},"#
        + #""car":{"plate":"ABC-1","make":"Toyota","model":"Prius","color":"white"}},"replaces":"r0","#
        + #""lat":60.15,"lon":24.95}"#,
    #"{"members":["ann","bob"],"joined":["bob"],"left":["cy"]}"#,
    #"{"from":"2026-11-21T10:00:00.120Z","to":"2026-11-21T10:00:00.161Z","proof":"sequence","lost":3}"#,
    #"{"count":17}"#,
    #"{"state":"connecting"}"#, #"{"state":"connected"}"#, #"{"state":"subscribed"}"#,
    #"{"state":"refused","code":4009,"reason":"signature"}"#, #"{"state":"refused","reason":"no"}"#,
    #"{"state":"waiting","attempt":2,"in_s":1.5}"#, #"{"state":"resumed"}"#,
    #"{"state":"closed","code":1006,"reason":"gone"}"#, #"{"state":"closed","reason":""}"#,
    #"{"state":"warning","reason":"odd"}"#, #"{"state":"completed"}"#,
    #"{"data":{"deep":[{"x":1e400}]}}"#, #"{"data":"hi"}"#, #"{"data":{"base64":"AP8Q"}}"#, "{}",
    // The least.
    "{}", #"{"lot":"1"}"#, #"{"lot":"1"}"#, #"{"vehicle":"v"}"#, #"{"ride":"r"}"#, #"{"members":[]}"#,
    #"{"from":"2026-11-21T10:00:00.120Z","to":"2026-11-21T10:00:00.120Z","proof":"none"}"#, #"{"count":0}"#,
    #"{"ride":"r","driver":{},"car":{},"pickup":{},"reassigned":{}}"#,
]

@Test func theTableIsComplete() {
    #expect(payloads.count == Maximal.all.count + Maximal.least.count)
    #expect(Set(Maximal.all.map(\.kind)) == Set(Event.Kind.allCases))
}

@Test(arguments: [
    (Money(minor: 0, exponent: 0, currency: nil), #"{"minor":0,"exponent":0}"#),
    (
        Money(minor: .min, exponent: 18, currency: "ETH"),
        #"{"minor":-9223372036854775808,"exponent":18,"currency":"ETH"}"#
    ),
    (
        Money(minor: .max, exponent: 255, currency: "\""),
        #"{"minor":9223372036854775807,"exponent":255,"currency":"\""}"#
    ),
    (Money(minor: -99, exponent: 3, currency: "KWD"), #"{"minor":-99,"exponent":3,"currency":"KWD"}"#),
])
func moneyIsExact(_ money: Money, _ expected: String) {
    #expect(line(bare(.bid(Bid(lot: "1", amount: money)))).contains(#""amount":\#(expected)}"#))
}

@Test(arguments: [
    (60.171_690_4, "60.17169"), (0.000_000_4, "0"), (-0.000_000_4, "0"), (-0.000_000_6, "-0.000001"), (-90, "-90"),
    (89.999_999_9, "90"), (12.000_001, "12.000001"), (1e-300, "0"), (0.1, "0.1"), (-33.856_784, "-33.856784"),
])
func coordinatesHaveSixDecimals(_ latitude: Double, _ expected: String) {
    let vehicle = Vehicle(vehicle: "v", position: place(latitude, 1))
    #expect(line(bare(.vehicle(vehicle))).hasSuffix(#""vehicle":{"vehicle":"v","lat":\#(expected),"lon":1}}"# + "\n"))
}

@Test(arguments: [
    (359.994_9, #","bearing_deg":359.99"#), (359.995, #","bearing_deg":0"#), (359.999_9, #","bearing_deg":0"#),
    (0, #","bearing_deg":0"#), (.nan, ""), (.infinity, ""), (1e300, #","bearing_deg":1e+300"#),
    (45.5, #","bearing_deg":45.5"#),
])
func numbersAreWrittenOrLeftOut(_ bearing: Double, _ expected: String) {
    #expect(
        line(bare(.vehicle(Vehicle(vehicle: "v", bearing: bearing)))).hasSuffix(#"{"vehicle":"v"\#(expected)}}"# + "\n")
    )
}

@Test func aCoordinateSpoiltLaterIsLeftOut() {
    var position = place(1, 2)
    position?.latitude = .nan
    #expect(line(bare(.vehicle(Vehicle(vehicle: "v", position: position)))).hasSuffix(#"{"vehicle":"v"}}"# + "\n"))
}

@Test func momentsThatCannotBeSpelled() {
    var envelope = bare(
        .gap(Gap(from: Timestamp(milliseconds: .min), to: Timestamp(milliseconds: .max), proof: .service)))
    envelope.source = Timestamp(milliseconds: .max)
    let written = line(envelope)
    #expect(!written.contains(#""ts""#))
    #expect(written.contains(#""from":"0000-01-01T00:00:00.000Z","to":"9999-12-31T23:59:59.999Z""#))
    let lot = line(bare(.lot(Lot(lot: "1", opensAt: Timestamp(milliseconds: .min), closesAt: source))))
    #expect(lot.hasSuffix(#"{"lot":"1","closes_at":"2026-11-21T10:00:00.120Z"}}"# + "\n"))
}

@Test(arguments: [0, 1, 9, 10, 99, 100, 9_999_999, 10_000_000, 99_999_999, 100_000_000, Int.max])
func countersOfEveryLength(_ seq: Int) {
    #expect(line(bare(.drop(Drop(count: seq))), seq: seq).hasSuffix(#""seq":\#(seq),"drop":{"count":\#(seq)}}"# + "\n"))
}

@Test func negativeCountersFromTheNetwork() {
    #expect(
        line(bare(.lot(Lot(lot: "1", bids: .min, extended: -7)))).contains(
            #""bids":-9223372036854775808,"extended":-7"#))
}

@Test func oneEncoderKeepsNothingFromLineToLine() {
    var buffer = LineBuffer(capacity: 1)
    var encoder = EventLine(includesRaw: true)
    let envelopes = (Maximal.all + Maximal.least).flatMap { [bare($0), full($0)] }
    for (index, envelope) in envelopes.enumerated() { encoder.append(envelope, seq: index + 1, to: &buffer) }
    var expected = ""
    for (index, envelope) in envelopes.enumerated() { expected += line(envelope, seq: index + 1, includesRaw: true) }
    #expect(buffer.text == expected)
}

@Test func theBufferGoesBackAndStartsOver() {
    var buffer = LineBuffer(capacity: 0)
    var encoder = EventLine()
    encoder.append(bare(.drop(Drop(count: 1))), seq: 1, to: &buffer)
    let first = buffer.count
    encoder.append(bare(.message(.text(String(repeating: "\u{1}", count: 720_000)))), seq: 2, to: &buffer)
    #expect(buffer.count > 4_194_304)
    buffer.truncate(to: first)
    #expect(buffer.text == line(bare(.drop(Drop(count: 1)))))
    buffer.truncate(to: 1_000_000_000)
    #expect(buffer.count == first)
    buffer.removeAll()
    #expect(buffer.count == 0)
    encoder.append(bare(.drop(Drop(count: 1))), seq: 1, to: &buffer)
    #expect(buffer.count == first)
}

extension String {
    fileprivate func replacingKind(_ kind: String) -> String {
        let parts = split(separator: "KIND")
        return parts[0] + kind + parts[1]
    }
}
