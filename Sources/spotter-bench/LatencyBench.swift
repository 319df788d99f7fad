import Glibc

/// B8: from a message on the socket to its line on standard output, at 1,000 messages a second.
enum LatencyBench {
    private static let metronome = Metronome(rate: 1_000, seconds: 10)

    static func run(_ report: inout Report) throws {
        report.begin(.latency, "message sent to line read, \(Int(metronome.rate)) messages a second, wall time")
        let blaster = try Blaster { outlet in
            var mix = LiveMix()
            metronome.run { _ in
                outlet.send(mix.next(at: Clock.wall, mark: StampScanner.stamp(Clock.monotonic)))
            }
            outlet.end()
        }
        let tail = [Program.path("spotter"), "tail", blaster.pusherURL, "--max-attempts", "0"] + Mix.options
        let lines = try times(tail)
        guard lines.count > Int(metronome.rate * metronome.seconds) * 99 / 100 else {
            throw BenchError("of the messages only \(lines.count) came out")
        }
        add("spotter tail", lines, limit: 1, &report)
        add("recv and write", try times([Program.path("spotter-bench"), "--relay", String(blaster.port)]), &report)
    }

    /// The first second is told apart: a program that has just been started does some things for the first time.
    private static func add(_ name: String, _ times: [Double], limit: Double? = nil, _ report: inout Report) {
        let milliseconds = times.map { $0 * 1e3 }
        let warmUp = Int(metronome.rate)
        let warm = Distribution(Array(milliseconds.dropFirst(warmUp)))
        report.add("\(name), median", warm.median, "ms")
        report.add("\(name), 99th percentile", warm.percentile(99), "ms", limit: limit)
        report.add("\(name), 99.9th percentile", warm.percentile(99.9), "ms")
        report.add("\(name), most in the first second", Distribution(Array(milliseconds.prefix(warmUp))).most, "ms")
    }

    /// Seconds from sending to reading, of each message that a program prints.
    private static func times(_ command: [String]) throws -> [Double] {
        let pipe = try Pipe()
        let program = try Program(command, output: .descriptor(pipe.writing))
        pipe.closeWriting()
        var scanner = StampScanner()
        var times: [Double] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(pipe.reading, &buffer, buffer.count), count > 0 {
            let now = Clock.monotonic
            scanner.scan(buffer[..<count]) { times.append(now - $0) }
        }
        program.wait()
        return times
    }
}

/// Finds the times of sending in what a program prints, whatever stands around them.
struct StampScanner {
    /// How much of a stamp has been seen.
    private var matched = 0
    private var number = 0

    /// The word that stands for a time, which is in seconds.
    static func stamp(_ time: Double) -> String { "@\(Int(time * 1e9))@" }

    mutating func scan(_ bytes: ArraySlice<UInt8>, _ found: (Double) -> Void) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "@"):
                if matched > 8 {
                    found(Double(number) * 1e-9)
                    matched = 0
                } else {
                    (matched, number) = (1, 0)
                }
            case UInt8(ascii: "0")...UInt8(ascii: "9") where matched > 0 && matched < 19:
                matched += 1
                number = number * 10 + Int(byte - UInt8(ascii: "0"))
            default: matched = 0
            }
        }
    }
}
