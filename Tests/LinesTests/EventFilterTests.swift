import Domain
import Lines
import Testing

@Test(arguments: [
    ("", "", true), ("", "a", false), ("*", "", true), ("*", "anything", true), ("bid.*", "bid.placed", true),
    ("bid.*", "bid.", true), ("bid.*", "abid.x", false), ("*.placed", "bid.placed", true), ("*a*b*", "xxaxxbxx", true),
    ("*a*b*", "xxbxxaxx", false), ("?", "é", true), ("?", "", false), ("??", "é", false), ("*??", "é", false),
    ("*?", "温", true),
    ("a\\*b", "a*b", true), ("a\\*b", "axb", false), ("\\", "\\", true), ("**", "", true), ("a**b", "ab", true),
    ("[ab]", "a", false), ("[ab]", "[ab]", true), ("*é", "caffé", true), ("a?c", "a😀c", true),
])
func globs(_ pattern: String, _ text: String, _ expected: Bool) {
    #expect(Glob(pattern).matches(text) == expected)
    #expect(Glob(pattern).description == pattern)
}

@Test func aGlobMadeToBeSlowIsNot() {
    let text = String(repeating: "a", count: 20_000)
    #expect(!Glob(String(repeating: "a*", count: 20) + "b").matches(text))
}

@Test(arguments: [
    ("bid", [Event.Kind.bid]), ("bid,lot", [.bid, .lot]), (" bid , lot ", [.bid, .lot]), ("status,status", [.status]),
    (Event.Kind.allCases.map(\.rawValue).joined(separator: ","), Event.Kind.allCases),
])
func kindsAreRead(_ list: String, _ expected: [Event.Kind]) throws {
    #expect(try EventFilter.kinds(list) == Set(expected))
}

@Test(arguments: [
    (
        "bids", 1,
        "no kind is named \"bids\"; did you mean bid? (notification, lot, bid, vehicle, ride, presence, message, gap"
    ),
    ("bid,vehicel", 5, "no kind is named \"vehicel\"; did you mean vehicle? ("),
    ("bid, x y", 6, "no kind is named \"x y\" ("),
    ("", 1, "expected a kind: notification, lot"), ("bid,", 5, "expected a kind: "),
    ("BID", 1, "no kind is named \"BID\"; did you mean bid?"),
    ("notif", 1, "no kind is named \"notif\"; did you mean notification?"), ("zzz", 1, "no kind is named \"zzz\" ("),
])
func unknownKindsAreExplained(_ list: String, _ column: Int, _ message: String) {
    let error = #expect(throws: FilterError.self) { try EventFilter.kinds(list) }
    #expect(error?.column == column)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
}

private let bid = full(Maximal.bid)
private let nameless = bare(Maximal.bid)
private let status = bare(.status(.connected))

@Test(arguments: [
    (EventFilter(), bid, true), (EventFilter(), status, false), (EventFilter(includesStatus: true), status, true),
    (EventFilter(kinds: [.status]), status, true), (EventFilter(kinds: [.bid], includesStatus: true), status, true),
    (EventFilter(kinds: [.bid]), bid, true), (EventFilter(kinds: [.lot]), bid, false),
    (EventFilter(kinds: []), bid, false),
    (EventFilter(events: [Glob("bid.*")]), bid, true), (EventFilter(events: [Glob("x"), Glob("*.placed")]), bid, true),
    (EventFilter(events: [Glob("lot.*")]), bid, false), (EventFilter(events: [Glob("*")]), nameless, false),
    (EventFilter(kinds: [.bid], events: [Glob("lot.*")]), bid, false),
    (EventFilter(kinds: [.lot], events: [Glob("x")]), bare(Maximal.gap), true),
    (EventFilter(kinds: [.lot], events: [Glob("x")]), bare(Maximal.drop), true),
])
func eventsPass(_ filter: EventFilter, _ envelope: Envelope, _ expected: Bool) {
    #expect(filter.passes(envelope) == expected)
}
