import ArgumentParser

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Everything about the configuration file.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Find, start, check, explain and describe the configuration file.",
        subcommands: [Path.self, Init.self, Check.self, Explain.self, Schema.self])

    /// Which file is meant.
    struct Place: ParsableArguments {
        @Option(help: "The configuration file, instead of ~/.config/spotter/config.toml.")
        var config: String?

        /// - Returns: the file, and what named it.
        func found(_ environment: [String: String]) throws(UsageError) -> (path: String, reason: String) {
            try Self.found(config, environment)
        }

        static func found(
            _ config: String?, _ environment: [String: String]
        ) throws(UsageError) -> (path: String, reason: String) {
            if let config {
                let isTyped = EnvironmentOptions.isTyped("config", of: Path.self)
                return (config, isTyped ? "from --config" : "from SPOTTER_CONFIG")
            }
            guard let path = ConfigurationFile.standardPath(environment) else {
                throw UsageError("neither HOME nor XDG_CONFIG_HOME is set: give --config FILE")
            }
            return (path, "the standard place")
        }
    }

    /// Says where the configuration is looked for.
    struct Path: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "path", abstract: "Print where the configuration is looked for, and whether it is there.",
            discussion: "One line, its parts separated by tabs: the path, exists or missing, and what says so.")

        @OptionGroup var place: Place

        func run() throws {
            let (path, reason) = try place.found(Environment.all)
            print("\(path)\t\(access(path, F_OK) == 0 ? "exists" : "missing")\t\(reason)")
        }
    }

    /// Writes a file to start from.
    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "init", abstract: "Write a configuration to start from, with all of it commented out.",
            discussion: "A file that is there already is left as it is (status 2).")

        @OptionGroup var place: Place

        func run() throws {
            let path = try place.found(Environment.all).path
            try StarterFile.write(to: path)
            print("\(path): written")
        }
    }

    /// Reads the file and plans each of its feeds and profiles.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Say what is wrong with the configuration, with line and column.",
            discussion: "Nothing is connected to, and no secret is fetched. Exit status: 0 no faults, 2 a fault.")

        @Argument(help: "The file, in the place of the one that spotter config path prints.")
        var file: String?

        @OptionGroup var place: Place

        func run() throws {
            let path = try file ?? place.found(Environment.all).path
            let check = try ConfigurationCheck(TextFile.read(path), path: path)
            guard check.faults.isEmpty else {
                for fault in check.faults { StandardError.say(fault) }
                throw ExitStatus.usage
            }
            print("\(path): \(check.feedCount) \(check.feedCount == 1 ? "feed" : "feeds"), no faults")
        }
    }

    /// Says where each value comes from.
    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "explain", abstract: "Say of each setting what it is, and where that comes from.",
            usage: "spotter config explain [TARGET…] [OPTIONS]",
            discussion: """
                Give it the words that you would give spotter watch. A flag counts before the environment, that before the feed's own table \
                in the file, that before the profile's, and that before the top of the file. Without a TARGET all feeds are explained, or those \
                of the profile named default. Nothing is connected to, no secret is fetched and none is shown.
                """)

        @OptionGroup var feeds: FeedOptions

        @OptionGroup var screen: ScreenOptions

        @Flag(help: "Also list what nothing speaks of, with its default.")
        var all = false

        func run() throws {
            let (path, reason) = try Place.found(feeds.config, Environment.all)
            let isThere = feeds.config != nil || access(path, F_OK) == 0
            let explanation = try Explanation(
                isThere ? TextFile.read(path) : "", path: path, feeds: feeds, screen: screen,
                origins: OptionOrigins(environment: Environment.all) {
                    EnvironmentOptions.isTyped($0, of: Self.self)
                })
            print("\(path) (\(isThere ? reason : "missing"))")
            print(explanation.text(withStandard: all))
        }
    }

    /// Prints the JSON Schema of the file.
    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "schema", abstract: "Print the JSON Schema of the configuration file, for editors.")

        func run() {
            print(ConfigurationSchema.document)
        }
    }
}
