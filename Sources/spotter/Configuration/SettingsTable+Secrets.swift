import Settings

extension SettingsTable {
    static let secretAdvice =
        "a secret is not written here: use { env = \"NAME\" }, { file = \"PATH\" } or { command = [\"…\"] }"

    /// Where a secret is kept; `nil` where the key is missing.
    func secret(_ key: String) throws(SettingsError) -> SecretSource? {
        guard let kind = kind(of: key) else { return nil }
        guard kind == .table, let source = try table(key) else { throw fault(key, Self.secretAdvice) }
        try source.check(known: ["env", "file", "command"])
        guard source.keys.count == 1 else { throw source.fault(Self.secretAdvice) }
        if let name = try source.string("env") { return .environment(name) }
        if let file = try source.string("file") { return .file(file) }
        guard let command = try source.strings("command"), !command.isEmpty else {
            throw source.fault(Self.secretAdvice)
        }
        return .command(command)
    }

    /// Header fields, each a text or a secret's place.
    func headers(_ key: String) throws(SettingsError) -> [String: SecretSource] {
        guard let table = try table(key) else { return [:] }
        var headers: [String: SecretSource] = [:]
        for name in table.keys {
            if table.kind(of: name) == .text, let text = try table.string(name) {
                headers[name] = .literal(text)
            } else {
                headers[name] = try table.secret(name)
            }
        }
        return headers
    }

    /// A list of texts, or one text alone.
    func oneOrMore(_ key: String) throws(SettingsError) -> [String]? {
        kind(of: key) == .text ? try string(key).map { [$0] } : try strings(key)
    }
}
