import Proxies
import Testing

/// What a proxy is asked for, what it answers, and what comes of it.
struct Asking: Sendable, CustomTestStringConvertible {
    var name: String
    var proxy: String
    var host: String
    var port: Int
    /// All that the proxy writes, whatever it is waiting for in between.
    var answer: [UInt8]
    /// All that is written to it, where that is looked at.
    var sent: [UInt8]?
    var outcome: ProxyTunnel.Progress

    init(
        _ name: String, _ proxy: String, to host: String = "example.com", port: Int = 443, answer: [UInt8],
        sent: [UInt8]? = nil, _ outcome: ProxyTunnel.Progress
    ) {
        (self.name, self.proxy, self.host, self.port) = (name, proxy, host, port)
        (self.answer, self.sent, self.outcome) = (answer, sent, outcome)
    }

    var testDescription: String { name }

    func tunnel() throws -> ProxyTunnel {
        try ProxyTunnel(through: try ProxyServer(url: proxy), to: host, port: port)
    }

    /// Feeds the answer in reads of these sizes, the rest in one more, and gives what was written and the outcome. Of an
    /// open way it is read to the end, so that `rest` does not depend on the reads.
    func run(reads: [Int]) throws -> (sent: [UInt8], outcome: ProxyTunnel.Progress) {
        var tunnel = try tunnel()
        var (sent, rest, left) = (tunnel.takeOutgoing(), [UInt8](), answer[...])
        var progress = ProxyTunnel.Progress.needMore
        for size in reads + [answer.count] where !left.isEmpty {
            progress = tunnel.receive(left.prefix(size))
            left = left.dropFirst(size)
            sent += tunnel.takeOutgoing()
            switch progress {
            case .needMore: break
            case .established(let more): rest += more
            case .failed: return (sent, progress)
            }
        }
        guard case .established = progress else { return (sent, progress) }
        return (sent, .established(rest: rest))
    }

    /// Runs it with the answer whole, byte by byte, and split once at every byte.
    func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let splits = [[], Array(repeating: 1, count: answer.count)] + (1..<max(2, answer.count)).map { [$0] }
        for reads in splits {
            let (written, came) = try run(reads: reads)
            let comment: Comment = "\(name), \(reads.count > 1 ? "byte by byte" : "split \(reads)")"
            #expect(came == outcome, comment, sourceLocation: sourceLocation)
            if let sent {
                #expect(written == sent, comment, sourceLocation: sourceLocation)
            }
        }
    }

    /// Wherever the transport ends before the answer is complete, that is the failure, and it stays.
    func checkEnds(sourceLocation: SourceLocation = #_sourceLocation) throws {
        for size in 0..<answer.count {
            var tunnel = try tunnel()
            let progress = tunnel.receive(answer.prefix(size))
            guard progress == .needMore else { return }
            #expect(tunnel.receiveEnd() == .failed(.endedEarly), "\(name), \(size)", sourceLocation: sourceLocation)
            #expect(tunnel.receive(answer.dropFirst(size)) == .failed(.endedEarly))
            #expect(tunnel.receiveEnd() == .failed(.endedEarly))
        }
    }
}

extension ProxyTunnel {
    mutating func receive(_ bytes: some Sequence<UInt8>) -> Progress {
        Array(bytes).withUnsafeBytes { receive($0) }
    }
}

/// Numbers that look random, the same in each run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
