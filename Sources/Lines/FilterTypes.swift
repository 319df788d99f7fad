/// Holds a filter against the schema, so that a condition that no line can ever meet is an error and not a silence.
enum FilterTypes {
    /// What stands at the path; `data` wherever the schema leaves it open.
    static func shape(of path: FilterPath, at token: FilterToken) throws(FilterError) -> Schema.Shape {
        var shape = Schema.Shape.object(Schema.line.name)
        var written = ""
        for step in path.steps {
            switch (shape, step) {
            case (.data, _): return .data
            case (.object(let name), .key(let key)):
                let object = name == Schema.line.name ? Schema.line : Schema.object(name)
                let fields = object?.fields ?? []
                guard let field = fields.first(where: { $0.name == key }) else {
                    throw unknown(key, in: written, fields.map(\.name), token)
                }
                written += written.isEmpty ? key : ".\(key)"
                shape = field.shape
            case (.list, .index(let index)):
                written += "[\(index)]"
                shape = .text
            default:
                throw FilterError(
                    column: token.column, message: "\(written) is \(describe(shape)): nothing is inside it by that path"
                )
            }
        }
        return shape
    }

    private static func unknown(_ key: String, in parent: String, _ names: [String], _ token: FilterToken)
        -> FilterError
    {
        let subject = parent.isEmpty ? "a line" : parent
        let question = Suggestion.question(key, among: names)
        // The payloads are best looked for where they are listed: under their kind.
        let owners = parent.isEmpty ? Schema.objects.filter { $0.fields.contains { $0.name == key } }.map(\.name) : []
        let owner =
            question.isEmpty && !owners.isEmpty
            ? "; there is \(owners.map { "\($0).\(key)" }.joined(separator: ", "))" : ""
        return FilterError(
            column: token.column,
            message: "\(subject) has no field \"\(key)\"\(question)\(owner) (\(names.joined(separator: ", ")))")
    }

    /// Refuses a comparison of values of which no two are ever equal or in order.
    static func check(
        _ left: FilterOperand, _ leftToken: FilterToken, _ comparison: FilterComparison,
        _ right: FilterOperand, _ rightToken: FilterToken
    ) throws(FilterError) {
        try checkScalar(left, leftToken)
        try checkScalar(right, rightToken)
        switch (left, right) {
        case (.path(let path), .literal(let literal)):
            try check(literal, rightToken, against: shape(of: path, at: leftToken), leftToken, comparison)
        case (.literal(let literal), .path(let path)):
            try check(literal, leftToken, against: shape(of: path, at: rightToken), rightToken, comparison)
        case (.path, .path), (.literal, .literal): break
        }
    }

    /// Refuses objects and lists, which compare with nothing.
    static func checkScalar(_ operand: FilterOperand, _ token: FilterToken) throws(FilterError) {
        guard case .path(let path) = operand else { return }
        switch try shape(of: path, at: token) {
        case .object(let name):
            let inside = (Schema.object(name)?.fields ?? []).map { "\(token.text).\($0.name)" }.joined(separator: ", ")
            throw FilterError(
                column: token.column, message: "\(token.text) is an object; compare what is inside it: \(inside)")
        case .list:
            throw FilterError(
                column: token.column,
                message: "\(token.text) is a list; write \"…\" in \(token.text), or \(token.text)[0]")
        case .text, .time, .integer, .number, .choice, .data: break
        }
    }

    private static func check(
        _ literal: FilterLiteral, _ token: FilterToken, against shape: Schema.Shape, _ field: FilterToken,
        _ comparison: FilterComparison
    ) throws(FilterError) {
        switch (shape, literal) {
        case (.data, _), (.text, .string), (.text, .number), (.time, .string), (.integer, .number), (.number, .number):
            return
        case (.integer, .string(let text)), (.number, .string(let text)):
            if FilterLiteral.number(text).with({ $0.text.flatMap(FilterNumber.init) != nil }) { return }
        case (.choice(let words), .string(let word)):
            if words.contains(word) { return }
            let question = Suggestion.question(word, among: words)
            throw FilterError(
                column: token.column,
                message: "\(field.text) is never \"\(word)\"\(question) (\(words.joined(separator: ", ")))")
        case (.choice, _), (.text, _), (.time, _), (.integer, _), (.number, _), (.list, _), (.object, _): break
        }
        throw FilterError(column: token.column, message: "\(field.text) is \(describe(shape)), never \(token.text)")
    }

    private static func describe(_ shape: Schema.Shape) -> String {
        switch shape {
        case .text: "text"
        case .time: "a time like \"2026-11-21T10:00:00Z\""
        case .integer, .number: "a number"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .list: "a list"
        case .object: "an object"
        case .data: "any JSON"
        }
    }
}
