import ArgumentParser
import Interface
import Themes

/// Lists the themes, and the roles that a theme gives a look.
struct ThemesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "themes", abstract: "List the dashboard's themes.",
        discussion: """
            A theme of your own is a file in the folder themes beside the configuration file, such as ~/.config/spotter/themes/mine.toml; \
            it can inherit from any of these.
            """)

    @Flag(help: "List the roles that a theme can give a look, and what each is for.")
    var roles = false

    @Option(help: "The configuration file, instead of ~/.config/spotter/config.toml.")
    var config: String?

    func run() throws {
        guard !roles else { return printRoles() }
        let folder = ConfigurationFile.folder(config, Environment.all)
        let catalog = ThemeCatalog(own: ThemeFolder.files(folder))
        var hasFault = false
        for name in catalog.names {
            guard let entry = catalog.entry(name) else { continue }
            if let fault = entry.fault {
                hasFault = true
                StandardError.say("\(fault)")
                continue
            }
            let own = entry.isOwn ? " (your own)" : ""
            print("\(pad(name, 18)) \(pad(entry.appearance.rawValue, 6)) \(entry.description)\(own)")
        }
        if hasFault { throw ExitStatus.usage }
    }

    private func printRoles() {
        for role in Theme.Role.allCases {
            let parent = role.parent.map(\.rawValue) ?? "–"
            print("\(pad(role.rawValue, 22)) \(pad(parent, 20)) \(role.meaning)")
        }
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
