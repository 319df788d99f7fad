import Glibc

/// What this program does when it has started itself, for a process and a terminal of its own. Figures come back through
/// descriptor 3, a line each.
enum Probe {
    static let results: CInt = 3

    /// - Returns: false where the arguments ask for something else.
    @MainActor
    static func run(_ arguments: [String]) throws -> Bool {
        switch arguments.first {
        case "--drain": try Drain.run(port: arguments.last ?? "", copies: false)
        case "--relay": try Drain.run(port: arguments.last ?? "", copies: true)
        case "--frames": try FrameProbe.run(vehicles: Int(arguments.last ?? "") ?? 0)
        case "--memory": MemoryProbe.run()
        case "--connections": ConnectionProbe.run()
        default: return false
        }
        return true
    }

    static func tell(_ name: String, _ value: Double) {
        let line = Array("\(name) \(value)\n".utf8)
        _ = write(results, line, line.count)
    }

    /// Starts this program with hidden arguments, and answers what it told.
    static func figures(_ arguments: [String], on terminal: PseudoTerminal? = nil) throws -> [String: Double] {
        let pipe = try Pipe()
        let output = terminal.map { Program.Output.terminal($0) } ?? .nowhere
        let program = try Program(
            [Program.path("spotter-bench")] + arguments, output: output, results: pipe.writing,
            showsErrors: terminal == nil)
        terminal?.drain()
        var figures: [String: Double] = [:]
        for line in String(decoding: pipe.readAll(), as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2 { figures[String(words[0])] = Double(words[1]) }
        }
        guard program.wait().status == 0 else { throw BenchError("\(arguments.joined(separator: " ")) has failed") }
        return figures
    }
}

/// A pipe to a program that is about to be started.
final class Pipe {
    let reading: CInt
    let writing: CInt

    init() throws {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw BenchError("no pipe: error \(errno)") }
        for end in ends { Program.keep(end) }
        (reading, writing) = (ends[0], ends[1])
    }

    private var isOpen = true

    /// Leaves the writing to the program, so that its end is the end of what can be read.
    func closeWriting() {
        if isOpen { close(writing) }
        isOpen = false
    }

    func readAll() -> [UInt8] {
        closeWriting()
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while case let count = read(reading, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    deinit {
        closeWriting()
        close(reading)
    }
}
