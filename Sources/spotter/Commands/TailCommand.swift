public import ArgumentParser
public import Lines

/// What every command that prints lines lets one choose.
struct LineOptions: ParsableArguments {
    @Option(help: "jsonl (JSON lines), raw (the message text alone) or text (for people).")
    var format = LineFormat.jsonl

    @Flag(help: "Also print the connection's status.")
    var status = false

    @Flag(help: "Add each message's data as it came.")
    var raw = false

    @Option(help: "End after this many events.")
    var count: Int?

    @Option(help: "End after this time, e.g. 30s, 10m, 2h.")
    var duration: Span?

    @Option(help: "Exit with status 124 if not done after this time.")
    var timeout: Span?

    @Option(help: "End when no event has come for this long.")
    var idle: Span?

    @Option(help: "Only these kinds, separated by commas: bid,lot,ride …")
    var kind: String?

    @Option(help: "Only events whose name matches this pattern, e.g. 'bid.*'; may be repeated.")
    var event: [String] = []

    @Option(help: "Only lines that this holds for, e.g. 'bid.amount.minor >= 100000'.")
    var filter: String?

    @Option(help: "When standard output is slow: block the server, or drop-oldest and count.")
    var onSlow = LineOutput.SlowReader.block

    /// The first option given that means nothing without lines.
    var forLinesOnly: String? {
        let given: [(String, Bool)] = [
            ("--format", format != .jsonl), ("--status", status), ("--raw", raw), ("--count", count != nil),
            ("--timeout", timeout != nil), ("--idle", idle != nil), ("--kind", kind != nil),
            ("--event", !event.isEmpty),
            ("--filter", filter != nil), ("--on-slow", onSlow != .block),
        ]
        return given.first { $0.1 }?.0
    }
}

extension LineFormat: ExpressibleByArgument {}
extension LineOutput.SlowReader: ExpressibleByArgument {}

/// Subscribes and prints lines.
struct TailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail", abstract: "Subscribe, and print every event as a line of JSON.",
        discussion: """
            SIGHUP has the configuration read again; feeds that did not change keep their connection.

            Exit status: 0 done as asked, 2 usage, 3 no connection, 4 refused, 5 closed for good by the server, 6 continuity lost \
            (with --fail-on-gap), 124 --timeout, 130 and 143 after SIGINT and SIGTERM.
            """)

    @OptionGroup var feeds: FeedOptions
    @OptionGroup var lines: LineOptions

    func run() throws {
        let plan = try TailPlan(lines)
        let options = feeds
        throw TailRun.run(plan, try FeedPlanner.plans(options)) { () throws(UsageError) in
            try FeedPlanner.plans(options, isReload: true)
        }
    }
}
