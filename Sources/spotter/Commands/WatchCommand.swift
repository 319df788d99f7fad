import ArgumentParser

/// Subscribes and shows the dashboard.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Subscribe, and show auctions, rides and notifications on a full screen.")

    @OptionGroup var feeds: FeedOptions

    @OptionGroup var screen: ScreenOptions

    func run() throws {
        let (feeds, screen) = (feeds, screen)
        try WatchRun.run(WatchPlan(feeds, screen)) { () throws(UsageError) in
            // The screen is taken: what is unwise was told at the start, and insecure feeds have their banner.
            WatchPlan(
                feeds: try FeedPlanner.plans(feeds, isReload: true) { _ in },
                screen: try ScreenPlanner(screen, targets: feeds.targets, config: feeds.config).plan())
        }
    }
}
