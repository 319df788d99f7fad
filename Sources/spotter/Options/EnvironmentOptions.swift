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
        let given = Set(arguments.filter { $0.hasPrefix("--") }.map { String($0.prefix { $0 != "=" }) })
        var added: [String] = []
        for option in options(of: command) where !given.contains("--" + option.name) {
            if let alias = option.short, arguments.contains("-" + alias) { continue }
            if option.isFlag, given.contains("--" + opposite(of: option.name)) { continue }
            guard let value = environment[variable(for: option.name)] else { continue }
            added += words(for: option, value)
        }
        return [name] + added + arguments.dropFirst()
    }

    /// `--max-attempts` is `SPOTTER_MAX_ATTEMPTS`.
    static func variable(for option: String) -> String {
        "SPOTTER_" + option.uppercased().replacing("-", with: "_")
    }

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
        var isRepeating: Bool
        var takesLine: Bool
    }

    /// The command's options with long names.
    static func options(of command: any ParsableCommand.Type) -> [Option] {
        let options = try? JSONDocument().read(command._dumpHelp()) { root in
            root["command"]?["arguments"]?.elements.compactMap(option) ?? []
        }
        return options ?? []
    }

    private static func option(_ description: JSONValue) -> Option? {
        guard let kind = description["kind"]?.string, kind == "option" || kind == "flag" else { return nil }
        var names: [String: String] = [:]
        for name in description["names"]?.elements.map({ $0 }) ?? [] {
            guard let kind = name["kind"]?.string?.string, let text = name["name"]?.string?.string else { continue }
            names[kind] = text
        }
        guard let long = names["long"], long != "help", long != "version" else { return nil }
        return Option(
            name: long, short: names["short"], isFlag: kind == "flag",
            isRepeating: description["isRepeating"]?.bool ?? false,
            takesLine: description["valueName"]?.string?.string == lineValue)
    }

    private static func words(for option: Option, _ value: String) -> [String] {
        // As in a shell, an empty variable is one that is not set.
        guard !value.isEmpty else { return [] }
        let name = "--" + option.name
        if option.isFlag { return ["0", "false", "no", "off"].contains(value.lowercased()) ? [] : [name] }
        guard option.isRepeating else { return [name + "=" + value] }
        return value.split { $0.isNewline || $0 == " " && !option.takesLine }.map { name + "=" + $0 }
    }
}
