import ArgumentParser
import Realtime

/// Publishes one message, for tests of an app and for scripts.
struct SendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Publish one message, through the service's HTTP API or as a client.",
        usage: "spotter send TARGET --channel NAME --event NAME [DATA] [OPTIONS]",
        discussion: """
            DATA, after the target, is JSON text: '{"amount":5}', '"a text"'; - reads it from standard input (at most 1 MiB), and \
            without it {} is sent. What starts with a minus sign goes after --, as in: -- TARGET -5.

            Where what the service's HTTP API wants is set, the message goes there: one request, nothing is subscribed to, and the answer \
            is definite. Pusher wants the app's secret and --set app_id=ID (then any event on any channel can be sent); Ably a key, over \
            TLS, or a token; PubNub --set publish_key=KEY; PieSocket the API secret, over TLS. The message's id is printed where the \
            service tells one. Nothing is tried twice, and --header-file and the like are for connections only.

            Otherwise it goes as a client's: connects, subscribes to the channel (one at the most), publishes, and waits 2 seconds for a \
            complaint, since most services confirm nothing: silence counts as success. Nothing is printed then. Any warning of the service \
            in that time counts as a refusal. On Pusher only client-… events on private- and presence- channels can be sent, and the app \
            must allow client events.

            --dry-run connects to nothing. For the API it prints the request with *** in the place of secrets and the signature, and \
            of header fields the names. For a connection it prints where it would go (without the URL's query and the values of \
            headers, which may be secret) and the publication as JSON; not the service's own frame around it, for most services decide \
            it only once they have greeted us.

            Exit status: 0 sent, 2 usage (also where the service takes nothing from clients), 3 could not connect or the service is in \
            trouble, 4 refused, 5 closed by the server, 124 --timeout, 130 and 143 after SIGINT and SIGTERM.
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
        let plans = try FeedPlanner.plans(target)
        guard let feed = plans.first, plans.count == 1 else {
            throw UsageError("send publishes to one feed, and there are \(plans.count)")
        }
        let plan = try SendPlan(feed, event: event, data: data, timeout: timeout.duration, feeds.maxAttempts)
        if dryRun { return print(SendRehearsal.text(of: plan), terminator: "") }
        switch plan.way {
        case .client: throw SendRun.run(plan)
        case .backend(let publisher): throw BackendSendRun.run(plan, by: publisher)
        }
    }
}
