import Dashboard
import Domain
import TUI

/// What every part of the screen draws from.
///
/// All of them have it, so it is one reference; and lends what it leads to, since a copy of a board retains all that it holds.
struct View {
    private final class Held {
        let desk: Desk

        init(_ desk: Desk) {
            self.desk = desk
        }
    }

    private let held: Held

    init(_ desk: Desk) {
        held = Held(desk)
    }

    var desk: Desk { _read { yield held.desk } }
    var board: Board { _read { yield held.desk.board } }
    var scene: Scene { _read { yield held.desk.board.scene } }
    var theme: Theme { desk.theme }
    /// The time of what is shown: that of the pause while there is one.
    var now: Timestamp { desk.sceneTime }

    func text(_ text: String, _ role: Theme.Role) -> StyledText { StyledText(text, theme[role]) }

    func timeOfDay(_ moment: Timestamp) -> TimeOfDay { TimeOfDay(moment + desk.offset) }

    /// A moment as the person wants moments: `14:03:22`, or `5 s ago`.
    func moment(_ moment: Timestamp, seconds: Bool = true) -> String {
        if desk.showsAges { return DurationText.age(now - moment) }
        return seconds ? timeOfDay(moment).withSeconds : timeOfDay(moment).minutes
    }

    /// The time on the clock of the feed's server.
    func serverTime(of feed: FeedNumber) -> Timestamp {
        scene.feed(feed)?.clock.time(at: now) ?? now
    }

    var panelStyles: Panel.Styles {
        Panel.Styles(
            border: theme[.border], focusedBorder: theme[.focusedBorder], title: theme[.faint],
            focusedTitle: theme[.title], key: theme[.key], note: theme[.faint])
    }

    func tableStyles(isFocused: Bool) -> Table.Styles {
        Table.Styles(
            header: theme[.columns], selected: theme[isFocused ? .selected : .inactiveSelection], marker: theme[.marker]
        )
    }

    var tableStyles: Table.Styles { tableStyles(isFocused: true) }
}

extension Style {
    /// The look without its ground, to lie over another.
    var bare: Style { background(.default) }
}

extension StyledText {
    var bare: StyledText { StyledText(runs: runs.map { Run($0.text, $0.style.bare) }) }
}
