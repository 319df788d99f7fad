import Testing

@testable import Dashboard

/// What matches, and where.
@Suite struct QueryTests {
    @Test(arguments: [
        ("", ["anything"], true), ("   ", [], true), ("\"\"", [], true), ("-", ["x"], true),
        ("tesla", ["Tesla Model 3"], true), ("TESLA", ["tesla"], true), ("tesla", ["Skoda"], false), ("a", [], false),
        ("red tesla", ["Tesla", "dark red"], true), ("red tesla", ["Tesla", "blue"], false),
        ("tesla -red", ["Tesla", "blue"], true), ("tesla -red", ["Tesla", "Red"], false), ("-red", [], true),
        ("\"model 3\"", ["Tesla Model 3"], true), ("\"model 3\"", ["Model", "3"], false),
        ("-\"model 3\"", ["Tesla Model 3"], false), ("\"model 3", ["Model 3"], true), ("\"-5\"", ["-5 °C"], true),
        ("12-A", ["12-a"], true), ("ÄITI", ["äiti"], true), ("äiti", ["ÄITI"], true), ("aiti", ["äiti"], false),
        ("été", ["L'ÉTÉ INDIEN"], true), ("москва", ["МОСКВА"], true), ("焼", ["有田焼"], true), ("é", ["e"], false),
        ("k", ["\u{212A}"], false), ("t\u{E9}", ["SANTÉ"], true), ("x", ["été x"], true),
    ])
    func matching(text: String, of texts: [String], matches: Bool) {
        #expect(Query(text).matches(texts) == matches)
        #expect(Query(text).matches([nil] + texts + [nil]) == matches)
    }

    @Test(arguments: [
        ("tesla", "A Tesla, a TESLA", ["Tesla", "TESLA"]), ("a b", "abab", ["a", "b", "a", "b"]),
        ("ab bc", "abc", ["abc"]), ("aa", "aaaaa", ["aa", "aa"]), ("-a b", "ab", ["b"]), ("", "ab", []),
        ("Ä", "aäÄ", ["ä", "Ä"]), ("e", "ce\u{301}d", ["e\u{301}"]), ("x", "", []),
        ("💜", "a💜b", ["💜"]), ("b", "👩‍👩‍👧b🇫🇮", ["b"]), ("🇫", "👩‍👩‍👧b🇫🇮", ["🇫🇮"]),
    ])
    func marking(text: String, in sample: String, found: [String]) {
        #expect(Query(text).ranges(in: sample).map { String(sample[$0]) } == found)
    }

    @Test func manyWordsAndLongTextsAreHarmless() {
        let words = (100..<164).map(String.init)
        let text = words.joined(separator: " ")
        #expect(Query(text).matches([text]))
        #expect(!Query(text).matches([words.dropLast().joined(separator: " ")]))
        #expect(Query(text + " nowhere").matches([text]), "only the first 64 count")
        #expect(!Query(String(repeating: "a", count: 1_000)).matches([String(repeating: "a", count: 999)]))
    }

    /// Searching byte by byte must find what comparing characters would.
    @Test(arguments: 1...20) func aWordOccursWhereItsLettersDo(seed: UInt64) {
        var random = Seeded(state: seed)
        func some(_ letters: String, upTo limit: Int) -> String {
            String(
                (0..<Int.random(in: 1...limit, using: &random)).compactMap { _ in letters.randomElement(using: &random)
                })
        }
        for _ in 0..<50 {
            let word = some("abäB", upTo: 3)
            let text = some("abäABÄé", upTo: 12)
            let occurs = text.lowercased().contains(word.lowercased())
            #expect(Query(word).matches([text]) == occurs, "\(word) in \(text)")
            #expect(Query("-" + word).matches([text]) == !occurs)
            #expect(Query(word).ranges(in: text).isEmpty == !occurs)
            for range in Query(word).ranges(in: text) {
                #expect(text[range].lowercased().contains(word.lowercased()))
            }
        }
    }
}
