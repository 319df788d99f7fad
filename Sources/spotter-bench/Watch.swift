/// What a program on a terminal takes and shows in a stretch of time.
struct Watch {
    private struct Sample {
        let time = Clock.monotonic
        let cpu: Double
        let count: PseudoTerminal.Count
    }

    private let program: Program
    private let terminal: PseudoTerminal
    private let first: Sample
    private var last: Sample

    init(_ program: Program, _ terminal: PseudoTerminal) {
        self.program = program
        self.terminal = terminal
        first = Sample(cpu: program.cpu, count: terminal.count)
        last = first
    }

    mutating func end() {
        last = Sample(cpu: program.cpu, count: terminal.count)
    }

    private var seconds: Double { last.time - first.time }
    /// Of one core, 0 to the number of cores.
    var cores: Double { (last.cpu - first.cpu) / seconds }
    var bytesPerSecond: Double { Double(last.count.bytes - first.count.bytes) / seconds }
    var burstsPerSecond: Double { Double(last.count.bursts - first.count.bursts) / seconds }

    func tell(_ report: inout Report) {
        report.add("CPU", cores, "cores", limit: 1)
        report.add("frames", burstsPerSecond, "/s", places: 1, limit: 30.5)
        report.add("sent to the terminal", bytesPerSecond / 1e3, "kB/s", places: 1)
    }
}
