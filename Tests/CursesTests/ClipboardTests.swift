import Testing

@testable import Curses

@Suite("Clipboard")
struct ClipboardTests {
    @Test(
        "base64, RFC 4648 §10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"), ("ÿ\u{7F}?>", "w79/Pz4="),
        ])
    func base64(text: String, expected: String) {
        #expect(Clipboard.base64(text.utf8) == expected)
    }

    @Test(
        "who stands between",
        arguments: [
            (nil, "xterm-256color", Clipboard.Multiplexer.none), ("/tmp/tmux,1,0", "tmux-256color", .tmux),
            ("/tmp/tmux,1,0", "screen", .tmux), (nil, "screen.xterm-256color", .screen), (nil, nil, .none),
        ] as [(String?, String?, Clipboard.Multiplexer)])
    func multiplexer(tmux: String?, term: String?, expected: Clipboard.Multiplexer) {
        #expect(Clipboard.Multiplexer(tmux: tmux, term: term) == expected)
    }

    @Test("the sequence, bare and wrapped")
    func sequences() throws {
        let bare = "\u{1B}]52;c;Zm9v\u{7}"
        #expect(try Clipboard.sequence(for: "foo", through: .none) == bare)
        #expect(
            try Clipboard.sequence(for: "foo", through: .tmux)
                == bare + "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;Zm9v\u{7}\u{1B}\\")
        #expect(try Clipboard.sequence(for: "foo", through: .screen) == "\u{1B}P\(bare)\u{1B}\\")
    }

    @Test("GNU screen gets strings of at most 768 bytes that join to the whole")
    func chunks() throws {
        let text = String(repeating: "漢", count: 1_000)
        let bare = try Clipboard.sequence(for: text, through: .none)
        let chunks = try Clipboard.sequence(for: text, through: .screen).split(separator: "\u{1B}\\")
        #expect(chunks.allSatisfy { $0.utf8.count <= 766 && $0.hasPrefix("\u{1B}P") })
        #expect(chunks.map { $0.dropFirst(2) }.joined() == bare)
    }

    @Test("text that is too long is not sent in part")
    func tooLong() throws {
        let most = String(repeating: "a", count: 100_000)
        #expect(try Clipboard.sequence(for: most, through: .none).utf8.count == 133_336 + 8)
        #expect(throws: CopyError.tooLong(limit: 100_000)) {
            try Clipboard.sequence(for: most + "a", through: .none)
        }
    }
}
