import Foundation
import TerminalTesting
import Testing

/// Profiles, and a configuration that changes while the program runs.
@Suite("Reading the configuration again", .serialized)
struct ReloadTests {
    private let folder: TestFolder
    private let backend: Backend
    private var file: String { folder.path + "/config.toml" }

    init() throws {
        folder = try TestFolder()
        backend = try Backend()
    }

    /// - Parameters:
    ///   - channel: what the feed `cars` subscribes to.
    ///   - profile: the feeds of the profile named default.
    ///   - top: a line for the top of the file.
    ///   - house: a line for the feed `house`.
    private func configure(
        channel: String = "cars", profile: String = "\"house\", \"cars\"", top: String = "", house: String = ""
    ) throws {
        try folder.write(
            "config.toml",
            """
            \(top)
            [feeds.house]
            url = "\(backend.url)"
            channels = ["lots"]
            \(house)
            [feeds.cars]
            url = "\(backend.url)"
            channels = ["\(channel)"]
            [profiles.default]
            feeds = [\(profile)]
            """)
    }

    private func tail(_ options: [String] = []) throws -> Running {
        let tail = try Running(["tail", "--config", file, "--status"] + options)
        _ = try tail.lines(2, containing: "\"subscribed\"")
        return tail
    }

    @Test("What did not change stays connected; what did begins anew, and its gap is told")
    func feedsAreKeptAndChanged() throws {
        try configure()
        let tail = try tail()
        try configure(channel: "trams")
        tail.send(SIGHUP)
        let said = try tail.error(containing: "read anew")
        #expect(said == "spotter: configuration read anew: cars begun anew; house as before")
        _ = try tail.line(containing: "\"channel\":\"trams\"")
        try backend.publish("e", on: "lots", "{\"n\":1}")
        _ = try tail.line(containing: "\"n\":1")
        tail.send(SIGTERM)
        let lines = tail.wait(limit: 10).lines
        let house = lines.filter { $0.contains("\"feed\":\"house\"") && $0.contains("\"connecting\"") }
        #expect(house.count == 1, "\(lines)")
    }

    @Test("A feed that begins anew on the same channel tells what may be missing")
    func theStretchBetweenIsAGap() throws {
        try configure()
        let tail = try tail()
        try configure(top: "connect_timeout = 9")
        tail.send(SIGHUP)
        let gaps = try tail.lines(2, containing: "\"kind\":\"gap\"")
        #expect(gaps.contains { $0.contains("\"channel\":\"lots\"") && $0.contains("\"proof\":\"none\"") }, "\(gaps)")
        tail.send(SIGTERM)
        #expect(tail.wait(limit: 10).status == 143)
    }

    @Test("Feeds come and go")
    func feedsAreAddedAndRemoved() throws {
        try configure()
        let tail = try tail()
        try configure(profile: "\"house\"")
        tail.send(SIGHUP)
        _ = try tail.error(containing: "cars removed; house as before")
        _ = try tail.line(containing: "\"closed as asked\"")
        try configure(profile: "\"cars\", \"house\"")
        tail.send(SIGHUP)
        _ = try tail.error(containing: "cars added; house as before")
        _ = try tail.lines(3, containing: "\"subscribed\"")
        tail.send(SIGHUP)
        _ = try tail.error(containing: "no feed has changed")
        tail.send(SIGTERM)
        #expect(tail.wait(limit: 10).status == 143)
    }

    @Test("The only feed waits for a server that is gone, and is pointed at another")
    func theOnlyFeedIsReplacedWhileItWaits() throws {
        try folder.write(
            "config.toml",
            "[feeds.dead]\nurl = \"ws://127.0.0.1:1/\"\n[profiles.default]\nfeeds = [\"dead\"]\n")
        let tail = try Running(["tail", "--config", file, "--status"])
        _ = try tail.line(containing: "\"waiting\"")
        try configure(profile: "\"house\"")
        tail.send(SIGHUP)
        _ = try tail.error(containing: "house added; dead removed")
        _ = try tail.line(containing: "\"channel\":\"lots\"")
        tail.send(SIGTERM)
        #expect(tail.wait(limit: 10).status == 143)
    }

    @Test("Who one is and what fields mean changes without a new connection")
    func whatIsReadOtherwiseStaysConnected() throws {
        try configure()
        let tail = try tail()
        try folder.write(
            "config.toml",
            """
            me = "p7"
            [feeds.house]
            url = "\(backend.url)"
            channels = ["lots"]
            [[feeds.house.mapping]]
            event = "neuer"
            kind = "bid"
            lot = "los"
            amount = "gebot"
            [feeds.cars]
            url = "\(backend.url)"
            channels = ["cars"]
            [profiles.default]
            feeds = ["house", "cars"]
            """)
        tail.send(SIGHUP)
        _ = try tail.error(containing: "house, cars understood anew")
        try backend.publish("neuer", on: "lots", #"{"los":"7","gebot":500,"currency":"EUR"}"#)
        _ = try tail.line(containing: "\"kind\":\"bid\"")
        tail.send(SIGTERM)
        #expect(tail.wait(limit: 10).lines.filter { $0.contains("\"connecting\"") }.count == 2)
    }

    @Test("A feed that was over begins anew with its gap, and its failure is forgotten")
    func aFeedThatWasOverBeginsAnew() throws {
        let other = try Backend()
        func configure(_ timeout: Int) throws {
            try folder.write(
                "config.toml",
                """
                [feeds.house]
                url = "\(backend.url)"
                channels = ["lots"]
                [feeds.stranger]
                url = "\(other.url.replacing("testkey", with: timeout == 9 ? "testkey" : "nokey"))"
                channels = ["lots"]
                [feeds.cars]
                url = "\(other.url)"
                channels = ["cars"]
                connect_timeout = \(timeout)
                [profiles.default]
                feeds = ["stranger", "house", "cars"]
                """)
        }
        try configure(8)
        let tail = try Running(["tail", "--config", file, "--status", "--max-attempts", "0"])
        _ = try tail.lines(2, containing: "\"subscribed\"")
        _ = try tail.error(containing: "stranger: closed by the server")
        backend.kill()
        _ = try tail.error(containing: "house: no connection")
        let again = try Backend(port: backend.port)
        try configure(9)
        tail.send(SIGHUP)
        _ = try tail.error(containing: "stranger, house, cars begun anew")
        let gaps = try tail.lines(2, containing: "\"kind\":\"gap\"")
        #expect(gaps.contains { $0.contains("\"feed\":\"house\"") }, "\(gaps)")
        _ = try tail.lines(5, containing: "\"subscribed\"")
        again.kill()
        other.kill()
        #expect(tail.wait(limit: 20).status == 3)
    }

    @Test("One more room leaves the others connected")
    func oneMoreRoom() throws {
        let server = try StandIn(.piesocket)
        func configure(_ rooms: String) throws {
            try folder.write(
                "config.toml",
                """
                [feeds.p]
                url = "piesocket://127.0.0.1:\(server.port)?api_key=key&tls=false"
                channels = [\(rooms)]
                """)
        }
        try configure("\"1\"")
        let tail = try Running(["tail", "p", "--config", file, "--status"])
        _ = try tail.line(containing: "\"feed\":\"p/1\",\"channel\":\"1\"")
        try configure("\"1\", \"2\"")
        tail.send(SIGHUP)
        _ = try tail.error(containing: "p/2 added; p/1 as before")
        tail.send(SIGTERM)
        #expect(tail.wait(limit: 10).status == 143)
    }

    @Test("A configuration with a fault changes nothing")
    func aFaultChangesNothing() throws {
        try configure()
        let tail = try tail()
        try folder.write("config.toml", "me = ")
        tail.send(SIGHUP)
        let said = try tail.error(containing: "not read anew")
        #expect(said.hasPrefix("spotter: not read anew, all goes on as before: \(file):1:"), "\(said)")
        try backend.publish("e", on: "lots", "{\"n\":2}")
        _ = try tail.line(containing: "\"n\":2")
        tail.send(SIGTERM)
        #expect(tail.wait(limit: 10).status == 143)
    }

    @Test("A header file that can be read once only is every feed's, and is remembered")
    func aPipeOfHeadersIsRemembered() throws {
        try configure()
        let tail = try Running(
            ["-c", "exec \"$SPOTTER\" tail --config \(file) --status --header-file <(echo 'X-Tenant: 7')"],
            executable: "/bin/bash", environment: ["SPOTTER": Program.path])
        _ = try tail.lines(2, containing: "\"subscribed\"")
        tail.send(SIGHUP)
        let said = try tail.error(containing: "read anew")
        #expect(said == "spotter: configuration read anew: no feed has changed")
        tail.send(SIGTERM)
        #expect(tail.wait(limit: 10).status == 143)
    }

    @Test("Certificates that are renewed under their old names are taken")
    func renewedCertificatesAreTaken() throws {
        let authorities = folder.path + "/ca.pem"
        try folder.write("ca.pem", String(contentsOfFile: Certificate.authority.path, encoding: .utf8))
        try configure(top: "ca = \"\(authorities)\"")
        let tail = try tail()
        tail.send(SIGHUP)
        _ = try tail.error(containing: "no feed has changed")
        try folder.write("ca.pem", String(contentsOfFile: Certificate.selfSigned.path, encoding: .utf8))
        tail.send(SIGHUP)
        _ = try tail.error(containing: "begun anew")
        tail.send(SIGTERM)
        #expect(tail.wait(limit: 10).status == 143)
    }

    @Test("A secret command that hangs is given up, and does not outlive the program")
    func aCommandThatHangsIsGivenUp() throws {
        let script = try folder.write(
            "secret",
            """
            if test -e \(folder.path)/hangs; then
                sleep 1000 &
                echo $! >>\(folder.path)/sleepers
                wait
            fi
            echo \(Backend.secret)
            """)
        try configure(house: "secret = { command = [\"/bin/sh\", \"\(script)\"] }")
        let tail = try tail()
        try folder.write("hangs", "")
        tail.send(SIGHUP)
        let first = try #require(sleepers(1).first)
        tail.send(SIGHUP)
        _ = try tail.error(containing: "still reading the configuration")
        let said = try tail.error(containing: "not read anew", limit: 60)
        #expect(said == "spotter: not read anew, all goes on as before: /bin/sh: not done within 30 s")
        #expect(isGone(first))
        // Asked meanwhile, it is read again, and hangs again.
        let second = try #require(sleepers(2).last)
        #expect(!isGone(second, limit: 0))
        tail.send(SIGTERM)
        #expect(tail.wait(limit: 10).status == 143)
        #expect(isGone(second))
    }

    /// Waits for so many processes to have been started.
    private func sleepers(_ count: Int) -> [Int32] {
        var sleepers: [Int32] = []
        let deadline = Date(timeIntervalSinceNow: 20)
        while sleepers.count < count, Date() < deadline {
            usleep(5_000)
            let text = (try? String(contentsOfFile: folder.path + "/sleepers", encoding: .utf8)) ?? ""
            sleepers = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap { Int32($0) }
        }
        return sleepers
    }

    /// Waits for a process to have ended, whether or not its end has been taken note of.
    private func isGone(_ process: Int32, limit: Double = 10) -> Bool {
        let deadline = Date(timeIntervalSinceNow: limit)
        repeat {
            guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
                !status.contains(") Z ")
            else { return true }
            usleep(5_000)
        } while Date() < deadline
        return false
    }

    @Test("A name that is both is asked about, and one that is neither has its nearest told")
    func targetsAreNamed() throws {
        try configure()
        let unknown = try Program.run(["tail", "hosue", "--config", file])
        #expect(unknown.status == 2)
        #expect(unknown.errors == "spotter: no feed or profile \"hosue\" is configured; did you mean \"house\"?\n")
        try folder.write("config.toml", "[feeds.a]\nurl = \"\(backend.url)\"\nchannels = [\"x\"]\n")
        let none = try Program.run(["tail", "--config", file])
        #expect(none.errors.contains("or one of the configured: a (a profile named default needs no naming)"))
    }

    @Test("The dashboard reads it again by a key", .enabled(if: Tmux.isInstalled, "tmux is not installed"))
    func theDashboardReadsAgain() throws {
        try configure(profile: "\"house\"")
        let watching = try Watching(
            "default", channels: [], variables: "COLORTERM=truecolor", folder: folder)
        try watching.see("house", "no lots yet")
        let dark = watching.tmux.run("capture-pane -p -e")
        try configure(top: "theme = \"gruvbox-light\"")
        watching.tmux.press("R")
        try watching.see("Configuration read: cars added; house as before")
        #expect(watching.tmux.run("capture-pane -p -e") != dark)
        try folder.write("config.toml", "theme = 7")
        watching.tmux.press("R")
        try watching.see("All goes on as before", "theme: expected a text")
        try watching.quit()
    }
}
