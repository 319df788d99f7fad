import Domain
import JSON
import Lines
import Testing

private let bid = line(full(Maximal.bid), seq: 7)
private let lot = line(full(Maximal.lot))
private let vehicle = line(bare(Maximal.vehicle))
private let ride = line(bare(Maximal.ride))
private let notification = line(bare(Maximal.notification))
private let message = line(
    bare(
        .message(
            .json(
                #"{"n":10,"big":9223372036854775807,"huge":1e400,"text":"010","yes":true,"no":false,"nil":null,"#
                    + #""list":[1,"two",{"k":3}],"a b":{"x.y":1},"user-id":5,"é":"ü","e":1e2,"#
                    + #""neg":-0.5,"vast":12345678901234567890}"#
            ))))
private let empty = line(bare(.message(nil)))

private let table: [(String, String, Bool)] = [
    // Words and numbers
    (#"kind == "bid""#, bid, true), (#"kind == 'bid'"#, bid, true), (#"kind != "bid""#, bid, false),
    (#""bid" == kind"#, bid, true), ("seq == 7", bid, true), ("seq < 7", bid, false), ("seq <= 7", bid, true),
    ("seq > 6.99", bid, true), ("7 >= seq", bid, true), ("v == 1", bid, true), ("seq != 8", bid, true),
    ("bid.amount.minor >= 100000", bid, true), ("bid.amount.minor >= 125001", bid, false),
    (#"bid.amount.minor >= 100000 and channel ~ "auction.*""#, bid, true),
    (#"bid.amount.currency == "EUR""#, bid, true), ("bid.amount.minor < bid.max.minor", bid, true),
    ("bid.amount.minor == bid.max.minor", bid, false), ("bid.amount.minor == 1.25e5", bid, true),
    ("vehicle.speed_mps > 15", vehicle, false), ("vehicle.speed_mps > 12.4999", vehicle, true),
    ("vehicle.lat > 60.17168 and vehicle.lat < 60.1717", vehicle, true), ("vehicle.lon == 24.941684", vehicle, true),
    ("vehicle.lat > -90", vehicle, true),
    // Ids are text, whatever they look like
    ("bid.lot == 17", bid, true), (#"bid.lot == "17""#, bid, true), ("bid.lot < 18", bid, true),
    ("bid.lot == 17.0", bid, true), (#"bid.lot == "017""#, bid, false), ("bid.bidder == 42", bid, false),
    // What is not there
    ("vehicle.speed_mps > 15", bid, false), ("vehicle.speed_mps != 15", bid, false),
    ("not vehicle.speed_mps != 15", bid, true), (#"lot.status != "sold""#, bid, false),
    (#"not lot.status == "sold""#, bid, true), ("ts", bid, true), ("ts", vehicle, false), ("channel", vehicle, false),
    ("raw", bid, false), ("message.data", empty, false), ("message", empty, true), ("bid", bid, true),
    ("bid", lot, false),
    ("ride.reassigned", ride, true), ("ride.reassigned", bid, false), ("ride.reassigned.driver.name", ride, true),
    // Lists
    (#"kind == "lot" and not lot.status in ("sold","passed")"#, lot, true),
    (#"lot.status in ("going_once")"#, lot, true), (#"lot.status not in ("going_once", "sold")"#, lot, false),
    (#"lot.status in ("sold","passed")"#, bid, false), ("bid.lot in (16, 17)", bid, true), ("5 in (4, 5)", bid, true),
    (#""pump" in notification.tags"#, notification, true), (#""pum" in notification.tags"#, notification, false),
    (#""x" not in notification.tags"#, notification, true), (#"notification.tags[1] == "pump""#, notification, true),
    ("notification.tags[2]", notification, false), (#""two" in message.data.list"#, message, true),
    ("1 in message.data.list", message, true), ("3 in message.data.list", message, false),
    ("1 in message.data.n", message, false),
    // Patterns
    (#"channel ~ "auction.1?""#, bid, true), (#"channel ~ "auction""#, bid, false), (#"channel ~ "*""#, bid, true),
    (#"channel ~ "*17*""#, bid, true), (#"bid.lot ~ "1*""#, bid, true), (#"seq ~ "7""#, bid, true),
    (#"event ~ "bid\\.placed""#, bid, true), (#"message.data.é ~ "?""#, message, true),
    (#"not channel ~ "x*""#, vehicle, true),
    // Precedence and parentheses
    ("true or false and false", bid, true), ("(true or false) and false", bid, false), ("not true or true", bid, true),
    ("not (true or true)", bid, false), ("not not true", bid, true), ("((seq == 7))", bid, true),
    ("false or false or seq == 7", bid, true), ("true and true and seq == 8", bid, false),
    // Times
    (#"rx > "2026-11-21T10:00:00Z""#, bid, true), (#"rx <= "2026-11-21T12:00:00.161+02:00""#, bid, true),
    (#"rx < "2026-11-21T10:00:01Z""#, bid, true), ("ts < rx", bid, true), (#"rx > "2026-11-20""#, bid, true),
    // Data of no mapping
    ("message.data.n == 10", message, true), (#"message.data.n == "10""#, message, true),
    (#"message.data.n == "ten""#, message, false), (#"message.data.text == 10"#, message, false),
    (#"message.data.text == "010""#, message, true), ("message.data.yes", message, true),
    ("message.data.no", message, false), ("message.data.no == false", message, true),
    ("message.data.yes == true", message, true), ("message.data.nil", message, false),
    ("message.data.nil == null", message, true), ("message.data.none == null", message, false),
    ("message.data.n != null", message, true), ("message.data.list[0] == 1", message, true),
    ("message.data.list[2].k == 3", message, true), ("message.data.list[3]", message, false),
    (#"message.data["a b"]["x.y"] == 1"#, message, true), ("message.data.user-id == 5", message, true),
    (#"message.data["é"] == "\u00fc""#, message, true), ("message.data.e == 100", message, true),
    ("message.data.neg < 0", message, true), ("message.data.neg >= -0.5", message, true),
    ("message.data.list == 1", message, false), ("message.data.list != 1", message, true),
    ("message.data.yes > 0", message, false), (#"message.data.é > "a""#, message, true),
    // Exact numbers
    ("message.data.big == 9223372036854775807", message, true),
    ("message.data.big == 9223372036854775806", message, false),
    ("message.data.big > 9223372036854775806.9", message, true), ("message.data.big < 1e19", message, true),
    ("message.data.big > -1e300", message, true), ("message.data.n == 10.000", message, true),
    ("message.data.n > 9.999999999999999999", message, true), ("message.data.huge > 1", message, true),
    ("message.data.n > 1e-400", message, true), ("message.data.vast > message.data.big", message, true),
    ("0 == -0.0", message, true), ("0.0 < 1e-9", message, true), ("-2 < -1e0", message, true),
    ("message.data.huge == 10e399", message, true), ("message.data.huge < 1e99999999999999999999", message, true),
    ("0.05 == 5e-2", message, true), ("0.05 < 0.050001", message, true), ("100 == 1E+2", message, true),
    ("-0.001 > -0.01", message, true), ("120.5 > 99", message, true), ("0.1 < 0.11", message, true),
    ("10 > 9.99", message, true), ("1000000000000000000000 == 1e21", message, true), ("0e5 == 0", message, true),
    ("message.data.vast == 12345678901234567891", message, false),
    ("message.data.vast == 12345678901234567890.0", message, true),
]

@Test(arguments: table)
func filters(_ expression: String, _ line: String, _ expected: Bool) throws {
    let filter = try LineFilter(expression)
    #expect(passes(filter, line) == expected)
    #expect(filter.description == expression)
}

private func passes(_ filter: LineFilter, _ line: String) -> Bool {
    Array(line.utf8).withUnsafeBytes { filter.passes($0, in: JSONDocument()) }
}

private let mistakes: [(String, Int, String)] = [
    ("", 1, "expected a condition like kind == \"bid\""), ("   ", 1, "expected a condition like kind == \"bid\""),
    ("kind ==", 8, "expected a value after \"==\", found the end"),
    ("kind = \"bid\"", 6, "unexpected \"=\"; write =="), ("seq => 1", 5, "unexpected \"=>\"; write >="),
    ("true && true", 6, "unexpected \"&&\"; write and"), ("true || true", 6, "unexpected \"||\"; write or"),
    ("!bid", 1, "unexpected \"!\"; write not"), ("seq <> 1", 5, "unexpected \"<>\"; write !="),
    ("seq == 1 seq", 10, "expected and, or, or the end, found \"seq\""),
    ("(seq == 1", 10, "expected and, or, or the parenthesis that closes the one in column 1, found the end"),
    ("seq == 1)", 9, "this parenthesis was never opened"),
    ("()", 2, "expected a field, a value, not, or a parenthesis, found \")\""),
    ("and true", 1, "expected a field, a value, not, or a parenthesis, found \"and\""),
    ("not", 4, "expected a field, a value, not, or a parenthesis, found the end"),
    ("kind == \"bid", 9, "this quotation mark is never closed"),
    ("5", 2, "expected a comparison after \"5\", found the end"),
    ("\"x\" and true", 5, "expected a comparison after \"\"x\"\", found \"and\""),
    ("seq == 01", 8, "a number does not begin with 0"), ("seq == 1.", 10, "expected a digit after the point"),
    ("seq == 1e", 10, "expected the digits of the exponent"), ("seq == -", 9, "expected a digit"),
    ("rx > 2026-11-21", 10, "a number ends before \"-\"; put names and times in quotes"),
    ("channel ~ x", 11, "expected a pattern in quotes after \"~\", found \"x\""),
    ("bid.lot in 5", 12, "expected a list like (\"a\", \"b\") after \"in\", found \"5\""),
    ("bid.lot in ()", 13, "expected a value in the list, found \")\""),
    ("bid.lot in (1 2)", 15, "expected a comma or ) in the list, found \"2\""),
    ("bid.lot in (1,)", 15, "expected a value in the list, found \")\""),
    ("5 in seq", 6, "seq is no list"), ("bid. == 1", 5, "expected a name after the point"),
    ("notification.tags[x]", 19, "expected an index like 0, or a name in quotes"),
    ("notification.tags[0", 20, "expected ]"),
    ("kind == \"a\\qb\"", 11, "\\q is no escape; a backslash itself is written \\\\"),
    ("kind == \"\\u12\"", 12, "expected four hexadecimal digits of a character after \\u"),
    ("kind == \"\\ud800\"", 12, "expected four hexadecimal digits of a character after \\u"),
    ("seq == 1 # x", 10, "unexpected \"#\""), ("é == 1", 1, "a line has no field \"é\""),
    // What the schema knows
    ("bids.lot == 1", 1, "a line has no field \"bids\"; did you mean bid?"),
    ("bid.amout.minor > 1", 1, "bid has no field \"amout\"; did you mean amount?"),
    ("true and speed_mps > 3", 10, "a line has no field \"speed_mps\"; there is vehicle.speed_mps"),
    ("bid.amount > 1000", 1, "bid.amount is an object; compare what is inside it: bid.amount.minor, "),
    ("bid.lot.x == 1", 1, "bid.lot is text: nothing is inside it by that path"),
    (
        "notification.tags == \"x\"", 1,
        "notification.tags is a list; write \"…\" in notification.tags, or notification.tags[0]"
    ),
    ("kind == \"bids\"", 9, "kind is never \"bids\"; did you mean bid? (notification, lot, bid, vehicle"),
    ("lot.status in (\"sold\", \"gone\")", 24, "lot.status is never \"gone\" (upcoming, open"),
    ("kind == bid", 9, "if bid is text, put it in quotes: bid is an object"),
    ("lot.status == sold", 15, "if sold is text, put it in quotes: a line has no field \"sold\""),
    ("vehicle.speed_mps > \"fast\"", 21, "vehicle.speed_mps is a number, never \"fast\""),
    ("feed == true", 9, "feed is text, never true"), ("null == seq", 1, "seq is a number, never null"),
    ("rx > 5", 6, "rx is a time like \"2026-11-21T10:00:00Z\", never 5"),
]

@Test(arguments: mistakes)
func mistakesAreExplained(_ expression: String, _ column: Int, _ message: String) {
    let error = #expect(throws: FilterError.self) { try LineFilter(expression) }
    #expect(error?.column == column)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    #expect(error?.description.hasPrefix("column \(column): ") == true)
}

@Test func theCaretStandsBelowTheMistake() {
    let error = FilterError(column: 6, message: "no")
    #expect(error.pointing(into: "kind = \"bid\"") == "kind = \"bid\"\n     ^ no")
    #expect(FilterError(message: "no").pointing(into: "x") == "no")
}

@Test func depthAndLengthAreBounded() throws {
    let deep = String(repeating: "(", count: 64) + "true" + String(repeating: ")", count: 64)
    #expect(passes(try LineFilter(deep), bid))
    #expect(throws: FilterError.self) { try LineFilter("(\(deep))") }
    #expect(throws: FilterError.self) { try LineFilter(String(repeating: "(", count: 60_000)) }
    #expect(throws: FilterError.self) { try LineFilter(String(repeating: "not ", count: 16_000) + "true") }
    #expect(throws: FilterError.self) { try LineFilter(String(repeating: " ", count: 65_537) + "true") }
    let wide = Array(repeating: "true", count: 5_000).joined(separator: " and ")
    #expect(passes(try LineFilter(wide), bid))
}

/// Cut anywhere, with any byte changed: an error or a filter, never a crash.
@Test func damagedExpressionsNeverCrash() {
    let whole =
        #"not (bid.amount.minor >= -1.5e3 or "a\u00fc" in message.data["x y"].z[0]) "#
        + #"and kind not in ("bid",'lot') and ts ~ "2*""#
    let scalars = Array(whole.unicodeScalars)
    var accepted = 0
    for index in scalars.indices {
        for change in ["", "\"", "(", "\\", "é", " ", "0", "]", "="] {
            let damaged = String(String.UnicodeScalarView(scalars[..<index])) + change
            for text in [damaged, damaged + String(String.UnicodeScalarView(scalars[(index + 1)...]))] {
                if let filter = try? LineFilter(text) {
                    accepted += 1
                    _ = passes(filter, bid)
                }
            }
        }
    }
    #expect(accepted > 0)
}

@Test func aLineThatCannotBeReadPasses() throws {
    let deep = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
    let filter = try LineFilter(#"kind == "bid""#)
    #expect(passes(filter, line(bare(.message(.json(deep))))))
    #expect(!passes(filter, line(bare(.message(.json("[]"))))))
}
