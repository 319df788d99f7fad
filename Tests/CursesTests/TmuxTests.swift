import Dispatch
import Glibc
import TUI
import Testing

@testable import Curses

/// A screen that tests every hard thing at once: frames, wide glyphs at the edge, marks, emoji, hostile text, braille.
private func scene(_ size: Size) -> Grid {
    var grid = Grid(size)
    Panel("Probe", key: "1", note: "漢字", isFocused: true).draw(in: grid.bounds, on: &grid)
    let lines = [
        "plain", "鉄腕アトム 원화 ｱｲｳ", "Cafe\u{301} na\u{308}ive", "🚗 👩\u{200D}👩\u{200D}👧 🇫🇮 ❤\u{FE0F}",
        "\u{1B}[31mred?\u{1B}]0;title\u{7} \u{202E}back\u{202C}", "⠑⢄⠤⠒ ▁▂▃█ ✓✗●○",
        "a flood \u{310}\u{310}\u{310}\u{310}x",
    ]
    let inside = Panel.interior(of: grid.bounds)
    for (row, line) in zip(inside.rows, lines) {
        grid.write(line, at: row.origin, within: row, style: Style(foreground: .rgb(200, 100, 50)))
        grid.write("漢字漢字漢字", at: Point(x: row.maxX - 5, y: row.y), within: row)
    }
    return grid
}

/// The program on the other side: these run inside tmux, where this test binary starts itself again with SPOTTER_PROBE.
@Suite("probe", .enabled(if: environment("SPOTTER_PROBE") != nil, "runs inside the terminal tests only"))
struct Probe {
    @Test("draw the scene, then wait for an end")
    @MainActor func run() async throws {
        var terminal = try Terminal()
        // Otherwise the first picture says that signals are listened to.
        let waits = environment("SPOTTER_PROBE") == "wait"
        if !waits { terminal.paint(scene(terminal.size)) }
        if environment("SPOTTER_PROBE") == "sleep" { while !terminal.isHungUp { pause() } }
        if environment("SPOTTER_PROBE") == "crash" { abort() }
        if environment("SPOTTER_PROBE") == "exit" { exit(7) }
        let (wakes, wake) = AsyncStream.makeStream(of: Signal?.self)
        let source = DispatchSource.makeReadSource(fileDescriptor: terminal.inputDescriptor, queue: .main)
        source.setEventHandler { wake.yield(nil) }
        source.activate()
        defer { source.cancel() }
        let signals = Task { for await signal in Signals.stream() { wake.yield(signal) } }
        defer { signals.cancel() }
        for await signal in wakes {
            switch signal {
            case .interrupted, .terminated, .hungUp: return
            case .resized: terminal.resized()
            case .stopped:
                terminal.suspend()
                Signals.stopProcess()
                terminal.resume()
            case .continued, nil: break
            }
            while let input = terminal.nextInput() {
                if input == .key(Key("q")) { return }
                if input == .key(Key("z")) { suspended(&terminal) }
            }
            terminal.paint(scene(terminal.size))
        }
    }

    @MainActor private func suspended(_ terminal: inout Terminal) {
        terminal.suspend()
        puts("suspended")
        fflush(nil)
        terminal.resume()
    }
}

/// The painter and the restoring of the terminal, judged by a real terminal.
@Suite("In a terminal", .serialized, .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct TmuxTests {
    private let expected = scene(Tmux.size).text

    @Test("a change of size is followed")
    func resize() throws {
        let tmux = try Tmux(term: "xterm-256color")
        try tmux.startProbe()
        #expect(tmux.waitForPane { $0 == expected } == expected)
        for size in [Size(width: 60, height: 12), Size(width: 111, height: 33), Size(width: 9, height: 3)] {
            tmux.run("resize-window -x \(size.width) -y \(size.height)")
            let resized = scene(size).text
            #expect(tmux.waitForPane { $0 == resized } == resized)
        }
        tmux.send("q")
        tmux.run("resize-window -x 80 -y 24")
        #expect(tmux.waitForPane { $0.contains("status 0") }.contains("status 0"))
    }

    @Test("the pane shows the grid", arguments: ["xterm-256color", "screen", "vt100", "tmux-256color", "xterm"])
    func paint(term: String) throws {
        let tmux = try Tmux(term: term)
        try tmux.startProbe()
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.send("q")
        #expect(tmux.waitForPane { $0.contains("status 0") }.contains("status 0"))
        #expect(tmux.isRestored)
    }

    @Test("24-bit colour, the alternate screen and the mouse are on, then off")
    func modes() throws {
        let tmux = try Tmux(term: "xterm-256color")
        try tmux.startProbe(variables: "COLORTERM=truecolor")
        #expect(tmux.waitForPane { $0 == expected } == expected)
        #expect(tmux.format("#{alternate_on} #{mouse_any_flag} #{cursor_flag}") == "1 1 0")
        #expect(tmux.run("capture-pane -p -e").contains("38;2;204;102;5"))
        tmux.send("q")
        #expect(tmux.waitForPane { $0.contains("status 0") }.contains("status 0"))
        #expect(tmux.isRestored)
    }

    @Test("NO_COLOR sends no colour")
    func noColour() throws {
        let tmux = try Tmux(term: "xterm-256color")
        try tmux.startProbe(variables: "NO_COLOR=1 COLORTERM=truecolor")
        #expect(tmux.waitForPane { $0 == expected } == expected)
        #expect(!tmux.run("capture-pane -p -e").contains("[38;"))
        tmux.send("q")
        _ = tmux.waitForPane { $0.contains("status") }
    }

    @Test(
        "the terminal is given back",
        arguments: [("crash", "status 134"), ("exit", "status 7"), ("TERM", "status 0"), ("HUP", "status 0")])
    func restored(how: String, status: String) throws {
        let tmux = try Tmux(term: "xterm-256color")
        let isOwnEnd = ["crash", "exit"].contains(how)
        try tmux.startProbe(how: isOwnEnd ? how : "wait")
        if !isOwnEnd {
            #expect(tmux.waitForPane { $0 == expected } == expected)
            tmux.signalProbe(how)
        }
        #expect(tmux.waitForPane { $0.contains(status) }.contains(status))
        #expect(tmux.isRestored)
    }

    @Test("a signal that nobody handles yet", arguments: [("HUP", 129), ("QUIT", 131), ("TERM", 143)])
    func early(name: String, status: Int) throws {
        let tmux = try Tmux(term: "xterm-256color")
        try tmux.startProbe(how: "sleep")
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.signalProbe(name)
        #expect(tmux.waitForPane { $0.contains("status \(status)") }.contains("status \(status)"))
        #expect(tmux.isRestored)
    }

    @Test("stopped and continued by the shell, time after time")
    func stop() throws {
        let tmux = try Tmux(term: "xterm-256color")
        try tmux.startProbe()
        for _ in 1...4 {
            #expect(tmux.waitForPane { $0 == expected } == expected)
            // ncurses has the signal ignored while it writes: one that falls into that moment is lost to any program.
            var pane = expected
            for _ in 1...10 where pane == expected {
                tmux.signalProbe("TSTP")
                pane = tmux.waitForPane(limit: .seconds(2)) { $0.contains("Stopped") || $0.contains("status") }
            }
            #expect(pane != expected)
            #expect(tmux.format("#{alternate_on} #{mouse_any_flag} #{cursor_flag}") == "0 0 1")
            tmux.send("clear; fg")
            tmux.run("send-keys Enter")
        }
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.send("q")
        #expect(tmux.waitForPane { !$0.contains("Probe ─") } != expected)
    }

    @Test("suspending shows the shell's screen, resuming the same picture")
    func suspend() throws {
        let tmux = try Tmux(term: "xterm-256color")
        try tmux.startProbe()
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.send("z")
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.send("q")
        #expect(tmux.waitForPane { $0.contains("suspended") && $0.contains("status 0") }.contains("suspended"))
    }

    @Test(
        "a terminal that cannot do it is refused with one line",
        arguments: [("dumb", "cannot show a full screen"), ("no-such", "not known here")])
    func refused(term: String, says: String) throws {
        let tmux = try Tmux(term: term)
        try tmux.startProbe(showsErrors: true)
        #expect(tmux.waitForPane { $0.contains("status 1") }.replacing("\n", with: "").contains(says))
    }
}
