public import Dashboard
public import TUI

extension Command {
    /// What the command means for the board.
    /// - Parameter page: rows of the focused pane that are in sight.
    public func action(page: Int) -> Action {
        switch self {
        case .down: .move(by: 1)
        case .up: .move(by: -1)
        case .first: .selectFirst
        case .last: .selectLast
        case .halfDown: .move(by: max(1, page / 2))
        case .halfUp: .move(by: -max(1, page / 2))
        case .nextPane: .focusNext
        case .previousPane: .focusPrevious
        case .auctions: .focus(.auctions)
        case .journeys: .focus(.journeys)
        case .notifications: .focus(.notifications)
        case .sort: .nextSort
        case .pause: .togglePause
        case .acknowledge: .acknowledge
        case .acknowledgeAll: .acknowledgeAll
        case .dismiss: .dismiss
        case .help: .toggleHelp
        case .back: .back
        case .quit: .quit
        }
    }

    /// Whether the command does anything as things are; the footer shows no other.
    func works(on board: Board) -> Bool {
        switch self {
        case .down, .up, .first, .last, .halfDown, .halfUp: board.isHelpShown || board.rowCount > 0
        case .sort: board.focus != .notifications && board.rowCount > 1
        case .acknowledge, .acknowledgeAll, .dismiss: board.rowCount(of: .notifications) > 0
        case .back: board.isHelpShown || board.selectedRow(of: board.focus) != nil || board.isPaused
        case .nextPane, .previousPane, .auctions, .journeys, .notifications, .pause, .help, .quit: true
        }
    }
}

extension Board {
    /// Does what a person's input means, and answers what has to happen outside.
    public mutating func handle(_ input: Input, size: Size, keymap: Keymap = .standard) -> [Effect] {
        switch input {
        case .key(let key):
            guard let command = keymap.command(for: key) else { return [] }
            let action = command.action(page: Arrangement(size).page(of: focus))
            if isHelpShown, case .move(let lines) = action, lines > 0, helpOffset >= HelpOverlay.furthest(size) {
                return []
            }
            return perform(action)
        case .mouse(let event):
            switch event.kind {
            case .wheelUp: return perform(.move(by: -3))
            case .wheelDown: return perform(.move(by: 3))
            case .press(.left):
                guard let pane = Arrangement(size).pane(at: event.position, focus: focus) else { return [] }
                return perform(.focus(pane))
            case .press, .release, .drag: return []
            }
        case .paste, .resize: return []
        }
    }
}
