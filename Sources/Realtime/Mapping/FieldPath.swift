internal import JSON

/// A way into a JSON value: `a.b[0].c`; a key with other characters than letters, digits, `_`, `-` and `:` stands as `["a.b"]`.
public struct FieldPath: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
        case key(String)
        case index(Int)
    }

    public let steps: [Step]

    /// The value itself.
    public init() {
        steps = []
    }

    /// `nil` for what is not a path; at most 16 steps.
    public init?(_ text: String) {
        var steps: [Step] = []
        var rest = text[...]
        while !rest.isEmpty {
            guard let step = Self.take(from: &rest, isFirst: steps.isEmpty), steps.count < 16 else { return nil }
            steps.append(step)
        }
        guard !steps.isEmpty else { return nil }
        self.steps = steps
    }

    private static func take(from rest: inout Substring, isFirst: Bool) -> Step? {
        if rest.first == "[" { return takeBracket(from: &rest) }
        if !isFirst {
            guard rest.first == "." else { return nil }
            rest = rest.dropFirst()
        }
        let key = rest.prefix { $0.isLetter || $0.isNumber || "_-:@".contains($0) }
        guard !key.isEmpty else { return nil }
        rest = rest[key.endIndex...]
        return .key(String(key))
    }

    private static func takeBracket(from rest: inout Substring) -> Step? {
        if rest.hasPrefix("[\"") {
            let key = rest.dropFirst(2).prefix { $0 != "\"" }
            guard !key.isEmpty, rest[key.endIndex...].hasPrefix("\"]") else { return nil }
            rest = rest[key.endIndex...].dropFirst(2)
            return .key(String(key))
        }
        let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
        guard let index = Int(digits), index < 1_000_000, rest[digits.endIndex...].first == "]" else { return nil }
        rest = rest[digits.endIndex...].dropFirst()
        return .index(index)
    }

    /// The value at the end of the way; `nil` where there is none, or `null`.
    func value(in root: JSONValue) -> JSONValue? {
        var value = root
        for step in steps {
            switch step {
            case .key(let key):
                guard let next = value[key] else { return nil }
                value = next
            case .index(let index):
                guard let next = value.elements.dropFirst(index).first(where: { _ in true }) else { return nil }
                value = next
            }
        }
        return value.isNull ? nil : value
    }
}

/// A pattern of names: `*` stands for any text, `?` for any one character, all else for itself.
public struct Glob: Hashable, Sendable {
    /// More wildcards would make matching slow on hostile names.
    public static let wildcardLimit = 9

    public let pattern: String

    /// `nil` for the empty pattern and for too many wildcards.
    public init?(_ pattern: String) {
        guard !pattern.isEmpty,
            pattern.utf8.count(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }) <= Self.wildcardLimit
        else { return nil }
        self.pattern = pattern
    }

    /// What each wildcard stands for in the name, the shortest first; `nil` where the name does not fit, or is longer than 1,024 bytes.
    func captures(in name: String) -> [String]? {
        guard name.utf8.count <= 1_024 else { return nil }
        var match = GlobMatch(pattern: Array(pattern.unicodeScalars), name: Array(name.unicodeScalars))
        return match.run()
    }
}

/// One attempt, in time proportional to the pattern's length times the name's: only the latest `*` is ever widened.
private struct GlobMatch {
    let pattern: [Unicode.Scalar]
    let name: [Unicode.Scalar]
    private var spans: [Range<Int>] = []

    init(pattern: [Unicode.Scalar], name: [Unicode.Scalar]) {
        self.pattern = pattern
        self.name = name
    }

    mutating func run() -> [String]? {
        var at = 0
        var reading = 0
        var star: (pattern: Int, name: Int, spans: Int)?
        while reading < name.count {
            if at < pattern.count, pattern[at] == "*" {
                star = (at, reading, spans.count)
                spans.append(reading..<reading)
                at += 1
            } else if at < pattern.count, pattern[at] == "?" || pattern[at] == name[reading] {
                if pattern[at] == "?" { spans.append(reading..<(reading + 1)) }
                at += 1
                reading += 1
            } else if let widened = star {
                star = (widened.pattern, widened.name + 1, widened.spans)
                spans.removeSubrange((widened.spans + 1)...)
                spans[widened.spans] = spans[widened.spans].lowerBound..<(widened.name + 1)
                at = widened.pattern + 1
                reading = widened.name + 1
            } else {
                return nil
            }
        }
        while at < pattern.count, pattern[at] == "*" {
            spans.append(reading..<reading)
            at += 1
        }
        guard at == pattern.count else { return nil }
        return spans.map { String(String.UnicodeScalarView(name[$0])) }
    }
}
