import Lines
import Realtime

/// What the targets of a command line stand for: feeds, and how the dashboard looks while they are watched.
///
/// What a feed says of itself counts before what a profile says for it, and that before the top of the file.
struct Selection {
    /// A feed with all that the configuration says for it.
    struct Choice {
        /// The feed's name in the configuration; `nil` for a URL.
        var name: String?
        var feed: Configuration.Feed
    }

    /// In the order of the targets; a configured feed once, however often it is named.
    private(set) var choices: [Choice] = []
    /// What the first profile that says something of it says, else the top of the file.
    private(set) var screen: Configuration.Screen
    private let configuration: Configuration

    /// What is watched when nothing is named.
    static let standardProfile = "default"

    init(_ targets: [String], _ configuration: Configuration) throws(UsageError) {
        self.configuration = configuration
        screen = Self.screen(for: targets, configuration)
        for target in try Self.targets(targets, configuration) { try choose(target) }
    }

    /// How the dashboard looks, whatever the targets' feeds are.
    static func screen(for targets: [String], _ configuration: Configuration) -> Configuration.Screen {
        let profiles = (targets.isEmpty ? [standardProfile] : targets).compactMap { configuration.profiles[$0] }
        return profiles.reversed().reduce(configuration.screen) { $1.screen.over($0) }
    }

    private static func targets(
        _ targets: [String], _ configuration: Configuration
    ) throws(UsageError) -> [String] {
        guard targets.isEmpty else { return targets }
        guard configuration.profiles[standardProfile] == nil else { return [standardProfile] }
        let known = configuration.targetNames
        let hint =
            known.isEmpty
            ? "e.g. pusher://KEY@eu (spotter config init writes a file to start from, and spotter demo needs none)"
            : "or one of the configured: \(known.joined(separator: ", ")) (a profile named \(standardProfile) needs no naming)"
        throw UsageError("nothing to connect to: expected a URL, \(hint)")
    }

    private mutating func choose(_ target: String) throws(UsageError) {
        if target.contains("://") { return add(Choice(feed: Configuration.Feed(url: target)), for: nil) }
        if let feed = configuration.feeds[target] { return add(Choice(name: target, feed: feed), for: nil) }
        guard let profile = configuration.profiles[target] else { throw unknown(target) }
        for name in profile.feeds {
            guard let feed = configuration.feeds[name] else { continue }
            add(Choice(name: name, feed: feed), for: profile)
        }
    }

    private mutating func add(_ choice: Choice, for profile: Configuration.Profile?) {
        guard choice.name == nil || !choices.contains(where: { $0.name == choice.name }) else { return }
        var choice = choice
        choice.feed.me = choice.feed.me ?? profile?.me ?? configuration.me
        choice.feed.link = choice.feed.link.over(profile?.link ?? Configuration.Link()).over(configuration.link)
        choices.append(choice)
    }

    private func unknown(_ name: String) -> UsageError {
        let known = configuration.targetNames
        if let nearest = Suggestion.nearest(to: name, among: known) {
            return UsageError("no feed or profile \"\(name)\" is configured; did you mean \"\(nearest)\"?")
        }
        let list = known.isEmpty ? "none is configured" : "configured: \(known.joined(separator: ", "))"
        return UsageError(
            "no feed or profile \"\(name)\" is configured (\(list)); a URL has a scheme, e.g. pusher://KEY@eu")
    }
}

extension Configuration {
    /// What can be named in the place of a URL.
    fileprivate var targetNames: [String] { (Array(feeds.keys) + Array(profiles.keys)).sorted() }
}
