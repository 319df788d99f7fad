import Foundation
import Testing

/// `spotter config`: the configuration file is found, started, checked and described.
struct ConfigCommandTests {
    /// A folder of its own for each test.
    private final class Folder {
        let path = NSTemporaryDirectory() + "spotter-\(UUID().uuidString)"

        init() throws {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func file(_ text: String) throws -> String {
            let file = path + "/config.toml"
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            return file
        }
    }

    // MARK: path

    @Test(arguments: [
        ([], [:], "/nonexistent/.config/spotter/config.toml\tmissing\tthe standard place"),
        ([], ["XDG_CONFIG_HOME": "/xdg"], "/xdg/spotter/config.toml\tmissing\tthe standard place"),
        ([], ["XDG_CONFIG_HOME": "/xdg", "SPOTTER_CONFIG": "/a.toml"], "/a.toml\tmissing\tfrom SPOTTER_CONFIG"),
        ([], ["SPOTTER_CONFIG": ""], "/nonexistent/.config/spotter/config.toml\tmissing\tthe standard place"),
        (["--config", "/b.toml"], ["SPOTTER_CONFIG": "/a.toml"], "/b.toml\tmissing\tfrom --config"),
        (["--config", "/dev/null"], [:], "/dev/null\texists\tfrom --config"),
    ])
    func aFlagBeatsTheEnvironmentAndTheEnvironmentTheStandardPlace(
        _ arguments: [String], _ environment: [String: String], _ expected: String
    ) throws {
        let result = try Program.run(["config", "path"] + arguments, environment: environment)
        #expect(result.status == 0)
        #expect(result.output == expected + "\n")
    }

    // MARK: init

    @Test func aStarterIsWrittenForItsOwnerOnly() throws {
        let folder = try Folder()
        let file = folder.path + "/new/spotter/config.toml"
        let environment = ["XDG_CONFIG_HOME": folder.path + "/new"]
        #expect(try Program.run(["config", "init"], environment: environment).status == 0)
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let check = try Program.run(["config", "check"], environment: environment)
        #expect(check.output == "\(file): 0 feeds, no faults\n", "\(check.errors)")
    }

    @Test func aFileThatIsThereIsLeftAsItIs() throws {
        let folder = try Folder()
        let file = try folder.file("me = \"7\"\n")
        let result = try Program.run(["config", "init", "--config", file])
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors == "spotter: \(file): there is one already, and it is left as it is\n")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "me = \"7\"\n")
    }

    @Test func theStarterIsRightWhenItsLinesAreTakenIntoForce() throws {
        let folder = try Folder()
        let file = folder.path + "/config.toml"
        #expect(try Program.run(["config", "init", "--config", file]).status == 0)
        let starter = try String(contentsOfFile: file, encoding: .utf8)
        let lines = starter.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("#") && !line.hasPrefix("# ") ? line.dropFirst() : line
        }
        let result = try Program.run(["config", "check", folder.file(lines.joined(separator: "\n"))])
        #expect(result.output == "\(file): 2 feeds, no faults\n", "\(result.errors)")
    }

    // MARK: check

    @Test(arguments: [
        ("[feeds.a]\nurl = \"pusher://KEY@eu\"\n chanels = []", ":3:2: feeds.a.chanels: unknown key"),
        ("me = ", ":1:"),
        ("[feeds.a]\nurl = \"pusher://KEY@eu\"\n\n[feeds.bad]\nurl = \"pusher://eu\"", ":4:1: feeds.bad: "),
        ("[feeds.a]\nurl = \"ably://main\"\nchannels = [\"x\"]\nrewind = \"soon\"", ":4:1: feeds.a.rewind: "),
        ("[feeds.a]\nurl = \"pusher://KEY@eu\"\nca = \"/nonexistent.pem\"", "/nonexistent.pem"),
        ("[feeds.a]\nurl = \"pusher://KEY@eu\"\nauth_endpoint = \"ftp://x\"", ":1:1: feeds.a: "),
    ])
    func aFaultIsPlaced(_ text: String, _ expected: String) throws {
        let folder = try Folder()
        let file = try folder.file(text)
        let result = try Program.run(["config", "check", file])
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.hasPrefix("spotter: \(file):") && result.errors.contains(expected), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }

    @Test func eachFeedsFaultIsSaid() throws {
        let folder = try Folder()
        let file = try folder.file("[feeds.a]\nurl = \"pusher://eu\"\n[feeds.b]\nurl = \"pusher://K@h:99999\"\n")
        let errors = try Program.run(["config", "check", "--config", file]).errors.split(separator: "\n")
        #expect(errors.count == 2)
        #expect(errors.first?.contains(":1:1: feeds.a: ") == true, "\(errors)")
        #expect(errors.last?.contains(":3:1: feeds.b: ") == true, "\(errors)")
    }

    @Test func noSecretIsFetchedForACheck() throws {
        let folder = try Folder()
        let ran = folder.path + "/ran"
        let command = "{ command = [\"/bin/sh\", \"-c\", \"touch \(ran)\"] }"
        let file = try folder.file(
            """
            proxy = \(command)
            [feeds.house]
            url = "pusher://KEY@eu"
            channels = ["private-encrypted-x"]
            secret = \(command)
            master_key = { env = "NOT_SET" }
            headers = { Authorization = { file = "/nonexistent" } }
            [feeds.ably]
            url = "ably://main"
            secret = \(command)
            cipher_key = \(command)
            [feeds.bearer]
            url = "sse+https://example.com/x"
            auth = "basic"
            secret = \(command)
            """)
        let result = try Program.run(["config", "check", file])
        #expect(result.output == "\(file): 3 feeds, no faults\n", "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: ran))
    }

    @Test func aFileThatIsMissingIsNamed() throws {
        let result = try Program.run(["config", "check", "/nonexistent.toml"])
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("spotter: /nonexistent.toml: cannot be read"))
    }

    // MARK: schema

    @Test func theSchemaKnowsWhatTheReaderKnows() throws {
        let result = try Program.run(["config", "schema"])
        #expect(result.status == 0)
        let schema = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        let top = try #require(schema?["properties"] as? [String: Any])
        let feed = try #require((schema?["$defs"] as? [String: Any])?["feed"] as? [String: Any])
        let common = try #require(feed["properties"] as? [String: Any])
        for (text, keys) in [("x_y_z = 1", top.keys), ("[feeds.a]\nx_y_z = 1", common.keys)] {
            let folder = try Folder()
            // With no key near to it, all that are known are listed.
            let errors = try Program.run(["config", "check", folder.file(text)]).errors
            let list = try #require(errors.split(separator: "known: ").last)
            let known = list.dropLast().split(separator: ", ").map(String.init)
            #expect(Set(known) == Set(keys), "\(errors)")
        }
        let conditions = try #require(feed["allOf"] as? [[String: Any]])
        let settings = conditions.compactMap { ($0["then"] as? [String: Any])?["properties"] as? [String: Any] }
        let cipher = settings.compactMap { $0["cipher_key"] as? [String: Any] }
        #expect(cipher.compactMap { $0["$ref"] as? String } == ["#/$defs/secret"])
        #expect(cipher.first?["description"] as? String != nil)
    }
}
