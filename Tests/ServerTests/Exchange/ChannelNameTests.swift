import Testing

@testable import Server

@Suite("Names of channels")
struct ChannelNameTests {
    @Test(
        "The prefix says the kind",
        arguments: [
            ("lot-4711", ChannelName.Kind.open, false),
            ("cache-board", .open, true),
            ("private-x", .private, false),
            ("private-cache-x", .private, true),
            ("private-encrypted-x", .encrypted, false),
            ("private-encrypted-cache-x", .encrypted, true),
            ("presence-x", .presence, false),
            ("presence-cache-x", .presence, true),
            ("private", .open, false),
            ("#server-to-user-u7", .user("u7"), false),
        ])
    func kinds(text: String, kind: ChannelName.Kind, isCache: Bool) throws {
        let name = try #require(ChannelName(text))
        #expect(name.kind == kind)
        #expect(name.isCache == isCache)
    }

    @Test(
        "Letters, digits and _-=@,.; up to 164",
        arguments: ["a", "aZ09_-=@,.;", String(repeating: "x", count: 164)])
    func accepted(text: String) {
        #expect(ChannelName(text) != nil)
    }

    @Test(
        "Nothing else",
        arguments: [
            "", "a b", "a:b", "a/b", "#a", "ü", "a\u{0}", "#server-to-user-", "#server-to-user-u:7",
            String(repeating: "x", count: 165),
        ])
    func refused(text: String) {
        #expect(ChannelName(text) == nil)
    }

    @Test(
        "A socket's id is two numbers with a point between them",
        arguments: [
            ("1.2", true), ("81234.5566778", true), ("18446744073709551615.0", true), ("1", false), ("1.", false),
            (".2", false), ("1.2.3", false), ("-1.2", false), ("+1.2", false), ("a.b", false), ("", false),
            ("18446744073709551616.0", false),
        ])
    func socketIDs(text: String, isValid: Bool) {
        #expect((SocketID(text) != nil) == isValid)
    }
}
