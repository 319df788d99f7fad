import Testing

@testable import TUI

@Suite("Colours and styles")
struct StyleTests {
    @Test("parts come back from the packed word")
    func packing() {
        let colours: [Colour] = [.default, .black, .indexed(255), .rgb(0, 0, 0), .rgb(255, 1, 254)]
        for foreground in colours {
            for background in colours {
                for attributes: Style.Attributes in [[], .bold, [.dim, .blink], [.italic, .underline, .reverse]] {
                    let style = Style(foreground: foreground, background: background, attributes)
                    #expect(style.foreground == foreground)
                    #expect(style.background == background)
                    #expect(style.attributes == attributes)
                }
            }
        }
    }

    @Test("a style over another inherits what it leaves open")
    func over() {
        let row = Style(foreground: .white, background: .blue, [.bold])
        #expect(Style(foreground: .red).over(row) == Style(foreground: .red, background: .blue, [.bold]))
        #expect(Style(background: .black, [.italic]).over(row).description == "bold italic white on black")
        #expect(Style.plain.over(row) == row)
        #expect(row.adding(.dim).attributes == [.bold, .dim])
    }

    @Test(
        "colour notation both ways",
        arguments: [
            ("default", Colour.default), ("red", .red), ("grey", .grey), ("bright-cyan", .indexed(14)),
            ("208", .indexed(208)), ("#0a0bff", .rgb(10, 11, 255)),
        ])
    func notation(text: String, colour: Colour) {
        #expect(Colour(text) == colour)
        #expect(colour.description == text)
    }

    @Test(
        "other spellings", arguments: [("#FA0", Colour.rgb(255, 170, 0)), ("gray", .grey), ("RED", .red), ("1", .red)])
    func spellings(text: String, colour: Colour) {
        #expect(Colour(text) == colour)
    }

    @Test("no colour", arguments: ["", "#", "#12345", "#+12345", "#ggg", "256", "-1", "bright-", "pinkish", "#１２３"])
    func noColour(text: String) {
        #expect(Colour(text) == nil)
    }

    @Test(
        "the nearest colour of less",
        arguments: [
            (Colour.rgb(255, 0, 0), ColourDepth.palette256, Colour.indexed(196)),
            (.rgb(128, 128, 128), .palette256, .indexed(244)),
            (.rgb(0, 0, 0), .palette256, .indexed(16)),
            (.rgb(254, 255, 255), .palette256, .indexed(231)),
            (.rgb(95, 135, 175), .palette256, .indexed(67)),
            (.rgb(250, 10, 10), .sixteen, .indexed(9)),
            (.rgb(250, 10, 10), .eight, .indexed(1)),
            (.indexed(208), .palette256, .indexed(208)),
            (.indexed(11), .eight, .indexed(3)),
            (.grey, .eight, .indexed(7)),
            (.indexed(12), .sixteen, .indexed(12)),
            (.indexed(21), .sixteen, .indexed(4)),
            (.rgb(1, 2, 3), .rgb, .rgb(1, 2, 3)),
            (.rgb(1, 2, 3), .none, .default),
            (.default, .eight, .default),
        ])
    func nearest(colour: Colour, depth: ColourDepth, expected: Colour) {
        #expect(colour.reduced(to: depth) == expected)
    }

    @Test("each palette colour is its own nearest")
    func paletteIsFixed() {
        for index in UInt8(16)...255 {
            let colour = Colour.indexed(index)
            guard let (red, green, blue) = colour.components else { continue }
            let nearest = Colour.rgb(red, green, blue).reduced(to: .palette256)
            #expect(nearest.components ?? (0, 0, 0) == (red, green, blue))
        }
    }
}
