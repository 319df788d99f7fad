import Domain
import Realtime
import Testing

@Suite("HTTP dates")
struct HTTPDateTests {
    /// The seconds are those of `date -u -d … +%s`.
    @Test(
        "IMF-fixdate",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Tue, 29 Feb 2000 23:59:59 GMT", 951_868_799), ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
            ("Sat, 21 Nov 2026 10:00:00 GMT", 1_795_255_200), ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
            ("Sun, 28 Feb 2100 23:59:59 GMT", 4_107_542_399), ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ] as [(String, Int64)])
    func dates(text: String, seconds: Int64) {
        #expect(HTTPDate.timestamp(text) == Timestamp(milliseconds: seconds * 1_000))
    }

    @Test(
        "no date",
        arguments: [
            "", "now", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 gmt",
            "Sun, 06 nov 1994 08:49:37 GMT", "Xyz, 06 Nov 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 31 Nov 1994 08:49:37 GMT", "Wed, 29 Feb 1995 08:49:37 GMT", "Sun, 29 Feb 2100 00:00:00 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
            "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Sun, 06 Nov 1994 08:49+01 GMT",
            "Sun, 06 Nov 1994 08:49.37 GMT", "Sun, 06 Nov 1994 08:49:3. GMT", "Sun, +6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov １９94 08:49 GMT",
            "Sun, 06 Nov 1994 08:49:3\u{0} GMT", "Sun; 06 Nov 1994 08:49:37 GMT",
        ])
    func noDates(text: String) {
        #expect(HTTPDate.timestamp(text) == nil)
    }
}
