import ArgumentParser
import JSON

/// Lets every option be given as `SPOTTER_<NAME>` too: what the command line lacks is added to it.
///
/// Which options there are comes from the parser's own description of the command, so there is no second list to keep.
enum EnvironmentOptions {
    /// - Returns: the arguments, with those of the environment after the command's name.
    static func complete(
        _ arguments: [String], _ environment: [String: String], for commands: [any ParsableCommand.Type]
    ) -> [String] {
        guard environment.keys.contains(where: { $0.hasPrefix("SPOTTER_") }),
            let name = arguments.first, let command = commands.first(where: { $0._commandName == name })
        else { return arguments }
        let subcommands = command.configuration.subcommands
        guard subcommands.isEmpty else {
            return [name] + complete(Array(arguments.dropFirst()), environment, for: subcommands)
        }
        let given = Set(arguments.filter { $0.hasPrefix("--") }.map { String($0.prefix { $0 != "=" }) })
        var added: [String] = []
        for option in options(of: command) where !given.contains("--" + option.name) {
            if let alias = option.short, arguments.contains("-" + alias) { continue }
            if option.isFlag, given.contains("--" + opposite(of: option.name)) { continue }
            if let rival = rivals[option.name], given.contains("--" + rival) { continue }
            guard let value = environment[variable(for: option.name)] else { continue }
            // A flag may be meant by two variables, and is given once.
            added += words(for: option, value).filter { !option.isFlag || !added.contains($0) }
        }
        return [name] + added + arguments.dropFirst()
    }

    /// Options whose variables have no say where another option is typed, which stands in their place.
    private static let rivals = ["secret-file": "secret-command", "secret-command": "secret-file", "key": "cert"]

    /// Whether the command's option stands among the arguments of the program, so that the environment has no say in it.
    static func isTyped(
        _ name: String, of command: any ParsableCommand.Type, in arguments: [String] = CommandLine.arguments
    ) -> Bool {
        let short = options(of: command).first { $0.name == name }?.short.map { "-" + $0 }
        return arguments.contains { $0 == "--" + name || $0.hasPrefix("--\(name)=") || $0 == short }
    }

    /// `--max-attempts` is `SPOTTER_MAX_ATTEMPTS`.
    static func variable(for option: String) -> String {
        "SPOTTER_" + option.uppercased().replacing("-", with: "_")
    }

    /// The variable that an option comes from which is not typed: for `--no-insecure` perhaps `SPOTTER_INSECURE=0`.
    static func variable(behind option: String, _ environment: [String: String]) -> String {
        let own = variable(for: option)
        guard option.hasPrefix("no-"), environment[own]?.isEmpty ?? true || environment[own].map(isNo) ?? false else {
            return own
        }
        let denied = variable(for: opposite(of: option))
        return environment[denied].map(isNo) ?? false ? denied : own
    }

    private static func isNo(_ value: String) -> Bool { ["0", "false", "no", "off"].contains(value.lowercased()) }

    /// `--compress` is `--no-compress`, and the other way round.
    private static func opposite(of flag: String) -> String {
        flag.hasPrefix("no-") ? String(flag.dropFirst(3)) : "no-" + flag
    }

    /// The value's name of those options that take a whole line. Others that may be repeated take words.
    static let lineValue = "line"

    struct Option: Equatable {
        var name: String
        var short: String?
        var isFlag: Bool
        /// Whether the flag is one of two, and this is not the one that begins with `no-`.
        var canBeDenied = false
        var isRepeating: Bool
        var takesLine: Bool
    }

    /// The command's options with long names.
    static func options(of command: any ParsableCommand.Type) -> [Option] {
        let options = try? JSONDocument().read(command._dumpHelp()) { root in
            root["command"]?["arguments"]?.elements.flatMap(self.options) ?? []
        }
        let names = Set(options?.map(\.name) ?? [])
        return (options ?? []).map { option in
            var option = option
            // The description has a flag and its opposite apart.
            option.canBeDenied = option.isFlag && names.contains("no-" + option.name)
            return option
        }
    }

    /// One by each of its long names.
    private static func options(_ description: JSONValue) -> [Option] {
        guard let kind = description["kind"]?.string, kind == "option" || kind == "flag" else { return [] }
        var (long, short): ([String], String?) = ([], nil)
        for name in description["names"]?.elements.map({ $0 }) ?? [] {
            guard let kind = name["kind"]?.string?.string, let text = name["name"]?.string?.string else { continue }
            if kind == "long" { long.append(text) } else { short = text }
        }
        return long.filter { $0 != "help" && $0 != "version" }.map { name in
            Option(
                name: name, short: short, isFlag: kind == "flag",
                isRepeating: description["isRepeating"]?.bool ?? false,
                takesLine: description["valueName"]?.string?.string == lineValue)
        }
    }

    private static func words(for option: Option, _ value: String) -> [String] {
        // As in a shell, an empty variable is one that is not set.
        guard !value.isEmpty else { return [] }
        let name = "--" + option.name
        if option.isFlag {
            guard isNo(value) else { return [name] }
            return option.canBeDenied ? ["--" + opposite(of: option.name)] : []
        }
        guard option.isRepeating else { return [name + "=" + value] }
        return value.split { $0.isNewline || $0 == " " && !option.takesLine }.map { name + "=" + $0 }
    }
}
