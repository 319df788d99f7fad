import ArgumentParser

/// A length of time as people write it: `500ms`, `30s`, `10m`, `2h`, or a bare number of seconds.
struct Span: ExpressibleByArgument, Hashable {
    let duration: Duration

    private static let units: [(suffix: String, milliseconds: Double)] = [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("", 1_000),
    ]

    /// `nil` for anything else, for negative numbers and for more than ten years.
    init?(argument: String) {
        for (suffix, milliseconds) in Self.units where argument.hasSuffix(suffix) {
            guard let number = Double(argument.dropLast(suffix.count)), number.isFinite, number >= 0,
                number * milliseconds <= 3.2e11
            else { continue }
            duration = .milliseconds(Int64((number * milliseconds).rounded()))
            return
        }
        return nil
    }

    init(_ duration: Duration) {
        self.duration = duration
    }

    var defaultValueDescription: String {
        let (seconds, attoseconds) = duration.components
        return attoseconds == 0 ? "\(seconds)s" : "\(Double(seconds) + Double(attoseconds) * 1e-18)s"
    }
}
