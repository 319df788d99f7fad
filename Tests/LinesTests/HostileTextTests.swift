import Domain
import JSON
import Lines
import Testing

/// Scalars that steer a terminal, and how they are spelled.
private let unsafe: [(Unicode.Scalar, String)] = [
    ("\u{0}", "\\u0000"), ("\u{7}", "\\u0007"), ("\u{8}", "\\u0008"), ("\u{B}", "\\u000b"), ("\u{1B}", "\\u001b"),
    ("\u{1F}", "\\u001f"), ("\u{7F}", "\\u007f"), ("\u{80}", "\\u0080"), ("\u{9B}", "\\u009b"), ("\u{9F}", "\\u009f"),
    ("\u{61C}", "\\u061c"), ("\u{200E}", "\\u200e"), ("\u{200F}", "\\u200f"), ("\u{2028}", "\\u2028"),
    ("\u{2029}", "\\u2029"), ("\u{202A}", "\\u202a"), ("\u{202E}", "\\u202e"), ("\u{2066}", "\\u2066"),
    ("\u{2069}", "\\u2069"), ("\u{FEFF}", "\\ufeff"), ("\n", "\\n"), ("\r", "\\r"),
]

/// Their neighbours, and text that must stay as it is.
private let harmless: [String] = [
    "~", " ", "\u{A0}", "é", "ÿ", "\u{61B}", "\u{61D}", "\u{200D}", "\u{2010}", "\u{2027}", "\u{202F}", "\u{2065}",
    "\u{206A}", "\u{FEFE}", "\u{FF00}", "温度", "😀", "👩‍👩‍👧", "Ж", "\u{D8}", "“x”", "a", "",
]

@Test(arguments: unsafe)
func steeringScalarsAreSpelled(_ scalar: Unicode.Scalar, _ spelled: String) {
    // At every place in and around an eight-byte word.
    for before in 0..<10 {
        for after in [0, 1, 7, 9] {
            let left = String(repeating: "a", count: before)
            let right = String(repeating: "é", count: after)
            let hostile = left + String(Character(scalar)) + right
            let expected = left + spelled + right
            #expect(line(bare(.message(.text(hostile)))).hasSuffix(#"{"data":"\#(expected)"}}"# + "\n"))
            #expect(raw(bare(.message(.text(hostile)))) == expected + "\n")
            #expect(text(bare(.message(.text(hostile)))).hasSuffix("  message  \(expected)\n"))
        }
    }
}

@Test(arguments: harmless)
func otherTextStays(_ harmless: String) {
    for before in 0..<9 {
        let whole = String(repeating: "x", count: before) + harmless + "yz"
        #expect(line(bare(.message(.text(whole)))).hasSuffix(#"{"data":"\#(whole)"}}"# + "\n"))
        #expect(raw(bare(.message(.text(whole)))) == whole + "\n")
        #expect(raw(bare(.message(.json("\"\(whole)\"")))) == "\"\(whole)\"\n")
    }
}

@Test func whatJSONAsksFor() {
    #expect(line(bare(.message(.text("\"\\\t/")))).hasSuffix(#"{"data":"\"\\\t/"}}"# + "\n"))
    #expect(raw(bare(.message(.text("\"\\\t/")))) == "\"\\\t/\n")
    #expect(text(bare(.message(.text("\"\\\t/")))).hasSuffix("  \"\\ /\n"))
}

@Test func unescapedScalarsInsideJSONDataAreEscaped() {
    let json = "{\"a\u{202E}\":\"\u{9B}31m\u{7F}\\n\"}"
    let expected = #"{"a\u202e":"\u009b31m\u007f\n"}"#
    #expect(line(bare(.message(.json(json)))).hasSuffix(#""message":{"data":\#(expected)}}"# + "\n"))
    #expect(raw(bare(.message(.json(json)))) == expected + "\n")
    #expect(text(bare(.message(.json(json)))).hasSuffix("  \(expected)\n"))
}

/// Every string field, every steering scalar: one line, and no such byte in it.
@Test(arguments: unsafe.map(\.0))
func noFieldLetsOneThrough(_ scalar: Unicode.Scalar) {
    let evil = "a" + String(Character(scalar)) + "b"
    for event in hostile(evil) {
        let envelope = Envelope(
            received: received, feed: evil, channel: evil, name: evil, id: evil, raw: .text(evil), event: event)
        for written in [line(envelope, includesRaw: true), text(envelope), raw(envelope) ?? "\n"] {
            #expect(written.unicodeScalars.filter { $0 == scalar }.count == (scalar == "\n" ? 1 : 0), "\(written)")
            #expect(written.hasSuffix("\n"))
        }
    }
}

private func hostile(_ evil: String) -> [Event] {
    let driver = Ride.Driver(id: evil, name: evil)
    let car = Ride.Car(plate: evil, make: evil, model: evil, color: evil)
    let stop = Ride.Stop(address: evil)
    let money = Money(minor: 1, exponent: 2, currency: evil)
    return [
        .notification(
            Notification(id: evil, title: evil, body: evil, tags: [evil, evil], url: evil, actions: [evil])),
        .lot(Lot(lot: evil, title: evil, current: money, ask: money, increment: money, leader: evil)),
        .bid(Bid(lot: evil, amount: money, bidder: evil, max: money)),
        .vehicle(Vehicle(vehicle: evil, label: evil, route: evil, trip: evil, occupancy: evil, ride: evil)),
        .ride(
            Ride(
                ride: evil, driver: driver, car: car, vehicle: evil, pickup: stop, dropoff: stop,
                reassigned: .init(driver: driver, car: car), replaces: evil)),
        .presence(Presence(members: [evil], joined: [evil], left: [evil])), .message(.text(evil)),
        .status(.refused(code: nil, reason: evil)), .status(.closed(code: 1, reason: evil)), .status(.warning(evil)),
    ]
}

/// Text of every length around the pieces in which long texts are written comes back unchanged.
@Test(arguments: [0, 1, 4_094, 4_095, 4_096, 4_097, 8_191, 8_192, 8_193, 20_000])
func longTextsSurvive(_ length: Int) throws {
    let document = JSONDocument()
    for filler in ["a", "é", "\u{202E}", "\\", "\u{1}"] {
        for shift in 0..<4 {
            let whole = String(repeating: "x", count: shift) + String(repeating: filler, count: length)
            let written = line(bare(.message(.text(whole))))
            let back = try document.read(written) { $0["message"]?["data"]?.string?.string }
            #expect(back == whole)
        }
    }
}

/// Pseudo-random scalars, often special ones, come back unchanged through the JSON line.
@Test func anyTextSurvives() throws {
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
    let special = unsafe.map(\.0) + harmless.flatMap { Array($0.unicodeScalars) } + ["\"", "\\", "\t"]
    let document = JSONDocument()
    for _ in 0..<5_000 {
        var whole = String.UnicodeScalarView()
        for _ in 0..<random(40) {
            let scalar = random(2) == 0 ? special[random(special.count)] : Unicode.Scalar(UInt32(random(0x3000)))
            whole.append(scalar ?? "a")
        }
        let back = try document.read(line(bare(.message(.text(String(whole)))))) {
            $0["message"]?["data"]?.string?.string
        }
        #expect(back == String(whole))
    }
}
