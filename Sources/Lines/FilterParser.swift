/// Reads a filter expression: `or` binds weakest, then `and`, then `not`, then comparisons.
struct FilterParser {
    /// Parentheses and `not` inside each other.
    private static let depthLimit = 64

    private let tokens: [FilterToken]
    private var at = 0
    private var depth = 0

    init(_ text: String) throws(FilterError) {
        tokens = try FilterLexer.tokens(text)
    }

    static func parse(_ text: String) throws(FilterError) -> FilterExpression {
        var parser = try FilterParser(text)
        if parser.current.kind == .end {
            throw FilterError(column: 1, message: "expected a condition like kind == \"bid\"")
        }
        let expression = try parser.either()
        let rest = parser.current
        if rest.kind == .closing { throw parser.failure("this parenthesis was never opened") }
        guard rest.kind == .end else { throw parser.failure("expected and, or, or the end, found \(rest.quoted)") }
        return expression
    }

    /// The last token is always the end.
    private var current: FilterToken { tokens[min(at, tokens.count - 1)] }

    private func failure(_ message: String) -> FilterError {
        FilterError(column: current.column, message: message)
    }

    private mutating func take(_ kind: FilterToken.Kind) -> Bool {
        guard current.kind == kind else { return false }
        at += 1
        return true
    }

    private mutating func either() throws(FilterError) -> FilterExpression {
        var parts = [try both()]
        while take(.or) { parts.append(try both()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func both() throws(FilterError) -> FilterExpression {
        var parts = [try negation()]
        while take(.and) { parts.append(try negation()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negation() throws(FilterError) -> FilterExpression {
        guard take(.not) else { return try condition() }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw failure("nested deeper than \(Self.depthLimit) levels") }
        return .not(try negation())
    }

    private mutating func group() throws(FilterError) -> FilterExpression {
        let opening = current.column
        at += 1
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw failure("nested deeper than \(Self.depthLimit) levels") }
        let inner = try either()
        guard take(.closing) else {
            throw failure(
                "expected and, or, or the parenthesis that closes the one in column \(opening), found \(current.quoted)"
            )
        }
        return inner
    }

    // MARK: Conditions

    private mutating func condition() throws(FilterError) -> FilterExpression {
        if current.kind == .opening { return try group() }
        let start = current
        let left = try operand("a field, a value, not, or a parenthesis")
        let sign = current
        switch sign.kind {
        case .comparison(let comparison):
            at += 1
            return try compare(left, start, comparison, after: sign)
        case .matches:
            at += 1
            return try match(left, start)
        case .isIn:
            at += 1
            return try membership(left, start)
        case .not where tokens[min(at + 1, tokens.count - 1)].kind == .isIn:
            at += 2
            return .not(try membership(left, start))
        case .path, .literal, .and, .or, .not, .opening, .closing, .comma, .end: return try bare(left, start)
        }
    }

    private mutating func bare(_ left: FilterOperand, _ start: FilterToken) throws(FilterError) -> FilterExpression {
        switch left {
        case .path(let path): return .holds(path)
        case .literal(.bool(let value)): return .constant(value)
        case .literal: throw failure("expected a comparison after \(start.quoted), found \(current.quoted)")
        }
    }

    private mutating func compare(
        _ left: FilterOperand, _ leftToken: FilterToken, _ comparison: FilterComparison, after sign: FilterToken
    ) throws(FilterError) -> FilterExpression {
        let rightToken = current
        do {
            let right = try operand("a value after \(sign.quoted)")
            try FilterTypes.check(left, leftToken, comparison, right, rightToken)
            return .compare(left, comparison, right)
        } catch {
            guard case .path(let path) = rightToken.kind, path.steps.count == 1, error.column == rightToken.column
            else {
                throw error
            }
            throw FilterError(
                column: error.column, message: "if \(rightToken.text) is text, put it in quotes: \(error.message)")
        }
    }

    private mutating func match(_ left: FilterOperand, _ leftToken: FilterToken) throws(FilterError) -> FilterExpression
    {
        guard case .literal(.string(let pattern)) = current.kind else {
            throw failure("expected a pattern in quotes after \"~\", found \(current.quoted)")
        }
        try FilterTypes.checkScalar(left, leftToken)
        at += 1
        return .matches(left, Glob(pattern))
    }

    private mutating func membership(
        _ left: FilterOperand, _ leftToken: FilterToken
    ) throws(FilterError) -> FilterExpression {
        if case .path(let path) = current.kind {
            let shape = try FilterTypes.shape(of: path, at: current)
            guard shape == .list || shape == .data else { throw failure("\(current.text) is no list") }
            at += 1
            return .contained(left, path)
        }
        guard take(.opening) else {
            throw failure("expected a list like (\"a\", \"b\") after \"in\", found \(current.quoted)")
        }
        var list: [FilterLiteral] = []
        repeat {
            guard case .literal(let literal) = current.kind else {
                throw failure("expected a value in the list, found \(current.quoted)")
            }
            try FilterTypes.check(left, leftToken, .equal, .literal(literal), current)
            list.append(literal)
            at += 1
        } while take(.comma)
        guard take(.closing) else { throw failure("expected a comma or ) in the list, found \(current.quoted)") }
        return .among(left, list)
    }

    private mutating func operand(_ expected: String) throws(FilterError) -> FilterOperand {
        switch current.kind {
        case .path(let path):
            _ = try FilterTypes.shape(of: path, at: current)
            at += 1
            return .path(path)
        case .literal(let literal):
            at += 1
            return .literal(literal)
        case .comparison, .matches, .isIn, .and, .or, .not, .opening, .closing, .comma, .end:
            throw failure("expected \(expected), found \(current.quoted)")
        }
    }
}
