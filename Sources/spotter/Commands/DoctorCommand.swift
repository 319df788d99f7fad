import ArgumentParser
import Diagnosis

/// Examines the way to a service, step by step.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Find out why a service cannot be reached, and what to do about it.",
        discussion: """
            Walks the whole way once: name, connection, proxy, TLS, the WebSocket's opening, the service's greeting, each channel's \
            subscription and a first message; with times, and with advice where something is wrong. Without a channel it stops at the \
            greeting.

            Exit status: 0 everything works, 2 usage, 3 no connection came about, 4 refused (by a proxy, the server or the service), 5 \
            closed by the service, 124 no answer within --timeout, 130 and 143 after SIGINT and SIGTERM.
            """)

    @OptionGroup var feeds: FeedOptions

    @Flag(help: "Print one JSON object instead of a report for people.")
    var json = false

    @Option(help: "How long to wait for a first message; 0 does not wait.")
    var wait = Span(.seconds(5))

    @Option(help: "How long everything may take that must be answered.")
    var timeout = Span(.seconds(30))

    func run() throws {
        let plans = try FeedPlanner.plans(feeds, needsChannel: false)
        guard let feed = plans.first, plans.count == 1 else {
            throw UsageError("doctor examines one target at a time, and there are \(plans.count)")
        }
        throw DoctorRun.run(DoctorPlan(feed, target: feeds.targets[0], self))
    }
}
