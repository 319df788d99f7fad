internal import Glibc
public import TUI

/// A tmux server of its own with one pane, in which a program can be run and its screen be read.
public final class Tmux {
    public static let size = Size(width: 80, height: 24)
    /// A line that the shell shows before a program starts, and so again after it.
    public static let mark = "before the program"
    public static let isInstalled = output(of: "command -v tmux") != ""

    /// What `start` says is the value of `TERM`; nil unsets it.
    private let term: String?
    private let socket: String
    private var pidFile: String { "/tmp/\(socket).pid" }
    private var scriptFile: String { "/tmp/\(socket).sh" }
    private var recordFile: String { "/tmp/\(socket).out" }

    public struct Failure: Error {
        public let output: String

        public init(output: String) {
            self.output = output
        }
    }

    /// - Parameter shell: what the pane shows before and after.
    public init(term: String?, size: Size = Tmux.size, shell: String = "sh") throws {
        socket = "spotter-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        self.term = term
        let answer = run("-f /dev/null new-session -d -x \(size.width) -y \(size.height) \"\(shell)\" 2>&1")
        guard answer.isEmpty else { throw Failure(output: answer) }
    }

    deinit {
        run("kill-server")
        for file in [pidFile, scriptFile, recordFile] { unlink(file) }
    }

    /// Where a program runs.
    public enum Place: Hashable, Sendable {
        /// As a job of the pane's shell.
        case job
        /// In a script that is such a job.
        case script
        /// In the shell's own place.
        case pane

        fileprivate var before: String { self == .pane ? "exec sh -c" : "sh -c" }
    }

    /// Runs a command in the pane; then the shell says how it ended and whether the modes are as before.
    ///
    /// - Parameters:
    ///   - command: without single quotes.
    ///   - variables: such as `NO_COLOR=1`.
    public func start(_ command: String, variables: String = "", place: Place = .job) throws {
        let environment = "env \(term.map { "TERM=\($0)" } ?? "-u TERM") \(variables)"
        let inner =
            place == .script ? "\(environment) \(command); exit $?" : "exec \(environment) \(command)"
        let script = """
            modes=$(stty -g)
            unset COLORTERM NO_COLOR
            echo \(Self.mark)
            \(place.before) 'echo $$ >\(pidFile); \(inner)'
            status=$?
            [ "$(stty -g)" = "$modes" ] && echo modes restored
            echo status $status
            """
        guard let file = fopen(scriptFile, "w") else { throw Failure(output: scriptFile) }
        fputs(script, file)
        fclose(file)
        type("clear; . \(scriptFile); rm \(scriptFile)")
        press("Enter")
    }

    /// Begins to record what is written to the pane.
    public func record() {
        run("pipe-pane -o 'cat >>\(recordFile)'")
    }

    /// What has been recorded so far.
    public func recording() -> String {
        Self.output(of: "cat \(recordFile)")
    }

    /// Waits for the recording to fulfil the condition.
    public func recorded(_ condition: (String) -> Bool) -> Bool {
        wait { condition(recording()) }
    }

    /// Waits for a format's answer.
    public func waitFor(_ format: String, _ answer: String) -> Bool {
        wait { self.format(format) == answer }
    }

    private func wait(_ condition: () -> Bool) -> Bool {
        let deadline = ContinuousClock.now.advanced(by: .seconds(20))
        while !condition() {
            if ContinuousClock.now > deadline { return false }
            usleep(30_000)
        }
        return true
    }

    /// Types text without single quotes.
    public func type(_ text: String) {
        run("send-keys -l '\(text)'")
    }

    /// Presses keys by tmux's names, such as `C-z`.
    public func press(_ keys: String...) {
        run("send-keys \(keys.joined(separator: " "))")
    }

    public func resize(to size: Size) {
        run("resize-window -x \(size.width) -y \(size.height)")
    }

    /// Sends a signal, by its name without SIG, to what was started.
    public func signal(_ name: String) {
        _ = Self.output(of: "kill -\(name) $(cat \(pidFile))")
    }

    @discardableResult
    public func run(_ command: String) -> String {
        Self.output(of: "tmux -u -L \(socket) \(command)")
    }

    public func format(_ format: String) -> String {
        run("display-message -p '\(format)'")
    }

    /// The pane's text.
    public var pane: String { run("capture-pane -p") }

    /// The pane's text once it fulfils the condition, or as it is when the time is over.
    public func waitForPane(limit: Duration = .seconds(20), _ condition: (String) -> Bool) -> String {
        let deadline = ContinuousClock.now.advanced(by: limit)
        while true {
            let pane = pane
            if condition(pane) || ContinuousClock.now > deadline { return pane }
            usleep(30_000)
        }
    }

    /// Whether the shell has its screen, cursor, keys and modes again.
    public var isRestored: Bool {
        format("#{alternate_on} #{mouse_any_flag} #{cursor_flag} #{keypad_cursor_flag}") == "0 0 1 0"
            && pane.contains("modes restored")
    }

    /// What a shell command prints, without the last line's end.
    public static func output(of command: String) -> String {
        guard let pipe = popen(command, "r") else { return "" }
        defer { pclose(pipe) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { text += buffer[..<count] }
        while text.last == 0x0A { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }
}
