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

    /// The century of a date without one is the latest that lies at most 50 years ahead.
    @Test(
        "the obsolete forms",
        arguments: [
            ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777), ("Sun Nov  6 08:49:37 1994", 784_111_777),
            ("Tuesday, 29-Feb-00 23:59:59 GMT", 951_868_799), ("Wed Mar  1 00:00:00 2000", 951_868_800),
            ("Saturday, 21-Nov-26 10:00:00 GMT", 1_795_255_200), ("Sat Nov 21 10:00:00 2026", 1_795_255_200),
            ("Saturday, 31-Dec-16 23:59:60 GMT", 1_483_228_800),
            ("Tuesday, 01-Dec-76 00:00:00 GMT", 3_374_006_400), ("Friday, 01-Jan-77 00:00:00 GMT", 220_924_800),
        ] as [(String, Int64)])
    func obsoleteForms(text: String, seconds: Int64) {
        #expect(HTTPDate.timestamp(text, at: Self.now) == Timestamp(milliseconds: seconds * 1_000))
    }

    /// Sat, 21 Nov 2026 10:00:00 GMT
    private static let now = Timestamp(milliseconds: 1_795_255_200_000)

    @Test("without the present, a century cannot be guessed")
    func needsThePresent() {
        #expect(HTTPDate.timestamp("Sunday, 06-Nov-94 08:49:37 GMT") == nil)
        #expect(HTTPDate.timestamp("Sun Nov  6 08:49:37 1994") == Timestamp(milliseconds: 784_111_777_000))
    }

    @Test(
        "no date",
        arguments: [
            "", "now", " ", "     ", "Sun, 06-Nov-94 08:49:37 GMT", "Sunday 06-Nov-94 08:49:37 GMT",
            "Sunday, 6-Nov-94 08:49:37 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT", "Sunday, 06-Nov--4 08:49:37 GMT",
            "Sunday, 06-Nov-+4 08:49:37 GMT", "Sunday, 31-Nov-94 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37",
            "Sunday, 06-Nov-94 8:49:37 GMT", "Sun Nov 6 08:49:37 1994", "Sun Nov  6 08:49:37 94",
            "Sun Nov  06 08:49:37 1994", "Sun Nov 31 08:49:37 1994", "Sunday Nov  6 08:49:37 1994",
            "Sun Nov  6 08:49:37 1994 GMT", "Sun Nov  6 08:49+01 1994", "Sun, 06 Nov 1994 08:49:37 UTC",
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
        #expect(HTTPDate.timestamp(text, at: Self.now) == nil)
    }
}
