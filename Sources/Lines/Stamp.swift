internal import Domain

/// Spells moments in RFC 3339, remembering the last day and second: most moments of a stream share them.
struct Stamp: ~Copyable {
    /// `"2026-11-21T10:00:00.120Z"`.
    private let base: UnsafeMutablePointer<UInt8>
    private var day = Int64.min
    private var second = Int64.min

    init() {
        let template: StaticString = "\"0000-00-00T00:00:00.000Z\""
        base = .allocate(capacity: template.utf8CodeUnitCount)
        base.initialize(from: template.utf8Start, count: template.utf8CodeUnitCount)
    }

    deinit {
        base.deallocate()
    }

    /// 0000-01-01T00:00:00.000Z
    static let first: Int64 = -62_167_219_200_000
    /// 9999-12-31T23:59:59.999Z
    static let last: Int64 = 253_402_300_799_999
    /// Bytes of the text with its quotes.
    static let length = 26

    /// Text of `length` bytes as two vectors that overlap: two loads and two stores.
    struct Text {
        let head: SIMD16<UInt8>
        let tail: SIMD16<UInt8>
    }

    /// The text with quotes around it. Moments that cannot be spelled become the nearest that can.
    mutating func quoted(_ moment: Timestamp) -> Text {
        spell(moment)
        let start = UnsafeRawPointer(base)
        return Text(
            head: start.loadUnaligned(as: SIMD16<UInt8>.self),
            tail: start.loadUnaligned(fromByteOffset: Self.length - 16, as: SIMD16<UInt8>.self))
    }

    /// The same without quotes; good until the next call.
    mutating func text(_ moment: Timestamp) -> UnsafeRawBufferPointer {
        spell(moment)
        return UnsafeRawBufferPointer(start: base + 1, count: Self.length - 2)
    }

    private mutating func spell(_ moment: Timestamp) {
        set(min(max(moment.milliseconds, Self.first), Self.last))
    }

    private mutating func set(_ milliseconds: Int64) {
        let whole = milliseconds >= 0 ? milliseconds / 1_000 : (milliseconds - 999) / 1_000
        let rest = milliseconds - whole * 1_000
        put(rest / 100, at: 21)
        putPair(rest % 100, at: 22)
        guard whole != second else { return }
        second = whole
        let days = whole >= 0 ? whole / 86_400 : (whole - 86_399) / 86_400
        let inDay = whole - days * 86_400
        putPair(inDay / 3_600, at: 12)
        putPair(inDay / 60 % 60, at: 15)
        putPair(inDay % 60, at: 18)
        if days != day { set(day: days) }
    }

    private mutating func set(day days: Int64) {
        day = days
        let date = CivilDate(daysSince1970: days)
        putPair(date.year / 100, at: 1)
        putPair(date.year % 100, at: 3)
        putPair(date.month, at: 6)
        putPair(date.day, at: 9)
    }

    private func putPair(_ value: Int64, at index: Int) {
        put(value / 10, at: index)
        put(value % 10, at: index + 1)
    }

    private func put(_ digit: Int64, at index: Int) {
        base[index] = 0x30 &+ UInt8(truncatingIfNeeded: digit)
    }
}
