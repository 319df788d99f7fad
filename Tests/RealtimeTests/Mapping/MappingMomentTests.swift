import Domain
import JSON
import Testing

@testable import Realtime

/// Moments by magnitude and by spelling.
@Suite struct MappingMomentTests {
    private static let moments: [(String, String?)] = [
        ("1795255200", "2026-11-21T10:00:00Z"), ("1795255200.25", "2026-11-21T10:00:00.250Z"),
        ("1795255200.1239", "2026-11-21T10:00:00.123Z"), ("1795255200120", "2026-11-21T10:00:00.120Z"),
        ("1795255200120.9", "2026-11-21T10:00:00.120Z"), ("1795255200120456", "2026-11-21T10:00:00.120Z"),
        ("17952552001204567", "2026-11-21T10:00:00.120Z"), ("1795255200120456789", "2026-11-21T10:00:00.120Z"),
        ("1.7952552e9", "2026-11-21T10:00:00Z"), (#""1795255200""#, "2026-11-21T10:00:00Z"),
        (#""2026-11-21T10:00:00Z""#, "2026-11-21T10:00:00Z"),
        (#""2026-11-21t10:00:00.12z""#, "2026-11-21T10:00:00.120Z"),
        (#""2026-11-21T12:00:00.123456789+02:00""#, "2026-11-21T10:00:00.123Z"),
        (#""2026-11-21T05:00:00-0500""#, "2026-11-21T10:00:00Z"),
        (#""2026-11-21 10:00:00""#, "2026-11-21T10:00:00Z"), (#""2026-11-21T10:00""#, "2026-11-21T10:00:00Z"),
        (#""2026-11-21 12:00:00.4 +0200 EET""#, "2026-11-21T10:00:00.400Z"),
        (#""2026-11-21 10:00:00 UTC""#, "2026-11-21T10:00:00Z"),
        (#""2026-11-21T10:00:00+00""#, "2026-11-21T10:00:00Z"), (#""2028-02-29T00:00:00Z""#, "2028-02-29T00:00:00Z"),
        (#""2016-12-31T23:59:60Z""#, "2017-01-01T00:00:00Z"), (#""1999-12-31T23:59:59Z""#, "1999-12-31T23:59:59Z"),
        ("0", nil), ("-1795255200", nil), ("12", nil), ("99999999", nil), ("1e300", nil), ("18446744073709551616", nil),
        ("9223372036854775807", nil), ("638000000000000000", nil), (#""""#, nil), (#""yesterday""#, nil),
        (#""2026-11-21""#, nil),
        (#""2026-13-01T00:00:00Z""#, nil), (#""2026-02-29T00:00:00Z""#, nil), (#""2026-11-21T24:00:00Z""#, nil),
        (#""2026-11-21T10:60:00Z""#, nil), (#""2026-11-21T10:00:00X""#, nil), (#""2026-11-21T10:00:00+25:00""#, nil),
        (#""2026-11-21T10:00:00Z trailing""#, nil), (#""2026-11-21T10:00:00.Z""#, nil),
        (#""0001-01-01T00:00:00Z""#, nil),
        (#""9999-12-31T23:59:59Z""#, nil), ("true", nil), ("[1795255200]", nil), ("null", nil),
    ]

    @Test(arguments: moments)
    func reads(_ json: String, _ expected: String?) throws {
        let found: Timestamp? = try JSONDocument().read("[\(json)]") { list in
            for value in list.elements { return MomentReader.read(value) }
            return nil
        }
        #expect(found.map(describe) == expected)
    }

    @Test func `every day of four centuries comes back as written`() {
        var wrong = 0
        for day in stride(from: Int64(1_500), to: 84_000, by: 1) {
            let moment = Timestamp(milliseconds: day * 86_400_000 + 3_723_004)
            var text = describe(moment)
            if text.withUTF8({ MomentReader.parse(UnsafeRawBufferPointer($0)) }) != moment { wrong += 1 }
        }
        #expect(wrong == 0)
    }
}
