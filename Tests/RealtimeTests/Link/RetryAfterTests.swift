import Domain
import Realtime
import Testing

@Suite("Retry-After (RFC 9110 §10.2.3)")
struct RetryAfterTests {
    /// Sat, 21 Nov 2026 10:00:00 GMT
    private static let now = Timestamp(milliseconds: 1_795_255_200_000)

    @Test(
        arguments: [
            ("0", 0), ("7", 7), ("007", 7), (" 7\t", 7), ("-7", 0), ("86400", 86_400), ("86401", 86_400),
            ("9223372036854775807", 86_400), ("99999999999999999999999", 86_400), ("-99999999999999999999999", 0),
            ("Sat, 21 Nov 2026 10:00:09 GMT", 9), ("Sat, 21 Nov 2026 09:59:59 GMT", 0),
            ("Saturday, 21-Nov-26 10:00:09 GMT", 9), ("Sat Nov 21 10:00:09 2026", 9),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
            ("Fri, 31 Dec 2100 23:59:59 GMT", 86_400), ("", nil), ("-", nil),
            ("--1", nil), ("+7", nil), ("7.5", nil), ("7s", nil), ("1e3", nil), ("soon", nil), ("٧", nil),
            ("7\u{0}", nil),
            ("7, 8", nil), (String(repeating: "9", count: 1 << 20), 86_400),
        ] as [(String, Int64?)])
    func delays(text: String, seconds: Int64?) {
        #expect(RetryAfter.delay(text, at: Self.now) == seconds.map { .seconds($0) })
    }
}
