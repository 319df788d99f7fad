import CNcurses
import TUI
import Testing

@testable import Curses

@Suite("Colour numbers and attributes")
struct ColourTableTests {
    struct Case: Sendable {
        let depth: ColourDepth
        let numbering: ColourTable.Numbering
        let style: Style
        let attributes: attr_t
        let foreground, background: Int32
    }

    // swift-format-ignore
    static let table = [
        Case(depth: .palette256, numbering: .palette, style: Style(foreground: .rgb(255, 0, 0), [.bold]),
             attributes: spotter_bold, foreground: 196, background: -1),
        Case(depth: .palette256, numbering: .palette, style: Style(foreground: .grey, background: .indexed(236)),
             attributes: 0, foreground: 8, background: 236),
        Case(depth: .rgb, numbering: .levels, style: Style(foreground: .rgb(0, 0, 0), background: .blue),
             attributes: 0, foreground: 256, background: 4),
        Case(depth: .rgb, numbering: .direct, style: Style(foreground: .rgb(0, 0, 1), background: .rgb(1, 2, 3)),
             attributes: 0, foreground: 0x010101, background: 0x010203),
        Case(depth: .rgb, numbering: .direct, style: Style(foreground: .indexed(196), background: .red),
             attributes: 0, foreground: 0xFF0000, background: 1),
        // Eight colours: the bright half is bold, grey is a dim white.
        Case(depth: .eight, numbering: .palette, style: Style(foreground: .indexed(9)),
             attributes: spotter_bold, foreground: 1, background: -1),
        Case(depth: .eight, numbering: .palette, style: Style(foreground: .grey),
             attributes: spotter_dim, foreground: 7, background: -1),
        // No colours: what a background marked is marked by reverse video.
        Case(depth: .none, numbering: .palette, style: Style(foreground: .red, background: .blue, [.underline]),
             attributes: spotter_underline | spotter_reverse, foreground: -1, background: -1),
    ]

    @Test("reduced to what the terminal has", arguments: table.indices)
    func reduced(index: Int) {
        let example = Self.table[index]
        let table = ColourTable(depth: example.depth, numbering: example.numbering, limit: 256)
        let (attributes, foreground, background) = table.reduced(example.style)
        #expect(attributes == example.attributes)
        #expect(foreground == example.foreground)
        #expect(background == example.background)
    }

    @Test("every character of the console and of ASCII is one of theirs")
    func repertoires() {
        for code in UInt32(0x20)...0x2FFF {
            #expect(Repertoire.unicode.substitute(for: code) == code)
            #expect((0x20...0x7E).contains(Repertoire.ascii.substitute(for: code)) || code == 0x7F)
            #expect(!(0x2800...0x28FF).contains(Repertoire.console.substitute(for: code)) || code == 0x2800)
        }
        let rounded = "╭─╮│╰╯▸●".unicodeScalars.map { Repertoire.console.substitute(for: $0.value) }
        #expect(rounded == "┌─┐│└┘►*".unicodeScalars.map(\.value))
        let ascii = "╭─╮│╰╯▸●".unicodeScalars.map { Repertoire.ascii.substitute(for: $0.value) }
        #expect(ascii == "+-+|++>*".unicodeScalars.map(\.value))
    }
}
