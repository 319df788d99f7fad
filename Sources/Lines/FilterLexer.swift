/// Cuts a filter expression into words.
struct FilterLexer {
    private let scalars: [Unicode.Scalar]
    private var at = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    static func tokens(_ text: String) throws(FilterError) -> [FilterToken] {
        var lexer = FilterLexer(text)
        var tokens: [FilterToken] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private var current: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    private mutating func next() throws(FilterError) -> FilterToken {
        while let scalar = current, scalar.properties.isWhitespace { at += 1 }
        let start = at
        let kind = try kind()
        return FilterToken(kind: kind, column: start + 1, text: text(from: start))
    }

    private func text(from start: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<at])
        return String(text)
    }

    private mutating func kind() throws(FilterError) -> FilterToken.Kind {
        guard let scalar = current else { return .end }
        switch scalar {
        case "(": return single(.opening)
        case ")": return single(.closing)
        case ",": return single(.comma)
        case "~": return single(.matches)
        case "=", "!", "<", ">", "&", "|": return try sign()
        case "\"", "'": return .literal(.string(try string()))
        case "-", "0"..."9": return .literal(.number(try number()))
        default: break
        }
        guard Self.isNamePart(scalar) else { throw failure("unexpected \"\(scalar)\"") }
        return try word()
    }

    private mutating func single(_ kind: FilterToken.Kind) -> FilterToken.Kind {
        at += 1
        return kind
    }

    private func failure(_ message: String, at place: Int? = nil) -> FilterError {
        FilterError(column: (place ?? at) + 1, message: message)
    }

    // MARK: Signs

    private mutating func sign() throws(FilterError) -> FilterToken.Kind {
        let start = at
        while let scalar = current, "=!<>&|~".unicodeScalars.contains(scalar), at - start < 2 { at += 1 }
        let sign = text(from: start)
        if let comparison = FilterComparison(rawValue: sign) { return .comparison(comparison) }
        if let comparison = FilterComparison(rawValue: String(sign.prefix(1))), sign.count == 1 || sign.hasSuffix("!") {
            at = start + 1
            return .comparison(comparison)
        }
        let advice: [String: String] = [
            "=": "==", "=>": ">=", "=<": "<=", "<>": "!=", "&": "and", "&&": "and", "|": "or", "||": "or", "!": "not",
            "!~": "not … ~ …", "=~": "~",
        ]
        let meant = advice[sign] ?? (sign.hasPrefix("!") ? "not" : "==")
        throw failure("unexpected \"\(sign)\"; write \(meant)", at: start)
    }

    // MARK: Values

    private mutating func number() throws(FilterError) -> String {
        let start = at
        if current == "-" { at += 1 }
        let whole = digits()
        guard whole > 0 else { throw failure("expected a digit") }
        let hasLeadingZero = whole > 1 && scalars[at - whole] == "0"
        guard !hasLeadingZero else { throw failure("a number does not begin with 0", at: start) }
        if current == "." {
            at += 1
            guard digits() > 0 else { throw failure("expected a digit after the point") }
        }
        if current == "e" || current == "E" {
            at += 1
            if current == "-" || current == "+" { at += 1 }
            guard digits() > 0 else { throw failure("expected the digits of the exponent") }
        }
        if let scalar = current, Self.isNamePart(scalar) || scalar == "." {
            throw failure("a number ends before \"\(scalar)\"; put names and times in quotes")
        }
        return text(from: start)
    }

    private mutating func digits() -> Int {
        let start = at
        while let scalar = current, ("0"..."9").contains(scalar) { at += 1 }
        return at - start
    }

    private mutating func string() throws(FilterError) -> String {
        let start = at
        let quote = scalars[at]
        at += 1
        var value = String.UnicodeScalarView()
        while let scalar = current {
            at += 1
            if scalar == quote { return String(value) }
            value.append(scalar == "\\" ? try escape() : scalar)
        }
        throw failure("this quotation mark is never closed", at: start)
    }

    private mutating func escape() throws(FilterError) -> Unicode.Scalar {
        guard let scalar = current else { throw failure("expected a character after the backslash") }
        at += 1
        switch scalar {
        case "\\", "\"", "'", "/": return scalar
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u":
            let digits = scalars[at..<min(at + 4, scalars.count)]
            let isHexadecimal = digits.count == 4 && digits.allSatisfy(\.properties.isASCIIHexDigit)
            guard isHexadecimal, let code = UInt32(String(String.UnicodeScalarView(digits)), radix: 16),
                let value = Unicode.Scalar(code)
            else { throw failure("expected four hexadecimal digits of a character after \\u") }
            at += 4
            return value
        default: throw failure("\\\(scalar) is no escape; a backslash itself is written \\\\", at: at - 2)
        }
    }

    // MARK: Names

    /// Letters, digits, `_`, and `-` inside a name, as in keys of services.
    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar == "-" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private mutating func word() throws(FilterError) -> FilterToken.Kind {
        let first = name()
        let isPath = current == "." || current == "["
        if !isPath, let keyword = Self.keyword(first) { return keyword }
        var steps: [FilterPath.Step] = [.key(first)]
        while let scalar = current, scalar == "." || scalar == "[" {
            at += 1
            steps.append(try scalar == "." ? keyStep() : bracketStep())
        }
        return .path(FilterPath(steps: steps))
    }

    private static func keyword(_ word: String) -> FilterToken.Kind? {
        switch word {
        case "and": .and
        case "or": .or
        case "not": .not
        case "in": .isIn
        case "true": .literal(.bool(true))
        case "false": .literal(.bool(false))
        case "null": .literal(.null)
        default: nil
        }
    }

    private mutating func name() -> String {
        let start = at
        while let scalar = current, Self.isNamePart(scalar) { at += 1 }
        return text(from: start)
    }

    private mutating func keyStep() throws(FilterError) -> FilterPath.Step {
        let key = name()
        guard !key.isEmpty else { throw failure("expected a name after the point") }
        return .key(key)
    }

    private mutating func bracketStep() throws(FilterError) -> FilterPath.Step {
        let start = at
        let step: FilterPath.Step
        if current == "\"" || current == "'" {
            step = .key(try string())
        } else {
            guard digits() > 0, let index = Int(text(from: start)) else {
                throw failure("expected an index like 0, or a name in quotes", at: start)
            }
            step = .index(index)
        }
        guard current == "]" else { throw failure("expected ]") }
        at += 1
        return step
    }
}
