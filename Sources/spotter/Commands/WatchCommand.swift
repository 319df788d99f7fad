import ArgumentParser

/// Subscribes and shows the dashboard.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Subscribe, and show auctions, rides and notifications on a full screen.")

    @OptionGroup var feeds: FeedOptions

    @OptionGroup var screen: ScreenOptions

    func run() throws {
        let plan = try ScreenPlanner(screen, config: feeds.config).plan()
        try WatchRun.run(FeedPlanner.plans(feeds), on: plan)
    }
}
