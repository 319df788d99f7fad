import Testing

/// `spotter config explain` says what the commands would do, and shows no secret on the way.
@Suite("Explaining the settings")
struct ExplainTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private func explain(
        _ configuration: String, _ arguments: [String] = [], _ environment: [String: String] = [:]
    ) throws -> Program.Result {
        let file = try folder.write("config.toml", configuration)
        return try Program.run(["config", "explain", "--config", file] + arguments, environment: environment)
    }

    /// The words of a setting's line: the key, then the value and where it comes from.
    private func rows(_ result: Program.Result, _ key: String) -> [String] {
        result.lines.map { $0.split(separator: " ").joined(separator: " ") }.filter { $0.hasPrefix(key + " ") }
    }

    private static let pusher = "[feeds.house]\nurl = \"pusher://KEY@eu\"\nchannels = [\"lots\"]\n"

    // MARK: Secrets

    @Test(
        arguments: [
            ("", [], ["SPOTTER_AUTH_ENDPOINT": "https://h/a?token=hush"], "\"https://h/a?…\" SPOTTER_AUTH_ENDPOINT"),
            ("", ["--auth-endpoint", "https://me:hush@h/a"], [:], "\"https://…@h/a\" --auth-endpoint"),
            ("auth_endpoint = \"https://hush@h/a@b?x=hush\"", [], [:], "\"https://…@h/a@b?…\" line 4"),
            ("auth_endpoint = \"https://h/a@b\"", [], [:], "\"https://h/a@b\" line 4"),
        ] as [(String, [String], [String: String], String)])
    func endpointsAreShownWithoutTheirSecrets(
        _ line: String, _ arguments: [String], _ environment: [String: String], _ expected: String
    ) throws {
        let result = try explain(Self.pusher + line, arguments, environment)
        #expect(rows(result, "auth_endpoint") == ["auth_endpoint \(expected)"], "\(result)")
        #expect(!result.output.contains("hush"))
    }

    @Test(arguments: [
        ("pusher://KEY@eu", "pusher://KEY@eu"), ("pusher://KEY:hush@eu", "pusher://KEY…@eu"),
        ("wss://hush@example.com/x?y=hush", "wss://…@example.com/x?…"),
        ("sse+https://me:hush@example.com", "sse+https://…@example.com"),
    ])
    func addressesAreShownWithoutTheirSecrets(_ url: String, _ expected: String) throws {
        for result in [try explain("", [url]), try explain("[feeds.a]\nurl = \"\(url)\"")] {
            #expect(rows(result, "url").first?.hasPrefix("url \"\(expected)\" ") == true, "\(result)")
            #expect(!result.output.contains("hush"))
        }
    }

    @Test(arguments: [["--set", "master_key=hush"], []])
    func aSecretAmongTheSettingsIsRefused(_ arguments: [String]) throws {
        let environment = arguments.isEmpty ? ["SPOTTER_SET": "master_key=hush"] : [:]
        let result = try explain(Self.pusher, arguments, environment)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("--set: master_key: a secret does not belong on the command line"))
        #expect(!result.errors.contains("hush"))
    }

    /// In the order in which the commands look for it.
    @Test(
        arguments: [
            ([], [:], "{ env = \"OWN\" } line 4"),
            ([], ["SPOTTER_SECRET": "hush"], "{ env = \"SPOTTER_SECRET\" } SPOTTER_SECRET"),
            (
                [], ["SPOTTER_SECRET": "hush", "SPOTTER_SECRET_FILE": "/s"],
                "{ file = \"/s\" } SPOTTER_SECRET_FILE"
            ),
            (
                ["--secret-command", "pass x"], ["SPOTTER_SECRET": "hush", "SPOTTER_SECRET_FILE": "/s"],
                "{ command = [\"/bin/sh\", \"-c\", \"pass x\"] } --secret-command"
            ),
            (["--secret-file", "/t"], ["SPOTTER_SECRET_COMMAND": "pass x"], "{ file = \"/t\" } --secret-file"),
        ] as [([String], [String: String], String)])
    func theSecretsPlaceIsTheOneInUse(
        _ arguments: [String], _ environment: [String: String], _ expected: String
    ) throws {
        let result = try explain(Self.pusher + "secret = { env = \"OWN\" }", arguments, environment)
        #expect(rows(result, "secret") == ["secret \(expected)"], "\(result)")
        #expect(!result.output.contains("hush"))
    }

    // MARK: As planned

    @Test func ofASettingThatIsGivenTwiceTheLastCounts() throws {
        let feed = "[feeds.a]\nurl = \"ably://main\"\nchannels = [\"x\"]\nrewind = \"5\"\n"
        let result = try explain(feed, ["--set", "rewind=7", "--set", "rewind=9", "--set", "history=no"])
        #expect(rows(result, "rewind") == ["rewind \"9\" --set"], "\(result)")
        #expect(rows(result, "history") == ["history false --set"], "\(result)")
        let unknown = try explain(feed, ["--set", "rewnd=7"])
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("did you mean rewind?"), "\(unknown.errors)")
    }

    @Test func anAddressThatOnlyOneServiceHasNamesTheProtocol() throws {
        let result = try explain("[feeds.a]\nurl = \"wss://ws-eu.pusher.com/app/k3y?protocol=7\"\nchannels = [\"x\"]")
        #expect(result.output.contains("\na: Pusher\n"), "\(result)")
        #expect(rows(result, "protocol") == ["protocol \"pusher\" by the address"], "\(result)")
        let asked = try explain("", ["wss://ws-eu.pusher.com/app/k3y?protocol=7", "--protocol", "websocket"])
        #expect(asked.output.contains("\nwebsocket: WebSocket\n"), "\(asked)")
    }

    @Test func ofHeadersWithOneNameOnlyTheOneInUseIsShown() throws {
        let configuration = """
            headers = { Origin = "https://a", X-Tenant = "7", X-Mode = "b" }
            origin = "https://b"
            \(Self.pusher)
            """
        let result = try explain(configuration, ["-H", "x-tenant: 8"], ["SPOTTER_HEADER_FILE": "/headers"])
        #expect(
            rows(result, "headers") == [
                "headers { file = \"/headers\" } SPOTTER_HEADER_FILE, which may replace those below"
            ], "\(result)")
        let headers = result.output.split(separator: "\n").filter { $0.contains("headers.") }
        #expect(
            headers.map { $0.split(separator: " ").joined(separator: " ") } == [
                "headers.x-tenant a text --header", "headers.X-Mode a text line 1",
            ])
        #expect(rows(result, "origin") == ["origin \"https://b\" line 2"])
    }

    @Test func aKeyIsNotThatOfACertificateThatIsTyped() throws {
        let environment = ["SPOTTER_CERT": "/theirs.pem", "SPOTTER_KEY": "/theirs.key"]
        let theirs = try explain(Self.pusher, [], environment)
        #expect(rows(theirs, "key") == ["key \"/theirs.key\" SPOTTER_KEY"], "\(theirs)")
        let ours = try explain(Self.pusher, ["--cert", "/ours.pem"], environment)
        #expect(rows(ours, "cert") == ["cert \"/ours.pem\" --cert"], "\(ours)")
        #expect(rows(ours, "key").isEmpty, "\(ours)")
    }

    @Test(
        arguments: [
            (["SPOTTER_INSECURE": "0"], "false SPOTTER_INSECURE"), (["SPOTTER_INSECURE": "1"], "true SPOTTER_INSECURE"),
            (["SPOTTER_NO_INSECURE": "1"], "false SPOTTER_NO_INSECURE"),
            (["SPOTTER_NO_INSECURE": "1", "SPOTTER_INSECURE": "off"], "false SPOTTER_NO_INSECURE"),
            (["SPOTTER_NO_INSECURE": "0"], "true line 4"), ([:], "true line 4"),
        ] as [([String: String], String)])
    func aFlagsVariableIsNamedAsItIsSet(_ environment: [String: String], _ expected: String) throws {
        let result = try explain(Self.pusher + "insecure = true", [], environment)
        #expect(rows(result, "insecure") == ["insecure \(expected)"], "\(result)")
    }
}
