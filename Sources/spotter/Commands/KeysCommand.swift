import ArgumentParser
import Interface

/// Lists what can be bound to a key, and to which keys it is bound.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "List the dashboard's commands and their keys.",
        discussion: """
            Other keys go into the configuration file, by the names in the first column, for example

              [keys]
              acknowledge = ["a", "<space>"]
              snooze = []
            """)

    @Option(help: "The configuration file, instead of ~/.config/spotter/config.toml.")
    var config: String?

    @Flag(help: "Print a Markdown table.")
    var markdown = false

    func run() throws {
        let keymap = try ConfigurationFile.load(config, Environment.all).screen.keymap ?? .standard
        print(markdown ? CommandList.markdown(keymap) : CommandList.text(keymap))
    }
}
