import Foundation
import Testing

/// How the options that say how to connect are read, from the command line, the environment and the configuration.
@Suite("Options of connecting")
struct LinkOptionTests {
    private static let target = ["tail", "pusher://KEY@127.0.0.1:1?tls=false", "--channel", "a", "--max-attempts", "0"]

    /// Bad input gets one clear line and status 2.
    private func refuses(_ arguments: [String], _ expected: String, _ environment: [String: String] = [:]) throws {
        let result = try Program.run(arguments, environment: environment)
        #expect(result.status == 2, "\(result.errors)")
        #expect(result.output.isEmpty)
        #expect(result.errors.contains(expected), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        #expect(!result.errors.contains("hush"), "\(result.errors)")
    }

    /// What is right gets as far as to the server, which is not there.
    private func accepts(_ arguments: [String], _ environment: [String: String] = [:]) throws -> String {
        let result = try Program.run(arguments, environment: environment)
        #expect(result.status == 3, "\(result.errors)")
        #expect(!result.errors.contains("hush"), "\(result.errors)")
        return result.errors
    }

    @Test(arguments: [
        (["-H", "X-Tenant"], "--header: expected a line such as 'X-Tenant: 7'"),
        (["--header", "hush"], "--header: expected a line such as 'X-Tenant: 7'"),
        (["-H", ": 7"], "the header field \"\" cannot be written"),
        (["-H", "X Tenant: 7"], "the header field \"X Tenant\" cannot be written"),
        (["-H", "X-Tenant: 7\r\nX-Other: 8"], "the header field \"X-Tenant\" cannot be written"),
        (["-H", "Host: x"], "the header field \"Host\" is set by the handshake"),
        (["-H", "sec-websocket-key: x"], "the header field \"sec-websocket-key\" is set by the handshake"),
        (["-H", "Sec-WebSocket-Protocol: x"], "has an option of its own, --subprotocol"),
        (["-H", "Authorization: Bearer hush"], "--header: Authorization is a secret"),
        (["--header=proxy-authorization: hush"], "use --header-file or the configuration's headers"),
        (["-H", "Cookie: a=hush"], "--header: Cookie is a secret"),
        (["-H", "X-Api-Key: hush"], "--header: X-Api-Key is a secret"),
        (["-H", "X-CSRF-Token: hush"], "--header: X-CSRF-Token is a secret"),
        (["--header-file", "/nonexistent/headers"], "/nonexistent/headers: cannot be read"),
        (["--origin", "example.com"], "origin \"example.com\": expected https://HOST[:PORT]"),
        (["--origin", "https://example.com/"], "expected https://HOST[:PORT], with nothing after it"),
        (["--origin", ""], "origin \"\": expected https://HOST[:PORT]"),
        (["--subprotocol", "a b"], "the subprotocol \"a b\" cannot be offered"),
        (["--subprotocol", "a", "--subprotocol", "a"], "the subprotocol \"a\" cannot be offered"),
        (["--proxy", "ftp://p"], "--proxy: the kind of proxy is not known"),
        (["--proxy", "http://p:0"], "--proxy: the proxy's port is not a number"),
        (["--proxy", ""], "--proxy: the proxy's host is no name or address"),
        (["--proxy", "http://me:hush@p:3128"], "--proxy: a password does not belong on the command line"),
        (["--proxy", "socks5://me:hush@p"], "give the URL as SPOTTER_PROXY or as the configuration's proxy"),
        (["--ca", "/nonexistent/ca.pem"], "--ca: /nonexistent/ca.pem cannot be read"),
        (["--cert", "/nonexistent/me.pem"], "--cert: /nonexistent/me.pem cannot be read"),
        (["--key", "/nonexistent/key.pem"], "--key: there is no certificate to it"),
        (["--compress", "--no-compress"], "had already been set with flag"),
        (["--connect-timeout", "0"], "--connect-timeout: expected 1 to 600 seconds"),
        (["--connect-timeout", "601"], "--connect-timeout: expected 1 to 600 seconds"),
        (["--connect-timeout", "20m"], "--connect-timeout: expected 1 to 600 seconds"),
        (["--connect-timeout", "soon"], "soon"),
    ])
    func oneLineThatNamesTheFault(_ options: [String], _ expected: String) throws {
        try refuses(Self.target + options, expected)
    }

    @Test(arguments: [
        ["-H", "X-Tenant: 7", "--header", "X-Other:8", "--header=Accept-Language: fi"],
        ["--origin", "https://example.com:8443", "--subprotocol", "a", "--subprotocol", "b"],
        ["-H", "Origin: x", "--origin", "null", "--connect-timeout", "600", "--compress"],
        ["--no-compress", "--connect-timeout", "1s"],
        ["--proxy", "socks5h://me@127.0.0.1:1"], ["--proxy", "[::1]:1", "--no-proxy", "*"],
        ["--proxy", "http://127.0.0.1:1", "--no-proxy", "example.com,10.0.0.0/8"],
    ])
    func whatIsRightIsTaken(_ options: [String]) throws {
        let errors = try accepts(Self.target + options)
        #expect(!errors.contains("NOT verified"))
    }

    // MARK: The environment

    @Test(arguments: [
        (["SPOTTER_HEADER": "X-Tenant 7"], "--header: expected a line such as 'X-Tenant: 7'"),
        (["SPOTTER_HEADER": "X-Tenant: 7\nX Other: 8"], "the header field \"X Other\" cannot be written"),
        (["SPOTTER_SUBPROTOCOL": "a a"], "the subprotocol \"a\" cannot be offered"),
        (["SPOTTER_PROXY": "http://me:hush@p:x"], "--proxy: the proxy's port is not a number"),
        (["http_proxy": "http://me:hush@p:x"], "http_proxy: the proxy's port is not a number"),
        (["SPOTTER_CA": "/nonexistent/ca.pem"], "--ca: /nonexistent/ca.pem cannot be read"),
        (["SPOTTER_CONNECT_TIMEOUT": "0"], "--connect-timeout: expected 1 to 600 seconds"),
        (["SPOTTER_COMPRESS": "1", "SPOTTER_NO_COMPRESS": "1"], "had already been set with flag"),
    ])
    func faultsOfTheEnvironment(_ environment: [String: String], _ expected: String) throws {
        try refuses(Self.target, expected, environment)
    }

    /// Secrets may be there, and an option overrides its variable.
    @Test(
        arguments: [
            (["SPOTTER_HEADER": "Authorization: Bearer hush\nX-Tenant: 7 and 8"], []),
            (["SPOTTER_PROXY": "http://me:hush@127.0.0.1:1"], []), (["http_proxy": "http://me:hush@127.0.0.1:1"], []),
            (["SPOTTER_PROXY": "ftp://p"], ["--proxy", "http://127.0.0.1:1"]),
            (["SPOTTER_COMPRESS": "1"], ["--no-compress"]),
            (["SPOTTER_NO_COMPRESS": "yes"], ["--compress"]), (["SPOTTER_HEADER": "X Y: 7"], ["-H", "X-Y: 7"]),
            (["http_proxy": "ftp://p"], ["--proxy", "http://127.0.0.1:1"]),
            (["SPOTTER_COMPRESS": "0", "SPOTTER_NO_COMPRESS": "1"], []),
            (["SPOTTER_SECRET_FILE": "/nonexistent/hush"], ["--secret-command", "echo secret"]),
            (["SPOTTER_SECRET_COMMAND": "exit 1"], ["--secret-file", "/etc/hostname"]),
        ] as [([String: String], [String])])
    func whatTheEnvironmentMay(_ environment: [String: String], _ options: [String]) throws {
        _ = try accepts(Self.target + options, environment)
    }

    @Test func aPasswordThatIsTypedIsRefusedWhateverTheEnvironmentSays() throws {
        try refuses(
            Self.target + ["--proxy", "http://me:hush@p"], "a password does not belong on the command line",
            ["SPOTTER_PROXY": "http://me:other@p", "https_proxy": "http://me:hush@p"])
    }

    /// The file offers it; a variable says otherwise, a flag says otherwise again.
    @Test(
        arguments: [
            ([:], [], true), (["SPOTTER_COMPRESS": "0"], [], false), (["SPOTTER_COMPRESS": "Off"], [], false),
            (["SPOTTER_NO_COMPRESS": "0"], [], true), (["SPOTTER_NO_COMPRESS": "1"], [], false),
            (["SPOTTER_COMPRESS": "0"], ["--compress"], true),
        ] as [([String: String], [String], Bool)])
    func aFlagIsDeniedByItsVariable(
        _ environment: [String: String], _ options: [String], _ isOffered: Bool
    ) throws {
        let server = try LinkServer()
        let file = try TemporaryFile("compress = true\n")
        let result = try Tail.once(server.url(), ["--config", file.path] + options, environment: environment)
        #expect(result.hasConnected, "\(result)")
        #expect((server.requests.first?.value("Sec-WebSocket-Extensions") != nil) == isOffered)
    }

    // MARK: Without verifying

    @Test func itIsSaidThatCertificatesAreNotVerified() throws {
        let line =
            "pusher: certificates are NOT verified (insecure): anyone on the way can read and change what you see"
        #expect(try accepts(Self.target + ["--insecure"]).hasPrefix("spotter: \(line)\n"))
        #expect(try accepts(Self.target, ["SPOTTER_INSECURE": "true"]).hasPrefix("spotter: \(line)\n"))
        let file = try TemporaryFile("insecure = true\n")
        let configured = Self.target + ["--config", file.path]
        #expect(try accepts(configured).hasPrefix("spotter: \(line)\n"))
        #expect(try !accepts(configured, ["SPOTTER_INSECURE": "0"]).contains("NOT verified"))
    }
}
