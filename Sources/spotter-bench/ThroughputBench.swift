import Glibc

/// B1, B1r: from the socket to a line.
enum ThroughputBench {
    private static let messages = 500_000
    /// What websocat's bare dump took where the budget was made, µs: stands in where there is none.
    private static let websocat = 1.17

    static func run(_ report: inout Report) throws {
        let blaster = try Blaster(mix: Mix(), messages: messages)
        let plain = "ws://127.0.0.1:\(blaster.port)"
        let tail = [Program.path("spotter"), "tail", blaster.pusherURL, "--max-attempts", "0"] + Mix.options
        report.begin(.throughput, "socket to line, CPU a message, \(messages) messages, the middle of three runs")
        let measured = try? cost(["websocat", "-B", "262144", "-u", plain]).median
        add("websocat's bare dump", measured.map { Distribution([$0]) }, &report)
        let floor = measured ?? websocat
        add("spotter tail", try cost(tail), limit: floor, &report)
        add("spotter tail --format raw", try cost(tail + ["--format", "raw"]), limit: floor / 3, &report)
        add(
            "recv loop, nothing else", try cost([Program.path("spotter-bench"), "--drain", String(blaster.port)]),
            &report)
        guard let peers = getenv("SPOTTER_PEERS").map({ String(cString: $0) }) else {
            return report.remark("no peers: set SPOTTER_PEERS to the folder of peer_tail.js and peer_tail.py")
        }
        add("node ws, same job", try cost(["node", peers + "/peer_tail.js", plain]), &report)
        add("picows + orjson, same job", try cost(["python3", peers + "/peer_tail.py", plain]), &report)
    }

    /// CPU µs a message.
    private static func cost(_ command: [String]) throws -> Distribution {
        Distribution(try (0..<3).map { _ in try Program(command).wait().cpu / Double(messages) * 1e6 })
    }

    private static func add(_ name: String, _ cost: Distribution?, limit: Double? = nil, _ report: inout Report) {
        guard let cost else { return report.remark("no \(name): \(Report.fixed(websocat, 2)) µs is taken for it") }
        let spread = "(\(Report.fixed(cost.least, 2))…\(Report.fixed(cost.most, 2)))"
        report.add(name, cost.median, "µs", limit: limit, note: spread)
    }
}

extension Mix {
    /// The command line's words for all channels.
    static var options: [String] { channels.flatMap { ["--channel", $0] } }
}
