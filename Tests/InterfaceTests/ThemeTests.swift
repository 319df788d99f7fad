import TUI
import Testing

@testable import Interface

/// How a role without a look of its own gets one.
@Suite struct ThemeTests {
    private static let theme = Theme(
        name: "probe",
        [
            .text: Style(foreground: .indexed(20), background: .indexed(21)),
            .bad: Style(foreground: .red, .underline),
            .urgent: Style(background: .indexed(22)),
            .closingNow: Style(.bold),
            .faint: Style(.dim),
            .selected: Style(background: .blue, .reverse),
        ])

    @Test(
        arguments: [
            (.text, "20 on 21"),
            (.good, "20 on 21"),
            (.bad, "underline red on 21"),
            (.outbid, "underline red on 21"),
            (.urgent, "underline red on 22"),
            (.urgentNotice, "underline red on 22"),
            (.closingNow, "bold red on 22"),
            (.faint, "dim 20 on 21"),
            (.ghost, "dim 20 on 21"),
            (.focusedBorder, "dim 20 on 21"),
            (.inactiveSelection, "reverse 20 on blue"),
        ] as [(Theme.Role, String)])
    func eachPieceComesFromTheNearestThatHasIt(_ role: Theme.Role, _ look: String) {
        #expect(Self.theme[role].description == look)
    }

    @Test func everyRoleRestsOnText() {
        for role in Theme.Role.allCases {
            var seen: [Theme.Role] = [role]
            while let parent = seen.last?.parent, !seen.contains(parent) { seen.append(parent) }
            #expect(seen.last == .text, "\(role): \(seen)")
            #expect(!role.meaning.isEmpty && role.meaning.last != ".")
        }
        #expect(Set(Theme.Role.allCases.map(\.meaning)).count == Theme.Role.allCases.count)
    }

    @Test func everyRoleHasItsPlace() {
        #expect(Theme.Role.allCases.map(\.place) == Array(Theme.Role.allCases.indices))
    }

    @Test func theBasicThemeTellsApartWhatMatters() {
        let theme = Theme.basic
        #expect(theme[.text] == .plain)
        #expect(Set([theme[.leading], theme[.outbid], theme[.otherLeader], theme[.closingSoon]]).count == 4)
        #expect(theme[.selected] != theme[.inactiveSelection])
        for role in Theme.Role.allCases { #expect(theme[role].background == .default, "\(role)") }
    }
}
