import HTTP1

/// Header lines as people write them, `Name: value`.
enum HeaderLine {
    /// `nil` where there is no colon.
    static func field(_ line: some StringProtocol) -> HeaderField? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let (name, value) = (Substring(line[..<colon]), Substring(line[colon...].dropFirst()))
        return HeaderField(String(ASCII.trim(name)), String(ASCII.trim(value)))
    }

    /// The fields of a file: one a line, without the empty lines and those that start with `#`.
    static func fields(_ text: String, of file: String) throws(UsageError) -> [HeaderField] {
        var fields: [HeaderField] = []
        let lines = text.split(whereSeparator: \.isNewline).map(ASCII.trim)
        for line in lines where !line.isEmpty && !line.hasPrefix("#") {
            // What the line says is not repeated: it may be a secret.
            guard let field = field(line) else {
                throw UsageError("\(file): expected lines like \"Authorization: Bearer …\"")
            }
            fields.append(field)
        }
        return fields
    }

    /// Whether the values of such a field are mostly secrets.
    static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return secretWords.contains { name.contains($0) }
    }

    private static let secretWords = [
        "authorization", "authentication", "cookie", "token", "secret", "password", "credential", "api-key", "apikey",
        "access-key", "x-auth",
    ]
}
