import Testing

@testable import TUI

@Suite("Text input")
struct TextInputTests {
    /// The text with `|` where the cursor is, after these keys.
    static func typed(_ keys: String, into text: String = "") throws -> String {
        var input = TextInput(text)
        for key in try Key.sequence(keys) { #expect(take(key, &input), "\(key)") }
        return input.parts.head + "|" + input.parts.tail
    }

    private static func take(_ key: Key, _ input: inout TextInput) -> Bool {
        input.take(key)
    }

    @Test(
        "keys",
        arguments: [
            ("", "ab", "ab|"), ("ab", "<left>x", "ax|b"), ("ab", "<left><left><left>x", "x|ab"),
            ("ab", "<home><right>x", "ax|b"), ("ab", "<home><end>x", "abx|"), ("ab", "<right>", "ab|"),
            ("ab", "<c-a>x<c-e>y", "xaby|"), ("abc", "<left><backspace>", "a|c"), ("abc", "<home><backspace>", "|abc"),
            ("abc", "<home><delete>", "|bc"), ("abc", "<delete>", "abc|"), ("one two", "<left><c-u>", "|o"),
            ("one two  ", "<c-w>", "one |"), ("one two", "<left><left><c-w>", "one |wo"), ("one", "<c-w><c-w>", "|"),
            // Characters are what people see, not code points.
            ("a👩\u{200D}👩\u{200D}👧", "<backspace>", "a|"), ("cafe\u{301}", "<left>x", "cafx|e\u{301}"),
            ("🇫🇮🇸🇪", "<left><backspace>", "|🇸🇪"), ("漢字", "<left>x", "漢x|字"),
        ])
    func keys(text: String, keys: String, expected: String) throws {
        #expect(try Self.typed(keys, into: text) == expected)
    }

    @Test("keys of others are left to them")
    func others() {
        var input = TextInput("ab")
        for key in [Key(.enter), Key(.escape), Key(.tab), Key(.up), Key("c", .control), Key("x", .alt)] {
            #expect(!Self.take(key, &input))
        }
        #expect(input == TextInput("ab"))
    }

    @Test("a paste is one line without control characters")
    func paste() {
        var input = TextInput("<>")
        #expect(Self.take(Key(.left), &input))
        input.paste("a\tb\nc\u{1B}[31m\u{0}")
        #expect(input.text == "<a b c[31m>")
        #expect(input.parts.tail == ">")
    }

    @Test("a flood is bounded, and the cursor stays inside whatever joins")
    func bounds() {
        var input = TextInput(String(repeating: "漢", count: 10_000))
        #expect(input.text.utf8.count == 4_095)
        #expect(Self.take(Key("é"), &input))
        #expect(input.text.utf8.count == 4_095)
        input = TextInput("🇫x🇮")
        #expect(Self.take(Key(.left), &input))
        #expect(Self.take(Key(.backspace), &input))
        #expect(input.text == "🇫🇮")
        #expect(input.cursor <= input.text.count)
        input = TextInput("e" + String(repeating: "\u{301}", count: 100_000))
        #expect(input.text.utf8.count <= TextInput.limit)
    }

    @Test("the prompt shows its label, the text and the cursor, and scrolls to the cursor")
    func prompt() {
        func draw(_ input: TextInput, _ width: Int = 12) -> (String, Int?) {
            let grid = WidgetTests.draw(Prompt("/ ", input: input, placeholder: "find"), width)
            return (grid.text, grid.cursor?.x)
        }
        #expect(draw(TextInput()) == ("/ find", 2))
        #expect(draw(TextInput("abc")) == ("/ abc", 5))
        #expect(draw(TextInput("0123456789")) == ("/ …23456789", 11))
        var input = TextInput("0123456789")
        _ = input.take(Key(.home))
        #expect(draw(input) == ("/ 0123456789", 2))
        // The wide character under the cursor is shown whole.
        input = TextInput("0123456漢漢漢")
        _ = input.take(Key(.left))
        #expect(draw(input) == ("/ …456漢漢漢", 10))
        #expect(draw(TextInput("abc"), 1) == ("", 0))
        #expect(draw(TextInput("abc"), 0) == ("", nil))
    }

    @Test("a prompt's long label leaves half of the room")
    func label() {
        let grid = WidgetTests.draw(Prompt("a very long label", input: TextInput("ab")), 10)
        #expect(grid.text == "a ve…ab")
        #expect(grid.cursor == Point(x: 7, y: 0))
    }
}
