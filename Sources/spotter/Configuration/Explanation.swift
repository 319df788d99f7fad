import Realtime
import Settings

/// Says of each setting what it is and where that comes from: a flag, the environment, a line of the file, or nowhere.
struct Explanation {
    struct Row: Equatable {
        let key: String
        /// As TOML; a secret's place, never a secret.
        let value: String
        let origin: String
        let isStandard: Bool
    }

    /// One feed, or the dashboard.
    struct Section {
        let title: String
        let rows: [Row]
    }

    private(set) var sections: [Section] = []

    /// - Parameters:
    ///   - text: the file's, which has been read without fault; empty where there is none.
    ///   - origins: what of the options is typed, and what is the environment's.
    init(
        _ text: String, path: String, feeds options: FeedOptions, screen: ScreenOptions, origins: OptionOrigins
    ) throws(UsageError) {
        let configuration = try ConfigurationReader.read(text, path: path)
        let layers = try ConfigurationLayers(text, path: path)
        let targets = options.targets.isEmpty ? configuration.watchedByDefault : options.targets
        if !targets.isEmpty {
            for choice in try Selection(targets, configuration).choices {
                sections.append(try Self.section(choice, options, layers.feed(choice.name, by: targets), origins))
            }
        }
        var rows = ExplanationRows(given: screen.given, layers: layers.screen(by: targets), origins: origins)
        for key in ConfigurationKey.screen { rows.add(key) }
        rows.add(ConfigurationKey.keymap)
        sections.append(Section(title: "the dashboard", rows: rows.rows))
    }

    /// One feed, planned as far as that goes without its secrets.
    private static func section(
        _ choice: Selection.Choice, _ options: FeedOptions, _ layers: [ConfigurationLayers.Layer],
        _ origins: OptionOrigins
    ) throws(UsageError) -> Section {
        let (entry, found) = try ProtocolChoice.of(choice.feed, options)
        let given = options.given(origins.environment) + (try options.given(for: entry))
        var rows = ExplanationRows(given: given, layers: layers, origins: origins)
        if choice.name == nil {
            rows.add("url", SettingsTable.quoted(URLText.shown(choice.feed.url)), "the target")
        } else {
            rows.add(ConfigurationKey.url)
        }
        if choice.feed.protocol == nil, options.protocol == nil {
            rows.add("protocol", SettingsTable.quoted(entry.name), found == nil ? "by the URL" : "by the address")
        }
        if let found, !found.channels.isEmpty, choice.feed.channels.isEmpty, options.channel.isEmpty {
            rows.add("channels", SettingsTable.list(found.channels), "by the address")
        }
        for key in ConfigurationKey.feed + entry.settings.map({ ConfigurationKey($0) }) { rows.add(key) }
        return Section(title: "\(choice.name ?? entry.name): \(entry.service)", rows: rows.rows)
    }

    /// For people: what is set, and how much is not.
    func text(withStandard: Bool) -> String {
        let shown = sections.map { section in section.rows.filter { withStandard || !$0.isStandard } }
        let keyWidth = shown.joined().map(\.key.count).max() ?? 0
        let valueWidth = min(60, shown.joined().map(\.value.count).max() ?? 0)
        var lines: [String] = []
        for (section, rows) in zip(sections, shown) {
            lines += ["", section.title]
            for row in rows {
                lines.append("  \(row.key.padded(to: keyWidth))  \(row.value.padded(to: valueWidth))  \(row.origin)")
            }
            let rest = section.rows.count - rows.count
            if rest > 0 { lines.append("  \(rows.isEmpty ? "all" : "\(rest) more") by default; --all lists them") }
        }
        return lines.joined(separator: "\n")
    }
}

extension Configuration {
    /// What is explained when nothing is named: what would be watched, else all.
    fileprivate var watchedByDefault: [String] {
        profiles[Selection.standardProfile] == nil ? feeds.keys.sorted() : [Selection.standardProfile]
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }
}
