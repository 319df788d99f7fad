import Realtime
import Settings

/// Reads a configuration, and says of the first thing that is wrong where it stands and what was expected.
enum ConfigurationReader {
    static func read(_ text: String, path: String) throws(UsageError) -> Configuration {
        do throws(SettingsError) {
            return try configuration(SettingsTable(text, path: path))
        } catch {
            throw UsageError(error.description)
        }
    }

    private static let topKeys = ConfigurationKey.top.map(\.name)
    private static let feedKeys = ConfigurationKey.feed.map(\.name)

    private static func configuration(_ table: SettingsTable) throws(SettingsError) -> Configuration {
        try table.check(known: topKeys)
        var configuration = Configuration(me: try table.string("me"))
        configuration.screen = try ScreenSettings.read(table)
        configuration.link = try LinkSettings.read(table)
        if let feeds = try table.table("feeds") {
            for name in feeds.keys {
                guard let feed = try feeds.table(name) else { continue }
                configuration.feeds[name] = try self.feed(feed)
            }
        }
        guard let profiles = try table.table("profiles") else { return configuration }
        for name in profiles.keys {
            guard let profile = try profiles.table(name) else { continue }
            guard configuration.feeds[name] == nil else {
                throw profiles.fault(name, "a feed has this name too: spotter watch \(name) could mean either")
            }
            configuration.profiles[name] = try self.profile(profile, among: configuration.feeds.keys.sorted())
        }
        return configuration
    }

    private static func profile(
        _ table: SettingsTable, among known: [String]
    ) throws(SettingsError) -> Configuration.Profile {
        try table.check(known: ConfigurationKey.profile.map(\.name))
        guard let feeds = try table.strings("feeds"), !feeds.isEmpty else {
            throw table.fault("a profile names its feeds, e.g. feeds = [\"house\"]")
        }
        if let unknown = feeds.first(where: { !known.contains($0) }) {
            let advice = known.isEmpty ? "; none is configured" : SettingsTable.advice(for: unknown, among: known)
            throw table.fault("feeds", "no feed \"\(unknown)\" is configured\(advice)")
        }
        var profile = Configuration.Profile(feeds: feeds, me: try table.string("me"))
        profile.screen = try ScreenSettings.read(table)
        profile.link = try LinkSettings.read(table)
        return profile
    }

    private static func feed(_ table: SettingsTable) throws(SettingsError) -> Configuration.Feed {
        guard let url = try table.string("url") else {
            // A misspelt key is the likelier mistake.
            try table.check(known: feedKeys)
            throw table.fault("a feed needs a url, e.g. url = \"pusher://KEY@eu\"")
        }
        var feed = Configuration.Feed(url: url)
        let entry = try ProtocolSettings.entry(of: url, table)
        feed.protocol = try table.string("protocol")
        try table.check(known: feedKeys + entry.settings.map(\.name))
        feed.values = try ProtocolSettings.read(entry, table)
        feed.channels = try table.strings("channels") ?? []
        feed.secret = try table.secret("secret")
        feed.authEndpoint = try table.string("auth_endpoint")
        feed.userID = try table.string("user_id")
        feed.userInfo = try table.string("user_info")
        feed.signsIn = try table.bool("sign_in")
        feed.me = try table.string("me")
        feed.authHeaders = try table.headers("auth_headers")
        feed.link = try LinkSettings.read(table)
        for rule in try table.tables("mapping") {
            feed.mapping.append(try self.rule(rule))
        }
        return feed
    }

    private static func rule(_ table: SettingsTable) throws(SettingsError) -> MappingRule {
        try table.check(known: MappingRule.keys)
        var fields: [(key: String, value: String)] = []
        for key in table.keys {
            guard let text = try table.scalar(key) else { continue }
            fields.append((key, text))
        }
        do {
            return try MappingRule.parse(fields: fields)
        } catch {
            throw table.fault(error.key, "\(error)")
        }
    }
}
