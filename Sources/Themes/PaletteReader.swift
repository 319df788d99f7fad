import Settings
import TUI

/// Reads the colours that a theme has names for.
enum PaletteReader {
    static func read(_ table: SettingsTable, into palette: inout [String: Colour]) throws(SettingsError) {
        for name in table.keys {
            guard let text = try colourText(name, table) else { continue }
            guard let colour = Colour(text) else {
                throw table.fault(name, "\"\(text)\" is no colour: " + colourForms)
            }
            palette[name] = colour
        }
    }

    static let colourForms = "expected #rrggbb, #rgb, a name such as red or bright-blue, 0 to 255, or default"

    /// A colour may be written as a number without quotes.
    static func colourText(_ key: String, _ table: SettingsTable) throws(SettingsError) -> String? {
        guard table.kind(of: key) == .integer else { return try table.string(key) }
        return try table.integer(key, in: 0...255).map { String($0) }
    }
}
