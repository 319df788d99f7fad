import Foundation
import Interface
import TUI
import Testing
import Themes

/// The themes that come with the program.
@Suite struct ShippedThemeTests {
    private static let catalog = ThemeCatalog()
    static let names = catalog.names
    /// Held to the contrasts that we chose; the others to what their authors chose.
    private static let ours: Set = ["dark", "light", "high-contrast", "colour-blind"]
    /// They show the terminal's own colours, which nobody can measure.
    private static let unmeasured: Set = ["sixteen", "mono"]
    private static let meanings: [Theme.Role] = [
        .good, .warning, .bad, .urgent, .changed, .leading, .outbid, .closingSoon, .closingNow, .unread, .link, .key,
    ]

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../themes").standardizedFileURL

    @Test func everyFileIsInTheProgramUnderItsName() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files) == Set(Self.names.map { $0 + ".toml" }))
        for name in Self.names {
            let text = try String(contentsOf: Self.folder.appendingPathComponent(name + ".toml"), encoding: .utf8)
            #expect(text.hasPrefix("name = \"\(name)\"\n"))
        }
        #expect(Self.names.first == ThemeCatalog.standard)
    }

    @Test(arguments: names)
    func isWhole(_ name: String) throws {
        let entry = try #require(Self.catalog.entry(name))
        #expect(entry.fault == nil)
        #expect(!entry.isOwn)
        #expect(!entry.description.isEmpty && entry.description.count <= 70)
        let theme = try Self.catalog.theme(named: name)
        #expect(theme.name == name)
        for role in Theme.Role.allCases where !Self.unmeasured.contains(name) {
            #expect(theme[role].foreground != .default && theme[role].background != .default, "\(role)")
        }
    }

    /// What must not look alike, whatever the terminal can do.
    @Test(arguments: names)
    func tellsApart(_ name: String) throws {
        let theme = try Self.catalog.theme(named: name)
        let pairs: [(Theme.Role, Theme.Role)] = [
            (.leading, .outbid), (.good, .bad), (.warning, .bad), (.fresh, .stale), (.unread, .read),
            (.selected, .text),
            (.selected, .inactiveSelection), (.focusedBorder, .border), (.title, .text), (.faint, .text),
            (.match, .text),
            (.urgent, .text), (.paused, .text), (.changed, .text), (.closingNow, .otherLeader),
        ]
        for (one, other) in pairs { #expect(theme[one] != theme[other], "\(one), \(other)") }
    }

    @Test(arguments: names)
    func appearanceIsThatOfTheGround(_ name: String) throws {
        let ground = try Self.catalog.theme(named: name)[.text].background
        guard ground != .default else { return }
        let isDark = Vision.contrast(ground, Colour(hex: 0x000000)) < Vision.contrast(ground, Colour(hex: 0xFFFFFF))
        #expect(Self.catalog.entry(name)?.appearance == (isDark ? .dark : .light))
    }

    @Test(arguments: Set(names).subtracting(unmeasured).sorted())
    func canBeRead(_ name: String) throws {
        let theme = try Self.catalog.theme(named: name)
        let isOurs = Self.ours.contains(name)
        let isStrong = name == "high-contrast"
        let body: [Theme.Role] = [.text, .title, .otherLeader, .header, .overlay]
        for role in body { expect(theme, role, atLeast: isOurs ? 7 : 4.3) }
        for role in [.faint, .columns, .read, .stale, .mapLabel] as [Theme.Role] {
            expect(theme, role, atLeast: isStrong ? 7 : isOurs ? 4.5 : 3)
        }
        for role in Self.meanings { expect(theme, role, atLeast: isStrong ? 7 : isOurs ? 4.5 : 2.6) }
        for role in Self.meanings + body {
            expect(theme, role, on: .selected, atLeast: isOurs ? 4 : 1.9)
        }
        expect(theme, .faint, on: .header, atLeast: isOurs ? 4.5 : 2.7)
        expect(theme, .faint, on: .selected, atLeast: isOurs ? 3.5 : 1.9)
    }

    /// - Parameter ground: the role whose background lies under it, its own if nil.
    private func expect(_ theme: Theme, _ role: Theme.Role, on ground: Theme.Role? = nil, atLeast limit: Double) {
        let contrast = Vision.contrast(theme[role].foreground, theme[ground ?? role].background)
        #expect(contrast >= limit, "\(theme.name): \(role) on \(ground ?? role) \(contrast)")
    }

    @Test(arguments: Set(names).subtracting(unmeasured).sorted())
    func selectionAndFocusAreSeen(_ name: String) throws {
        let theme = try Self.catalog.theme(named: name)
        let ground = theme[.text].background
        #expect(Vision.contrast(theme[.selected].background, ground) >= 1.2)
        #expect(
            Vision.contrast(theme[.focusedBorder].foreground, ground)
                > 1.5 * Vision.contrast(theme[.border].foreground, ground))
    }

    @Test(arguments: Vision.allCases)
    func colourBlindKeepsMeaningsApart(_ vision: Vision) throws {
        let theme = try Self.catalog.theme(named: "colour-blind")
        let pairs: [(Theme.Role, Theme.Role, Double)] = [
            (.leading, .outbid, 60), (.good, .bad, 60), (.riding, .late, 60), (.feedLive, .feedDown, 60),
            (.fresh, .ageing, 30), (.good, .warning, 30), (.warning, .bad, 20),
        ]
        for (one, other, limit) in pairs {
            let difference = vision.difference(theme[one].foreground, theme[other].foreground)
            #expect(difference >= limit, "\(vision): \(one), \(other): \(difference)")
        }
    }

    /// The measure itself: what the colour-blind theme is for.
    @Test func greenAndRedComeCloseForSome() {
        let (green, red) = (Colour(hex: 0x8A8A00), Colour(hex: 0xB37300))
        #expect(Vision.full.difference(green, red) > 2 * Vision.deuteranopia.difference(green, red))
        #expect(abs(Vision.contrast(Colour(hex: 0), Colour(hex: 0xFFFFFF)) - 21) < 0.001)
        #expect(Vision.full.difference(green, green) == 0)
    }

    @Test func sixteenUsesSixteenOnTheTerminalsGround() throws {
        let theme = try Self.catalog.theme(named: "sixteen")
        for role in Theme.Role.allCases {
            #expect(theme[role].background == .default)
            if case .rgb = theme[role].foreground { Issue.record("\(role)") }
            if case .indexed(let index) = theme[role].foreground { #expect(index < 16, "\(role)") }
        }
    }

    @Test func monoHasNoColour() throws {
        let theme = try Self.catalog.theme(named: "mono")
        for role in Theme.Role.allCases {
            #expect(theme[role].foreground == .default && theme[role].background == .default, "\(role)")
        }
    }
}
