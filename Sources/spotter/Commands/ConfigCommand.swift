import ArgumentParser

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Everything about the configuration file.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Find, start, check and describe the configuration file.",
        subcommands: [Path.self, Init.self, Check.self, Schema.self])

    /// Which file is meant.
    struct Place: ParsableArguments {
        @Option(help: "The configuration file, instead of ~/.config/spotter/config.toml.")
        var config: String?

        /// - Returns: the file, and what named it.
        func found(_ environment: [String: String]) throws(UsageError) -> (path: String, reason: String) {
            if let config { return (config, "from --config") }
            // As in a shell, an empty variable is one that is not set.
            if let path = environment["SPOTTER_CONFIG"], !path.isEmpty { return (path, "from SPOTTER_CONFIG") }
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

    /// Reads the file and plans each of its feeds.
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

    /// Prints the JSON Schema of the file.
    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "schema", abstract: "Print the JSON Schema of the configuration file, for editors.")

        func run() {
            print(ConfigurationSchema.document)
        }
    }
}
