/// What a person wants of the board.
public enum Action: Equatable, Sendable {
    case focus(Pane)
    case focusNext, focusPrevious
    /// Moves the selection of the focused pane by so many rows; the first move selects the first row.
    case move(by: Int)
    case selectFirst, selectLast
    /// Freezes or releases what is shown; the feeds go on.
    case togglePause
    case acknowledge, dismiss
    case acknowledgeAll
    case nextSort
    case toggleHelp
    /// Leaves the innermost thing: help, then the selection, then the pause.
    case back
    case quit
}

/// What the board asks of the world outside in return.
public enum Effect: Equatable, Sendable {
    case quit
}

/// The lists side by side.
public enum Pane: Int, CaseIterable, Sendable {
    case auctions, journeys, notifications
}
