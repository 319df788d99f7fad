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

    private static let topKeys = ["me", "feeds", "theme", "layout", "map", "map_symbols", "keys"]
    private static let feedKeys = [
        "url", "channels", "secret", "auth_endpoint", "auth_headers", "user_id", "user_info", "sign_in", "me",
        "mapping",
    ]
    private static let secretKeys = ["env", "file", "command"]
    private static let secretAdvice =
        "a secret is not written here: use { env = \"NAME\" }, { file = \"PATH\" } or { command = [\"…\"] }"

    private static func configuration(_ table: SettingsTable) throws(SettingsError) -> Configuration {
        try table.check(known: topKeys)
        var configuration = Configuration(me: try table.string("me"))
        configuration.screen = try ScreenSettings.read(table)
        guard let feeds = try table.table("feeds") else { return configuration }
        for name in feeds.keys {
            guard let feed = try feeds.table(name) else { continue }
            configuration.feeds[name] = try self.feed(feed)
        }
        return configuration
    }

    private static func feed(_ table: SettingsTable) throws(SettingsError) -> Configuration.Feed {
        try table.check(known: feedKeys)
        guard let url = try table.string("url") else {
            throw table.fault("a feed needs a url, e.g. url = \"pusher://KEY@eu\"")
        }
        var feed = Configuration.Feed(url: url)
        feed.channels = try table.strings("channels") ?? []
        feed.secret = try secret("secret", table)
        feed.authEndpoint = try table.string("auth_endpoint")
        feed.userID = try table.string("user_id")
        feed.userInfo = try table.string("user_info")
        feed.signsIn = try table.bool("sign_in") ?? false
        feed.me = try table.string("me")
        if let headers = try table.table("auth_headers") {
            for name in headers.keys {
                feed.authHeaders[name] = try header(name, headers)
            }
        }
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

    private static func secret(_ key: String, _ table: SettingsTable) throws(SettingsError) -> SecretSource? {
        guard let kind = table.kind(of: key) else { return nil }
        guard kind == .table, let source = try table.table(key) else { throw table.fault(key, secretAdvice) }
        try source.check(known: secretKeys)
        guard source.keys.count == 1 else { throw source.fault(secretAdvice) }
        if let name = try source.string("env") { return .environment(name) }
        if let file = try source.string("file") { return .file(file) }
        guard let command = try source.strings("command"), !command.isEmpty else { throw source.fault(secretAdvice) }
        return .command(command)
    }

    private static func header(_ name: String, _ table: SettingsTable) throws(SettingsError) -> SecretSource? {
        if table.kind(of: name) == .text, let text = try table.string(name) { return .literal(text) }
        return try secret(name, table)
    }
}
