import Testing

@testable import Realtime

@Suite struct FormBodyTests {
    private static let encodings: [(String, String)] = [
        ("abc-._~09", "abc-._~09"), ("a b", "a%20b"), ("a&b=c+d", "a%26b%3Dc%2Bd"), ("ä", "%C3%A4"), ("\n", "%0A"),
        ("", ""), ("100%", "100%25"), ("#server-to-user-1", "%23server-to-user-1"),
    ]

    @Test(arguments: encodings)
    func encodes(_ text: String, _ expected: String) {
        #expect(FormBody.percentEncoded(text) == expected)
        #expect(FormBody.percentDecoded(expected) == text)
    }

    @Test(arguments: ["%", "%1", "%zz", "%FF", "a%C3", "%+1"])
    func refusesWhatIsNotEncoded(_ text: String) {
        #expect(FormBody.percentDecoded(text) == nil)
    }

    @Test func joinsFields() {
        let body = FormBody.encode([("socket_id", "1.2"), ("channel_name", "private-a,b")])
        #expect(String(decoding: body, as: UTF8.self) == "socket_id=1.2&channel_name=private-a%2Cb")
    }
}
