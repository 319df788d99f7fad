import Dispatch
import Glibc
import TUI
import TerminalTesting
import Testing

@testable import Curses

/// A screen that tests every hard thing at once: frames, wide glyphs at the edge, marks, emoji, hostile text, braille.
///
/// Either with links, or with the cursor on one of the places where they would be.
private func scene(_ size: Size, hasLinks: Bool = true) -> Grid {
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
        grid.restyle(row.split(left: 2).left) { $0 = $0.background(.blue).bold.underline }
        if hasLinks { grid.link("https://example.org/\(row.y)", at: row.split(left: 20).left) }
    }
    if !hasLinks { grid.cursor = Point(x: 7, y: 3) }
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
        var hasLinks = environment("SPOTTER_LINKS") != "no"
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
            case .stopped: stop(&terminal)
            case .continued, nil: break
            }
            while let input = terminal.nextInput() {
                if input == .key(Key("q")) { return }
                if input == .key(Key("z")) { suspended(&terminal) }
                if input == .key(Key("z", .control)) { stop(&terminal) }
                if input == .key(Key("m")) { terminal.setMouse(!terminal.usesMouse) }
                if input == .key(Key("l")) { hasLinks.toggle() }
                if input == .key(Key("c")) { try terminal.copy("Lot 17: 1 250 € ⠑ 漢字") }
            }
            terminal.paint(scene(terminal.size, hasLinks: hasLinks))
        }
    }

    @MainActor private func stop(_ terminal: inout Terminal) {
        terminal.suspend()
        Signals.stopProcess()
        terminal.resume()
    }

    @MainActor private func suspended(_ terminal: inout Terminal) {
        terminal.suspend()
        #expect(throws: CopyError.suspended) { try terminal.copy("x") }
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
            tmux.resize(to: size)
            let resized = scene(size).text
            #expect(tmux.waitForPane { $0 == resized } == resized)
        }
        tmux.type("q")
        tmux.resize(to: Tmux.size)
        #expect(tmux.waitForPane { $0.contains("status 0") }.contains("status 0"))
    }

    @Test("the pane shows the grid", arguments: ["xterm-256color", "screen", "vt100", "tmux-256color", "xterm"])
    func paint(term: String) throws {
        let tmux = try Tmux(term: term)
        try tmux.startProbe()
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.type("q")
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
        tmux.type("q")
        #expect(tmux.waitForPane { $0.contains("status 0") }.contains("status 0"))
        #expect(tmux.isRestored)
    }

    @Test("NO_COLOR sends no colour")
    func noColour() throws {
        let tmux = try Tmux(term: "xterm-256color")
        try tmux.startProbe(variables: "NO_COLOR=1 COLORTERM=truecolor")
        #expect(tmux.waitForPane { $0 == expected } == expected)
        #expect(!tmux.run("capture-pane -p -e").contains("[38;"))
        tmux.type("q")
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
            tmux.signal(how)
        }
        #expect(tmux.waitForPane { $0.contains(status) }.contains(status))
        #expect(tmux.isRestored)
    }

    @Test("a signal that nobody handles yet", arguments: [("HUP", 129), ("QUIT", 131), ("TERM", 143)])
    func early(name: String, status: Int) throws {
        let tmux = try Tmux(term: "xterm-256color")
        try tmux.startProbe(how: "sleep")
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.signal(name)
        #expect(tmux.waitForPane { $0.contains("status \(status)") }.contains("status \(status)"))
        #expect(tmux.isRestored)
    }

    @Test("stopped by a signal or by the key and continued by the shell, time after time", arguments: [nil, "C-z"])
    func stop(key: String?) throws {
        let tmux = try Tmux(term: "xterm-256color")
        try tmux.startProbe()
        for _ in 1...4 {
            #expect(tmux.waitForPane { $0 == expected } == expected)
            if let key { tmux.press(key) } else { tmux.signal("TSTP") }
            #expect(tmux.waitForPane { $0.contains("Stopped") }.contains("Stopped"))
            #expect(tmux.format("#{alternate_on} #{mouse_any_flag} #{cursor_flag}") == "0 0 1")
            tmux.type("clear; fg")
            tmux.press("Enter")
        }
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.type("q")
        #expect(tmux.waitForPane { !$0.contains("Probe ─") } != expected)
    }

    @Test("a script that started the program stops with it")
    func stopScript() throws {
        let tmux = try Tmux(term: "xterm-256color")
        try tmux.startProbe(place: .script)
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.press("C-z")
        #expect(tmux.waitForPane { $0.contains("Stopped") }.contains("Stopped"))
        tmux.type("clear; fg")
        tmux.press("Enter")
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.type("q")
        #expect(tmux.waitForPane { !$0.contains("Probe ─") } != expected)
    }

    @Test("without a shell that could continue it the program goes on at once")
    func stopAlone() throws {
        let tmux = try Tmux(term: "xterm-256color")
        try tmux.startProbe(place: .pane)
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.press("C-z", "m")
        #expect(tmux.waitFor("#{alternate_on} #{mouse_any_flag}", "1 0"))
        #expect(tmux.waitForPane { $0 == expected } == expected)
    }

    @Test("the mouse is given up and taken at run time, past a suspension")
    func mouse() throws {
        let tmux = try Tmux(term: "xterm-256color")
        try tmux.startProbe()
        #expect(tmux.waitForPane { $0 == expected } == expected)
        for (keys, flag) in [("m", "0"), ("mm", "0"), ("zmm", "0"), ("m", "1"), ("mzm", "1")] {
            tmux.type(keys)
            // The cursor says that the last key has been dealt with.
            tmux.type("l")
            #expect(tmux.waitFor("#{cursor_flag}", "1"))
            #expect(tmux.waitFor("#{mouse_any_flag}", flag))
            tmux.type("l")
            #expect(tmux.waitFor("#{cursor_flag}", "0"))
        }
        tmux.type("mq")
        #expect(tmux.waitForPane { $0.contains("status 0") }.contains("status 0"))
        #expect(tmux.isRestored)
    }

    @Test("text goes to the clipboard")
    func copy() throws {
        let tmux = try Tmux(term: "xterm-256color")
        tmux.run("set-option -s set-clipboard on")
        try tmux.startProbe()
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.type("cl")
        #expect(tmux.waitFor("#{cursor_flag}", "1"))
        #expect(tmux.run("show-buffer") == "Lot 17: 1 250 € ⠑ 漢字")
        #expect(tmux.waitForPane { $0 == expected } == expected)
    }

    @Test(
        "linked cells look as they did, and the cursor stays",
        arguments: [("xterm-256color", "COLORTERM=truecolor"), ("xterm-256color", ""), ("xterm", ""), ("screen", "")])
    func linkLooks(term: String, variables: String) throws {
        let plain = try Tmux(term: term)
        try plain.startProbe(variables: variables + " SPOTTER_LINKS=no")
        #expect(plain.waitForPane { $0 == expected } == expected)
        let linked = try Tmux(term: term)
        linked.record()
        try linked.startProbe(variables: variables)
        #expect(linked.waitForPane { $0 == expected } == expected)
        #expect(linked.recorded { $0.contains("\u{1B}]8;;https://example.org/7\u{1B}\\") })
        let looks = plain.run("capture-pane -p -e")
        #expect(linked.run("capture-pane -p -e") == looks)
        linked.type("l")
        #expect(linked.waitFor("#{cursor_flag} #{cursor_x} #{cursor_y}", "1 7 3"))
        #expect(linked.run("capture-pane -p -e") == looks)
    }

    @Test("links are written when their row changes, and taken away")
    func links() throws {
        let tmux = try Tmux(term: "xterm-256color")
        tmux.record()
        try tmux.startProbe()
        #expect(tmux.recorded { $0.contains("flood") && $0.contains("\u{1B}8") })
        let first = tmux.recording()
        for row in 1...7 {
            let open = "\u{1B}]8;;https://example.org/\(row)\u{1B}\\"
            #expect(first.split(separator: open, omittingEmptySubsequences: false).count == 2)
        }
        // A paint without a change writes nothing; the next one takes the links away without a mark.
        tmux.type("x")
        tmux.type("l")
        #expect(tmux.waitFor("#{cursor_flag}", "1"))
        #expect(tmux.recorded { $0.dropFirst(first.count).contains("flood") })
        #expect(!tmux.recording().dropFirst(first.count).contains("\u{1B}]8;"))
        tmux.type("l")
        #expect(tmux.recorded { $0.dropFirst(first.count).contains("\u{1B}]8;;https://example.org/7") })
    }

    @Test("a terminal without private modes gets no marks")
    func noLinks() throws {
        let tmux = try Tmux(term: "vt100")
        tmux.record()
        try tmux.startProbe()
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.type("l")
        #expect(tmux.recorded { $0.contains("flood") })
        #expect(!tmux.recording().contains("\u{1B}]8;"))
    }

    @Test("suspending shows the shell's screen, resuming the same picture")
    func suspend() throws {
        let tmux = try Tmux(term: "xterm-256color")
        try tmux.startProbe()
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.type("z")
        #expect(tmux.waitForPane { $0 == expected } == expected)
        tmux.type("q")
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
