import Domain
import JSON
import Testing

@testable import Realtime

/// Explicit rules: how they are written, what they match, what they change.
@Suite struct MappingRuleTests {
    private func mapper(_ rules: [(key: String, value: String)]...) throws -> Mapper {
        Mapper(.init(rules: try rules.map { try MappingRule.parse(fields: $0) }))
    }

    @Test func `a lot by paths, units, constants and a part of the channel`() throws {
        let mapper = try mapper([
            ("channel", "house.*.lot.*"), ("event", "p"), ("kind", "lot"), ("at", "x.y[1]"), ("lot", "$2"),
            ("leader", "who.name"),
            ("current", "c minor"), ("ask", "a major"), ("currency", "=EUR"), ("closes_at", "e s"), ("status", "=open"),
            ("bids", "n"), ("ts", "when ms"), ("id", "seq"),
        ])
        let json =
            #"{"x":{"y":[0,{"c":125000,"a":1300,"who":{"name":"p9"},"e":1795255260.5,"n":"7","when":1795255199000,"seq":12}]}}"#
        let sample = Sample("p@house.berlin.lot.17", json, "")
        #expect(
            try line(sample, mapper: mapper)
                == "lot 17 status=open current=1250.00EUR ask=1300.00EUR bids=7 leader=p9 closes=2026-11-21T10:01:00.500Z ts=2026-11-21T09:59:59Z id=12"
        )
        #expect(try line(Sample("q@house.berlin.lot.17", json, ""), mapper: mapper) == "message", "another event")
        #expect(try line(Sample("p@house.berlin", json, ""), mapper: mapper) == "message", "another channel")
    }

    @Test func `a list of vehicles, each element an event, those without an id messages`() throws {
        let mapper = try mapper([
            ("kind", "vehicle"), ("at", "list"), ("vehicle", "n"), ("lat", "p[0]"), ("lon", "p[1]"),
            ("speed", "v km/h"), ("bearing", "b"),
            ("eta", "left min"),
        ])
        let json = #"{"list":[{"n":1,"p":[60.1,24.9],"v":36,"b":-90,"left":2},{"p":[1,2]}]}"#
        #expect(
            try line(Sample("", json, ""), mapper: mapper)
                == "vehicle 1 60.1,24.9 bearing=270.0 speed=10.0 eta=120 + message")
    }

    @Test func `bid, ride and notification`() throws {
        let bid = try mapper([
            ("kind", "bid"), ("lot", "l"), ("amount", "a"), ("bidder", "w"), ("state", "=accepted"),
            ("amounts", "major"),
        ])
        #expect(
            try line(Sample("", #"{"l":3,"a":12,"w":"x","currency":"EUR"}"#, ""), mapper: bid)
                == "bid 3 amount=12.00EUR by=x state=accepted")
        let ride = try mapper([
            ("kind", "ride"), ("ride", "$1"), ("channel", "r:*"), ("status", "s"), ("driver.name", "d"),
            ("car.plate", "c"), ("eta", "e"),
        ])
        #expect(
            try line(Sample("@r:9", #"{"s":"ARRIVED","d":"Aino","c":"A-1","e":90}"#, ""), mapper: ride)
                == "ride 9 status=arriving driver=Aino car=A-1 eta=90")
        let note = try mapper([
            ("kind", "notification"), ("title", "h"), ("body", "t"), ("priority", "p"), ("tags", "k"),
        ])
        #expect(
            try line(Sample("", #"{"h":"H","t":"T","p":"urgent","k":["a","b"]}"#, ""), mapper: note)
                == "notification title=H body=T priority=5 tags=a,b")
        #expect(try line(Sample("", #"{"x":1}"#, ""), mapper: note) == "message", "a notification needs words")
    }

    @Test func `without a kind the fields correct what the vocabulary finds`() throws {
        let mapper = try mapper([("channel", "auction.*"), ("currency", "=SEK"), ("bidder", "who")])
        let json = #"{"lot_id":"1","amount":12500,"bidder":"x","who":"y"}"#
        #expect(try line(Sample("@auction.1", json, ""), mapper: mapper) == "bid 1 amount=125.00SEK by=y")
        #expect(try line(Sample("@other", json, ""), mapper: mapper) == "bid 1 amount=12500 by=x")
        #expect(try line(Sample("@auction.1", #"{"a":1}"#, ""), mapper: mapper) == "message")
    }

    @Test func `a rule can keep messages as they are, and the first that fits counts`() throws {
        let mapper = try mapper([("event", "raw.*"), ("kind", "message")], [("event", "*"), ("amounts", "major")])
        let json = #"{"lot_id":"1","amount":12,"currency":"EUR","bidder":"x"}"#
        #expect(try line(Sample("raw.bid", json, ""), mapper: mapper) == "message")
        #expect(try line(Sample("bid", json, ""), mapper: mapper) == "bid 1 amount=12.00EUR by=x")
        #expect(try line(Sample("", json, ""), mapper: mapper) == "bid 1 amount=0.12EUR by=x", "no name fits no glob")
    }

    private static let refused: [([(key: String, value: String)], String)] = [
        ([("kidn", "lot")], #"unknown key "kidn" in a mapping rule"#),
        ([("kind", "car")], #"kind = "car": must be one of notification, lot, bid, vehicle, ride, message"#),
        ([("kind", "gap")], #"kind = "gap": must be one of notification, lot, bid, vehicle, ride, message"#),
        ([("kind", "lot"), ("speed", "v")], "speed: a lot has no such field"),
        ([("speed", "v parsec")], #"speed = "v parsec": the unit must be one of m/s, km/h, mph, kn"#),
        ([("title", "t s")], #"title = "t s": this field has no unit"#),
        (
            [("lot", "a..b")],
            #"lot = "a..b": not a path; write a.b[0].c, =text for a constant, $1 for a part of the channel"#
        ),
        (
            [("lot", "$x")],
            #"lot = "$x": not a path; write a.b[0].c, =text for a constant, $1 for a part of the channel"#
        ),
        ([("at", "a[")], #"at = "a[": not a path; write a.b[0].c, =text for a constant, $1 for a part of the channel"#),
        ([("channel", "")], #"channel = "": a glob may not be empty or hold more than 9 wildcards"#),
        ([("amounts", "cents")], #"amounts = "cents": must be one of minor, major"#),
        ([("lot", "a"), ("lot", "b")], "lot stands twice in a mapping rule"),
    ]

    @Test(arguments: refused)
    func isRefused(_ fields: [(key: String, value: String)], _ expected: String) {
        let error = #expect(throws: MappingError.self) { try MappingRule.parse(fields: fields) }
        #expect(error?.description == expected)
    }

    private static let paths: [(String, Int?)] = [
        ("a", 1), ("a.b[0].c", 4), ("[3]", 1), (#"["a.b"]"#, 1), (#"extras["client::notification"].click.url"#, 4),
        ("client::x", 1),
        ("", nil), (".a", nil), ("a.", nil), ("a[x]", nil), ("a[-1]", nil), ("a b", nil), (#"[""]"#, nil),
        ("a[99999999999999999999]", nil),
        (String(repeating: "a.", count: 40) + "a", nil),
    ]

    @Test(arguments: paths)
    func pathHasSteps(_ text: String, _ count: Int?) {
        #expect(FieldPath(text)?.steps.count == count)
    }

    private static let globs: [(String, String, [String]?)] = [
        ("a", "a", []), ("a", "b", nil), ("a", "ab", nil), ("*", "", [""]), ("*", "abc", ["abc"]),
        ("a*", "abc", ["bc"]),
        ("*.*", "a.b.c", ["a", "b.c"]), ("auction.*", "auction.17", ["17"]), ("?.x", "a.x", ["a"]), ("?", "", nil),
        ("a?c*", "abcd", ["b", "d"]),
        ("*a*b", "xaxaxb", ["x", "xax"]), ("é?", "éü", ["ü"]), ("**", "ab", ["", "ab"]), ("*b", "ab\nb", ["ab\n"]),
    ]

    @Test(arguments: globs)
    func globCaptures(_ pattern: String, _ name: String, _ expected: [String]?) throws {
        #expect(try #require(Glob(pattern)).captures(in: name) == expected)
    }

    @Test func `hostile names do not slow globs down`() throws {
        let glob = try #require(Glob("*a*a*a*a*a*a*a*a*b"))
        #expect(glob.captures(in: String(repeating: "a", count: 1_024)) == nil)
        #expect(glob.captures(in: String(repeating: "b", count: 1_025)) == nil, "too long")
        #expect(Glob("**********") == nil)
    }
}
