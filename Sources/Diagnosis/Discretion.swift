/// Makes text that came from the command line or the network fit to be shown: no secret, no control character, no flood.
enum Discretion {
    /// Characters that are kept of one text.
    static let limit = 400
    private static let secretWords = ["token", "auth", "key", "secret", "signature", "password", "passwd"]

    static func fit(_ text: String) -> String {
        let harmless = text.unicodeScalars.prefix(limit * 4).map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                scalar == "\t" || scalar == "\n" ? " " : "\u{FFFD}"
            default: scalar
            }
        }
        let masked = masked(String(String.UnicodeScalarView(harmless)))
        return masked.count > limit ? masked.prefix(limit) + "…" : masked
    }

    /// Hides the values in a URL's query whose names sound secret, and passwords before its host.
    static func masked(_ text: String) -> String {
        guard text.contains("=") || text.contains("@") else { return text }
        var result = ""
        var rest = text[...]
        while let mark = rest.firstIndex(where: { $0 == "?" || $0 == "&" }) {
            result += withoutPassword(rest[...mark])
            rest = rest[rest.index(after: mark)...]
            let name = rest.prefix { $0 != "=" && !isEnd($0) }
            guard name.endIndex < rest.endIndex, rest[name.endIndex] == "=", isSecret(name) else { continue }
            result += name + "=***"
            rest = rest[name.endIndex...].drop { !isEnd($0) }
        }
        return result + withoutPassword(rest)
    }

    private static func isSecret(_ name: Substring) -> Bool {
        let name = name.lowercased()
        return secretWords.contains { name.contains($0) }
    }

    private static func isEnd(_ character: Character) -> Bool {
        character == "&" || character == "#" || character == "\"" || character.isWhitespace
    }

    /// `scheme://user:password@host` without the password.
    private static func withoutPassword(_ text: Substring) -> String {
        guard let start = text.firstRange(of: "://")?.upperBound else { return String(text) }
        let authority = text[start...].prefix { !"/?# ".contains($0) }
        guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":"),
            // Our own word for where it goes.
            authority[colon..<at] != ":PASSWORD"
        else { return String(text) }
        return text[...colon] + "***" + text[at...]
    }
}
