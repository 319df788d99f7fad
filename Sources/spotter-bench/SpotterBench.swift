import Glibc

/// Measures the budgets: CPU time, not wall time, and beside other programs in the same run where there are any.
///
/// Names of budgets, such as `B3 B4`, run those alone. `SPOTTER_PEERS` may name a folder with `peer_tail.js` (Node and its `ws`
/// package) and `peer_tail.py` (Python with picows and orjson) that print a mapped line for each message of a plain WebSocket, to
/// be run on the same stream.
@main
struct SpotterBench {
    @MainActor
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            if try Probe.run(arguments) { return }
            let budgets = try arguments.map(budget)
            var report = Report()
            report.remarkLoad()
            for budget in budgets.isEmpty ? Budget.allCases : budgets { try budget.measure(&report) }
            report.summarise()
        } catch {
            print("spotter-bench: \(error)")
            exit(1)
        }
    }

    private static func budget(_ name: String) throws -> Budget {
        guard let budget = Budget(rawValue: name.uppercased()) else {
            let known = Budget.allCases.map(\.rawValue).joined(separator: ", ")
            throw BenchError("\(name): expected some of \(known)")
        }
        return budget
    }
}

/// What is measured, by the names that the budgets have.
enum Budget: String, CaseIterable {
    case throughput = "B1"
    case model = "B2"
    case frame = "B3"
    case rush = "B4"
    case idle = "B5"
    case start = "B6"
    case memory = "B7"
    case latency = "B8"
    case socket = "B10"

    func measure(_ report: inout Report) throws {
        switch self {
        case .throughput: try ThroughputBench.run(&report)
        case .model: ModelBench.run(&report)
        case .frame: try FrameBench.run(&report)
        case .rush: try RushBench.run(&report)
        case .idle: try IdleBench.run(&report)
        case .start: try StartBench.run(&report)
        case .memory: try MemoryBench.run(&report)
        case .latency: try LatencyBench.run(&report)
        case .socket: try SocketBench.run(&report)
        }
    }
}

struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
