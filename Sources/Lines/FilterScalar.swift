internal import Domain
internal import JSON

/// A value as comparisons see it; the text belongs to the line or to a literal.
enum FilterScalar {
    case null
    case bool(Bool)
    case number(JSONText)
    case string(JSONText)
    /// An object or an array: different from everything.
    case compound

    init(_ value: JSONValue) {
        if let text = value.string {
            self = .string(text)
        } else if let text = value.number {
            self = .number(text)
        } else if let bool = value.bool {
            self = .bool(bool)
        } else {
            self = value.isNull ? .null : .compound
        }
    }

    /// What a pattern is held against.
    var text: JSONText? {
        switch self {
        case .number(let text), .string(let text): text
        case .null, .bool, .compound: nil
        }
    }
}

extension FilterComparison {
    func holds(_ left: FilterScalar, _ right: FilterScalar) -> Bool {
        switch self {
        case .equal: Self.equals(left, right)
        case .unequal: !Self.equals(left, right)
        case .less: Self.order(left, right).map { $0 < 0 } ?? false
        case .lessOrEqual: Self.order(left, right).map { $0 <= 0 } ?? false
        case .greater: Self.order(left, right).map { $0 > 0 } ?? false
        case .greaterOrEqual: Self.order(left, right).map { $0 >= 0 } ?? false
        }
    }

    private static func equals(_ left: FilterScalar, _ right: FilterScalar) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.string(let left), .string(let right)): left == right
        case (.number(let left), .number(let right)), (.number(let left), .string(let right)),
            (.string(let left), .number(let right)):
            FilterNumber(left).flatMap { left in FilterNumber(right).map { left.order($0) == 0 } } ?? false
        default: false
        }
    }

    /// Negative, 0 or positive; `nil` where the two have no order.
    private static func order(_ left: FilterScalar, _ right: FilterScalar) -> Int? {
        switch (left, right) {
        case (.string(let left), .string(let right)): order(left, right)
        case (.number(let left), .number(let right)), (.number(let left), .string(let right)),
            (.string(let left), .number(let right)):
            FilterNumber(left).flatMap { left in FilterNumber(right).map(left.order) }
        default: nil
        }
    }

    /// Times by their moment, however they are spelled; other text by its code points.
    private static func order(_ left: JSONText, _ right: JSONText) -> Int {
        if let left = Timestamp(rfc3339: left), let right = Timestamp(rfc3339: right) {
            return left < right ? -1 : left == right ? 0 : 1
        }
        for (first, second) in zip(left.bytes, right.bytes) where first != second { return first < second ? -1 : 1 }
        return left.count - right.count
    }
}
