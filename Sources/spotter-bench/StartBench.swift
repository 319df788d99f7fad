/// B6: from the start to the first word, and to the first frame.
enum StartBench {
    static func run(_ report: inout Report) throws {
        report.begin(.start, "start, wall time, the middle of 20 and of 5")
        let versions = try (0..<20).map { _ in try Program([Program.path("spotter"), "--version"]).wait().wall }
        report.add("spotter --version", Distribution(versions).median * 1e3, "ms", places: 1, limit: 20)
        let frames = try (0..<5).map { _ in try firstFrame() }
        report.add("first frame of spotter demo", Distribution(frames).median * 1e3, "ms", places: 1, limit: 150)
    }

    private static func firstFrame() throws -> Double {
        let terminal = try PseudoTerminal()
        var program: Program?
        let time = try terminal.time(until: "spotter", within: 10) {
            program = try Program([Program.path("spotter"), "demo"], output: .terminal(terminal))
            terminal.drain()
        }
        program?.stop()
        guard let time else { throw BenchError("spotter demo has shown nothing") }
        return time
    }
}
