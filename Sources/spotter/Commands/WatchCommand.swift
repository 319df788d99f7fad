import ArgumentParser

/// Subscribes and shows the dashboard.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Subscribe, and show auctions, rides and notifications on a full screen.")

    @OptionGroup var feeds: FeedOptions

    func run() throws {
        try WatchRun.run(FeedPlanner.plans(feeds))
    }
}
