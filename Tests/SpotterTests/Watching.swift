import Foundation
import TUI
import TerminalTesting
import Testing

/// `spotter watch` in a real terminal, and the person before it.
final class Watching {
    let tmux: Tmux
    private let folder: TestFolder
    /// Whether the terminal can show the dashboard and keep the shell's screen.
    private let hasOwnScreen: Bool
    private var errorFile: String { folder.path + "/errors" }

    static let size = Size(width: 120, height: 36)

    /// - Parameters:
    ///   - options: of the command line, without single quotes.
    ///   - variables: such as `NO_COLOR=1`.
    ///   - folder: where the configuration is, `config.toml`; by default there is none.
    init(
        _ url: String, channels: [String] = ["lots"], options: String = "", term: String? = "xterm-256color",
        variables: String = "", size: Size = Watching.size, shell: String = "sh", folder: TestFolder? = nil
    ) throws {
        self.folder = try folder ?? TestFolder()
        hasOwnScreen = term != "linux" && term != "vt100"
        tmux = try Tmux(term: term, size: size, shell: shell)
        let home = "HOME=/nonexistent XDG_CONFIG_HOME=\(self.folder.path)/none"
        let config = folder.map { "--config \($0.path)/config.toml" } ?? ""
        let wanted = channels.map { "--channel \($0)" }.joined(separator: " ")
        try tmux.start(
            "\"\(Program.path)\" watch \"\(url)\" \(wanted) \(config) \(options) 2>\"\(self.folder.path)/errors\"",
            variables: "\(home) SWIFT_BACKTRACE=enable=no LC_ALL=C.UTF-8 \(variables)")
    }

    /// Waits until all of these are on the screen.
    @discardableResult
    func see(
        _ texts: String..., limit: Duration = .seconds(30), sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        try see(texts.joined(separator: " and "), limit: limit, sourceLocation: sourceLocation) { screen in
            texts.allSatisfy(screen.contains)
        }
    }

    /// Waits until the screen is as wanted.
    @discardableResult
    func see(
        _ what: String, limit: Duration = .seconds(30), sourceLocation: SourceLocation = #_sourceLocation,
        where fits: (String) -> Bool
    ) throws -> String {
        var isSeen = false
        let screen = tmux.waitForPane(limit: limit) { screen in
            isSeen = fits(screen)
            return isSeen
        }
        try #require(
            isSeen, "not seen: \(what)\n\(screen)\non standard error: \(errors)", sourceLocation: sourceLocation)
        return screen
    }

    var screen: String { tmux.pane }

    /// What the program has said on standard error, which would be on the screen but for this test.
    var errors: String { (try? String(contentsOfFile: errorFile, encoding: .utf8)) ?? "" }

    func type(_ text: String) { tmux.type(text) }

    func press(_ key: String) { tmux.press(key) }

    /// Leaves with `q`, and checks that the terminal is as it was.
    func quit(sourceLocation: SourceLocation = #_sourceLocation) throws {
        type("q")
        try ends(with: 0, sourceLocation: sourceLocation)
    }

    /// Waits for the end with that status, and checks that the terminal is as it was.
    func ends(with status: Int, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let screen = try see("status \(status)", sourceLocation: sourceLocation)
        // Else the picture stays, and the shell goes on below it.
        #expect(
            screen.contains(hasOwnScreen ? Tmux.mark : "\nmodes restored\n"), "\(screen)",
            sourceLocation: sourceLocation)
        #expect(tmux.isRestored, "\(screen)", sourceLocation: sourceLocation)
        #expect(errors == "", sourceLocation: sourceLocation)
    }
}

/// A folder of a test's own, which goes with it.
final class TestFolder {
    /// Short, as it appears in messages.
    let path: String

    init() throws {
        path = "/tmp/spotter-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, and the folders on the way to it.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }
}
