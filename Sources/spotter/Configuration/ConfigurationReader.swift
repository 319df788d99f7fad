import Lines
import Realtime
import TOMLKit

/// Reads a configuration, and says of the first thing that is wrong where it stands and what was expected.
struct ConfigurationReader {
    private let path: String
    private let locator: KeyLocator

    static func read(_ text: String, path: String) throws(UsageError) -> Configuration {
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let begin = error.source.begin
            throw UsageError("\(path):\(begin.line):\(begin.column): \(error.description)")
        } catch {
            throw UsageError("\(path): \(error)")
        }
        return try ConfigurationReader(path: path, locator: KeyLocator(text)).configuration(table)
    }

    private static let topKeys = ["me", "feeds"]
    private static let feedKeys = [
        "url", "channels", "secret", "auth_endpoint", "auth_headers", "user_id", "user_info", "sign_in", "me",
        "mapping",
    ]
    private static let secretKeys = ["env", "file", "command"]

    private func configuration(_ table: TOMLTable) throws(UsageError) -> Configuration {
        try check(table, Self.topKeys, [])
        var configuration = Configuration(me: try string("me", table, []))
        guard let feeds = try self.table("feeds", table, []) else { return configuration }
        for name in feeds.keys {
            guard let feed = try self.table(name, feeds, ["feeds"]) else { continue }
            configuration.feeds[name] = try self.feed(feed, ["feeds", name])
        }
        return configuration
    }

    private func feed(_ table: TOMLTable, _ path: [String]) throws(UsageError) -> Configuration.Feed {
        try check(table, Self.feedKeys, path)
        guard let url = try string("url", table, path) else {
            throw fault(path, "a feed needs a url, e.g. url = \"pusher://KEY@eu\"")
        }
        var feed = Configuration.Feed(url: url)
        feed.channels = try strings("channels", table, path) ?? []
        feed.secret = try secret("secret", table, path)
        feed.authEndpoint = try string("auth_endpoint", table, path)
        feed.userID = try string("user_id", table, path)
        feed.userInfo = try string("user_info", table, path)
        feed.signsIn = try bool("sign_in", table, path) ?? false
        feed.me = try string("me", table, path)
        if let headers = try self.table("auth_headers", table, path) {
            for name in headers.keys {
                feed.authHeaders[name] = try header(name, headers, path + ["auth_headers"])
            }
        }
        feed.mapping = try mapping(table, path)
        return feed
    }

    private func mapping(_ table: TOMLTable, _ path: [String]) throws(UsageError) -> [MappingRule] {
        let path = path + ["mapping"]
        guard let value = table["mapping"] else { return [] }
        guard let array = value.array else { throw fault(path, "expected [[\(path.joined(separator: "."))]] tables") }
        var rules: [MappingRule] = []
        for element in array {
            guard let rule = element.table else { throw fault(path, "expected a table") }
            rules.append(try self.rule(rule, path))
        }
        return rules
    }

    private func rule(_ table: TOMLTable, _ path: [String]) throws(UsageError) -> MappingRule {
        try check(table, MappingRule.keys, path)
        var fields: [(key: String, value: String)] = []
        for key in table.keys {
            guard let text = table[key]?.scalarText else {
                throw fault(path + [key], "expected a text, a number, true or false")
            }
            fields.append((key, text))
        }
        do {
            return try MappingRule.parse(fields: fields)
        } catch {
            throw fault(path + [error.key], "\(error)")
        }
    }

    // MARK: Values

    private func string(_ key: String, _ table: TOMLTable, _ path: [String]) throws(UsageError) -> String? {
        guard let value = table[key] else { return nil }
        guard let text = value.string else { throw fault(path + [key], "expected a text in quotes") }
        return text
    }

    private func bool(_ key: String, _ table: TOMLTable, _ path: [String]) throws(UsageError) -> Bool? {
        guard let value = table[key] else { return nil }
        guard let flag = value.bool else { throw fault(path + [key], "expected true or false") }
        return flag
    }

    private func strings(_ key: String, _ table: TOMLTable, _ path: [String]) throws(UsageError) -> [String]? {
        guard let value = table[key] else { return nil }
        guard let array = value.array else { throw fault(path + [key], "expected a list, e.g. [\"lots\"]") }
        var texts: [String] = []
        for element in array {
            guard let text = element.string else { throw fault(path + [key], "expected texts in quotes") }
            texts.append(text)
        }
        return texts
    }

    private func table(_ key: String, _ table: TOMLTable, _ path: [String]) throws(UsageError) -> TOMLTable? {
        guard let value = table[key] else { return nil }
        guard let inner = value.table else { throw fault(path + [key], "expected a table") }
        return inner
    }

    private func secret(_ key: String, _ table: TOMLTable, _ path: [String]) throws(UsageError) -> SecretSource? {
        guard table[key] != nil else { return nil }
        let place = path + [key]
        let advice =
            "a secret is not written here: use { env = \"NAME\" }, { file = \"PATH\" } or { command = [\"…\"] }"
        guard let source = table[key]?.table else { throw fault(place, advice) }
        try check(source, Self.secretKeys, place)
        guard source.keys.count == 1 else { throw fault(place, advice) }
        if let name = try string("env", source, place) { return .environment(name) }
        if let file = try string("file", source, place) { return .file(file) }
        guard let command = try strings("command", source, place), !command.isEmpty else { throw fault(place, advice) }
        return .command(command)
    }

    private func header(_ name: String, _ table: TOMLTable, _ path: [String]) throws(UsageError) -> SecretSource? {
        if let text = table[name]?.string { return .literal(text) }
        return try secret(name, table, path)
    }

    // MARK: Faults

    private func check(_ table: TOMLTable, _ known: [String], _ path: [String]) throws(UsageError) {
        for key in table.keys where !known.contains(key) {
            let nearest = Suggestion.nearest(to: key, among: known)
            let advice = nearest.map { "; did you mean \"\($0)\"?" } ?? "; known: \(known.joined(separator: ", "))"
            throw fault(path + [key], "unknown key \"\(key)\"\(advice)")
        }
    }

    private func fault(_ key: [String], _ text: String) -> UsageError {
        let place = locator.place(of: key).map { ":\($0.line):\($0.column)" } ?? ""
        return UsageError("\(path)\(place): \(key.joined(separator: ".")): \(text)")
    }
}

extension TOMLValueConvertible {
    /// A text, number or truth value as it would be written.
    fileprivate var scalarText: String? {
        if let string { return string }
        if let int { return String(int) }
        if let double { return String(double) }
        if let bool { return String(bool) }
        return nil
    }
}
