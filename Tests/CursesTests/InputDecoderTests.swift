import CNcurses
import TUI
import Testing

@testable import Curses

@Suite("Input decoder")
struct InputDecoderTests {
    typealias Symbol = InputDecoder.Symbol

    /// What ncurses would deliver for characters typed or sent.
    static func typed(_ text: String) -> [Symbol] {
        text.unicodeScalars.map { .character($0.value) }
    }

    /// Everything that the decoder makes of these symbols, which are all there at once.
    static func inputs(_ symbols: [Symbol], events: [MEVENT] = [], extended: [Int32: Key] = [:]) -> [Input] {
        var decoder = InputDecoder(extended: extended)
        var waiting = symbols[...]
        var mouse = events[...]
        var result: [Input] = []
        while let input = decoder.next(
            now: .now, read: { waiting.popFirst() }, mouseEvent: { mouse.popFirst() },
            size: { Size(width: 7, height: 3) })
        {
            result.append(input)
        }
        return result
    }

    static func keys(_ symbols: [Symbol]) -> [String] {
        inputs(symbols).map { if case .key(let key) = $0 { key.description } else { "\($0)" } }
    }

    // swift-format-ignore
    @Test("characters, controls and alt", arguments: [
        ("jG é漢🚗", ["j", "G", "<space>", "é", "漢", "🚗"]),
        ("\r\n\t", ["<enter>", "<enter>", "<tab>"]),
        ("\u{7F}\u{8}", ["<bs>", "<bs>"]),
        ("\u{0}\u{3}\u{1A}\u{1C}\u{1F}", ["<c-space>", "<c-c>", "<c-z>", "<c-\\>", "<c-_>"]),
        ("\u{1B}", ["<esc>"]),
        ("\u{1B}\u{1B}", ["<esc>", "<esc>"]),
        ("\u{1B}x\u{1B}\u{4}", ["<a-x>", "<c-a-d>"]),
        ("\u{1B}[", ["<a-[>"]),
        // A sequence that nobody knows must not act as the keys that it is spelled with.
        ("\u{1B}[27;5;113~j", ["j"]),
        ("\u{1B}[?62;22cj", ["j"]),
        ("\u{1B}Oqj", ["j"]),
        ("\u{1B}\u{1B}[99qj", ["<esc>", "j"]),
    ])
    func characters(text: String, expected: [String]) {
        #expect(Self.keys(Self.typed(text)) == expected)
    }

    @Test("a control sequence without end is given up, not swallowed for ever")
    func endlessSequence() {
        let symbols = Self.typed("\u{1B}[" + String(repeating: "0", count: 70))
        #expect(Self.keys(symbols).count == 5)
    }

    // swift-format-ignore
    @Test("ncurses' keys", arguments: [
        (KEY_UP, "<up>"), (KEY_NPAGE, "<pgdn>"), (KEY_BTAB, "<s-tab>"), (KEY_SR, "<s-up>"), (KEY_DC, "<del>"),
        (KEY_F0 + 1, "<f1>"), (KEY_F0 + 12, "<f12>"), (KEY_F0 + 13, "<s-f1>"), (KEY_F0 + 25, "<c-f1>"),
        (KEY_F0 + 37, "<c-s-f1>"), (KEY_F0 + 49, "<a-f1>"),
    ])
    func named(code: Int32, expected: String) {
        #expect(Self.keys([.key(code)]) == [expected])
    }

    @Test("keys of this terminal, keys that mean nothing, and a resize")
    func others() {
        let inputs = Self.inputs([.key(600), .key(KEY_CANCEL), .key(KEY_RESIZE)], extended: [600: Key(.up, .control)])
        #expect(inputs == [.key(Key(.up, .control)), .resize(Size(width: 7, height: 3))])
    }

    @Test("a paste is text, whatever it contains")
    func paste() {
        let inside: [Symbol] = Self.typed("q\u{1B}[31m:quit\r") + [.key(KEY_UP), .key(KEY_RESIZE)] + Self.typed("é")
        let symbols =
            [.key(InputDecoder.Code.pasteStart)] + inside + [.key(InputDecoder.Code.pasteEnd)] + Self.typed("j")
        #expect(Self.inputs(symbols) == [.paste("q\u{1B}[31m:quit\né"), .key(Key("j"))])
    }

    @Test("a paste that never ends is delivered after a second, and the keyboard works again")
    func abandonedPaste() {
        var decoder = InputDecoder(extended: [:])
        let start = ContinuousClock.Instant.now
        var waiting = ([.key(InputDecoder.Code.pasteStart)] + Self.typed("abc"))[...]
        func next(_ seconds: Double) -> Input? {
            decoder.next(
                now: start.advanced(by: .seconds(seconds)), read: { waiting.popFirst() }, mouseEvent: { nil },
                size: { .zero })
        }
        #expect(next(0) == nil)
        #expect(next(0.9) == nil)
        #expect(next(1.1) == .paste("abc"))
        waiting = Self.typed("j")[...]
        #expect(next(1.2) == .key(Key("j")))
    }

    @Test("a paste is bounded")
    func hugePaste() {
        let text = Self.typed(String(repeating: "x", count: 300_000))
        let symbols = [.key(InputDecoder.Code.pasteStart)] + text + [.key(InputDecoder.Code.pasteEnd)]
        guard case .paste(let pasted)? = Self.inputs(symbols).first else {
            Issue.record("no paste came")
            return
        }
        #expect(pasted.count == 1 << 18)
    }

    // swift-format-ignore
    static let mouseTable: [(name: String, state: [mmask_t], expected: [MouseEvent.Kind])] = [
        ("press, drag, release", [2, 2, 1], [.press(.left), .drag(.left), .release(.left)]),
        ("press, move, release", [2, spotter_mouse_moved, 1], [.press(.left), .drag(.left), .release(.left)]),
        ("a click is both", [4], [.press(.left), .release(.left)]),
        ("right", [2 << 10, 1 << 10], [.press(.right), .release(.right)]),
        ("wheel", [2 << 15, 2 << 20], [.wheelUp, .wheelDown]),
        ("a move without a button", [spotter_mouse_moved], []),
    ]

    @Test("mouse", arguments: mouseTable.indices)
    func mouse(index: Int) {
        let (name, states, expected) = Self.mouseTable[index]
        let events = states.map { MEVENT(id: 0, x: 10, y: -2, z: 0, bstate: $0) }
        let inputs = Self.inputs(events.map { _ in .key(KEY_MOUSE) }, events: events)
        #expect(inputs == expected.map { .mouse(MouseEvent($0, at: Point(x: 10, y: 0))) }, "\(name)")
    }
}
