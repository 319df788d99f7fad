import Domain
import Lines
import Testing

@Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (1_795_255_200_120, "2026-11-21T10:00:00.120Z"),
    (951_782_400_000, "2000-02-29T00:00:00.000Z"), (951_868_799_999, "2000-02-29T23:59:59.999Z"),
    (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"), (-2_203_891_200_001, "1900-02-28T23:59:59.999Z"),
    (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"), (-62_162_121_600_000, "0000-02-29T00:00:00.000Z"),
    (253_402_300_799_999, "9999-12-31T23:59:59.999Z"), (4_107_542_399_000, "2100-02-28T23:59:59.000Z"),
    (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
])
func momentsBothWays(_ milliseconds: Int64, _ text: String) {
    #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
    #expect(Timestamp(rfc3339: text) == Timestamp(milliseconds: milliseconds))
}

@Test func momentsOutsideBecomeTheNearest() {
    #expect(Timestamp(milliseconds: .max).rfc3339 == "9999-12-31T23:59:59.999Z")
    #expect(Timestamp(milliseconds: .min).rfc3339 == "0000-01-01T00:00:00.000Z")
}

/// The first and the last days of every month of 800 years, counted by hand, there and back.
@Test func everyMonth() {
    var (year, month, day) = (1700, 1, 1)
    let start: Int64 = -98_615
    for days in start..<start + 292_194 {
        if day == 1 || day >= 28 {
            let text = Timestamp(milliseconds: days * 86_400_000 + 1).rfc3339
            let (paddedMonth, paddedDay) = (month < 10 ? "0\(month)" : "\(month)", day < 10 ? "0\(day)" : "\(day)")
            #expect(text == "\(year)-\(paddedMonth)-\(paddedDay)T00:00:00.001Z")
            #expect(Timestamp(rfc3339: text)?.milliseconds == days * 86_400_000 + 1)
        }
        let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
        let isShort = month == 4 || month == 6 || month == 9 || month == 11
        day += 1
        if day > (month == 2 ? (isLeap ? 29 : 28) : isShort ? 30 : 31) { (day, month) = (1, month + 1) }
        if month > 12 { (month, year) = (1, year + 1) }
    }
    #expect(year == 2500)
}

@Test(arguments: [
    ("2026-11-21T10:00:00Z", 1_795_255_200_000), ("2026-11-21t10:00:00z", 1_795_255_200_000),
    ("2026-11-21T10:00:00.1Z", 1_795_255_200_100), ("2026-11-21T10:00:00.123456789Z", 1_795_255_200_123),
    ("2026-11-21T12:00:00+02:00", 1_795_255_200_000), ("2026-11-21T04:30:00-05:30", 1_795_255_200_000),
    ("2026-11-21T10:00:00-00:00", 1_795_255_200_000), ("1969-12-31T23:59:59.5Z", -500),
    ("2016-12-31T23:59:60Z", 1_483_228_800_000), ("2016-12-31T18:59:60-05:00", 1_483_228_800_000),
    ("2024-02-29T00:00:00Z", 1_709_164_800_000),
])
func spellingsThatAreRight(_ text: String, _ milliseconds: Int64) {
    #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
}

@Test(arguments: [
    "", "2026-11-21", "2026-11-21T10:00:00", "2026-11-21 10:00:00Z", "2026-11-21T10:00Z", "2026-11-21T10:00:00.Z",
    "2026-11-21T10:00:00,5Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z", "2026-11-21T24:00:00Z",
    "2026-11-21T10:60:00Z", "2026-11-21T10:00:60Z", "2026-11-21T10:00:61Z", "2026-11-21T10:00:00+2:00",
    "2026-11-21T10:00:00+0200", "2026-11-21T10:00:00+24:00", "2026-11-21T10:00:00Zx", "+026-11-21T10:00:00Z",
    "2026-11-2１T10:00:00Z", "20261-11-21T10:00:00Z", " 2026-11-21T10:00:00Z",
    "2026-11-21T10:00:00.00000000000000000000000000000000000000000000000000000000Z",
])
func spellingsThatAreWrong(_ text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
}

/// The encoder remembers the last day and second; jumping between them must not show.
@Test func jumpsBetweenMoments() {
    var buffer = LineBuffer()
    var encoder = EventLine()
    for step in 0..<500 as Range<Int64> {
        let moment = Timestamp(milliseconds: step &* 77_777_777_777 % 9_000_000_000_000 - 4_000_000_000_000)
        buffer.removeAll()
        encoder.append(
            Envelope(source: moment, received: received, feed: "f", event: .message(nil)), seq: 1, to: &buffer)
        #expect(buffer.text.contains(#""ts":"\#(moment.rfc3339)","rx":"2026-11-21T10:00:00.161Z""#))
    }
}
