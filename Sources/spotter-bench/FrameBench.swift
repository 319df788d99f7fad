/// B3: what a frame costs, by what it does, and how much of it is sent.
enum FrameBench {
    static func run(_ report: inout Report) throws {
        for vehicles in [10_000, 100_000] {
            report.begin(.frame, "a frame of 200×60, CPU: \(vehicles) vehicles on the map, 10000 lots, 500 rides")
            let terminal = try PseudoTerminal()
            let figures = try Probe.figures(["--frames", String(vehicles)], on: terminal)
            for part in ["arrange", "draw", "paint"] { report.add(part, figures[part] ?? .nan, "ms") }
            report.add("all", figures["all"] ?? .nan, "ms", limit: vehicles > 10_000 ? nil : 4)
            report.add("all, 99th percentile", figures["p99"] ?? .nan, "ms")
            let bytes = Double(terminal.count.bytes) / (figures["frames"] ?? .nan)
            report.add("sent to the terminal", bytes / 1e3, "kB")
        }
    }
}
