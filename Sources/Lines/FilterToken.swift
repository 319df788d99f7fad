/// One word of a filter expression.
struct FilterToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case path(FilterPath)
        case literal(FilterLiteral)
        case comparison(FilterComparison)
        case matches, isIn, and, or, not
        case opening, closing, comma
        case end
    }

    var kind: Kind
    /// In characters from 1.
    var column: Int
    /// As it was written.
    var text: String

    var quoted: String {
        if case .end = kind { return "the end" }
        return "\"\(text)\""
    }
}

/// Where a value stands in a line: `bid.amount.minor`, `notification.tags[0]`, `message.data["a b"]`.
struct FilterPath: Hashable, Sendable {
    enum Step: Hashable, Sendable {
        case key(String)
        case index(Int)
    }

    var steps: [Step]
}

/// A value written in the filter.
enum FilterLiteral: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As spelled.
    case number(String)
    case string(String)
}

enum FilterComparison: String, Hashable, Sendable {
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
}
