public import Domain
internal import JSON

extension Timestamp {
    /// The moments that RFC 3339 can spell, with its years of four digits:
    /// 0000-01-01T00:00:00.000Z…9999-12-31T23:59:59.999Z.
    public static let spellable =
        Timestamp(milliseconds: Stamp.first)...Timestamp(milliseconds: Stamp.last)

    /// RFC 3339, UTC, milliseconds: `2026-11-21T10:00:00.120Z`. Moments outside `spellable` become its nearer end.
    public var rfc3339: String {
        var stamp = Stamp()
        return String(decoding: stamp.text(self), as: UTF8.self)
    }

    /// Reads an RFC 3339 `date-time` (§5.6): any offset, any length of fraction, of which what is below a millisecond
    /// is cut off.
    ///
    /// `nil` for anything else, for dates that the calendar does not have, and for a leap second elsewhere than at
    /// 23:59:60 UTC (that one is the first moment of the next day).
    public init?(rfc3339 text: String) {
        var text = text
        let parsed = text.withUTF8 { Timestamp(rfc3339: JSONText(start: $0.baseAddress, count: $0.count)) }
        guard let parsed else { return nil }
        self = parsed
    }

    /// The same for text in a document.
    init?(rfc3339 text: JSONText) {
        var scan = TimeScan(text: text.bytes)
        guard let milliseconds = scan.run() else { return nil }
        self.init(milliseconds: milliseconds)
    }
}

/// One pass over a `date-time`.
private struct TimeScan {
    let text: UnsafeRawBufferPointer
    private var at = 0

    init(text: UnsafeRawBufferPointer) {
        self.text = text
    }

    mutating func run() -> Int64? {
        guard (20...64).contains(text.count),
            let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
            take("T") || take("t"),
            let hour = digits(2), take(":"), let minute = digits(2), take(":"), let second = digits(2),
            let fraction = fraction(), let offset = offset(), at == text.count
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard date.isValid, hour < 24, minute < 60, second <= 60 else { return nil }
        let seconds = date.daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second - offset
        // A leap second stands before midnight UTC only.
        if second == 60, seconds % 86_400 != 0 { return nil }
        return seconds * 1_000 + fraction
    }

    private mutating func digits(_ count: Int) -> Int64? {
        guard at + count <= text.count else { return nil }
        var value: Int64 = 0
        for byte in text[at..<at + count] {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        at += count
        return value
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard at < text.count, text[at] == UInt8(ascii: scalar) else { return false }
        at += 1
        return true
    }

    /// Milliseconds; 0 where there is no fraction.
    private mutating func fraction() -> Int64? {
        guard take(".") else { return 0 }
        var value: Int64 = 0
        var count = 0
        while let digit = digits(1) {
            if count < 3 { value = value * 10 + digit }
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in min(count, 3)..<3 { value *= 10 }
        return value
    }

    /// Seconds east of UTC.
    private mutating func offset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hours = digits(2), take(":"), let minutes = digits(2), hours < 24, minutes < 60
        else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        return isWest ? -seconds : seconds
    }
}
