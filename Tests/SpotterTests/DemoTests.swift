import Foundation
import Testing

/// `spotter demo --json`: the whole program in one process.
struct DemoTests {
    @Test func equalSeedsGiveEqualEvents() throws {
        let arguments = ["demo", "--json", "--seed", "7", "--duration", "2s", "--speed", "5"]
        let (first, second) = (try Program.run(arguments), try Program.run(arguments))
        #expect(first.status == 0)
        let (one, other) = (first.lines.map(Self.withoutTimes), second.lines.map(Self.withoutTimes))
        #expect(one.count > 100)
        #expect(one == other)
        let another = try Program.run(["demo", "--json", "--seed", "8", "--duration", "2s", "--speed", "5"])
        #expect(another.lines.map(Self.withoutTimes) != one)
    }

    @Test func everyKindOfThingHappens() throws {
        let result = try Program.run(["demo", "--json", "--speed", "20", "--duration", "6s"])
        #expect(result.status == 0)
        for kind in ["notification", "lot", "bid", "vehicle", "ride", "presence"] {
            #expect(result.output.contains(#""kind":"\#(kind)""#), "no \(kind)")
        }
        #expect(result.output.contains(#""reassigned":{"#))
        #expect(!result.output.contains(#""kind":"message""#), "something was not understood")
        #expect(!result.output.contains(#""kind":"gap""#))
    }

    @Test(.enabled(if: Validator.isInstalled, "python3 with jsonschema is not installed"))
    func everyLineKeepsToTheSchema() throws {
        let lines = try Program.run(["demo", "--json", "--raw", "--status", "--speed", "20", "--duration", "3s"]).output
        #expect(try Validator.faults(in: lines, schema: try Program.run(["schema"]).output) == "")
    }

    /// Without a file left for a connection the server's own publisher cannot reach it, until it is allowed more.
    @Test(.enabled(if: (try? Program.shell("command -v prlimit").status) == 0, "there is no prlimit"))
    func thePlayGoesOnOncePublishingWorksAgain() throws {
        let files = try Self.filesOfServer()
        let server = try Running(
            ["-c", "ulimit -Sn \(files); exec $SPOTTER serve --port 0 --app-key key --demo"], executable: "/bin/bash",
            environment: ["SPOTTER": Program.path])
        let address = try server.line(containing: "spotter tail").split(separator: "'")[1]
        _ = try server.error(containing: "publishing failed, and is tried again: too many open files")
        // A second failure must not be told again.
        Thread.sleep(forTimeInterval: 2.5)
        try server.allowFiles(1_024)
        let tail = try Program.run(["tail", "\(address)", "--channel", "auction.design", "--count", "1"], limit: 30)
        #expect(tail.status == 0)
        #expect(tail.lines.count == 1)
        server.send(SIGTERM)
        let result = server.wait(limit: 10)
        #expect(result.status == 143)
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }

    /// How many files a server has open at rest, none beyond them.
    private static func filesOfServer() throws -> Int {
        let server = try Running(["serve", "--port", "0"])
        _ = try server.line(containing: "Watch from another terminal")
        // Its last ones are those by which it hears of INT and TERM.
        let deadline = ContinuousClock.now + .seconds(10)
        var files: [Int: String] = [:]
        repeat {
            files = try server.openFiles()
        } while files.values.count { $0.contains("signalfd") } < 2 && ContinuousClock.now < deadline
        server.send(SIGTERM)
        _ = server.wait(limit: 10)
        return try #require((0...).first { files[$0] == nil })
    }

    /// The line with every moment cut out.
    private static func withoutTimes(_ line: String) -> String {
        line.replacing(#/"\d{4}-\d\d-\d\dT[0-9:.]+Z"/#, with: "…")
    }
}

/// An independent judge of JSON Schema.
enum Validator {
    static var isInstalled: Bool {
        (try? Program.shell("python3 -c 'import jsonschema'").status) == 0
    }

    /// What is wrong with the first bad line; empty where all are good.
    static func faults(in lines: String, schema: String) throws -> String {
        let folder = NSTemporaryDirectory() + "spotter-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try lines.write(toFile: folder + "/lines", atomically: true, encoding: .utf8)
        try schema.write(toFile: folder + "/schema", atomically: true, encoding: .utf8)
        let script = """
            import json, jsonschema
            judge = jsonschema.Draft202012Validator(json.load(open("\(folder)/schema")))
            for line in open("\(folder)/lines"):
                for fault in judge.iter_errors(json.loads(line)):
                    print(line, fault.message, list(fault.absolute_path)); raise SystemExit
            """
        return try Running(["python3", "-c", script], executable: "/usr/bin/env").wait().output
    }
}
