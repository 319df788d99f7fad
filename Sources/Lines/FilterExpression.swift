internal import JSON

/// What a compiled filter asks of a line.
indirect enum FilterExpression: Hashable, Sendable {
    case constant(Bool)
    /// There, and neither `false` nor `null`.
    case holds(FilterPath)
    case compare(FilterOperand, FilterComparison, FilterOperand)
    case matches(FilterOperand, Glob)
    case among(FilterOperand, [FilterLiteral])
    /// The list at the path has an element that equals the operand.
    case contained(FilterOperand, FilterPath)
    case not(FilterExpression)
    case all([FilterExpression])
    case any([FilterExpression])

    func evaluate(_ line: JSONValue) -> Bool {
        switch self {
        case .constant(let value): value
        case .holds(let path): path.value(in: line).map { !$0.isNull && $0.bool != false } ?? false
        case .compare(let left, let comparison, let right):
            left.with(line) { left in right.with(line) { right in comparison.holds(left, right) } }
        case .matches(let operand, let glob):
            operand.with(line) { value in value.text.map { glob.matches($0.bytes) } ?? false }
        case .among(let operand, let list):
            operand.with(line) { value in
                list.contains { $0.with { literal in FilterComparison.equal.holds(value, literal) } }
            }
        case .contained(let operand, let path):
            operand.with(line) { value in
                path.value(in: line)?.elements.contains { FilterComparison.equal.holds(value, FilterScalar($0)) }
                    ?? false
            }
        case .not(let inner): !inner.evaluate(line)
        case .all(let parts): parts.allSatisfy { $0.evaluate(line) }
        case .any(let parts): parts.contains { $0.evaluate(line) }
        }
    }
}

/// One side of a comparison.
enum FilterOperand: Hashable, Sendable {
    case path(FilterPath)
    case literal(FilterLiteral)

    /// False where the line does not have it.
    func with(_ line: JSONValue, _ body: (FilterScalar) -> Bool) -> Bool {
        switch self {
        case .path(let path): path.value(in: line).map { body(FilterScalar($0)) } ?? false
        case .literal(let literal): literal.with(body)
        }
    }
}

extension FilterPath {
    func value(in line: JSONValue) -> JSONValue? {
        var value = line
        for step in steps {
            switch step {
            case .key(let key):
                guard let member = value[key] else { return nil }
                value = member
            case .index(let index):
                guard let element = value.elements.dropFirst(index).first(where: { _ in true }) else { return nil }
                value = element
            }
        }
        return value
    }
}

extension FilterLiteral {
    func with(_ body: (FilterScalar) -> Bool) -> Bool {
        switch self {
        case .null: body(.null)
        case .bool(let value): body(.bool(value))
        case .number(var text): text.withUTF8 { body(.number(JSONText(start: $0.baseAddress, count: $0.count))) }
        case .string(var text): text.withUTF8 { body(.string(JSONText(start: $0.baseAddress, count: $0.count))) }
        }
    }
}
