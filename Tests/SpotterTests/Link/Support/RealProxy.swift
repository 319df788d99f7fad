import Foundation
import Testing

/// A proxy that people run, started with a configuration of its own and stopped with the test.
final class RealProxy {
    enum Kind: String {
        case squid, tinyproxy, danted

        /// The program; `nil` where it is not installed.
        var program: String? {
            ["/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/"].map { $0 + rawValue }
                .first(where: FileManager.default.isExecutableFile)
        }

        var isInstalled: Bool { program != nil }
    }

    static let credentials = "user:sesame"

    let port: Int
    private let kind: Kind
    private let folder: URL
    private let name = "spotter\(UUID().uuidString.prefix(8))"
    private var running: Running?

    /// - Parameters:
    ///   - ports: those it leads to; it refuses the others.
    ///   - isLocked: whether it wants ``credentials``. Dante compares them with the accounts of the system, among which they are not.
    init(_ kind: Kind, to ports: [Int], isLocked: Bool = false) throws {
        self.kind = kind
        port = try SilentPort().port
        folder = FileManager.default.temporaryDirectory.appending(path: name)
        let program = try #require(kind.program)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write(users: "user:$apr1$spotter1$KbwGOG4sNClIhYYeNJWYr.\n", configuration: configuration(ports, isLocked))
        if Self.isRoot, kind == .squid { try giveFolder(to: "proxy") }
        running = try Running(["python3", "-c", Self.start, program] + arguments, executable: "/usr/bin/env")
        try waitUntilListening()
    }

    deinit {
        // A milder signal reaches the first of its processes only.
        running?.killAll()
        _ = running?.wait(limit: 10)
        let memory = URL(filePath: "/dev/shm")
        let leftovers =
            (try? FileManager.default.contentsOfDirectory(at: memory, includingPropertiesForKeys: nil)) ?? []
        for file in [folder] + leftovers.filter({ $0.lastPathComponent.hasPrefix(name + "-") }) {
            try? FileManager.default.removeItem(at: file)
        }
    }

    func url(_ credentials: String? = nil) -> String {
        "\(kind == .danted ? "socks5" : "http")://\(credentials.map { $0 + "@" } ?? "")127.0.0.1:\(port)"
    }

    // MARK: Configuration

    private static let isRoot = geteuid() == 0

    /// As from a shell: the threads that tests run on block signals, which is inherited, and daemons close what they inherit, by
    /// which Foundation would notice a child's end.
    private static let start =
        "import signal, subprocess, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); subprocess.call(sys.argv[1:])"

    private var arguments: [String] {
        switch kind {
        // The name keeps its shared memory apart from that of others.
        case .squid: ["-N", "-n", name, "-f", path("configuration")]
        case .tinyproxy: ["-d", "-c", path("configuration")]
        case .danted: ["-f", path("configuration"), "-p", path("pid")]
        }
    }

    private func configuration(_ ports: [Int], _ isLocked: Bool) -> String {
        switch kind {
        case .squid: squid(ports, isLocked)
        case .tinyproxy: tinyproxy(ports, isLocked)
        case .danted: danted(ports, isLocked)
        }
    }

    private func squid(_ ports: [Int], _ isLocked: Bool) -> String {
        let lock = """
            auth_param basic program /usr/lib/squid/basic_ncsa_auth \(path("users"))
            auth_param basic realm tests
            acl known proxy_auth REQUIRED
            http_access deny !known

            """
        return """
            http_port 127.0.0.1:\(port)
            pid_filename \(path("pid"))
            cache_log \(path("cache.log"))
            access_log stdio:\(path("access.log"))
            cache deny all
            coredump_dir \(folder.path)
            \(Self.isRoot ? "cache_effective_user proxy" : "")
            visible_hostname tests
            shutdown_lifetime 0 seconds
            \(isLocked ? lock : "")
            acl wanted port \(ports.map(String.init).joined(separator: " "))
            http_access deny !wanted
            http_access allow localhost
            http_access deny all

            """
    }

    private func tinyproxy(_ ports: [Int], _ isLocked: Bool) -> String {
        """
        Port \(port)
        Listen 127.0.0.1
        Timeout 60
        MaxClients 20
        Allow 127.0.0.1
        LogFile "\(path("log"))"
        PidFile "\(path("pid"))"
        \(isLocked ? "BasicAuth \(Self.credentials.replacing(":", with: " "))" : "")
        \(ports.map { "ConnectPort \($0)" }.joined(separator: "\n"))

        """
    }

    private func danted(_ ports: [Int], _ isLocked: Bool) -> String {
        let ways = ports.map { "socks pass { from: 127.0.0.0/8 to: 0.0.0.0/0 port = \($0) }" }
        return """
            logoutput: \(path("log"))
            internal: 127.0.0.1 port = \(port)
            external: lo
            socksmethod: \(isLocked ? "username" : "none")
            clientmethod: none
            \(Self.isRoot ? "user.privileged: root\nuser.notprivileged: nobody" : "")
            client pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }
            \(ways.joined(separator: "\n"))

            """
    }

    // MARK: Start

    private func path(_ file: String) -> String { folder.appending(path: file).path }

    private func write(users: String, configuration: String) throws {
        try users.write(toFile: path("users"), atomically: true, encoding: .utf8)
        try configuration.write(toFile: path("configuration"), atomically: true, encoding: .utf8)
    }

    private func giveFolder(to user: String) throws {
        try FileManager.default.setAttributes([.ownerAccountName: user], ofItemAtPath: folder.path)
    }

    private func waitUntilListening() throws {
        let deadline = Date(timeIntervalSinceNow: 15)
        while !Loopback.isListening(port), Date() < deadline { usleep(10_000) }
        try #require(Loopback.isListening(port), "\(kind.rawValue) does not start")
    }
}
