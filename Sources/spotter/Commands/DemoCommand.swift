import ArgumentParser
import Domain
import Server
import World

/// A whole small city and an auction house on one machine.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Watch a simulated auction house and city: no account, no network.",
        discussion: """
            Starts the embedded server on a free loopback port, plays a simulated world into it through its signed HTTP API, and subscribes \
            to it over a real WebSocket. All figures are invented; the streets are Helsinki's, © OpenStreetMap contributors.
            """)

    @Flag(help: "Print JSON lines instead of the dashboard.")
    var json = false

    @Option(help: "Repeat a world exactly.")
    var seed: UInt64 = 1

    @Option(help: "How much faster than ours the world's clock runs, 0.1 to 100.")
    var speed: Double = 1

    @OptionGroup var screen: ScreenOptions

    @OptionGroup var lines: LineOptions

    func run() throws {
        guard speed >= 0.1, speed <= 100 else { throw UsageError("--speed \(speed): expected 0.1 to 100") }
        if !json, let option = lines.forLinesOnly { throw UsageError("\(option) is for lines: add --json") }
        var plan = try TailPlan(lines)
        // The world's own clock ends the run, so that equal seeds print equal events.
        let length = plan.duration.map { .seconds($0.inSeconds * speed) as Duration }
        plan.duration = nil
        var configuration = ServerConfiguration(application: .madeUp())
        // Whoever pipes the demo into a slow program wants its lines, not to be cut off as a slow reader.
        configuration.limits.outbound = 256 << 20
        let server = try RunningServer(configuration)
        defer { server.stop() }
        let house = DemoHouse(
            application: server.application, address: Address(host: "127.0.0.1", port: server.port), seed: seed,
            speed: speed, length: length)
        // A line on standard error would spoil the screen, which shows by itself that nothing comes.
        let play: FeedLoop.Companion = { [json] eventLoop in
            DemoPlay(house: house, eventLoop: eventLoop) { if json { StandardError.say($0) } }
        }
        guard !json else { throw TailRun.run(plan, [house.plan], beside: play) }
        let look = try ScreenPlanner(screen, targets: [], config: nil).plan()
        try WatchRun.run(WatchPlan(feeds: [house.plan], screen: look), beside: play)
    }
}
