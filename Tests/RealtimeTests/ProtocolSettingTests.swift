import Testing

@testable import Realtime

@Suite struct ProtocolSettingTests {
    private static let texts: [(String, [String])] = [
        ("a,b", ["a", "b"]), ("a", ["a"]), ("", []), ("a,,b,", ["a", "b"]),
        (#"{"a":1,"b":[2,3]},x"#, [#"{"a":1,"b":[2,3]}"#, "x"]),
        (#"[1,2],["a,b]",3]"#, ["[1,2]", #"["a,b]",3]"#]),
        (#""a,b",c"#, [#""a,b""#, "c"]),
        (#"{"q":"a\",b"},c"#, [#"{"q":"a\",b"}"#, "c"]),
        (#"C:\,d"#, [#"C:\"#, "d"]),
        ("},a", ["}", "a"]),
        ("{a,b", ["{a,b"]),
    ]

    /// Commas separate texts, but not those inside JSON.
    @Test(arguments: texts)
    func severalTexts(_ text: String, _ expected: [String]) throws {
        #expect(try ProtocolSetting("x", .texts, "").value(of: text) == .texts(expected))
    }
}
