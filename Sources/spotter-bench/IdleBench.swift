/// B5: the dashboard while nothing comes and the clocks tick.
enum IdleBench {
    private static let seconds = 20.0

    static func run(_ report: inout Report) throws {
        report.begin(.idle, "spotter watch, connected, nothing comes for \(Int(seconds)) s")
        let blaster = try Blaster { outlet in
            var mix = LiveMix()
            for _ in 0..<1_000 { outlet.send(mix.next(at: Clock.wall)) }
        }
        let terminal = try PseudoTerminal()
        let program = try Program(
            [Program.path("spotter"), "watch", blaster.pusherURL] + Mix.options, output: .terminal(terminal))
        defer { program.stop() }
        terminal.drain()
        Clock.sleep(3)
        var watch = Watch(program, terminal)
        Clock.sleep(seconds)
        watch.end()
        report.add("CPU", watch.cores * 100, "%", limit: 0.5)
        report.add("sent to the terminal", watch.bytesPerSecond / 1e3, "kB/s", limit: 1)
        report.add("frames", watch.burstsPerSecond, "/s", places: 1)
    }
}
