import Foundation
import TUI
import TerminalTesting
import Testing

/// What the configuration says of the dashboard, as the program shows it.
@Suite("Settings of the screen", .serialized)
struct ScreenSettingsTests {
    private static let nobody = "pusher://key@127.0.0.1:1?tls=false"

    private func folder(_ configuration: String) throws -> TestFolder {
        let folder = try TestFolder()
        try folder.write("config.toml", configuration)
        return folder
    }

    private func watch(_ configuration: String, options: String = "", size: Size = Watching.size) throws -> Watching {
        try Watching(
            Self.nobody, options: options, variables: "COLORTERM=truecolor", size: size, folder: folder(configuration))
    }

    // MARK: Themes

    /// The header's looks, by which themes differ.
    private func header(_ watching: Watching) throws -> String {
        try watching.see("no lots yet", "◌")
        return String(watching.tmux.run("capture-pane -p -e").prefix { $0 != "\n" }.prefix { $0 != "◌" })
    }

    @Test(.enabled(if: Tmux.isInstalled)) func aThemeIsChosenByNameAndTheOptionWins() throws {
        let standard = try header(try watch(""))
        let chosen = try header(try watch("theme = \"gruvbox-dark\""))
        let overridden = try header(try watch("theme = \"gruvbox-dark\"", options: "--theme dark"))
        #expect(chosen != standard)
        #expect(overridden == standard)
    }

    @Test(.enabled(if: Tmux.isInstalled)) func anUnknownThemeIsSaidWithTheNearestName() throws {
        let watching = try watch("theme = \"gruvbox-drak\"")
        try watching.see("no theme is named \"gruvbox-drak\"; did you mean \"gruvbox-dark\"?", "no lots yet")
        let plain = try watch("")
        #expect(try header(watching) == header(plain))
        try watching.quit()
    }

    @Test(.enabled(if: Tmux.isInstalled)) func anOwnThemeWithAFaultIsSaidWithItsPlace() throws {
        let folder = try folder("theme = \"mine\"")
        try folder.write("themes/mine.toml", "inherits = \"dark\"\n\n[roles]\n  text = { fg = \"nosuchcolour\" }\n")
        let watching = try Watching(Self.nobody, variables: "COLORTERM=truecolor", folder: folder)
        try watching.see("\(folder.path)/themes/mine.toml:4:", "roles.text", "no lots yet")
        #expect(try header(watching) == header(try watch("")))
        try watching.quit()
    }

    @Test(.enabled(if: Tmux.isInstalled)) func anOwnThemeIsUsed() throws {
        let folder = try folder("theme = \"mine\"")
        try folder.write(
            "themes/mine.toml", "inherits = \"dark\"\n[roles]\nheader = { fg = \"#102030\", bg = \"#f0e0d0\" }\n")
        let watching = try Watching(Self.nobody, variables: "COLORTERM=truecolor", folder: folder)
        #expect(try header(watching) != header(try watch("")))
        try watching.quit()
    }

    // MARK: Keys

    @Test(.enabled(if: Tmux.isInstalled)) func reboundKeysWork() throws {
        let watching = try watch("[keys]\nhelp = [\"H\"]\nquit = [\"Q\"]\nsnooze = []\n")
        try watching.see("no lots yet", "H help", "Q quit")
        watching.type("?")
        watching.type("H")
        try watching.see("Select the next row")
        watching.press("Escape")
        try watching.see("no help") { !$0.contains("Select the next row") }
        watching.type("qQ")
        try watching.ends(with: 0)
    }

    @Test(arguments: [
        ("[keys]\nhelp = [\"j\"]\n", ":2:", "\"j\" is claimed by both down and help"),
        ("theme = \"dark\"\n[keys]\n  sort = \"x\"\n", ":3:", "\"x\" is claimed by both sort and dismiss"),
        ("[keys]\nsort = \"<nokey>\"\n", ":2:", "\"<nokey>\" is no key"),
        ("[keys]\nsrot = \"x\"\n", ":2:", "did you mean \"sort\"?"),
        ("layout = \"auctoins\"\n", ":1:", "did you mean \"auctions\"?"),
        ("\nmap_symbols = \"brialle\"\n", ":2:", "did you mean \"braille\"?"),
        ("map = [1]\n", ":1:", "map"),
        ("map = [\"/nonexistent.geojson\"]\n", "", "/nonexistent.geojson: cannot be read: no such file or directory"),
    ])
    func aFaultIsStatusTwoWithItsPlace(configuration: String, place: String, says: String) throws {
        let folder = try folder(configuration)
        let file = folder.path + "/config.toml"
        let result = try Program.run(["watch", Self.nobody, "--channel", "a", "--config", file])
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.hasPrefix("spotter: \(place.isEmpty ? "" : file + place)"), "\(result.errors)")
        #expect(result.errors.contains(says), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    // MARK: Layout and map

    @Test(.enabled(if: Tmux.isInstalled)) func theLayoutIsTheConfigurations() throws {
        let watching = try watch("layout = \"feeds\"")
        try watching.see("╭ 5 Feeds", "0 of 1 connected")
        try watching.quit()
        let other = try watch("layout = \"feeds\"", options: "--layout auctions")
        #expect(try !other.see("╭ 1 Auctions", "╭ 4 Notifications").contains("Feeds"))
        try other.quit()
    }

    /// A cross over the Atlantic, where nothing else is drawn.
    private static let cross = """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"MultiLineString",\
        "coordinates":[[[-45,0],[-20,35]],[[-45,35],[-20,0]]]}}]}
        """

    @Test(.enabled(if: Tmux.isInstalled)) func aMapOfOnesOwnIsDrawnWithTheChosenSymbols() throws {
        let folder = try folder("map_symbols = \"ascii\"\nlayout = \"rides\"\n")
        let plain = try Watching(Self.nobody, folder: folder)
        let without = try plain.see("╭ 3 Map", "2 Rides & vehicles")
        #expect(!without.contains { ("\u{2801}"..."\u{28FF}").contains($0) })
        try plain.quit()
        let map = try folder.write("cross.geojson", Self.cross)
        try folder.write("config.toml", "map_symbols = \"ascii\"\nlayout = \"rides\"\nmap = \"\(map)\"\n")
        let crossed = try Watching(Self.nobody, folder: folder)
        #expect(body(try crossed.see("╭ 3 Map", "2 Rides & vehicles")) != body(without))
        try crossed.quit()
        let braille = try Watching(Self.nobody, options: "--map-symbols braille", folder: folder)
        #expect(try braille.see("╭ 3 Map").contains { ("\u{2801}"..."\u{28FF}").contains($0) })
        try braille.quit()
    }

    /// Without the header's clock and the footer's words.
    private func body(_ screen: String) -> [Substring] { Array(screen.split(separator: "\n").dropFirst().dropLast()) }

    @Test(arguments: ["{", #"{"type":"Nonsense"}"#, #"{"type":"Point","coordinates":["x"]}"#])
    func aBadMapIsStatusTwo(text: String) throws {
        let folder = try TestFolder()
        let map = try folder.write("bad.geojson", text)
        let result = try Program.run(["watch", Self.nobody, "--channel", "a", "--map", map])
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("spotter: \(map): "), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    // MARK: Lists

    @Test func keysAreListed() throws {
        let folder = try folder("[keys]\nacknowledge = [\"a\", \"<space>\"]\nsnooze = []\n")
        let plain = try Program.run(["keys", "--config", folder.path + "/config.toml"])
        #expect(plain.status == 0 && plain.errors.isEmpty)
        #expect(plain.lines.contains { $0.contains(/^  acknowledge +a <space> +Acknowledge/) }, "\(plain.output)")
        #expect(plain.lines.contains { $0.contains(/^  snooze +Hide the selected notification/) }, "\(plain.output)")
        #expect(plain.lines.contains("Moving") && plain.lines.contains("The program"))
        let table = try Program.run(["keys", "--markdown"])
        #expect(table.lines.contains("| `quit` | `q` `<c-c>` `<f10>` | Leave spotter |"))
        #expect(table.lines.contains("| `acknowledge` | `a` | Acknowledge the notification, or the change of driver |"))
        // Each row of a table has its three columns.
        for row in table.lines where row.hasPrefix("| `") {
            #expect(row.replacing("\\|", with: "").count { $0 == "|" } == 4, "\(row)")
        }
    }

    @Test func themesAreListed() throws {
        let folder = try folder("")
        try folder.write(
            "themes/mine.toml", "description = \"All my own\"\nappearance = \"light\"\ninherits = \"dark\"\n")
        let list = try Program.run(["themes", "--config", folder.path + "/config.toml"])
        #expect(list.status == 0 && list.errors.isEmpty)
        #expect(list.lines.first?.contains(/^mine +light +All my own \(your own\)$/) == true, "\(list.output)")
        #expect(list.lines.contains { $0.hasPrefix("dark ") })
        try folder.write("themes/bad.toml", "roles = 5\n")
        let faulty = try Program.run(["themes", "--config", folder.path + "/config.toml"])
        #expect(faulty.status == 2)
        #expect(faulty.errors.contains("\(folder.path)/themes/bad.toml:1:1: roles: "), "\(faulty.errors)")
        #expect(faulty.lines.contains { $0.hasPrefix("mine ") })
        let roles = try Program.run(["themes", "--roles"])
        #expect(roles.status == 0)
        #expect(roles.lines.contains { $0.contains(/^auction\.leading +\S+ +\S/) }, "\(roles.output)")
    }
}
