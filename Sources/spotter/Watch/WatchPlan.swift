import Dashboard
import Transport

/// What the dashboard shows and how: everything that could be wrong with it has been checked.
struct WatchPlan: Sendable {
    var feeds: [FeedPlan]
    var screen: ScreenPlan

    /// - Parameter warn: told of what is not wrong but unwise.
    init(
        _ feeds: FeedOptions, _ screen: ScreenOptions, warn: @escaping (String) -> Void = StandardError.say
    ) throws(UsageError) {
        self.screen = try ScreenPlanner(screen, targets: feeds.targets, config: feeds.config).plan()
        self.feeds = try FeedPlanner.plans(feeds, warn: warn)
    }

    init(feeds: [FeedPlan], screen: ScreenPlan) {
        self.feeds = feeds
        self.screen = screen
    }

    /// Who the watcher is in each feed.
    var me: Identity {
        let names = feeds.compactMap { plan in plan.me.map { (plan.name, Set([$0])) } }
        return Identity(byFeed: Dictionary(names) { first, _ in first })
    }

    /// The feeds whose servers need not prove who they are.
    var unverified: Set<String> { Set(feeds.filter { !$0.link.tls.isVerified }.map(\.name)) }
}
