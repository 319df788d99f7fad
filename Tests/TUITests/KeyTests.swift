import Testing

@testable import TUI

@Suite("Keys")
struct KeyTests {
    // swift-format-ignore
    static let table: [(String, Key)] = [
        ("j", Key("j")), ("G", Key("G")), ("é", Key("é")), ("漢", Key("漢")), ("?", Key("?")), ("-", Key("-")),
        ("<space>", Key(" ")), ("<lt>", Key("<")), ("<gt>", Key(">")),
        ("<enter>", Key(.enter)), ("<tab>", Key(.tab)), ("<s-tab>", Key(.tab, .shift)), ("<esc>", Key(.escape)),
        ("<bs>", Key(.backspace)), ("<del>", Key(.delete)), ("<ins>", Key(.insert)),
        ("<up>", Key(.up)), ("<down>", Key(.down)), ("<left>", Key(.left)), ("<right>", Key(.right)),
        ("<home>", Key(.home)), ("<end>", Key(.end)), ("<pgup>", Key(.pageUp)), ("<pgdn>", Key(.pageDown)),
        ("<f1>", Key(.function(1))), ("<f24>", Key(.function(24))),
        ("<c-d>", Key("d", .control)), ("<a-x>", Key("x", .alt)), ("<c-a-left>", Key(.left, [.control, .alt])),
        ("<c-a-s-f5>", Key(.function(5), [.shift, .control, .alt])), ("<c-space>", Key(" ", .control)),
        ("<a-lt>", Key("<", .alt)), ("<a-gt>", Key(">", .alt)), ("<c-->", Key("-", .control)),
    ]

    @Test("notation both ways", arguments: table)
    func bothWays(text: String, key: Key) throws {
        #expect(try Key(notation: text) == key)
        #expect(key.description == text)
    }

    @Test(
        "other spellings",
        arguments: [
            ("<C-d>", "<c-d>"), ("<m-x>", "<a-x>"), ("<Return>", "<enter>"), ("<Escape>", "<esc>"), ("<F2>", "<f2>"),
            ("<s-c-up>", "<c-s-up>"), ("<j>", "j"), ("<minus>", "-"), ("<PageDown>", "<pgdn>"), (">", "<gt>"),
        ])
    func spellings(text: String, canonical: String) throws {
        #expect(try Key(notation: text).description == canonical)
    }

    @Test("a story of keys")
    func story() throws {
        let keys = try Key.sequence("jj<enter>/te<c-w>é<esc>")
        #expect(keys.map(\.description) == ["j", "j", "<enter>", "/", "t", "e", "<c-w>", "é", "<esc>"])
        #expect(try Key.sequence("").isEmpty)
    }

    @Test(
        "what is no key says why",
        arguments: [
            ("", KeyError.empty), ("<enter", .unclosed("<enter")), ("<nope>", .unknown("nope")), ("<>", .unknown("")),
            ("jj", .unknown("jj")), ("<f25>", .unknown("f25")), ("<x-d>", .unknown("x-d")), ("<c->", .unknown("c-")),
        ])
    func errors(text: String, expected: KeyError) {
        #expect(throws: expected) { try Key(notation: text) }
        #expect(!expected.description.isEmpty)
    }
}
