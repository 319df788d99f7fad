public import Domain

/// What a person wants of the board.
public enum Action: Equatable, Sendable {
    case focus(Pane)
    /// Moves the selection of the focused pane by so many rows; the first move selects the first row.
    case move(by: Int)
    /// Selects that row of the focused pane, or the nearest there is.
    case select(row: Int)
    case selectFirst, selectLast
    /// Chooses nothing in the focused pane.
    case deselect
    /// Freezes or releases what is shown; the feeds go on.
    case togglePause
    /// Of a ride: its hand-over has been seen. Among the notifications: the chosen notice has, and the next one is chosen.
    /// Elsewhere nothing.
    case acknowledge
    case acknowledgeAll
    /// Sends the chosen notice away while the notifications have the focus.
    case dismiss
    /// Puts the chosen notice out of sight for a while, likewise.
    case snooze(for: Duration, at: Timestamp)
    case nextSort
    /// Shows only what matches in the focused pane; an empty query shows everything again.
    case filter(Query)
    /// Selects the next match after (or before) the selected row of the focused pane, around the end.
    case find(Query, forward: Bool)
    /// Moves the selection in the stream of messages, downwards to older ones; the first move selects the newest.
    case moveMessage(by: Int)
    /// Selects a message of the stream by its number.
    case selectMessage(Int)
    case deselectMessage
}

/// What one looks at, in the order of their keys.
public enum Pane: Int, CaseIterable, Sendable {
    case auctions, journeys
    /// The journeys on a map; shares their selection, order and query.
    case map
    case notifications
    /// The connections, and the stream of their messages.
    case feeds
}
