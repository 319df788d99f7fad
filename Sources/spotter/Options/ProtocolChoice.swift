import Lines
import Realtime

/// Finds a protocol by what was typed.
enum ProtocolChoice {
    static func named(_ name: String) throws(UsageError) -> ProtocolEntry {
        if let entry = AdapterCatalog.entry(name: name) { return entry }
        let names = AdapterCatalog.all.map(\.name)
        let question = Suggestion.nearest(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
        throw UsageError("unknown protocol \(name) (known: \(names.joined(separator: ", ")))\(question)")
    }

    /// The protocol that the URL's scheme names; where none has that scheme, the one that the address is known by.
    static func entry(url: String) -> ProtocolEntry? {
        AdapterCatalog.entry(url: url) ?? Recognition.byAddress(url)?.entry
    }

    /// The protocol that was asked for, else the one that the URL names or is known by.
    ///
    /// - Returns: with it what the address is known as, where that is what names the protocol.
    static func of(
        _ feed: Configuration.Feed, _ options: FeedOptions
    ) throws(UsageError) -> (entry: ProtocolEntry, found: Recognition.Found?) {
        if let name = options.protocol ?? feed.protocol { return (try named(name), nil) }
        let hasChannels = !options.channel.isEmpty || !feed.channels.isEmpty
        guard let found = Recognition.byAddress(feed.url, hasChannels: hasChannels),
            try fits(found.entry, feed, options)
        else {
            return (try of(url: feed.url), nil)
        }
        return (found.entry, found)
    }

    /// Whether all settings that were given are that protocol's: those of another show that the other is meant.
    private static func fits(
        _ entry: ProtocolEntry, _ feed: Configuration.Feed, _ options: FeedOptions
    ) throws(UsageError) -> Bool {
        guard feed.values.isEmpty || self.entry(url: feed.url)?.name == entry.name else { return false }
        for text in options.set {
            let name = try SettingText.split(text).name
            guard entry.settings.contains(where: { $0.name == name }) else { return false }
        }
        return true
    }

    static func of(url: String) throws(UsageError) -> ProtocolEntry {
        if let entry = entry(url: url) { return entry }
        let schemes = AdapterCatalog.all.flatMap(\.schemes)
        let scheme = url.prefix { $0 != ":" }.lowercased()
        let known = schemes.map { $0 + "://" }.joined(separator: ", ")
        let nearest = Suggestion.nearest(to: scheme, among: schemes).map { "; did you mean \($0)://?" } ?? ""
        throw UsageError("unknown scheme \(scheme):// (known: \(known))\(nearest)")
    }
}

/// A protocol's own setting as it is typed: `--set NAME=VALUE`.
enum SettingText {
    static func split(_ text: String) throws(UsageError) -> (name: String, value: String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw UsageError("--set \(text): expected NAME=VALUE")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    /// What was typed for a protocol's settings; of what was typed twice, the last.
    static func values(
        _ texts: [String], of entry: ProtocolEntry
    ) throws(UsageError) -> [String: FeedSettings.Value] {
        var values: [String: FeedSettings.Value] = [:]
        for text in texts {
            let (name, value) = try split(text)
            guard let setting = entry.settings.first(where: { $0.name == name }) else {
                throw UsageError(unknown(name, of: entry))
            }
            do {
                values[name] = try setting.value(of: value)
            } catch {
                throw UsageError("--set: \(error)")
            }
        }
        return values
    }

    private static func unknown(_ name: String, of entry: ProtocolEntry) -> String {
        let names = entry.settings.map(\.name)
        guard !names.isEmpty else { return "--set \(name): \(entry.name) has no settings of its own" }
        let question = Suggestion.nearest(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
        return "--set \(name): \(entry.name) has no such setting (it has \(names.joined(separator: ", ")))\(question)"
    }
}
