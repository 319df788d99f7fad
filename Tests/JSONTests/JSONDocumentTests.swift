import JSON
import Testing

/// The document's text again, or the name of the error.
private func reading(_ text: String) -> String {
    do throws(JSONError) {
        return try JSONDocument().read(text) { $0.source }
    } catch {
        return "\(error)"
    }
}

@Test(arguments: [
    // Everything that is whole stays as it was spelled.
    ("null", "null"), (" true ", "true"), ("false", "false"), ("0", "0"), ("-0", "-0"), ("12.50", "12.50"),
    ("123456789012345678901234567890", "123456789012345678901234567890"), ("1e400", "1e400"), ("1E+2", "1E+2"),
    (#""""#, #""""#), (#""été ✓""#, #""été ✓""#), ("[]", "[]"), ("{}", "{}"), ("[[],{}]", "[[],{}]"),
    (#"{"a":1,"a":2}"#, #"{"a":1,"a":2}"#), (#"{"a" : [1, 2]}"#, #"{"a" : [1, 2]}"#),
    // Line breaks go, what they separated stays.
    ("{\n \"a\" : [1,\r\n {\"b\": \"c d\"}, 1.0 ]\n}", #"{"a":[1,{"b":"c d"},1.0]}"#),
    // Escapes.
    (#""\"\\\/\b\f\n\r\t""#, #""\"\\/\u0008\u000c\n\r\t""#), (#""\u00e9\u2713\ud83d\ude00""#, #""é✓😀""#),
    (#""\ud83d""#, "\"\u{FFFD}\""), (#""\ude00x""#, "\"\u{FFFD}x\""), (#""\u0000""#, #""\u0000""#),
    // What would steer a terminal is escaped on the way out.
    ("\"\u{9B}31m\u{7F}\u{202E}\u{2066}\u{2028}\u{FEFF}\"", #""\u009b31m\u007f\u202e\u2066\u2028\ufeff""#),
])
func kept(_ text: String, _ expected: String) {
    #expect(reading(text) == expected)
}

@Test(arguments: [
    "", " ", "nul", "nulll", "tru e", "01", "-", "1.", ".5", "1e", "+1", "0x10", "NaN", "Infinity", "'a'", #""a"#,
    #"a""#,
    #""\x""#, #""\u12""#, #""\u12g4""#, "\"a\u{1}b\"", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1}", "{", "}",
    #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{,"a":1}"#, #"{"a" 1}"#, #"{1:2}"#, #"{"a":1]"#, #"{"a":1"b":2}"#, "1 2",
    #""a""b""#, #"1"a""#, #""a"1"#, "[]]", "{}{}", "[1]x", "\u{FEFF}1", "// no", "[1,/**/2]", "truefalse", "[true1]",
])
func refused(_ text: String) {
    #expect(throws: JSONError.self) { try JSONDocument().read(text) { _ in } }
}

@Test func notUTF8IsNamed() {
    for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
        #expect(throws: JSONError.notUTF8) { try JSONDocument().read(bytes) { _ in } }
    }
}

@Test func depthIsBounded() throws {
    let limit = JSONDocument.depthLimit
    let deepest = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
    #expect(try JSONDocument().read(deepest) { $0.source } == deepest)
    #expect(throws: JSONError.tooDeep(offset: limit)) { try JSONDocument().read("[" + deepest + "]") { _ in } }
}

@Test func everyProperPrefixIsRefused() throws {
    let whole = Array(#"{"a":[1,2.5e3,"x\n✓",true,null],"b":{"c":""}}"#.utf8)
    #expect(throws: Never.self) { try JSONDocument().read(whole) { _ in } }
    for length in 0..<whole.count {
        #expect(throws: JSONError.self) { try JSONDocument().read(Array(whole[..<length])) { _ in } }
    }
}

@Test func everyChangedByteIsReadOrRefused() {
    let whole = Array(#"{"a":[1,-2.5e3,"x\né\u0041",true,null],"b":{"c":""}}"#.utf8)
    let document = JSONDocument()
    for index in whole.indices {
        for byte in UInt8.min...UInt8.max {
            var changed = whole
            changed[index] = byte
            // Whatever is accepted must come out as a document that is accepted again.
            guard let text = try? document.read(changed, \.source) else { continue }
            #expect(throws: Never.self) { try JSONDocument().read(text) { _ in } }
        }
    }
}

@Test func aDocumentIsReusedFromSmallToLargeToSmall() throws {
    let document = JSONDocument()
    for count in [1, 10_000, 3] {
        let text = "[" + Array(repeating: #""a\"b""#, count: count).joined(separator: ",") + "]"
        let strings = try document.read(text) { $0.elements.map { $0.string?.string } }
        #expect(strings == Array(repeating: "a\"b", count: count))
    }
}

@Test func membersAreFoundByName() throws {
    let document = JSONDocument()
    try document.read(#"{"event":"bid","data":"{\"a\":1}","n":{"x":[10,20]}}"#) { root in
        #expect(root["event"]?.string?.string == "bid")
        #expect(root["data"]?.string?.string == #"{"a":1}"#)
        #expect(root["n"]?["x"]?.elements.map { $0.number?.integer } == [10, 20])
        #expect(root["absent"] == nil)
        #expect(root["event"]?["x"] == nil)
    }
}
