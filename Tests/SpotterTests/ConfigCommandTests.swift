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

    private static let profile = "[feeds.a]\nurl = \"pusher://KEY@eu\"\n[profiles.p]\nfeeds = [\"a\"]\n"

    @Test(arguments: [
        ("[feeds.a]\nurl = \"pusher://KEY@eu\"\n chanels = []", ":3:2: feeds.a.chanels: unknown key"),
        ("me = ", ":1:"),
        ("[feeds.a]\nurl = \"pusher://KEY@eu\"\n\n[feeds.bad]\nurl = \"pusher://eu\"", ":4:1: feeds.bad: "),
        ("[feeds.a]\nurl = \"ably://main\"\nchannels = [\"x\"]\nrewind = \"soon\"", ":4:1: feeds.a.rewind: "),
        ("[feeds.a]\nurl = \"pusher://KEY@eu\"\nca = \"/nonexistent.pem\"", "/nonexistent.pem"),
        (
            "[feeds.a]\nurl = \"pusher://KEY@eu\"\nauth_endpoint = \"ftp://x\"",
            ":3:1: feeds.a.auth_endpoint: expected http"
        ),
        (
            "[feeds.a]\nurl = \"pusher://KEY@eu\"\n[profiles.a]\nfeeds = [\"a\"]",
            ":3:1: profiles.a: a feed has this name"
        ),
        ("[profiles.x]\ntheme = \"dark\"", ":1:1: profiles.x: a profile names its feeds"),
        (
            "[feeds.house]\nurl = \"pusher://KEY@eu\"\n[profiles.x]\nfeeds = [\"hosue\"]",
            ":4:1: profiles.x.feeds: no feed \"hosue\" is configured; did you mean \"house\"?"
        ),
        ("[profiles.x]\nfeeds = [\"a\"]", ":2:1: profiles.x.feeds: no feed \"a\" is configured; none is"),
        ("[feeds.a]\nurl = \"pusher://KEY@eu\"\n[profiles.x]\nfeed = [\"a\"]", "did you mean \"feeds\"?"),
        (profile + "origin = \"bad\"", ":5:1: profiles.p.origin: \"bad\": expected https://HOST[:PORT]"),
        (profile + "ca = \"/none.pem\"", ":5:1: profiles.p.ca: /none.pem cannot be read"),
        (profile + "theme = \"nrod\"", ":5:1: profiles.p.theme: no theme is named \"nrod\"; did you mean \"nord\"?"),
        (profile + "map = \"/none.geojson\"", ":5:1: profiles.p.map: /none.geojson: cannot be read"),
        ("theme = \"nope\"\n" + profile, ":1:1: theme: no theme is named \"nope\""),
        ("origin = \"bad\"\n" + profile, ":1:1: origin: \"bad\": expected https://HOST[:PORT]"),
        ("map = \"/none.geojson\"", ":1:1: map: /none.geojson: cannot be read"),
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

    @Test func whatIsWrongWithAProfileIsSaidBesideItsFeeds() throws {
        let folder = try Folder()
        let file = try folder.file(
            """
            [feeds.bad]
            url = "pusher://eu"
            [feeds.good]
            url = "pusher://KEY@eu"
            [profiles.p]
            feeds = ["bad", "good"]
            origin = "bad"
            theme = "nope"
            """)
        let errors = try Program.run(["config", "check", file]).errors.split(separator: "\n")
        #expect(errors.count == 3, "\(errors)")
        for place in [":1:1: feeds.bad: ", ":7:1: profiles.p.origin: ", ":8:1: profiles.p.theme: "] {
            #expect(errors.contains { $0.hasPrefix("spotter: \(file)\(place)") }, "\(place) in \(errors)")
        }
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

    // MARK: explain

    private static let explained = """
        me = "paddle 42"
        theme = "nord"
        headers = { X-Tenant = "7", Authorization = { file = "/etc/token" } }
        cert = "/etc/ours.pem"
        key = "/etc/ours.key"

        [feeds.house]
        url = "sse+https://example.com/lots?token=hush"
        headers = { x-tenant = "8" }
        cert = "/etc/theirs.pem"
        [[feeds.house.mapping]]
        kind = "bid"

        [feeds.buses]
        url = "pusher://KEY@eu"
        secret = { env = "BUS_SECRET" }

        [profiles.default]
        feeds = ["house"]
        connect_timeout = 5
        layout = "auctions"

        """

    @Test func explainSaysWhereEachValueComesFrom() throws {
        let folder = try Folder()
        let file = try folder.file(Self.explained)
        let result = try Program.run(
            ["config", "explain", "--config", file, "-c", "x", "--no-insecure"],
            environment: ["SPOTTER_CHANNEL": "y", "SPOTTER_MAP_SYMBOLS": "ascii"])
        #expect(
            result.output == """
                \(file) (from --config)

                house: Server-Sent Events
                  url                    "sse+https://example.com/lots?…"  line 8
                  protocol               "sse"                             by the URL
                  channels               ["x"]                             --channel
                  me                     "paddle 42"                       line 1
                  mapping                1 rule                            line 11
                  headers.x-tenant       a text                            line 9
                  headers.Authorization  { file = "/etc/token" }           line 3
                  cert                   "/etc/theirs.pem"                 line 10
                  insecure               false                             --no-insecure
                  connect_timeout        5                                 line 20, profile default
                  17 more by default; --all lists them

                the dashboard
                  theme                  "nord"                            line 2
                  layout                 "auctions"                        line 21, profile default
                  map_symbols            "ascii"                           SPOTTER_MAP_SYMBOLS
                  2 more by default; --all lists them

                """, "\(result.errors)")
        #expect(!result.output.contains("hush"))
    }

    @Test func explainTakesTheWordsOfWatch() throws {
        let folder = try Folder()
        let file = try folder.file(Self.explained)
        let words = ["config", "explain", "buses", "wss://example.com/", "--config", file, "--me", "9", "--all"]
        let output = try Program.run(words).output
        for line in [
            "buses: Pusher\n", "{ env = \"BUS_SECRET\" }", "websocket: WebSocket\n", "the target\n", "--me\n",
            "connect_timeout        10 ", "/etc/ours.key", "as the terminal's characters allow",
        ] {
            #expect(output.contains(line), "\(line) in \(output)")
        }
        let unknown = try Program.run(["config", "explain", "bsues", "--config", file])
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("did you mean \"buses\"?"))
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
        #expect(!cipher.isEmpty && cipher.allSatisfy { $0["$ref"] as? String == "#/$defs/secret" })
        #expect(cipher.first?["description"] as? String != nil)
    }

    @Test func theSchemaExplainsAMappingsRule() throws {
        let result = try Program.run(["config", "schema"])
        let schema = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        let rule = try #require((schema?["$defs"] as? [String: Any])?["rule"] as? [String: Any])
        let keys = try #require(rule["properties"] as? [String: [String: Any]])
        #expect(keys.values.allSatisfy { $0["description"] is String })
        #expect(keys["amounts"]?["enum"] as? [String] == ["minor", "major"])
        #expect(keys["closes_at"]?["description"] as? String == "lot: when it closes; unit: s, ms, us or ns")
        #expect(rule["additionalProperties"] as? Bool == false)
    }
}
