import Testing
import CNcurses

@testable import Curses

@Suite("Terminal description")
struct TerminalDescriptionTests {
    @Test("the installed entry gets colours past its palette", arguments: ["xterm-256color", "tmux-256color"])
    func extended(name: String) throws {
        let installed = try #require(TerminalDescription(named: name))
        let extended = try #require(installed.extended())
        #expect(extended.bytes.count > installed.bytes.count)
        #expect(extended.bytes.count < 32768)
        // It has its 256 no more, so it cannot be extended again.
        #expect(extended.extended() == nil)
        let text = String(decoding: extended.bytes, as: UTF8.self)
        #expect(text.contains("%e38;2;") && text.contains("%e48;2;"))
    }

    @Test("an entry that is cut short, of another kind, or rubbish is left alone")
    func rejected() throws {
        #expect(TerminalDescription(named: "../../etc/passwd") == nil)
        #expect(TerminalDescription(named: "") == nil)
        #expect(TerminalDescription(named: "no-such-terminal") == nil)
        #expect(TerminalDescription(named: "vt100")?.extended() == nil)
        #expect(TerminalDescription(bytes: Array(repeating: 0xFF, count: 4000)).extended() == nil)
        let whole = try #require(TerminalDescription(named: "xterm-256color"))
        for count in 0..<min(1200, whole.bytes.count) {
            #expect(TerminalDescription(bytes: Array(whole.bytes.prefix(count))).extended() == nil)
        }
    }

    @Test("numbers stay within the colours declared, black first and white last")
    func numbers() {
        #expect(TerminalDescription.number(0, 0, 0) == 256)
        #expect(Int(TerminalDescription.number(255, 255, 255)) == TerminalDescription.colours - 1)
        let greys = UInt8.min...UInt8.max
        #expect(
            zip(greys, greys.dropFirst()).allSatisfy {
                TerminalDescription.number($0, $0, $0) <= TerminalDescription.number($1, $1, $1)
            })
    }
}
