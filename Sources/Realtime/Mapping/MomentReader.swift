internal import Domain
internal import JSON

/// Reads moments: numbers since 1970 by their magnitude, RFC 3339, and Go's way of printing them.
enum MomentReader {
    /// From 1973 to 2200: what lies outside is a counter, a duration or a mistake.
    private static let plausible: ClosedRange<Int64> = 100_000_000_000...7_258_118_400_000

    static func read(_ value: JSONValue) -> Timestamp? {
        guard let text = value.stringOrNumber else { return nil }
        return read(text)
    }

    static func read(_ text: JSONText) -> Timestamp? {
        guard (8...64).contains(text.count) else { return nil }
        if text.bytes[4] == UInt8(ascii: "-") { return parse(text.bytes) }
        if let whole = PlainNumber(text)?.integer { return read(whole, thousandths: 0) }
        guard let number = text.decimal, let (whole, thousandths) = split(number) else { return nil }
        return read(whole, thousandths: thousandths)
    }

    /// Below 10¹¹ seconds, then milliseconds, microseconds, hundreds of nanoseconds (17 digits), nanoseconds (19 digits).
    private static func read(_ whole: Int64, thousandths: Int64) -> Timestamp? {
        guard whole > 0 else { return nil }
        let milliseconds: Int64
        switch whole {
        case ..<100_000_000_000: milliseconds = whole * 1_000 + thousandths
        case ..<100_000_000_000_000: milliseconds = whole
        case ..<10_000_000_000_000_000: milliseconds = whole / 1_000
        case ..<100_000_000_000_000_000: milliseconds = whole / 10_000
        case 1_000_000_000_000_000_000...: milliseconds = whole / 1_000_000
        default: return nil
        }
        return plausible.contains(milliseconds) ? Timestamp(milliseconds: milliseconds) : nil
    }

    /// The whole part, and the thousandths after it.
    private static func split(_ number: Decimal) -> (whole: Int64, thousandths: Int64)? {
        if let whole = number.integer { return (whole, 0) }
        guard (-18..<0).contains(number.exponent) else { return nil }
        var power: Int64 = 1
        for _ in 0 ..< -number.exponent { power *= 10 }
        let rest = number.significand % power
        let thousandths = power >= 1_000 ? rest / (power / 1_000) : rest * (1_000 / power)
        return (number.significand / power, thousandths)
    }

    /// `2026-11-21T10:00:00.120+02:00` (RFC 3339 §5.6), with a space for `T`, an offset without colon, ` +0000 UTC` (Go), or no offset: UTC.
    static func parse(_ text: UnsafeRawBufferPointer) -> Timestamp? {
        var scan = MomentScan(text)
        guard let days = scan.date(), scan.take("T") || scan.take("t") || scan.take(" "), let time = scan.timeOfDay(),
            let offset = scan.offset()
        else { return nil }
        let milliseconds = days * 86_400_000 + time - offset * 60_000
        return plausible.contains(milliseconds) ? Timestamp(milliseconds: milliseconds) : nil
    }
}

/// One pass over a written moment.
private struct MomentScan {
    private let text: UnsafeRawBufferPointer
    private var at = 0

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    @inline(__always)
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard at < text.count, text[at] == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    /// Two digits.
    @inline(__always)
    private mutating func pair() -> Int64? {
        guard at + 2 <= text.count else { return nil }
        let (tens, ones) = (text[at] &- 0x30, text[at + 1] &- 0x30)
        guard tens < 10, ones < 10 else { return nil }
        at += 2
        return Int64(tens) &* 10 &+ Int64(ones)
    }

    private mutating func digit() -> Int64? {
        guard at < text.count, case let digit = text[at] &- 0x30, digit < 10 else { return nil }
        at += 1
        return Int64(digit)
    }

    /// Days since 1970-01-01 in the Gregorian calendar.
    mutating func date() -> Int64? {
        guard let century = pair(), let yearOfCentury = pair(), take("-"), let month = pair(), take("-"),
            let day = pair(),
            (1...12).contains(month), day >= 1, day <= Self.length(of: month, in: century * 100 + yearOfCentury)
        else { return nil }
        let year = century * 100 + yearOfCentury
        // March comes first, so that the day added in leap years is the last of its year.
        let shifted = month > 2 ? year : year - 1
        let yearDay = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + yearDay - 719_468
    }

    private static func length(of month: Int64, in year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Milliseconds since midnight; a leap second counts as the one after it.
    mutating func timeOfDay() -> Int64? {
        guard let hour = pair(), hour < 24, take(":"), let minute = pair(), minute < 60 else { return nil }
        var second: Int64 = 0
        if take(":") {
            guard let value = pair(), value <= 60 else { return nil }
            second = value
        }
        let fraction = take(".") || take(",") ? thousandths() : 0
        guard let fraction else { return nil }
        return (hour * 60 + minute) * 60_000 + second * 1_000 + fraction
    }

    private mutating func thousandths() -> Int64? {
        var value: Int64 = 0
        var count = 0
        while let digit = digit() {
            if count < 3 { value = value * 10 + digit }
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in min(count, 3)..<3 { value *= 10 }
        return value
    }

    /// Minutes east of Greenwich; the text must end here.
    mutating func offset() -> Int64? {
        if at == text.count { return 0 }
        if take("Z") || take("z") { return at == text.count ? 0 : nil }
        _ = take(" ")
        if isUTC { return 0 }
        let isEast = take("+")
        guard isEast || take("-"), let hours = pair(), hours < 24 else { return nil }
        _ = take(":")
        let minutes = at < text.count ? pair() : 0
        guard let minutes, minutes < 60, at == text.count || (take(" ") && isZoneName) else { return nil }
        return (hours * 60 + minutes) * (isEast ? 1 : -1)
    }

    private var isUTC: Bool {
        let rest = text[at...]
        return rest.elementsEqual("UTC".utf8) || rest.elementsEqual("GMT".utf8)
    }

    /// Go adds the zone's name after the offset.
    private var isZoneName: Bool {
        let rest = text[at...]
        return !rest.isEmpty
            && rest.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 == UInt8(ascii: "+") || $0 &- 0x30 < 10 }
    }
}
