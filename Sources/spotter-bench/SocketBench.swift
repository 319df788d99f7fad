import WebSocket

/// B10: the WebSocket core alone: no socket, no JSON.
enum SocketBench {
    private static let rounds = 200
    /// Bytes of text of the rows in kB.
    private static let size = 60_000

    static func run(_ report: inout Report) throws {
        report.begin(.socket, "the WebSocket core, CPU")
        let mix = Mix()
        frames(mix, &report)
        for (name, text) in [("ASCII", "lot 17 "), ("Cyrillic", "Привет, "), ("CJK", "東京都の天気"), ("emoji", "🐎🚗🎉")] {
            utf8(name, text, &report)
        }
        sending(mix, &report)
        compression(mix, &report)
        let figures = try Probe.figures(["--connections"])
        for (name, key) in [
            ("one idle connection", "plain"), ("compression agreed on, not used", "agreed"),
            ("compression used both ways", "used"),
        ] { report.add("memory, \(name)", (figures[key] ?? .nan) / 1e3, "kB", places: 1) }
    }

    private static func frames(_ mix: Mix, _ report: inout Report) {
        var connection = Connection(role: .client, maskingKeys: FixedKeys())
        var bytes = mix.block
        let seconds = cost { receive(&bytes, &connection) }
        let mean = mix.messages.reduce(0) { $0 + $1.count } / Mix.blockCount
        let each = seconds / Double(rounds * Mix.blockCount) * 1e6
        report.add("a frame of \(mean) bytes, nothing else", each, "µs", places: 3, limit: 0.15)
    }

    private static func utf8(_ name: String, _ text: String, _ report: inout Report) {
        var connection = Connection(role: .client, maskingKeys: FixedKeys())
        var bytes = Mix.frame(Array(String(repeating: text, count: size / text.utf8.count).utf8))
        add("text checked, \(name)", bytes: bytes.count, cost { receive(&bytes, &connection) }, &report)
    }

    private static func sending(_ mix: Mix, _ report: inout Report) {
        var connection = Connection(role: .client, maskingKeys: FixedKeys())
        let large = [UInt8](repeating: 0x61, count: size)
        add("sent with a mask", bytes: size, cost { send([large], &connection) }, &report)
        let each = cost { send(mix.messages, &connection) } / Double(rounds * Mix.blockCount)
        report.add("a message of the mix sent with a mask", each * 1e6, "µs", places: 3)
    }

    private static func compression(_ mix: Mix, _ report: inout Report) {
        var server = Connection.server(compression: DeflateParameters())
        for message in mix.messages { server.send(text: message) }
        var bytes = server.takeOutgoing()
        // What came last is what the first of the next round refers to, so each round is the server's first.
        let inflating = cost {
            var client = Connection(role: .client, maskingKeys: FixedKeys(), compression: DeflateParameters())
            receive(&bytes, &client)
        }
        let each = 1e6 / Double(rounds * Mix.blockCount)
        let note = "\(bytes.count / Mix.blockCount) bytes on the wire"
        report.add("a message of the mix inflated", inflating * each, "µs", note: note)
        var client = Connection(role: .client, maskingKeys: FixedKeys(), compression: DeflateParameters())
        report.add("a message of the mix deflated", cost { send(mix.messages, &client) } * each, "µs")
    }

    private static func receive(_ bytes: inout [UInt8], _ connection: inout Connection) {
        bytes.withUnsafeMutableBytes { connection.receive($0) { _ in } }
    }

    private static func send(_ messages: [[UInt8]], _ connection: inout Connection) {
        for message in messages { message.withUnsafeBytes { connection.send(text: $0) } }
        connection.drainOutgoing { _ in }
    }

    /// Seconds of all rounds.
    private static func cost(_ round: () -> Void) -> Double {
        let began = Clock.ownCPU
        for _ in 0..<rounds { round() }
        return Clock.ownCPU - began
    }

    /// The budget is 2 GB a second.
    private static func add(_ name: String, bytes: Int, _ seconds: Double, _ report: inout Report) {
        let total = Double(bytes * rounds)
        let rate = Report.fixed(total / seconds / 1e9, 1)
        report.add(name, seconds / total * 1e9 * 1e3, "ns/kB", places: 0, limit: 500, note: "\(rate) GB/s")
    }
}

/// Keys that cost nothing.
private struct FixedKeys: MaskingKeys {
    func next() -> UInt32 { 0x37FA_213D }
}

/// What connections hold, in a process of its own.
struct ConnectionProbe {
    private static let count = 1_000

    static func run() {
        let mix = Mix()
        var server = Connection.server(compression: DeflateParameters())
        for message in mix.messages { server.send(text: message) }
        var bytes = server.takeOutgoing()
        var held: [[Connection]] = []
        for (name, compression, isUsed) in [
            ("plain", nil, false), ("agreed", DeflateParameters(), false), ("used", DeflateParameters(), true),
        ] {
            let before = Program.memory(of: "self")
            held.append((0..<count).map { _ in connection(compression, isUsed ? mix.messages[0] : [], &bytes) })
            Probe.tell(name, (Program.memory(of: "self") - before) / Double(count))
        }
        withExtendedLifetime(held) {}
    }

    /// - Parameter message: sent once `bytes` are received, if there is one.
    private static func connection(
        _ compression: DeflateParameters?, _ message: [UInt8], _ bytes: inout [UInt8]
    ) -> Connection {
        var connection = Connection(role: .client, maskingKeys: FixedKeys(), compression: compression)
        guard !message.isEmpty else { return connection }
        bytes.withUnsafeMutableBytes { connection.receive($0) { _ in } }
        connection.send(text: message)
        connection.drainOutgoing { _ in }
        return connection
    }
}
