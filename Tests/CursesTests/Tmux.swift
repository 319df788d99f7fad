import Glibc
import TUI

@testable import Curses

/// A tmux server of its own with one pane, in which this test binary runs the probe.
final class Tmux {
    static let size = Size(width: 80, height: 24)
    static let isInstalled = output(of: "command -v tmux") != ""

    private let socket: String
    private let term: String
    private let pidFile: String

    struct Failure: Error {
        let output: String
    }

    init(term: String) throws {
        socket = "spotter-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        pidFile = "/tmp/\(socket).pid"
        self.term = term
        let answer = run("-f /dev/null new-session -d -x \(Self.size.width) -y \(Self.size.height) sh 2>&1")
        guard answer.isEmpty else { throw Failure(output: answer) }
    }

    deinit {
        run("kill-server")
        unlink(pidFile)
        unlink("/tmp/\(socket).sh")
    }

    /// Runs this binary's probe in the pane; then the shell says how it ended and whether the modes are as before.
    func startProbe(how: String = "wait", variables: String = "", showsErrors: Bool = false) throws {
        let binary = Self.output(of: "readlink /proc/\(getpid())/exe")
        guard !binary.isEmpty else { throw Failure(output: "no path of the test binary") }
        let script = """
            modes=$(stty -g)
            unset COLORTERM NO_COLOR
            sh -c 'echo $$ >\(pidFile); exec env TERM=\(term) SPOTTER_PROBE=\(how) SWIFT_BACKTRACE=enable=no \(variables) \
            "\(binary)" --testing-library swift-testing --filter CursesTests.Probe \(showsErrors ? "" : "2>/dev/null")'
            status=$?
            [ "$(stty -g)" = "$modes" ] && echo modes restored
            echo status $status
            """
        let path = "/tmp/\(socket).sh"
        guard let file = fopen(path, "w") else { throw Failure(output: path) }
        fputs(script, file)
        fclose(file)
        send("clear; . \(path); rm \(path)")
        run("send-keys Enter")
    }

    /// Types text.
    func send(_ text: String) {
        run("send-keys -l '\(text)'")
    }

    /// Sends a signal, by its name without SIG, to the probe.
    func signalProbe(_ name: String) {
        _ = Self.output(of: "kill -\(name) $(cat \(pidFile))")
    }

    @discardableResult
    func run(_ command: String) -> String {
        Self.output(of: "tmux -u -L \(socket) \(command)")
    }

    func format(_ format: String) -> String {
        run("display-message -p '\(format)'")
    }

    /// The pane's text once it fulfils the condition, or as it is after ten seconds.
    func waitForPane(limit: Duration = .seconds(20), _ condition: (String) -> Bool) -> String {
        let deadline = ContinuousClock.now.advanced(by: limit)
        while true {
            let pane = run("capture-pane -p")
            if condition(pane) || ContinuousClock.now > deadline { return pane }
            usleep(30_000)
        }
    }

    /// Whether the shell has its screen, cursor, keys and modes again.
    var isRestored: Bool {
        format("#{alternate_on} #{mouse_any_flag} #{cursor_flag} #{keypad_cursor_flag}") == "0 0 1 0"
            && run("capture-pane -p").contains("modes restored")
    }

    /// What a shell command prints, without the last line's end.
    private static func output(of command: String) -> String {
        guard let pipe = popen(command, "r") else { return "" }
        defer { pclose(pipe) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { text += buffer[..<count] }
        while text.last == 0x0A { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }
}
