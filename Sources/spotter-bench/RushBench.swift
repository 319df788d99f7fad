import Synchronization

/// B4: the dashboard under 20,000 messages a second, with somebody at the keys.
enum RushBench {
    private static let rate = 20_000.0
    private static let seconds = 15.0
    /// By then the memory is full of what is kept.
    private static let settled = 7.0
    /// The title of the notification that comes last.
    private static let lastWord = "Omega"

    static func run(_ report: inout Report) throws {
        report.begin(.rush, "spotter watch under \(Int(rate)) messages a second for \(Int(seconds)) s")
        let sent = Sent()
        let blaster = try Blaster { outlet in
            var mix = LiveMix()
            sent.begin()
            Metronome(rate: rate, seconds: seconds).run { _ in
                sent.count()
                return outlet.send(mix.next(at: Clock.wall))
            }
            outlet.send(LiveMix.notice(lastWord))
            sent.end()
        }
        let terminal = try PseudoTerminal()
        let program = try Program(
            [Program.path("spotter"), "watch", blaster.pusherURL] + Mix.options, output: .terminal(terminal))
        defer { program.stop() }
        terminal.drain()
        while sent.beganAt == nil { Clock.sleep(0.01) }
        var typist = Typist(at: terminal)
        Clock.sleep(0.5)
        var watch = Watch(program, terminal)
        typist.type(for: settled)
        let memory = program.memory
        typist.type(for: seconds - settled - 1.5)
        watch.end()
        let growth = program.memory - memory
        let behind = timeBehind(sent, terminal)
        report.add("messages sent", Double(sent.messages) / seconds, "/s", places: 0)
        watch.tell(&report)
        typist.tell(&report)
        report.add("memory", memory / 1e6, "MB", places: 1)
        report.add("growth of memory from then on", growth / 1e6, "MB", places: 1, limit: 3)
        report.add("last message sent to shown", behind * 1e3, "ms", places: 0, limit: 1_000)
    }

    /// Seconds from the end of sending until the last message is shown.
    private static func timeBehind(_ sent: Sent, _ terminal: PseudoTerminal) -> Double {
        let began = Clock.monotonic
        let shown = terminal.time(until: lastWord, within: 30) { while sent.endedAt == nil { Clock.sleep(0.001) } }
        guard let shown, let endedAt = sent.endedAt else { return .infinity }
        return began + shown - endedAt
    }

    /// How far the blaster is.
    private final class Sent: Sendable {
        private let state = Mutex((messages: 0, beganAt: Double?.none, endedAt: Double?.none))

        func begin() { state.withLock { $0.beganAt = Clock.monotonic } }
        func count() { state.withLock { $0.messages += 1 } }
        func end() { state.withLock { $0.endedAt = Clock.monotonic } }
        var messages: Int { state.withLock { $0.messages } }
        var beganAt: Double? { state.withLock { $0.beganAt } }
        var endedAt: Double? { state.withLock { $0.endedAt } }
    }
}
