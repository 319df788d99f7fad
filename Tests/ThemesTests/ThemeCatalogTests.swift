import Interface
import Settings
import TUI
import Testing
import Themes

/// What a user's own theme may say, and how its mistakes are told.
@Suite struct ThemeCatalogTests {
    private func catalog(_ texts: [String: String]) -> ThemeCatalog {
        ThemeCatalog(own: texts.map { ThemeFile(name: $0.key, path: "\($0.key).toml", text: $0.value) })
    }

    private func theme(_ text: String) throws -> Theme { try catalog(["mine": text]).theme(named: "mine") }

    @Test(arguments: [
        ("\"text\" = \"p\"", "#010203"), ("\"text\" = { fg = \"p\" }", "#010203"), ("\"text\" = \"#abc\"", "#aabbcc"),
        ("\"text\" = \"#102030\"", "#102030"), ("\"text\" = \"bright-red\"", "bright-red"), ("\"text\" = 200", "200"),
        ("\"text\" = \"200\"", "200"), ("\"text\" = { bg = 4 }", "on blue"), ("\"text\" = \"default\"", "plain"),
        ("\"text\" = \"n\"", "17"), ("\"text\" = \"red\"", "#ff0000"), ("\"text\" = {}", "plain"),
        ("\"text\" = { bold = true, blink = true }", "bold blink"),
        ("\"text\" = { style = [\"dim\", \"italic\", \"underline\", \"reverse\"] }", "dim italic underline reverse"),
        ("\"text\" = { style = [\"dim\", \"bold\"], dim = false }", "bold"),
        ("\"text\" = { fg = \"p\", bg = \"white\", bold = true }", "bold #010203 on white"),
    ])
    func looks(_ role: String, _ expected: String) throws {
        let text = "[palette]\np = \"#010203\"\nn = 17\nred = \"#f00\"\n[roles]\n\(role)\n"
        #expect(try theme(text)[.text].description == expected)
    }

    @Test func aRoleReplacesTheInheritedOneWholeAndThePaletteReachesWhatIsInherited() throws {
        let catalog = catalog([
            "base": """
            description = "the base"
            appearance = "light"
            [palette]
            a = "#111111"
            b = "#222222"
            [roles]
            "text" = { fg = "a", bg = "b" }
            "good" = { fg = "b", bold = true }
            "bad" = { fg = "b", underline = true }
            """,
            "child": """
            inherits = "base"
            [palette]
            b = "#333333"
            [roles]
            "good" = { bg = "a" }
            """,
        ])
        let child = try catalog.theme(named: "child")
        #expect(child[.text].description == "#111111 on #333333")
        #expect(child[.good].description == "#111111 on #111111")
        #expect(child[.leading] == child[.good])
        #expect(child[.bad].description == "underline #333333 on #333333")
        #expect(child.name == "child")
        let entry = try #require(catalog.entry("child"))
        #expect(entry.description == "the base" && entry.appearance == .light && entry.isOwn && entry.fault == nil)
    }

    @Test func aThemeMayChangeTheBuiltInOneWhoseNameItBears() throws {
        let catalog = catalog(["dark": "inherits = \"dark\"\n[palette]\nground = \"#000\"\n"])
        let (mine, standard) = (try catalog.theme(named: "dark"), try ThemeCatalog().theme(named: "dark"))
        #expect(mine[.text].background == Colour(hex: 0))
        #expect(mine[.good].foreground == standard[.good].foreground)
        #expect(catalog.entry("dark")?.isOwn == true)
        #expect(catalog.names.count == ThemeCatalog().names.count)
        #expect(try catalog.theme(named: "nord") == ThemeCatalog().theme(named: "nord"), "built-in rests on built-in")
    }

    @Test(arguments: [
        (
            "inherits = \"nrod\"",
            "mine.toml:1:1: inherits: no theme is named \"nrod\"; did you mean \"nord\"? (mine, dark, "
        ),
        ("inherits = \"mine\"", "mine.toml:1:1: inherits: inherits from itself: mine → mine"),
        ("inherits = 3", "mine.toml:1:1: inherits: expected a text in quotes"),
        ("\ninherit = \"dark\"", "mine.toml:2:1: inherit: unknown key \"inherit\"; did you mean \"inherits\"?"),
        ("name = 1", "mine.toml:1:1: name: expected a text in quotes"),
        ("appearance = \"grey\"", "mine.toml:1:1: appearance: expected \"dark\" or \"light\""),
        ("palette = 1", "mine.toml:1:1: palette: expected a table"),
        (
            "[palette]\n  a = \"#12\"",
            "mine.toml:2:3: palette.a: \"#12\" is no colour: expected #rrggbb, #rgb, a name such as red or bright-blue, "
                + "0 to 255, or default"
        ),
        ("[palette]\na = 256", "mine.toml:2:1: palette.a: expected a whole number, 0 to 255"),
        ("[palette]\na = true", "mine.toml:2:1: palette.a: expected a text in quotes"),
        (
            "[roles]\n\"text\" = 1\n\"auction.leding\" = 2",
            "mine.toml:3:1: roles.auction.leding: unknown role \"auction.leding\"; did you mean \"auction.leading\"?"
        ),
        (
            "[roles]\n\"outbid\" = 2",
            "mine.toml:2:1: roles.outbid: unknown role \"outbid\"; did you mean \"auction.outbid\"?"
        ),
        ("[roles]\n\"zzz\" = 2", "mine.toml:2:1: roles.zzz: unknown role \"zzz\"; spotter themes --roles lists them"),
        (
            "[roles]\nfeed.live = \"red\"",
            "mine.toml:2:1: roles.feed: a role with a dot is written in quotes, e.g. \"feed.live\" = \"red\""
        ),
        (
            "[roles]\ntext.faint = \"red\"",
            "mine.toml:2:1: roles.text.faint: a role with a dot is written in quotes, e.g. \"text.faint\" = \"red\""
        ),
        (
            "[palette]\ngreen1 = 2\n[roles]\n\"good\" = { fg = \"gren1\" }",
            "mine.toml:4:12: roles.good.fg: \"gren1\" is neither in the palette nor a colour; did you mean \"green1\"?"
        ),
        (
            "[palette]\na = 2\n[roles]\n\"good\" = \"mauve\"",
            "mine.toml:4:1: roles.good: \"mauve\" is neither in the palette nor a colour; known: a"
        ),
        (
            "[roles]\n\"good\" = { fg = 1, colour = 2 }",
            "mine.toml:2:20: roles.good.colour: unknown key \"colour\"; known: fg, bg, style, bold, dim, italic, underline, "
                + "reverse, blink"
        ),
        ("[roles]\n\"good\" = { bold = 1 }", "mine.toml:2:12: roles.good.bold: expected true or false"),
        (
            "[roles]\n\"good\" = { style = [\"bolt\"] }",
            "mine.toml:2:12: roles.good.style: unknown attribute \"bolt\"; did you mean \"bold\"?"
        ),
        (
            "[roles]\n\"good\" = true",
            "mine.toml:2:1: roles.good: expected a colour, or a look such as { fg = \"red\", bold = true }"
        ),
        ("[roles]\n\"good\" = \"red", "mine.toml:2:"),
    ])
    func faults(_ text: String, _ expected: String) throws {
        let catalog = catalog(["mine": text])
        let error = #expect(throws: SettingsError.self) { try catalog.theme(named: "mine") }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
        #expect(catalog.entry("mine")?.fault == error)
    }

    @Test func aFaultInAParentIsToldThere() throws {
        let catalog = catalog(["a": "inherits = \"b\"", "b": "\n[roles]\n\"good\" = true"])
        let error = #expect(throws: SettingsError.self) { try catalog.theme(named: "a") }
        #expect(error?.path == "b.toml" && error?.place == TextPlace(line: 3, column: 1))
    }

    @Test func aCircleIsToldWhereItCloses() throws {
        let catalog = catalog(["a": "inherits = \"b\"", "b": "inherits = \"c\"", "c": "\ninherits = \"a\""])
        let error = #expect(throws: SettingsError.self) { try catalog.theme(named: "a") }
        #expect(error?.description == "c.toml:2:1: inherits: inherits from itself: a → b → c → a")
    }

    @Test func anUnknownNameIsCorrected() throws {
        let error = #expect(throws: SettingsError.self) { try ThemeCatalog().theme(named: "drak") }
        #expect(
            error?.description.hasPrefix("no theme is named \"drak\"; did you mean \"dark\"? (dark, light, ") == true)
        #expect(ThemeCatalog().entry("drak") == nil)
    }
}
