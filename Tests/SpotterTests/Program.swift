import Foundation
import Testing

/// The built program, run as a person or a script runs it.
struct Program {
    struct Result {
        var status: Int32
        var output: String
        var errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// Beside the test bundle, where the build puts both.
    static let path: String = {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? own
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("spotter").path
    }()

    /// Runs to the end, `limit` seconds at the most (then it is killed, which the status shows).
    static func run(
        _ arguments: [String], environment: [String: String] = [:], limit: Double = 60
    ) throws -> Result {
        let running = try Running(arguments, environment: environment)
        return running.wait(limit: limit)
    }

    /// Runs a shell's command line, with the program as `$SPOTTER`.
    static func shell(_ command: String, limit: Double = 60) throws -> Result {
        try Running(["-c", command], executable: "/bin/bash", environment: ["SPOTTER": path]).wait(limit: limit)
    }
}

/// A program that is running.
final class Running {
    private let process = Process()
    private let output: Collector
    private let errors: Collector

    init(_ arguments: [String], executable: String = Program.path, environment: [String: String] = [:]) throws {
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        // Nothing of the developer's own settings may leak in.
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
        ].merging(environment) { $1 }
        let (out, err) = (Pipe(), Pipe())
        process.standardOutput = out
        process.standardError = err
        process.standardInput = FileHandle.nullDevice
        output = Collector(out.fileHandleForReading)
        errors = Collector(err.fileHandleForReading)
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Waits for a line that contains a text, and gives it out.
    func line(containing text: String, limit: Double = 20) throws -> String {
        try #require(output.first(limit: limit) { $0.contains(text) }, "no line with \(text) in:\n\(output.text)")
    }

    /// The same on standard error.
    func error(containing text: String, limit: Double = 20) throws -> String {
        try #require(errors.first(limit: limit) { $0.contains(text) }, "no line with \(text) in:\n\(errors.text)")
    }

    /// Waits for that many lines that contain a text.
    func lines(_ count: Int, containing text: String, limit: Double = 20) throws -> [String] {
        let found = output.wait(limit: limit) { lines in
            let fitting = lines.filter { $0.contains(text) }
            return fitting.count >= count ? fitting : nil
        }
        return try #require(found, "fewer than \(count) lines with \(text) in:\n\(output.text)")
    }

    /// The numbers of its open files, with what they are.
    func openFiles() throws -> [Int: String] {
        let folder = "/proc/\(process.processIdentifier)/fd/"
        var files: [Int: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard let number = Int(name) else { continue }
            files[number] = try? FileManager.default.destinationOfSymbolicLink(atPath: folder + name)
        }
        return files
    }

    /// How many files it may have open from now on; util-linux has the command.
    func allowFiles(_ count: Int) throws {
        let limiting = try Program.shell("prlimit --pid \(process.processIdentifier) --nofile=\(count):")
        try #require(limiting.status == 0, "\(limiting.errors)")
    }

    func send(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    /// Kills it and all that it has started: each program runs in a group of its own.
    func killAll() {
        kill(-process.processIdentifier, SIGKILL)
    }

    func wait(limit: Double = 60) -> Program.Result {
        let deadline = Date(timeIntervalSinceNow: limit)
        while process.isRunning, Date() < deadline { usleep(2_000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        output.finish()
        errors.finish()
        let status =
            process.terminationReason == .uncaughtSignal
            ? 128 + process.terminationStatus : process.terminationStatus
        return Program.Result(status: status, output: output.text, errors: errors.text)
    }
}

/// Gathers what comes out of a pipe, on a thread of its own.
private final class Collector: @unchecked Sendable {
    private let condition = NSCondition()
    private var bytes = Data()
    private var isAtEnd = false

    init(_ handle: FileHandle) {
        Thread.detachNewThread { [self] in
            while true {
                let part = handle.availableData
                condition.lock()
                if part.isEmpty { isAtEnd = true } else { bytes.append(part) }
                condition.broadcast()
                condition.unlock()
                if part.isEmpty { return }
            }
        }
    }

    var text: String {
        condition.withLock { String(decoding: bytes, as: UTF8.self) }
    }

    func finish() {
        condition.withLock { while !isAtEnd { condition.wait() } }
    }

    func first(limit: Double, where fits: (String) -> Bool) -> String? {
        wait(limit: limit) { $0.first(where: fits) }
    }

    /// Asks after each arrival until there is an answer, the end, or no more time.
    func wait<Answer>(limit: Double, for ask: ([String]) -> Answer?) -> Answer? {
        let deadline = Date(timeIntervalSinceNow: limit)
        condition.lock()
        defer { condition.unlock() }
        while true {
            let whole = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            if let answer = ask(whole.dropLast().map(String.init)) { return answer }
            guard !isAtEnd, condition.wait(until: deadline) else { return nil }
        }
    }
}
