import Interface
import Lines
import Settings
import TUI

/// Reads the looks of a theme's roles.
struct LookReader {
    /// With that of the themes it inherits from.
    let palette: [String: Colour]

    func looks(_ table: SettingsTable) throws(SettingsError) -> [Theme.Role: ThemeDefinition.Look] {
        var looks: [Theme.Role: ThemeDefinition.Look] = [:]
        for name in table.keys {
            guard let role = Theme.Role(rawValue: name) else { throw unknownRole(name, table) }
            looks[role] = try look(name, table)
        }
        return looks
    }

    private static let roles = Theme.Role.allCases.map(\.rawValue)
    private static let attributes = Style.Attributes.names.map(\.name)

    /// `{ fg = …, bg = …, bold = true }`, or only the foreground.
    private func look(_ role: String, _ table: SettingsTable) throws(SettingsError) -> ThemeDefinition.Look {
        var look = ThemeDefinition.Look()
        switch table.kind(of: role) {
        case .text, .integer:
            look.foreground = try colour(role, table)
        case .table, .list, .flag, .number, .moment, nil:
            guard let parts = try inner(role, table) else { return look }
            if let key = parts.keys.first(where: { Theme.Role(rawValue: role + "." + $0) != nil }) {
                throw parts.fault(key, Self.quoteAdvice(role + "." + key))
            }
            try parts.check(known: ["fg", "bg", "style"] + Self.attributes)
            look.foreground = try colour("fg", parts)
            look.background = try colour("bg", parts)
            look.attributes = try attributes(parts)
        }
        return look
    }

    private func unknownRole(_ name: String, _ table: SettingsTable) -> SettingsError {
        if table.kind(of: name) == .table, let role = Self.roles.first(where: { $0.hasPrefix(name + ".") }) {
            return table.fault(name, Self.quoteAdvice(role))
        }
        let nearest = Suggestion.nearest(to: name, among: Self.roles) ?? Self.roles.first { $0.hasSuffix("." + name) }
        let advice = nearest.map { "did you mean \"\($0)\"?" } ?? "spotter themes --roles lists them"
        return table.fault(name, "unknown role \"\(name)\"; \(advice)")
    }

    private static func quoteAdvice(_ role: String) -> String {
        "a role with a dot is written in quotes, e.g. \"\(role)\" = \"red\""
    }

    private func inner(_ role: String, _ table: SettingsTable) throws(SettingsError) -> SettingsTable? {
        guard table.kind(of: role) == .table else {
            throw table.fault(role, "expected a colour, or a look such as { fg = \"red\", bold = true }")
        }
        return try table.table(role)
    }

    private func colour(_ key: String, _ table: SettingsTable) throws(SettingsError) -> String? {
        guard let text = try PaletteReader.colourText(key, table) else { return nil }
        if palette[text] != nil || Colour(text) != nil { return text }
        let advice = SettingsTable.advice(for: text, among: palette.keys.sorted())
        throw table.fault(key, "\"\(text)\" is neither in the palette nor a colour\(advice)")
    }

    private func attributes(_ table: SettingsTable) throws(SettingsError) -> Style.Attributes {
        var attributes: Style.Attributes = []
        for word in try table.strings("style") ?? [] {
            guard let known = Style.Attributes.names.first(where: { $0.name == word }) else {
                let advice = SettingsTable.advice(for: word, among: Self.attributes)
                throw table.fault("style", "unknown attribute \"\(word)\"\(advice)")
            }
            attributes.insert(known.attribute)
        }
        for (attribute, name) in Style.Attributes.names {
            guard let isOn = try table.bool(name) else { continue }
            if isOn { attributes.insert(attribute) } else { attributes.remove(attribute) }
        }
        return attributes
    }
}
