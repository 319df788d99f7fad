import Dashboard
import Domain
import Glibc

/// B7: what a board holds when it is full, and after ten million events more.
enum MemoryBench {
    static func run(_ report: inout Report) throws {
        report.begin(.memory, "a full board: 100000 vehicles with trails, 10000 lots with ladders, 10000 notifications")
        let figures = try Probe.figures(["--memory"])
        let (full, later) = (figures["full"] ?? .nan, figures["later"] ?? .nan)
        report.add("memory", full, "MB", places: 1, limit: 150)
        report.add("memory, 10 million events later", later, "MB", places: 1, limit: 150)
        report.add("growth", later - full, "MB", places: 1, limit: 3)
    }
}

/// Fills a board, in a process of its own.
struct MemoryProbe {
    private var town = Town()
    private var board = Board()
    private var told = 0
    private let capacity = Capacity()

    static func run() {
        var probe = MemoryProbe()
        probe.say("filling")
        probe.fill()
        Probe.tell("full", Program.memory(of: "self") / 1e6)
        for million in 1...10 {
            probe.say("\(million) of 10 million more")
            for index in 0..<1_000_000 { probe.go(on: index) }
        }
        Probe.tell("later", Program.memory(of: "self") / 1e6)
    }

    private mutating func fill() {
        board.apply(town.statuses(at: now))
        for _ in 0..<capacity.trail { for vehicle in 0..<capacity.vehicles { take(town.fix(of: vehicle, at: now)) } }
        for lot in 0..<capacity.lots { take(town.lot(lot, at: now)) }
        for _ in 0..<capacity.prices { for lot in 0..<capacity.lots { take(town.bid(on: lot, at: now)) } }
        for _ in 0..<capacity.notices { take(town.notification(at: now)) }
        board.arrange(at: now)
    }

    private mutating func go(on index: Int) {
        switch index % 10 {
        case 0..<6: take(town.fix(of: told % capacity.vehicles, at: now))
        case 6..<9: take(town.bid(on: told % capacity.lots, at: now))
        default: take(town.notification(at: now))
        }
        if index % 10_000 == 0 { board.arrange(at: now) }
    }

    private mutating func take(_ envelope: Envelope) {
        board.apply(envelope)
        told += 1
    }

    /// A message each millisecond.
    private var now: Timestamp { Town.start + .milliseconds(told) }

    private func say(_ what: String) {
        let line = Array("    … \(what)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }
}
