import Foundation
import TUI
import TerminalTesting
import Testing

/// The dashboard on terminals of many kinds, and how it gives them back. No server is there: a screen needs none.
@Suite("The dashboard's terminal", .serialized, .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct DashboardTerminalTests {
    private static let nobody = "pusher://key@127.0.0.1:1?tls=false"
    private static let small = Size(width: 80, height: 24)

    private func watch(term: String? = "xterm-256color", variables: String = "", shell: String = "sh") throws
        -> Watching
    {
        try Watching(Self.nobody, term: term, variables: variables, size: Self.small, shell: shell)
    }

    // MARK: Kinds

    /// Terminals that have a description here.
    static let terms = ["xterm-256color", "screen-256color", "tmux-256color", "linux", "vt100", "xterm-direct"].filter {
        Tmux.output(of: "infocmp \($0) >/dev/null 2>&1 && echo known") == "known"
    }

    @Test(arguments: terms)
    func startsAndGivesBack(term: String) throws {
        let watching = try watch(term: term)
        // Not every font has the sign of a feed that is waited for.
        try watching.see("a feed that is waited for") { $0.contains(/^ spotter   pusher [◌o]/) }
        try watching.see("1 Auctions", "no lots yet", "quit")
        try watching.quit()
    }

    @Test func noColourSendsNone() throws {
        let watching = try watch(variables: "NO_COLOR=1 COLORTERM=truecolor")
        try watching.see("no lots yet")
        let looks = watching.tmux.run("capture-pane -p -e")
        #expect(!looks.contains("[38;") && !looks.contains("[48;"), "\(looks)")
        try watching.quit()
    }

    @Test func colourIsThereWithoutIt() throws {
        let watching = try watch()
        try watching.see("no lots yet")
        #expect(watching.tmux.run("capture-pane -p -e").contains("[38;"))
        try watching.quit()
    }

    @Test(arguments: [
        ("dumb", "the terminal \"dumb\" (TERM) cannot show a full screen"),
        ("no-such-terminal", "the terminal \"no-such-terminal\" (TERM) is not known here; try TERM=xterm-256color"),
        (nil, "the environment variable TERM is not set, so the kind of terminal is unknown"),
    ])
    func refusesWithStatusTwo(term: String?, says: String) throws {
        let watching = try watch(term: term)
        try watching.see("status 2", "modes restored")
        #expect(watching.errors == "spotter: \(says)\n")
    }

    // MARK: Ends

    @Test(arguments: [("INT", 130), ("TERM", 143), ("HUP", 0), ("SEGV", 139)])
    func aSignalGivesTheTerminalBack(name: String, status: Int) throws {
        let watching = try watch()
        try watching.see("no lots yet")
        watching.tmux.signal(name)
        try watching.ends(with: status)
    }

    @Test(arguments: ["C-c", "F10"])
    func aKeyLeaves(key: String) throws {
        let watching = try watch()
        try watching.see("no lots yet")
        watching.press(key)
        try watching.ends(with: 0)
    }

    @Test(arguments: [nil, "TSTP"])
    func theShellStopsAndContinuesIt(signal: String?) throws {
        let watching = try watch(shell: "bash --norc --noprofile -i")
        for round in 1...3 {
            try watching.see("no lots yet", "quit")
            if let signal { watching.tmux.signal(signal) } else { watching.press("C-z") }
            #expect(watching.tmux.waitFor("#{alternate_on} #{mouse_any_flag} #{cursor_flag}", "0 0 1"))
            try watching.see("Stopped")
            // The shell has its echo: what is typed is seen.
            watching.type("clear; echo round $((40+\(round)))")
            try watching.see("clear; echo round")
            watching.press("Enter")
            try watching.see("round \(40 + round)")
            watching.type("fg")
            watching.press("Enter")
        }
        try watching.see("no lots yet", "quit")
        watching.type("?")
        try watching.see("Select the next row")
        watching.press("Escape")
        try watching.see("closed help") { !$0.contains("Select the next row") }
        watching.type("q")
        // Bash does not wait for a job that it has continued.
        try watching.see("the shell") { !$0.contains("no lots yet") && $0.contains("round 43") }
        #expect(watching.tmux.waitFor("#{alternate_on} #{mouse_any_flag} #{cursor_flag}", "0 0 1"))
    }

    // MARK: Keys that speak to the terminal

    @Test func redrawHealsTheScreen() throws {
        let watching = try watch()
        try watching.see("no lots yet")
        let terminal = watching.tmux.format("#{pane_tty}")
        _ = Tmux.output(of: #"printf '\033[5;5Hscribbled over by another program' >\#(terminal)"#)
        try watching.see("scribbled over")
        watching.press("C-l")
        try watching.see("a clean screen") { !$0.contains("scribbled") && $0.contains("no lots yet") }
        try watching.quit()
    }

    @Test func theMouseIsGivenUpAndTaken() throws {
        let watching = try watch()
        try watching.see("no lots yet")
        #expect(watching.tmux.waitFor("#{mouse_any_flag}", "1"))
        watching.press("F2")
        try watching.see("Mouse off: the terminal selects text")
        #expect(watching.tmux.waitFor("#{mouse_any_flag}", "0"))
        watching.press("F2")
        try watching.see("Mouse on")
        #expect(watching.tmux.waitFor("#{mouse_any_flag}", "1"))
        try watching.quit()
    }

    @Test func aValueIsCopied() throws {
        let server = try PretendServer { _ in
            [.event("lot.updated", Sample.lot("17", title: "Aalto vase", closesIn: 300))]
        }
        let watching = try Watching(server.url)
        watching.tmux.run("set-option -s set-clipboard on")
        try watching.see("Aalto vase")
        watching.type("jy")
        try watching.see("Copied € 1,250.00")
        #expect(watching.tmux.run("show-buffer") == "€ 1,250.00")
        watching.type("Y")
        try watching.see("Copied lot as JSON")
        let json = watching.tmux.run("show-buffer")
        #expect(json.hasPrefix(#"{"v":1,"kind":"lot""#) && json.contains(#""lot":"17""#), "\(json)")
        try watching.quit()
    }
}
