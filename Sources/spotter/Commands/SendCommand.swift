import ArgumentParser
import Realtime

/// Publishes one message, for tests of an app and for scripts.
struct SendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Publish one message, as a client of the service.",
        usage: "spotter send TARGET --channel NAME --event NAME [DATA] [OPTIONS]",
        discussion: """
            DATA, after the target, is JSON text: '{"amount":5}', '"a text"'; - reads it from standard input (at most 1 MiB), and \
            without it {} is sent. What starts with a minus sign goes after --, as in: -- TARGET -5.

            Connects, subscribes to the channel (one at the most), publishes, and waits 2 seconds for a complaint, since most services confirm \
            nothing: silence counts as success. Nothing is printed then. Any warning of the service in that time counts as a refusal. \
            On Pusher only client-… events on private- and presence- channels can be sent, and the app must allow client events.

            --dry-run connects to nothing. It prints where the connection would go (without the URL's query and the values of \
            headers, which may be secret) and the publication as JSON; not the service's own frame around it, for most services decide \
            it only once they have greeted us.

            Exit status: 0 sent, 2 usage (also where the service takes nothing from clients), 3 could not connect, 4 refused, 5 \
            closed by the server, 124 --timeout, 130 and 143 after SIGINT and SIGTERM.
            """)

    @OptionGroup var feeds: FeedOptions

    @Option(help: "The event's name.")
    var event: String

    @Flag(help: "Connect to nothing; print what would be sent.")
    var dryRun = false

    @Option(help: "Exit with status 124 if not done after this time.")
    var timeout = Span(.seconds(15))

    func run() throws {
        guard feeds.targets.count <= 2 else {
            throw UsageError(
                "send: expected a target and its DATA, and there are \(feeds.targets.count) words; quote the DATA")
        }
        var target = feeds
        target.targets = Array(feeds.targets.prefix(1))
        let data = try SendData.json(feeds.targets.dropFirst().first)
        guard let feed = try FeedPlanner.plans(target).first else { return }
        let plan = try SendPlan(feed, event: event, data: data, timeout: timeout.duration, feeds.maxAttempts)
        if dryRun { return print(SendRehearsal.text(of: plan), terminator: "") }
        throw SendRun.run(plan)
    }
}
