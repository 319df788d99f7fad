internal import Domain
internal import JSON

/// Plain values, read leniently in form and strictly in meaning.
extension JSONValue {
    /// Longer ones are no identifiers: they would make what remembers them grow.
    static let identifierLimit = 256

    /// A name of something: a string or a number as spelled, not empty.
    var identifier: String? {
        guard let text = stringOrNumber, text.count > 0, text.count <= Self.identifierLimit else { return nil }
        return text.string
    }

    /// Text for people; `nil` where it is empty.
    var phrase: String? {
        guard let text = string, text.count > 0 else { return nil }
        return text.string
    }

    /// Whether it is such text.
    var isPhrase: Bool { string.map { $0.count > 0 } ?? false }

    /// A finite number, also one in quotes.
    var real: Double? {
        guard let text = stringOrNumber else { return nil }
        if let plain = PlainNumber(text)?.double { return plain }
        guard let value = text.double, value.isFinite else { return nil }
        return value
    }

    /// A count: an integer from 0 to two thousand million, also one in quotes.
    var count: Int? {
        guard let text = stringOrNumber, let value = PlainNumber(text)?.integer ?? text.integer,
            (0...2_000_000_000).contains(value)
        else { return nil }
        return Int(value)
    }

    /// A yes or no, also as 0, 1, `"true"`, `"false"`.
    var flag: Bool? {
        if let bool { return bool }
        guard let text = stringOrNumber else { return nil }
        if text == "1" || text == "true" { return true }
        return text == "0" || text == "false" ? false : nil
    }

    /// An identifier, or that of the object which stands in its place.
    func identifier(_ vocabulary: Vocabulary) -> String? {
        guard kind == .object else { return identifier }
        return self["id"]?.identifier ?? self["_id"]?.identifier
    }
}
