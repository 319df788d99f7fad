import Testing

@testable import Settings

/// What can be wrong in a file, and how it is told.
@Suite struct SettingsTableTests {
    private static let text = """
        title = "é" # a comment with [brackets] = {}
        count = 3
        share = 0.5
        on = true
        day = 2026-11-21
        names = ["a", "b"]

        [inner]
          "a.b" = 1
        list = [
            "x", # one
            2,
        ]
        nested = { one = 1, two = { three = [1, "z = 1"] } }
        long = \"\"\"
        [no.table]
        fake = 1
        \"\"\"

        [[rule]]
        kind = "a"
        [[rule]]
        kind = "b"
        [rule.more]
        deep = 'x'
        """

    private func table() throws -> SettingsTable { try SettingsTable(Self.text, path: "f.toml") }

    @Test func values() throws {
        let table = try table()
        #expect(try table.string("title") == "é")
        #expect(try table.integer("count") == 3)
        #expect(try table.bool("on") == true)
        #expect(try table.strings("names") == ["a", "b"])
        #expect(try table.string("missing") == nil)
        #expect(try table.tables("missing").isEmpty)
        #expect(try table.tables("rule").map { try $0.string("kind") } == ["a", "b"])
        #expect(try ["title", "count", "share", "on"].map { try table.scalar($0) } == ["é", "3", "0.5", "true"])
        #expect(
            ["title", "count", "share", "on", "day", "names", "inner", "missing"].map { table.kind(of: $0) }
                == [.text, .integer, .number, .flag, .moment, .list, .table, nil])
    }

    @Test(arguments: [
        ("string", "f.toml:2:1: count: expected a text in quotes"),
        ("bool", "f.toml:2:1: count: expected true or false"),
        ("integer", "f.toml:1:1: title: expected a whole number"),
        ("range", "f.toml:2:1: count: expected a whole number, 4 to 9"),
        ("list", "f.toml:2:1: count: expected a list, e.g. [\"lots\"]"),
        ("strings", "f.toml:10:1: inner.list: expected texts in quotes"),
        ("table", "f.toml:2:1: count: expected a table"),
        ("tables", "f.toml:2:1: count: expected [[count]] tables"),
        ("elements", "f.toml:6:10: names: expected a table"),
        ("scalar", "f.toml:6:1: names: expected a text, a number, true or false"),
        ("quoted", "f.toml:9:3: inner.a.b: expected a text in quotes"),
        ("inline", "f.toml:14:29: inner.nested.two.three: expected a table"),
        ("second", "f.toml:23:1: rule.kind: expected true or false"),
        ("below", "f.toml:25:1: rule.more.deep: expected true or false"),
        ("unknown", "f.toml:21:1: rule.kind: unknown key \"kind\"; did you mean \"kinds\"?"),
        ("strange", "f.toml:21:1: rule.kind: unknown key \"kind\"; known: alpha, omega"),
        ("absent", "f.toml:8:1: inner.absent: is needed"),
        ("self", "f.toml:24:1: rule.more: is odd"),
    ])
    func faults(_ name: String, _ expected: String) throws {
        let error = #expect(throws: SettingsError.self) { try fault(name) }
        #expect(error?.description == expected)
    }

    private func fault(_ name: String) throws {
        let table = try table()
        let inner = try #require(try table.table("inner"))
        let rules = try table.tables("rule")
        let more = try #require(try rules.last?.table("more"))
        switch name {
        case "string": _ = try table.string("count")
        case "bool": _ = try table.bool("count")
        case "integer": _ = try table.integer("title")
        case "range": _ = try table.integer("count", in: 4...9)
        case "list": _ = try table.strings("count")
        case "strings": _ = try inner.strings("list")
        case "table": _ = try table.table("count")
        case "tables": _ = try table.tables("count")
        case "elements": _ = try table.tables("names")
        case "scalar": _ = try table.scalar("names")
        case "quoted": _ = try inner.string("a.b")
        case "inline": _ = try inner.table("nested")?.table("two")?.table("three")
        case "second": _ = try rules.last?.bool("kind")
        case "below": _ = try more.bool("deep")
        case "unknown": try rules.first?.check(known: ["kinds"])
        case "strange": try rules.first?.check(known: ["alpha", "omega"])
        case "absent": throw inner.fault("absent", "is needed")
        case "self": throw more.fault("is odd")
        default: Issue.record("no such case: \(name)")
        }
    }

    @Test(arguments: [
        ("a = ", "f.toml:1:"), ("a = 1\nb = \"x\nc = 2", "f.toml:2:"), ("[t]\n[t]", "f.toml:2:"),
        ("a = 1\na = 2", "f.toml:2:"),
        ("a = 1\0b = 2", "f.toml: a zero byte: this is no text"),
    ])
    func brokenNotation(_ text: String, _ expected: String) throws {
        let error = #expect(throws: SettingsError.self) { try SettingsTable(text, path: "f.toml") }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
    }

    @Test func whatSteersATerminalIsNotPrinted() throws {
        let table = try SettingsTable("[t]\n\"a\\u001B[2J\\u202Eb\" = 1\nline = \"\\u0007\"", path: "f.toml")
        let error = #expect(throws: SettingsError.self) { try table.table("t")?.check(known: ["line"]) }
        #expect(
            error?.description
                == "f.toml:1:1: t.a\u{FFFD}[2J\u{FFFD}b: unknown key \"a\u{FFFD}[2J\u{FFFD}b\"; known: line")
        let other = #expect(throws: SettingsError.self) { try table.table("t")?.line("line") }
        #expect(other?.description == "f.toml:3:1: t.line: expected one line without control characters")
    }

    @Test func anErrorWithoutAFileSaysOnlyWhatIsTheMatter() {
        #expect(SettingsError("no such thing").description == "no such thing")
        #expect(SettingsError(path: "f", key: "k", "odd").description == "f: k: odd")
    }

    /// The locator trusts that the text is TOML; what is none must end all the same.
    @Test func theLocatorEndsWhereverTheTextIsCut() {
        let bytes = Array(Self.text.utf8)
        for end in bytes.indices {
            for start in [0, end / 2] {
                let cut = String(decoding: bytes[start..<end], as: UTF8.self)
                let place = KeyLocator(cut).place(of: [.key("nested")])
                #expect(place.map { $0.line >= 1 && $0.column >= 1 } ?? true)
            }
        }
    }
}
