public import Settings

/// A theme file as it came: the format is described in `themes/dark.toml`.
public struct ThemeFile: Hashable, Sendable {
    /// The name by which it is chosen, which is the file's without its ending.
    public let name: String
    /// What to call the file in errors.
    public let path: String
    public let text: String

    public init(name: String, path: String, text: String) {
        self.name = name
        self.path = path
        self.text = text
    }

    /// What the file and the themes that it inherits from say together.
    ///
    /// - Parameter parent: the theme of that name.
    /// - Throws: the first fault, with its line.
    public func read(
        parent: (String) throws(SettingsError) -> ThemeDefinition
    ) throws(SettingsError) -> ThemeDefinition {
        let table = try SettingsTable(text, path: path)
        try table.check(known: ["name", "description", "appearance", "inherits", "palette", "roles"])
        // The file's name counts; one inside must at least be a text.
        _ = try table.string("name")
        var definition = try inherited(table, parent) ?? ThemeDefinition(name: name)
        definition.name = name
        if let description = try table.line("description") { definition.description = description }
        if let appearance = try appearance(table) { definition.appearance = appearance }
        if let palette = try table.table("palette") { try PaletteReader.read(palette, into: &definition.palette) }
        if let roles = try table.table("roles") {
            let reader = LookReader(palette: definition.palette)
            definition.looks.merge(try reader.looks(roles)) { $1 }
        }
        return definition
    }

    private func inherited(
        _ table: SettingsTable, _ parent: (String) throws(SettingsError) -> ThemeDefinition
    ) throws(SettingsError) -> ThemeDefinition? {
        guard let name = try table.string("inherits") else { return nil }
        do throws(SettingsError) {
            return try parent(name)
        } catch {
            // What is wrong in the parent's own file is told with its place there.
            throw error.path == nil ? table.fault("inherits", error.advice) : error
        }
    }

    private func appearance(_ table: SettingsTable) throws(SettingsError) -> ThemeDefinition.Appearance? {
        guard let word = try table.string("appearance") else { return nil }
        if let appearance = ThemeDefinition.Appearance(rawValue: word) { return appearance }
        throw table.fault("appearance", "expected \"dark\" or \"light\"")
    }
}
