import Domain
import Testing

@testable import Realtime

@Suite("Dates of cookies (RFC 6265 §5.1.1)")
struct CookieDateTests {
    /// The seconds are those of `date -u -d … +%s`.
    @Test(
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sun, 06-Nov-1994 08:49:37 GMT", 784_111_777),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777), ("Sun Nov  6 08:49:37 1994", 784_111_777),
            ("6 november 1994 8:49:37", 784_111_777), ("1994 6th Nov 08:49:37", 784_111_777),
            ("06 Nov 94 08:49:37 PST", 784_111_777),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Thu, 01-Jan-70 00:00:01 GMT", 1),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799), ("Mon, 01 Jan 1601 00:00:00 GMT", -11_644_473_600),
            ("Fri, 01 Jan 1600 00:00:00 GMT", nil), ("Mon, 31 Dec 2069 23:59:59", 3_155_759_999),
            ("Mon, 31 Dec 69 23:59:59", 3_155_759_999), ("", nil), ("soon", nil), ("08:49:37", nil),
            ("6 Nov 1994", nil),
            ("6 Nov 08:49:37", nil), ("1994 Nov 08:49:37", nil), ("31 Nov 1994 08:49:37", nil),
            ("6 Nov 1994 24:00:00", nil), ("6 Nov 1994 08:60:00", nil), ("6 Nov 1994 08:49:60", nil),
            ("6 Nov 1994 08:49", nil), ("0 Nov 1994 08:49:37", nil), ("6 Nov 19941 08:49:37", nil),
            ("\u{0}6\u{0} Nov 1994 08:49:37", nil), ("6 Növ 1994 08:49:37", nil),
            (String(repeating: "x ", count: 500_000) + "6 Nov 1994 08:49:37", nil),
        ] as [(String, Int64?)])
    func dates(text: String, seconds: Int64?) {
        #expect(CookieDate.timestamp(text) == seconds.map { Timestamp(milliseconds: $0 * 1_000) })
    }
}
