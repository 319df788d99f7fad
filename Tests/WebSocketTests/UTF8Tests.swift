import Testing

@testable import WebSocket

/// RFC 6455 §8.1 and RFC 3629 §4: text is UTF-8, and what is not is found at its first byte.
struct UTF8Tests {
    /// The text's bytes; how many of them are read before it is refused; nil if it is valid.
    static let vectors: [(name: String, bytes: String, refusedAt: Int?)] = [
        ("Greek, as in the RFC's spirit", "ce ba e1 bd b9 cf 83 ce bc ce b5", nil),
        ("Hello, umlauts, §", #""Hello-" c2 b5 40 c3 9f c3 b6 c3 a4 c3 bc c3 a0 c3 a1 "-UTF-8!!""#, nil),
        ("NUL", "00", nil),
        ("the last of one byte", "7f", nil),
        ("the first of two", "c2 80", nil),
        ("the last of two", "df bf", nil),
        ("the first of three", "e0 a0 80", nil),
        ("the last of three", "ef bf bf", nil),
        ("the last before the surrogates", "ed 9f bf", nil),
        ("the first after the surrogates", "ee 80 80", nil),
        ("the first of four", "f0 90 80 80", nil),
        ("the last of Unicode", "f4 8f bf bf", nil),
        ("U+FFFE, a noncharacter", "ef bf be", nil),
        ("U+FFFD", "ef bf bd", nil),
        ("U+1FFFF, a noncharacter", "f0 9f bf bf", nil),
        ("BOM", "ef bb bf 61", nil),

        ("a continuation alone", "80", 1),
        ("the last continuation alone", "61 bf", 2),
        ("C0", "c0", 1),
        ("C1", "c1 bf", 1),
        ("F5", "f5 80 80 80", 1),
        ("five bytes", "f8 88 80 80 80", 1),
        ("six bytes", "fc 84 80 80 80 80", 1),
        ("FE", "fe", 1),
        ("FF", "ff", 1),
        ("/ in two bytes", "c0 af", 1),
        ("/ in three bytes", "e0 80 af", 2),
        ("/ in four bytes", "f0 80 80 af", 2),
        ("U+07FF in three bytes", "e0 9f bf", 2),
        ("U+FFFF in four bytes", "f0 8f bf bf", 2),
        ("the first surrogate", "ed a0 80", 2),
        ("the last surrogate", "ed bf bf", 2),
        ("a pair of surrogates", "ed a0 80 ed b0 80", 2),
        ("U+110000", "f4 90 80 80", 2),
        ("a lead after a lead of two", "c3 c3", 2),
        ("ASCII after a lead of three", "e2 61", 2),
        ("ASCII after two of three", "e2 82 61", 3),
        ("ASCII after three of four", "f0 9f 98 61", 4),
        ("one continuation too many", "c3 a9 80", 3),
        ("Greek, then a surrogate, then more", "ce ba e1 bd b9 cf 83 ed a0 80 65 64 69 74 65 64", 9),
        ("Greek, then above Unicode, then more", "ce ba e1 bd b9 cf 83 f4 90 80 80 65 64", 9),
    ]

    @Test(arguments: vectors)
    func isRefusedAtItsFirstImpossibleByte(_ name: String, _ notation: String, _ refusedAt: Int?) {
        let bytes = Wire.bytes(notation)
        #expect((String(validating: bytes, as: UTF8.self) == nil) == (refusedAt != nil), "the table is wrong")
        // Behind 0–40 bytes of ASCII, so that each place of a word and of a wide step is met.
        for before in 0...40 {
            let text = Array(repeating: 0x61, count: before) + bytes
            #expect(firstRefusal(text) == refusedAt.map { before + $0 }, "behind \(before)")
            var validator = UTF8Validator()
            let isAccepted = text.withUnsafeBytes { validator.accept($0) } && validator.isComplete
            #expect(isAccepted == (refusedAt == nil), "whole, behind \(before)")
            let long = text + Array(repeating: 0x62, count: 40)
            validator = UTF8Validator()
            #expect(long.withUnsafeBytes { validator.accept($0) } == (refusedAt == nil), "inside, behind \(before)")
        }
    }

    /// The same in one long piece and another, cut before and behind the byte, where whole registers are checked.
    @Test(arguments: vectors)
    func isRefusedAtItsFirstImpossibleByteInLongText(_ name: String, _ notation: String, _ refusedAt: Int?) {
        let bytes = Wire.bytes(notation)
        let cut = refusedAt ?? bytes.count
        for before in 15...50 {
            let start = Array(String(repeating: "ž", count: before).utf8)
            for behind in [0, 1, 64] {
                let good = start + bytes.prefix(refusedAt == nil ? cut : cut - 1)
                let end = bytes.dropFirst(good.count - start.count) + Array(String(repeating: "語", count: behind).utf8)
                var validator = UTF8Validator()
                #expect(good.withUnsafeBytes { validator.accept($0) }, "before, behind \(before)")
                let isAccepted = end.withUnsafeBytes { validator.accept($0) } && validator.isComplete
                #expect(isAccepted == (refusedAt == nil), "behind \(before)")
                validator = UTF8Validator()
                let isAcceptedWhole = (good + end).withUnsafeBytes { validator.accept($0) } && validator.isComplete
                #expect(isAcceptedWhole == (refusedAt == nil), "whole, behind \(before)")
            }
        }
    }

    /// However a text is cut, each piece of it is a beginning or a continuation.
    @Test
    func anyPieceOfAText() {
        let text = Array(String(repeating: "aé語🐎ž", count: 12).utf8)
        for first in 0...text.count {
            for second in [first, (first + text.count) / 2, text.count] {
                var validator = UTF8Validator()
                for piece in [text[..<first], text[first..<second], text[second...]] {
                    let isAccepted = piece.withUnsafeBytes { validator.accept($0) }
                    #expect(isAccepted, "cut at \(first) and \(second)")
                }
                #expect(validator.isComplete)
            }
        }
    }

    /// Fail fast through the frames: the failure comes with the byte, though neither frame nor message is complete.
    @Test(arguments: vectors)
    func failsTheConnectionAtOnce(_ name: String, _ notation: String, _ refusedAt: Int?) {
        guard let refusedAt else { return }
        let bytes = Wire.bytes(notation)
        for role in [Role.client, .server] {
            let oneFrame = Wire.frame(0x01, bytes + [0x61, 0x61])
            let perByte = bytes.enumerated().map { Wire.frame($0 == 0 ? 0x01 : 0x00, [$1]) }
            let (head, perHead) = role == .server ? (6, 7) : (2, 3)
            for (input, end) in [
                (role == .server ? Wire.masked(oneFrame) : oneFrame, head + refusedAt),
                (perByte.flatMap { role == .server ? Wire.masked($0) : $0 }, perHead * refusedAt),
            ] {
                var endpoint = Endpoint(role)
                endpoint.receive(Array(input.prefix(end - 1)), reads: [3])
                #expect(endpoint.events.isEmpty)
                endpoint.receive([input[end - 1]])
                #expect(endpoint.events == ["failed 1007"])
            }
        }
    }

    static let messages = [
        Vector("a character over two fragments", "01 01 c3 | 80 01 a9", [#"text "é""#]),
        Vector(
            "a character of four over four fragments", "01 01 f0 | 00 01 9f | 00 00 | 00 01 98 | 80 01 80",
            [#"text "😀""#]),
        Vector(
            "a ping inside a character", "01 01 c3 | 89 00 | 80 01 a9", [#"ping """#, #"text "é""#], answer: "8a 00"),
        Vector(
            "binary is not looked at", "82 04 ff fe c0 80 | 02 01 ff | 80 01 c3",
            ["binary ff fe c0 80", "binary ff c3"]),
        Vector("a binary end does not linger", #"02 01 c3 | 80 00 | 81 01 "a""#, ["binary c3", #"text "a""#]),
        .fails("ends inside a character", "81 02 61 c3", 1007),
        .fails("ends inside a character, in fragments", "01 01 61 | 80 02 e2 82", 1007),
        .fails("ends inside a character, last fragment empty", "01 02 e2 82 | 80 00", 1007),
        .fails("not in the first message", #"81 01 "a" | 81 01 ff"#, 1007, after: [#"text "a""#]),
        .fails("in the second fragment", #"01 01 "a" | 00 01 ff"#, 1007),
    ]

    @Test(arguments: messages)
    func table(_ vector: Vector) {
        check(vector)
    }

    /// Every string of up to four of the bytes at which the grammar turns, against the standard library.
    @Test
    func agreesWithTheStandardLibrary() {
        let turns: [UInt8] = [0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xE0, 0xE1, 0xED, 0xF0, 0xF4]
        var strings: [[UInt8]] = [[]]
        for _ in 0..<4 {
            strings = strings.flatMap { string in turns.map { string + [$0] } }
            for bytes in strings {
                var validator = UTF8Validator()
                let isValid = bytes.withUnsafeBytes { validator.accept($0) } && validator.isComplete
                if isValid != (String(validating: bytes, as: UTF8.self) != nil) {
                    Issue.record("\(Wire.describe(bytes))")
                }
            }
        }
    }

    /// How many bytes are read, one by one, before the text is refused.
    private func firstRefusal(_ bytes: [UInt8]) -> Int? {
        var validator = UTF8Validator()
        for (index, byte) in bytes.enumerated() {
            let isAccepted = withUnsafeBytes(of: byte) { validator.accept($0) }
            guard isAccepted else { return index + 1 }
        }
        return nil
    }
}
