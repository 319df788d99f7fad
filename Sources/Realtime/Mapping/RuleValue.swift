internal import Domain
internal import JSON

/// What a rule's source gives in a message: a JSON value, or text that is not in the message's data.
struct RuleValue {
    private enum Content {
        case json(JSONValue)
        case text(String)
    }

    private let content: Content
    private let unit: FieldUnit?

    init?(_ source: FieldSource, in object: JSONValue, _ match: MappingRule.Match) {
        switch source {
        case .constant(let text):
            content = .text(text)
            unit = nil
        case .capture(let number):
            guard match.captures.indices.contains(number) else { return nil }
            content = .text(match.captures[number])
            unit = nil
        case .path(let path, let unit):
            guard let value = path.value(in: object) else { return nil }
            content = .json(value)
            self.unit = unit
        }
    }

    var json: JSONValue? {
        guard case .json(let value) = content else { return nil }
        return value
    }

    /// The text of a string, a number or a constant.
    func withText<Result>(_ body: (JSONText) -> Result?) -> Result? {
        switch content {
        case .json(let value): return value.stringOrNumber.flatMap(body)
        case .text(var text): return text.withUTF8 { body(JSONText(UnsafeRawBufferPointer($0))) }
        }
    }

    var identifier: String? {
        withText { $0.count > 0 && $0.count <= JSONValue.identifierLimit ? $0.string : nil }
    }

    var phrase: String? { withText { $0.count > 0 ? $0.string : nil } }

    var count: Int? {
        withText { text in
            guard let value = text.integer, (0...2_000_000_000).contains(value) else { return nil }
            return Int(value)
        }
    }

    var real: Double? { withText { $0.double } }

    func named<Value>(_ table: PackedTable<Value>) -> Value? { withText { table[$0] } }

    func money(_ reader: MoneyReader) -> Money? {
        var reader = reader
        if unit == .major { reader.whole = .major }
        if let json { return reader.read(json, isMinor: unit == .minor) }
        return withText { reader.read($0, isMinor: unit == .minor) }
    }

    var moment: Timestamp? {
        guard let unit else { return withText { MomentReader.read($0) } }
        return withText { text in
            let shift: Int? =
                switch unit {
                case .seconds: 3
                case .milliseconds: 0
                case .microseconds: -3
                case .nanoseconds: -6
                case .minutes, .speed, .minor, .major: nil
                }
            guard let shift, let real = text.decimal else { return nil }
            return Self.shifted(real, by: shift).map { Timestamp(milliseconds: $0) }
        }
    }

    /// The number times a power of ten, cut off; `nil` beyond the years that messages speak of.
    private static func shifted(_ number: Decimal, by power: Int) -> Int64? {
        var value = number.significand
        var exponent = number.exponent + power
        guard (-40...18).contains(exponent) else { return nil }
        while exponent < 0 {
            value /= 10
            exponent += 1
        }
        guard let whole = Decimal(significand: value, exponent: exponent).integer, whole.magnitude < 1 << 53 else {
            return nil
        }
        return whole
    }

    /// Seconds from `now` on.
    func eta(at now: Timestamp) -> Int? {
        let seconds: Double? =
            switch unit {
            case .minutes: real.map { $0 * 60 }
            case .milliseconds: real.map { $0 / 1_000 }
            case .seconds: real
            case nil: moment.map { ($0 - now).inSeconds } ?? real
            case .microseconds, .nanoseconds, .speed, .minor, .major: nil
            }
        guard let seconds, (0...172_800).contains(seconds) else { return nil }
        return Int(seconds.rounded())
    }

    var speed: Double? {
        guard case .speed(let unit) = unit ?? .speed(.metresASecond) else { return nil }
        return real.flatMap { Vocabulary.plausible($0 * unit.factor) }
    }

    var bearing: Double? {
        guard let value = real, value.magnitude <= 720, value != 511 else { return nil }
        let turned = value.truncatingRemainder(dividingBy: 360)
        return turned < 0 ? turned + 360 : turned
    }

    var list: [String] {
        guard let json, json.kind == .array else { return phrase.map { [$0] } ?? [] }
        return json.elements.prefix(32).compactMap(\.identifier)
    }
}
