import Foundation
import Testing

/// `spotter tail` at a server of the tests.
enum Tail {
    /// Runs until the server's event has come, or there is none.
    ///
    /// - Parameter attempts: how often it may try again; `nil` is as often as it wants to.
    static func once(
        _ url: String, _ options: [String] = [], environment: [String: String] = [:], attempts: Int? = 0,
        limit: Double = 15
    ) throws -> Program.Result {
        let limits = attempts.map { ["--max-attempts", String($0)] } ?? []
        return try Program.run(
            ["tail", url, "--channel", "a", "--count", "1"] + limits + options, environment: environment, limit: limit)
    }

    /// Starts it, with a line for each change of the connection.
    static func start(
        _ url: String, _ options: [String] = [], environment: [String: String] = [:]
    ) throws -> Running {
        try Running(["tail", url, "--channel", "a", "--status"] + options, environment: environment)
    }
}

extension Program.Result {
    /// Whether the server's event came.
    var hasConnected: Bool { status == 0 && output.contains(#""event":"\#(LinkServer.event)""#) }

    /// What was said on standard error, without the line break.
    var complaint: String { errors.hasSuffix("\n") ? String(errors.dropLast()) : errors }
}

/// A file that is gone with the test.
final class TemporaryFile {
    let path: String

    init(_ text: String, mode: Int = 0o600) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "spotter-test-\(UUID().uuidString)").path
        let isMade = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
        try #require(isMade, "no file can be made at \(path)")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
