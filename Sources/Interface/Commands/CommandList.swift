/// The table of commands in writing, for the terminal and for the README.
public enum CommandList {
    /// A line a command, under the title of its group.
    public static func text(_ keymap: Keymap) -> String {
        lines(keymap, title: { [$0] }) { name, keys, help in
            "  \(pad(name, 18)) \(pad(keys.joined(separator: " "), 18)) \(help)"
        }
    }

    /// A Markdown table a group.
    public static func markdown(_ keymap: Keymap) -> String {
        lines(keymap, title: { ["", "**\($0)**", "", "| command | keys | what it does |", "|---|---|---|"] }) {
            name, keys, help in
            "| `\(name)` | \(keys.map { "`\($0)`" }.joined(separator: " ")) | \(help) |"
        }
    }

    private static func lines(
        _ keymap: Keymap, title: (String) -> [String],
        line: (_ name: String, _ keys: [String], _ help: String) -> String
    ) -> String {
        Command.Group.allCases.flatMap { group in
            title(group.rawValue)
                + Command.table.filter { $0.group == group }.map { entry in
                    line(entry.command.rawValue, keymap.keys(of: entry.command), entry.help)
                }
        }.joined(separator: "\n")
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
