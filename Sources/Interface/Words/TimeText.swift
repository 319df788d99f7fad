import Domain

/// A time of day, `14:03:22`.
struct TimeOfDay {
    private let second: Int
    private let millisecond: Int

    init(_ moment: Timestamp) {
        millisecond = Int((moment.milliseconds % 1_000 + 1_000) % 1_000)
        let day: Int64 = 86_400
        let seconds = moment.milliseconds / 1_000 - (moment.milliseconds % 1_000 < 0 ? 1 : 0)
        second = Int((seconds % day + day) % day)
    }

    var withSeconds: String { minutes + ":" + Self.two(second % 60) }
    /// `14:03:22.041`.
    var withMilliseconds: String {
        withSeconds + "." + (millisecond < 100 ? "0" : "") + Self.two(millisecond)
    }
    var minutes: String { Self.two(second / 3_600) + ":" + Self.two(second / 60 % 60) }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

enum DurationText {
    /// What is left of a countdown: `0:07`, `12:30`, `1:04:09`, `2 d 3 h`. A begun second still counts.
    static func countdown(_ duration: Duration) -> String {
        let seconds = max(0, (duration.wholeMilliseconds &+ 999) / 1_000)
        if seconds >= 86_400 { return "\(seconds / 86_400) d \(seconds / 3_600 % 24) h" }
        let tail = pad(seconds % 60)
        guard seconds >= 3_600 else { return "\(seconds / 60):\(tail)" }
        return "\(seconds / 3_600):\(pad(seconds / 60 % 60)):\(tail)"
    }

    /// How long ago, in one unit: `2 s`, `5 min`, `3 h`, `2 d`.
    static func age(_ duration: Duration) -> String {
        let seconds = max(0, duration.wholeMilliseconds / 1_000)
        if seconds < 100 { return "\(seconds) s" }
        if seconds < 6_000 { return "\(seconds / 60) min" }
        return seconds < 172_800 ? "\(seconds / 3_600) h" : "\(seconds / 86_400) d"
    }

    /// A delay, in six columns at most: `966 ms`, `1.3 s`, `12 s`, `5 min`.
    static func delay(_ duration: Duration) -> String {
        let milliseconds = max(0, duration.wholeMilliseconds)
        if milliseconds < 1_000 { return "\(milliseconds) ms" }
        return milliseconds < 10_000 ? DecimalText.tenths(duration.inSeconds) + " s" : age(duration)
    }

    private static func pad(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

enum CountText {
    /// `1,284`; from a million on `1.2 M`.
    static func of(_ count: Int) -> String {
        guard count.magnitude < 1_000_000 else {
            let tenths = count / 100_000
            return "\(tenths / 10).\((tenths % 10).magnitude) M"
        }
        return MoneyText(Money(minor: Int64(count), exponent: 0, currency: nil)).number
    }
}

/// Numbers with one decimal.
enum DecimalText {
    static func tenths(_ number: Double) -> String {
        let tenths = Int((min(max(number, -1e9), 1e9) * 10).rounded())
        let sign = tenths < 0 ? "−" : ""
        return "\(sign)\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }
}

enum DistanceText {
    /// `240 m`, `1.1 km`, `38 km`.
    static func of(_ metres: Double) -> String {
        let metres = min(max(0, metres), 1e8)
        if metres < 995 { return "\(Int((metres / 10).rounded()) * 10) m" }
        return metres < 9_950
            ? DecimalText.tenths(metres / 1_000) + " km" : CountText.of(Int((metres / 1_000).rounded())) + " km"
    }
}
