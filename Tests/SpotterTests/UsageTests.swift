import Foundation
import Testing

/// Bad input gets one clear line and status 2.
struct UsageTests {
    @Test(arguments: [
        (["tail"], "nothing to connect to"),
        (
            ["tail", "pushr://KEY@eu", "--channel", "a"],
            "sse+http://); did you mean pusher://?"
        ),
        (["tail", "pusher://eu", "--channel", "a"], "app key"),
        (["tail", "pusher://KEY:SECRET@eu", "--channel", "a"], "--secret-file"),
        (["tail", "pusher://KEY@host:99999", "--channel", "a"], "port"),
        (["tail", "pusher://KEY@eu"], "--channel"),
        (["tail", "pusher://KEY@eu", "--channel", "a b"], "channel \"a b\""),
        (["tail", "pusher://KEY@eu", "--channel", "lots/17"], "lots/17"),
        (["tail", "house"], "no feed or profile \"house\" is configured"),
        (
            ["tail", "pusher://KEY@eu", "--channel", "a", "--secret-file", "/nonexistent/secret"],
            "/nonexistent/secret: cannot be read"
        ),
        (["tail", "pusher://KEY@eu", "--channel", "a", "--kind", "bids"], "bids"),
        (["tail", "pusher://KEY@eu", "--channel", "a", "--filter", "bid.amount >"], "column"),
        (["tail", "pusher://KEY@eu", "--channel", "a", "--count", "0"], "--count 0: expected 1 or more"),
        (["tail", "pusher://KEY@eu", "--channel", "a", "--duration", "soon"], "soon"),
        (["tail", "--chanel", "a"], "--chanel"),
        (
            ["tail", "pusher://KEY@eu", "--channel", "a", "--config", "/nonexistent.toml"],
            "/nonexistent.toml: cannot be read"
        ),
        (["serve", "--port", "70000"], "--port 70000: expected 0 to 65535"),
        (["demo", "--speed", "0"], "--speed"),
        (["watch", "pusher://KEY@eu", "--channel", "a"], "no terminal"),
        (["demo", "--count", "5"], "--count is for lines: add --json"),
        (["tial"], "no command is named \"tial\"; did you mean tail?"),
    ])
    func oneLineThatNamesTheFault(_ arguments: [String], _ expected: String) throws {
        let result = try Program.run(arguments)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains(expected), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        #expect(result.errors.hasPrefix("spotter: "))
    }

    @Test func aTypoInTheConfigurationIsPlacedAndCorrected() throws {
        let path = NSTemporaryDirectory() + "spotter-\(UUID().uuidString).toml"
        try "[feeds.house]\nurl = \"pusher://KEY@eu\"\n  chanels = [\"lots\"]\n".write(
            toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let result = try Program.run(["tail", "house", "--config", path])
        #expect(result.status == 2)
        #expect(
            result.errors
                == "spotter: \(path):3:3: feeds.house.chanels: unknown key \"chanels\"; did you mean \"channels\"?\n")
    }

    @Test(arguments: [
        ("ammount = \"x\"", "5:1: feeds.house.mapping.ammount: unknown key \"ammount\"; did you mean \"amount\"?"),
        ("kind = \"bids\"", "5:1: feeds.house.mapping.kind: kind = \"bids\": must be one of"),
    ])
    func aFaultInAMappingIsPlaced(_ line: String, _ expected: String) throws {
        let path = NSTemporaryDirectory() + "spotter-\(UUID().uuidString).toml"
        let text = "[feeds.house]\nurl = \"pusher://KEY@eu\"\n\n[[feeds.house.mapping]]\n\(line)\n"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let result = try Program.run(["tail", "house", "--config", path])
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("spotter: \(path):\(expected)"), "\(result.errors)")
    }

    @Test func aFullDiskIsSaid() throws {
        for command in ["demo --json --count 1", "schema"] {
            let result = try Program.shell("$SPOTTER \(command) >/dev/full")
            #expect(result.status == 1, "\(command)")
            #expect(result.errors.contains("cannot write to standard output"), "\(command): \(result.errors)")
        }
    }

    @Test func aSecretThatOthersCanReadIsWarnedOf() throws {
        let path = NSTemporaryDirectory() + "spotter-\(UUID().uuidString).secret"
        _ = FileManager.default.createFile(
            atPath: path, contents: Data("s3cret\n".utf8), attributes: [.posixPermissions: 0o644])
        defer { try? FileManager.default.removeItem(atPath: path) }
        let result = try Program.run([
            "tail", "pusher://KEY@127.0.0.1:1?tls=false", "--channel", "a", "--secret-file", path, "--max-attempts",
            "0",
        ])
        #expect(result.errors.contains("\(path): others can read this secret"))
        #expect(!result.errors.contains("s3cret"))
        #expect(result.status == 3)
    }

    @Test func closedStandardOutputIsSaid() throws {
        let result = try Program.shell("$SPOTTER demo --json >&-")
        #expect(result.status == 2)
        #expect(result.errors.contains("standard output is closed"))
    }

    @Test func aPortInUseIsNamed() throws {
        let first = try Running(["serve", "--port", "0"])
        let line = try first.line(containing: "listening on")
        let port = try #require(line.split(separator: ":").last.flatMap { $0.split(separator: ",").first })
        let second = try Program.run(["serve", "--port", String(port)])
        #expect(second.status == 2)
        #expect(second.errors.contains(port), "\(second.errors)")
        first.send(SIGTERM)
        #expect(first.wait().status == 143)
    }

    @Test func helpAndVersionSucceed() throws {
        #expect(try Program.run(["--version"]).status == 0)
        for command in ["tail", "watch", "demo", "serve", "schema", "protocols"] {
            let result = try Program.run([command, "--help"])
            #expect(result.status == 0)
            #expect(result.output.contains("USAGE: spotter \(command)"))
        }
    }

    @Test func theEnvironmentGivesOptions() throws {
        let result = try Program.run(
            ["tail", "pusher://KEY@eu"], environment: ["SPOTTER_CHANNEL": "a b/c", "SPOTTER_MAX_ATTEMPTS": "0"])
        #expect(result.status == 2)
        #expect(result.errors.contains("b/c"))
    }
}
