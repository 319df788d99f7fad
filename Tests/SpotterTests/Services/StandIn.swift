import Foundation
import Testing

/// A service, most often one of which nobody can run a server of their own, played by a program of `Tests/StandIns` until this is gone.
final class StandIn {
    enum Service: String {
        case ably, pubnub, piesocket
        /// Those that speak an open protocol.
        case open
    }

    let port: Int
    private let running: Running

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../StandIns")

    init(_ service: Service) throws {
        let script = Self.folder.appending(path: "\(service.rawValue).py").standardized.path
        // Without -B it would leave compiled copies among the sources.
        running = try Running(["python3", "-B", script], executable: "/usr/bin/env")
        let line = try running.line(containing: "listening on 127.0.0.1:")
        port = try #require(line.split(separator: ":").last.flatMap { Int($0) })
    }

    deinit {
        running.send(SIGKILL)
        _ = running.wait(limit: 10)
    }

    /// Tells the stand-in to do something, which it has done when this returns.
    ///
    /// - Parameter options: a JSON object.
    /// - Returns: what it answered.
    @discardableResult
    func tell(_ control: String, _ options: String = "{}") throws -> String {
        let head = """
            POST /control/\(control) HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: \(options.utf8.count)\r\n\
            Connection: close\r\n\r\n
            """
        let answer = try Backend.exchange(Array((head + options).utf8), port: port)
        try #require(answer.hasPrefix("HTTP/1.1 200"), "\(control) \(options): \(answer)")
        return answer
    }

    /// Cuts every connection, and does these controls, `["NAME",{…}]`, before anyone can be back.
    func cut(_ meanwhile: String...) throws {
        try tell("cut", #"{"meanwhile":[\#(meanwhile.joined(separator: ","))]}"#)
    }

    /// How many requests have come that have this in their method, path or query.
    func requests(with text: String) throws -> Int {
        try tell("seen").split(separator: "\"").count { $0.contains(text) }
    }
}

extension Running {
    /// Ends it as a supervisor would, which must not take long, and gives out what it printed.
    func terminate() -> Program.Result {
        let start = ContinuousClock.now
        send(SIGTERM)
        let result = wait(limit: 10)
        #expect(ContinuousClock.now - start < .seconds(1))
        #expect(result.status == 143)
        return result
    }
}

extension Program.Result {
    /// The texts of the messages, in the order in which they were printed.
    var messages: [String] {
        lines.compactMap { line in line.firstMatch(of: #/"message":{"data":"([^"]*)"}/#).map { String($0.1) } }
    }

    /// How many lines have this state of the connection or of a channel.
    func count(ofState state: String) -> Int {
        lines.count { $0.contains(#""state":"\#(state)""#) }
    }
}
