public import Domain

/// HTTP's dates (RFC 9110 §5.6.7), between 1973 and 2200. The name of the day is not held against the date; a leap second counts as the one
/// after it.
public enum HTTPDate {
    private static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    /// A date of two digits for the year is at most so far in the future, in years.
    private static let horizon: Int64 = 50

    /// The beginning of the second that a date in any of the three forms names; `nil` for anything else.
    ///
    /// - Parameter now: decides on the century where a date leaves it out.
    public static func timestamp(_ text: String, at now: Timestamp) -> Timestamp? {
        timestamp(text) ?? brief(text, at: now)
    }

    /// The same, of the forms that name the whole year: the one that senders must use, `Sun, 06 Nov 1994 08:49:37 GMT`, and that of C's
    /// `asctime`, `Sun Nov  6 08:49:37 1994`.
    public static func timestamp(_ text: String) -> Timestamp? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        switch words.count {
        case 6 where words[5] == "GMT":
            guard words[0].hasSuffix(","), isDay(words[0].dropLast()) else { return nil }
            return moment(year: words[3], month: words[2], day: words[1], time: words[4])
        case 5 where isDay(words[0]):
            return moment(year: words[4], month: words[1], day: words[2], time: words[3])
        case 6 where isDay(words[0]) && words[2].isEmpty:
            return moment(year: words[5], month: words[1], day: "0" + words[3], time: words[4])
        default: return nil
        }
    }

    /// The form of RFC 850, `Sunday, 06-Nov-94 08:49:37 GMT`.
    private static func brief(_ text: String, at now: Timestamp) -> Timestamp? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 4, words[3] == "GMT", words[0].hasSuffix(","), days.contains(String(words[0].dropLast()))
        else { return nil }
        let date = words[1].split(separator: "-", omittingEmptySubsequences: false)
        guard date.count == 3, date[2].utf8.count == 2, date[2].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let year = Int64(date[2])
        else { return nil }
        let latest = now.day.year + horizon
        return moment(year: "\(latest - (latest - year) % 100)", month: date[1], day: date[0], time: words[2])
    }

    private static func isDay(_ name: Substring) -> Bool {
        name.utf8.count == 3 && days.contains { $0.hasPrefix(name) }
    }

    /// - Parameters:
    ///   - year: four digits.
    ///   - day: two digits.
    ///   - time: `08:49:37`.
    private static func moment(year: Substring, month: Substring, day: Substring, time: Substring) -> Timestamp? {
        guard let month = months.firstIndex(of: String(month)), year.utf8.count == 4, day.utf8.count == 2,
            time.utf8.count == 8, time.dropFirst(5).hasPrefix(":")
        else { return nil }
        // The same moment as RFC 3339 has it.
        let text = "\(year)-\(month < 9 ? "0" : "")\(month + 1)-\(day)T\(time)"
        return Array(text.utf8).withUnsafeBytes(MomentReader.parse)
    }
}
