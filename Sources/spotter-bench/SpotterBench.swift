import Dashboard
import Domain
import Glibc

/// Measures the budgets: CPU time, not wall time, and beside other programs in the same run where there are any.
///
/// `SPOTTER_PEERS` may name a folder with `peer_tail.js` (Node and its `ws` package) and `peer_tail.py` (Python with picows and orjson)
/// that print a mapped line for each message of a plain WebSocket, to be run on the same stream.
@main
struct SpotterBench {
    private static let messages = 500_000

    static func main() {
        do {
            if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "--drain" {
                return try Drain.run(port: CommandLine.arguments[2])
            }
            try throughput()
            try startUp()
            ModelBench.run()
        } catch {
            print("spotter-bench: \(error)")
            exit(1)
        }
    }

    // MARK: B1, B1r: from the socket to a line

    private static func throughput() throws {
        let blaster = try Blaster(mix: Mix(), messages: messages)
        let target = "pusher://KEY@127.0.0.1:\(blaster.port)?tls=false"
        let channels = Mix.channels.flatMap { ["--channel", $0] }
        let tail = [program("spotter"), "tail", target, "--max-attempts", "0"] + channels
        print("B1  socket to line, CPU µs a message, \(messages) messages")
        try report("spotter tail", tail)
        try report("spotter tail --format raw", tail + ["--format", "raw"])
        try report("recv loop, nothing else", [program("spotter-bench"), "--drain", String(blaster.port)])
        guard let peers = variable("SPOTTER_PEERS") else {
            print("    (no peers: set SPOTTER_PEERS to the folder of peer_tail.js and peer_tail.py)")
            return
        }
        let plain = "ws://127.0.0.1:\(blaster.port)"
        try report("node ws, same job", ["node", peers + "/peer_tail.js", plain])
        try report("picows + orjson, same job", ["python3", peers + "/peer_tail.py", plain])
    }

    private static func report(_ name: String, _ command: [String]) throws {
        let runs = try (0..<3).map { _ in try Child.run(command).cpu / Double(messages) * 1e6 }.sorted()
        print("    \(pad(name, 32)) \(fixed(runs[1], 2))   (\(fixed(runs[0], 2))…\(fixed(runs[2], 2)))")
    }

    // MARK: B6: start

    private static func startUp() throws {
        let runs = try (0..<20).map { _ in try Child.run([program("spotter"), "--version"]) }
        let walls = runs.map(\.wall).sorted()
        print("B6  spotter --version: \(fixed(walls[walls.count / 2] * 1e3, 1)) ms (median of 20, wall)")
    }

    // MARK: Small matters

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// A program built beside this one.
    private static func program(_ name: String) -> String {
        let own = CommandLine.arguments.first ?? ""
        guard let slash = own.lastIndex(of: "/") else { return name }
        return String(own[...slash]) + name
    }

    static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    static func fixed(_ value: Double, _ places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((value * scale).rounded())
        guard places > 0 else { return String(scaled) }
        let fraction = String(scaled % Int(scale))
        return "\(scaled / Int(scale))." + String(repeating: "0", count: places - fraction.count) + fraction
    }
}
