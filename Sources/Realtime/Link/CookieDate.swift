internal import Domain

/// Reads the dates of cookies, which come in many shapes: each part is the first word that looks like it (RFC 6265 §5.1.1).
struct CookieDate {
    private var secondOfDay: Int64?
    private var day: Int64?
    private var month: Int64?
    private var year: Int64?

    /// A date has about 30 bytes.
    private static let lengthLimit = 128
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// The moment that a text names, from 1601 on; `nil` where it names none.
    static func timestamp(_ text: String) -> Timestamp? {
        var date = CookieDate()
        for word in Array(text.utf8.prefix(lengthLimit)).split(whereSeparator: isDelimiter) {
            date.take(word)
        }
        return date.timestamp
    }

    private var timestamp: Timestamp? {
        guard let secondOfDay, let day, let month, let year, year >= 1601 else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        return date.isValid ? Timestamp(milliseconds: (date.daysSince1970 * 86_400 + secondOfDay) * 1_000) : nil
    }

    private mutating func take(_ word: ArraySlice<UInt8>) {
        if secondOfDay == nil, let found = Self.secondOfDay(word) {
            secondOfDay = found
        } else if day == nil, let found = Self.number(word, digits: 1...2) {
            day = found
        } else if month == nil, let found = Self.month(word) {
            month = found
        } else if year == nil, let found = Self.number(word, digits: 2...4) {
            year = found < 70 ? 2000 + found : found < 100 ? 1900 + found : found
        }
    }

    // MARK: Words

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x20...0x2F, 0x3B...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    /// `hh:mm:ss`, each of one or two digits.
    private static func secondOfDay(_ word: ArraySlice<UInt8>) -> Int64? {
        let parts = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = number(parts[0], digits: 1...2), hour < 24,
            let minute = number(parts[1], digits: 1...2), minute < 60,
            let second = number(parts[2], digits: 1...2), second < 60
        else { return nil }
        return (hour * 60 + minute) * 60 + second
    }

    private static func month(_ word: ArraySlice<UInt8>) -> Int64? {
        months.firstIndex(of: String(decoding: word.prefix(3), as: UTF8.self).lowercased()).map { Int64($0) + 1 }
    }

    /// The number that a word starts with, if it has that many digits.
    private static func number(_ word: ArraySlice<UInt8>, digits: ClosedRange<Int>) -> Int64? {
        let number = word.prefix { (0x30...0x39).contains($0) }
        guard digits.contains(number.count) else { return nil }
        return number.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }
}
