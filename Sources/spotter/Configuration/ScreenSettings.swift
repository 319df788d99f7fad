import Interface
import Lines
import Settings
import TUI

/// Reads what the configuration says of the dashboard.
enum ScreenSettings {
    static func read(_ table: SettingsTable) throws(SettingsError) -> Configuration.Screen {
        var screen = Configuration.Screen()
        screen.theme = try table.string("theme")
        screen.layout = try choice("layout", Preset.self, table)
        screen.mapSymbols = try choice("map_symbols", DotCanvas.Mode.self, table)
        screen.maps = try table.oneOrMore("map")
        if let keys = try table.table("keys") { screen.keymap = try keymap(keys) }
        return screen
    }

    private static func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ key: String, _ type: Choice.Type, _ table: SettingsTable
    ) throws(SettingsError) -> Choice? {
        guard let name = try table.string(key) else { return nil }
        guard let choice = Choice(rawValue: name) else {
            let advice = SettingsTable.advice(for: name, among: Choice.allCases.map(\.rawValue))
            throw table.fault(key, "\"\(name)\" is none that there is\(advice)")
        }
        return choice
    }

    /// `acknowledge = ["a", "<space>"]`; an empty list takes the command's keys away.
    private static func keymap(_ table: SettingsTable) throws(SettingsError) -> Keymap {
        try table.check(known: Command.allCases.map(\.rawValue))
        var own: [Command: [String]] = [:]
        for name in table.keys {
            guard let command = Command(rawValue: name) else { continue }
            own[command] = try table.oneOrMore(name)
        }
        do throws(KeymapError) {
            return try Keymap(rebinding: own)
        } catch {
            throw table.fault(error.key(among: own), "\(error)")
        }
    }
}

extension KeymapError {
    /// The line of the file that is to blame: what was rebound, not what had the key all along.
    fileprivate func key(among own: [Command: [String]]) -> String {
        switch self {
        case .noKey(_, let command): command.rawValue
        case .conflict(_, let first, let second): (own[second] != nil ? second : first).rawValue
        }
    }
}
