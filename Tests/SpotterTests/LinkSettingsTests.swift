import Foundation
import Testing

/// What the configuration says of connecting: for one feed, and for those that say nothing.
@Suite("Settings of connecting")
struct LinkSettingsTests {
    private static let feed = "[feeds.house]\nurl = \"pusher://KEY@127.0.0.1:1?tls=false\"\nchannels = [\"a\"]\n"

    private func run(
        _ configuration: String, options: [String] = [], environment: [String: String] = [:],
        files: [String: String] = [:]
    ) throws -> (result: Program.Result, path: String) {
        let folder = try TestFolder()
        try folder.write("config.toml", configuration)
        for (name, text) in files { try folder.write(name, text) }
        let path = "\(folder.path)/config.toml"
        let arguments = ["tail", "house", "--config", path, "--max-attempts", "0"] + options
        return (
            try withExtendedLifetime(folder) {
                try Program.run(arguments.map { $0.replacing("FOLDER", with: folder.path) }, environment: environment)
            }, path
        )
    }

    /// Both at the top, on the first line, and in the feed, on the fourth.
    @Test(arguments: [
        ("origin = 7", ":1: origin: expected a text in quotes"),
        ("orgin = \"x\"", ":1: orgin: unknown key \"orgin\"; did you mean \"origin\"?"),
        ("subprotocols = \"a\"", ":1: subprotocols: expected a list"),
        ("headers = \"X-Tenant: 7\"", ":1: headers: expected a table"),
        ("headers = { X-Tenant = 7 }", ":13: headers.X-Tenant: a secret is not written here: use { env = \"NAME\" }"),
        ("headers = { Authorization = \"hush\" }", ":13: headers.Authorization: a secret is not written here"),
        ("headers = { \"X Y\" = \"7\" }", ":13: headers.X Y: \"X Y\" is no header's name"),
        ("headers = { X-Y = { evn = \"A\" } }", ":21: headers.X-Y.evn: unknown key \"evn\"; did you mean \"env\"?"),
        ("proxy = 7", ":1: proxy: a secret is not written here"),
        ("proxy = \"ftp://p\"", ":1: proxy: the kind of proxy is not known"),
        ("proxy = \"http://me:hush@p\"", ":1: proxy: a secret is not written here"),
        ("proxy = { file = 7 }", ":11: proxy.file: expected a text in quotes"),
        ("no_proxy = 7", ":1: no_proxy: expected a list"), ("ca = true", ":1: ca: expected a text in quotes"),
        ("cert = []", ":1: cert: expected a text in quotes"), ("key = 1", ":1: key: expected a text in quotes"),
        ("insecure = \"yes\"", ":1: insecure: expected true or false"),
        ("compress = 1", ":1: compress: expected true or false"),
        ("connect_timeout = \"10\"", ":1: connect_timeout: expected a whole number, 1 to 600"),
        ("connect_timeout = 0", ":1: connect_timeout: expected a whole number, 1 to 600"),
        ("connect_timeout = 601", ":1: connect_timeout: expected a whole number, 1 to 600"),
    ])
    func faultsArePlaced(_ line: String, _ expected: String) throws {
        let (top, topPath) = try run("\(line)\n\(Self.feed)")
        #expect(top.status == 2)
        #expect(top.errors.hasPrefix("spotter: \(topPath):1\(expected)"), "\(top.errors)")
        let (own, ownPath) = try run("\(Self.feed)\(line)\n")
        #expect(own.status == 2)
        let parts = expected.split(separator: ": ", maxSplits: 1)
        #expect(own.errors.hasPrefix("spotter: \(ownPath):4\(parts[0]): feeds.house.\(parts[1])"), "\(own.errors)")
        #expect(!(top.errors + own.errors).contains("hush"))
    }

    /// What only shows while planning, which names no place in the file.
    @Test(arguments: [
        ("proxy = { env = \"NO_SUCH\" }", "the environment variable NO_SUCH is not set"),
        ("proxy = { env = \"BAD\" }", "the configuration's proxy: the proxy's port is not a number"),
        ("headers = { Authorization = { file = \"/nonexistent/x\" } }", "/nonexistent/x: cannot be read"),
        ("headers = { Host = \"x\" }", "the header field \"Host\" is set by the handshake"),
        ("origin = \"example.com\"", "origin \"example.com\": expected https://HOST[:PORT]"),
        ("subprotocols = [\"a b\"]", "the subprotocol \"a b\" cannot be offered"),
        ("ca = \"/nonexistent/ca.pem\"", "/nonexistent/ca.pem cannot be read"),
        ("key = \"/nonexistent/key.pem\"", "there is no certificate to it"),
    ])
    func faultsOfWhatIsMeant(_ line: String, _ expected: String) throws {
        let (result, _) = try run("\(Self.feed)\(line)\n", environment: ["BAD": "http://me:hush@p:x"])
        #expect(result.status == 2)
        #expect(result.errors.contains(expected), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        #expect(!result.errors.contains("hush"))
    }

    /// A fault shows which of two settings was taken.
    @Test(
        arguments: [
            // The feed's own before the top's.
            ("origin = \"top\"", "origin = \"own\"", [], "origin \"own\""),
            ("origin = \"top\"", "", [], "origin \"top\""),
            ("origin = \"top\"", "origin = \"own\"", ["--origin", "flag"], "origin \"flag\""),
            ("subprotocols = [\"top top\"]", "subprotocols = [\"own own\"]", [], "subprotocol \"own own\""),
            ("subprotocols = [\"top top\"]", "", ["--subprotocol", "flag flag"], "subprotocol \"flag flag\""),
            ("ca = \"/top.pem\"", "ca = \"/own.pem\"", [], "/own.pem"),
            ("ca = \"/top.pem\"", "", ["--ca", "/flag.pem"], "/flag.pem"),
            (
                "headers = { X-Tenant = { env = \"TOP\" } }", "headers = { x-tenant = { env = \"OWN\" } }", [],
                "variable OWN"
            ),
            ("headers = { X-Tenant = { env = \"TOP\" } }", "headers = { X-Other = \"8\" }", [], "variable TOP"),
            ("proxy = { env = \"TOP\" }", "proxy = { env = \"OWN\" }", [], "variable OWN"),
            ("proxy = { env = \"TOP\" }", "proxy = { env = \"OWN\" }", ["--proxy", "flag://"], "--proxy: "),
            // A key goes with its certificate.
            ("key = \"/top.key\"", "cert = \"/own.pem\"", [], "/own.pem"),
            ("cert = \"/top.pem\"\nkey = \"/top.key\"", "", ["--cert", "/flag.pem"], "/flag.pem"),
        ] as [(String, String, [String], String)])
    func theNearestCounts(_ top: String, _ own: String, _ options: [String], _ expected: String) throws {
        let (result, _) = try run("\(top)\n\(Self.feed)\(own)\n", options: options)
        #expect(result.status == 2)
        #expect(result.errors.contains(expected), "\(result.errors)")
    }

    @Test func everythingAtOnceIsTaken() throws {
        let (result, _) = try run(
            """
            connect_timeout = 5
            no_proxy = "*"
            \(Self.feed)
            headers = { X-Tenant = "7", Authorization = { env = "TOKEN" } }
            origin = "https://example.com"
            subprotocols = ["a", "b"]
            proxy = { command = ["printf", "http://me:hush@127.0.0.1:1"] }
            no_proxy = ["example.com", "10.0.0.0/8"]
            compress = false
            insecure = true
            """, environment: ["TOKEN": "Bearer hush"])
        #expect(result.status == 3, "\(result.errors)")
        #expect(result.errors.contains("house: certificates are NOT verified"))
        #expect(!result.errors.contains("hush"))
    }

    /// The lines of a file are read as those of the command line, but for secrets, which may be there.
    @Test(arguments: [
        ("# ours\n\nAuthorization: Bearer hush\r\nX-Tenant: 7\n", 3, "127.0.0.1"),
        ("hush\n", 2, "headers.txt: expected lines like \"Authorization: Bearer …\""),
        ("X Y: hush\n", 2, "the header field \"X Y\" cannot be written"),
        ("X-Y: hu\u{0}sh\n", 2, "the header field \"X-Y\" cannot be written"),
        ("Host: hush\n", 2, "the header field \"Host\" is set by the handshake"),
    ])
    func headerFiles(_ text: String, _ status: Int32, _ expected: String) throws {
        let (result, _) = try run(
            Self.feed, options: ["--header-file", "FOLDER/headers.txt"], files: ["headers.txt": text])
        #expect(result.status == status, "\(result.errors)")
        #expect(result.errors.contains(expected), "\(result.errors)")
        #expect(!result.errors.contains("hush"))
    }
}
