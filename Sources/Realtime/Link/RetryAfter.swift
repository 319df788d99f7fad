public import Domain
internal import HTTP1

/// How long a server asks to be left alone (RFC 9110 §10.2.3).
public enum RetryAfter {
    /// Longer ones are taken for this.
    public static let limit: Duration = .seconds(86_400)

    /// Reads `Retry-After`: whole seconds or a date. What is past or negative is no time at all; `nil` for anything else.
    public static func delay(_ text: String, at now: Timestamp) -> Duration? {
        let text = ASCII.trim(text[...])
        if let date = HTTPDate.timestamp(String(text), at: now) { return min(max(date - now, .zero), limit) }
        let isNegative = text.hasPrefix("-")
        let digits = isNegative ? text.dropFirst() : text
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        guard !isNegative else { return .zero }
        // More digits than fit make more than a day.
        return Int64(digits).map { min(.seconds($0), limit) } ?? limit
    }

    /// The same, of an answer's fields; `nil` where they do not say.
    static func delay(_ fields: [HeaderField], at now: Timestamp) -> Duration? {
        fields.values(of: "Retry-After").first.flatMap { delay($0, at: now) }
    }
}
