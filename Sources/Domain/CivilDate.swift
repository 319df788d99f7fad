/// A day of the proleptic Gregorian calendar, from and to days since 1970-01-01.
///
/// Years are counted from 1 March, so that the leap day is a year's last.
public struct CivilDate: Hashable, Sendable {
    public var year: Int64
    public var month: Int64
    public var day: Int64

    /// 400 years of the calendar.
    private static let cycle: Int64 = 146_097
    /// From 0000-03-01 to 1970-01-01.
    private static let epoch: Int64 = 719_468

    public init(year: Int64, month: Int64, day: Int64) {
        self.year = year
        self.month = month
        self.day = day
    }

    public init(daysSince1970 days: Int64) {
        let shifted = days + Self.epoch
        let cycles = shifted >= 0 ? shifted / Self.cycle : (shifted - Self.cycle + 1) / Self.cycle
        let inCycle = shifted - cycles * Self.cycle
        let century = (4 * inCycle + 3) / Self.cycle
        let inCentury = inCycle - Self.cycle * century / 4
        let yearOfCentury = (4 * inCentury + 3) / 1461
        let inYear = inCentury - 1461 * yearOfCentury / 4
        let monthFromMarch = (5 * inYear + 2) / 153
        let isAfterDecember = monthFromMarch >= 10
        year = cycles * 400 + century * 100 + yearOfCentury + (isAfterDecember ? 1 : 0)
        month = isAfterDecember ? monthFromMarch - 9 : monthFromMarch + 3
        day = inYear - (153 * monthFromMarch + 2) / 5 + 1
    }

    /// Of a year not before 0.
    public var daysSince1970: Int64 {
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        // 400 years more keep January of the year 0 out of the negative numbers, where division rounds the other way.
        let shifted = (month > 2 ? year : year - 1) + 400
        let leapDays = shifted / 4 - shifted / 100 + shifted / 400
        let days = 365 * shifted + leapDays + (153 * monthFromMarch + 2) / 5 + day - 1
        return days - Self.epoch - Self.cycle
    }

    public var isValid: Bool {
        guard (0...9999).contains(year), (1...12).contains(month) else { return false }
        return day >= 1 && day <= length
    }

    private var length: Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CivilDate: CustomStringConvertible {
    /// As ISO 8601 writes it: `2026-11-21`.
    public var description: String {
        "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
    }

    private static func padded(_ number: Int64, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Timestamp {
    /// The day in UTC.
    public var day: CivilDate {
        let days = milliseconds / 86_400_000 - (milliseconds % 86_400_000 < 0 ? 1 : 0)
        return CivilDate(daysSince1970: days)
    }
}
