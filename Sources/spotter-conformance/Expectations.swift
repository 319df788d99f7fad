/// What is expected of a role's cases: all of them OK, and closed OK, but for those that the file lists.
///
///     cases 517
///     both    7.1.6   INFORMATIONAL
///     server  7.13.*  INFORMATIONAL
struct Expectations {
    /// What the suite says of a case and of how it was closed, in its words.
    struct Outcome: Hashable, CustomStringConvertible {
        var behaviour: String
        var close: String

        static let ok = Outcome(behaviour: "OK", close: "OK")

        var description: String { behaviour == close ? behaviour : "\(behaviour), closed \(close)" }
    }

    /// How many cases there are.
    private(set) var count = 0
    private var exceptions: [(pattern: Substring, outcome: Outcome)] = []

    /// - Parameters:
    ///   - text: a line each; what follows `#` is for people.
    ///   - role: `client` or `server`.
    init(_ text: String, role: String) throws {
        for line in text.split(separator: "\n") {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
            switch (words.first, words.count) {
            case (nil, _): continue
            case ("cases", 2): count = Int(words[1]) ?? 0
            case ("both", 3...4), ("client", 3...4), ("server", 3...4):
                guard words[0] == "both" || words[0] == role else { continue }
                let outcome = Outcome(behaviour: String(words[2]), close: String(words.last ?? ""))
                exceptions.append((words[1], outcome))
            default: throw ConformanceError("expected results: \"\(line)\" is not understood")
            }
        }
    }

    func outcome(of name: String) -> Outcome {
        exceptions.first { Self.matches(name, $0.pattern) }?.outcome ?? .ok
    }

    /// A pattern is a case's name, or a group's with `.*` behind.
    private static func matches(_ name: String, _ pattern: Substring) -> Bool {
        pattern.hasSuffix(".*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
    }
}
