public import Dashboard
public import Domain
public import TUI

/// The whole screen as a function of what is known, how it looks and what time it is.
///
/// Call `Board.arrange(at:)` before, once a frame: the lists are drawn in the order arranged last.
public struct Screen: Sendable {
    public var board: Board
    public var theme: Theme
    public var now: Timestamp
    /// How far the clock on the wall is ahead of UTC, for the times of day.
    public var offset: Duration

    public init(board: Board, theme: Theme, now: Timestamp, offset: Duration = .zero) {
        self.board = board
        self.theme = theme
        self.now = now
        self.offset = offset
    }

    public func grid(_ size: Size) -> Grid {
        var grid = Grid(size, filled: Cell(.space, theme[.text]))
        let arrangement = Arrangement(size)
        guard arrangement.form != .tooSmall else {
            drawTooSmall(on: &grid)
            return grid
        }
        let view = View(scene: board.scene, board: board, theme: theme, now: now, offset: offset)
        HeaderLine(view: view).draw(in: arrangement.header, on: &grid)
        PaneTabs(view: view).draw(in: arrangement.tabs, on: &grid)
        for pane in Pane.allCases {
            let area = arrangement.area(of: pane, focus: board.focus)
            guard !area.isEmpty else { continue }
            draw(pane, view, in: area, framed: arrangement.hasFrames, on: &grid)
        }
        FooterLine(view: view).draw(in: arrangement.footer, on: &grid)
        if board.isHelpShown {
            HelpOverlay(view: view).draw(in: grid.bounds.inset(top: 1, bottom: 1), on: &grid)
        }
        return grid
    }

    private func draw(_ pane: Pane, _ view: View, in area: Rect, framed: Bool, on grid: inout Grid) {
        switch pane {
        case .auctions: AuctionPane(view: view, isFramed: framed).draw(in: area, on: &grid)
        case .journeys: JourneyPane(view: view, isFramed: framed).draw(in: area, on: &grid)
        case .notifications: NotificationPane(view: view, isFramed: framed).draw(in: area, on: &grid)
        }
    }

    private func drawTooSmall(on grid: inout Grid) {
        let lines = [
            "\(grid.size.width)×\(grid.size.height) is too small",
            "needs \(Arrangement.minimum.width)×\(Arrangement.minimum.height)",
        ]
        let area = grid.bounds.centred(Size(width: grid.size.width, height: lines.count))
        for (index, line) in lines.enumerated() {
            grid.write(line, in: area.row(index), align: .centre, style: theme[.warning])
        }
    }
}

/// What every part of the screen draws from.
struct View {
    let scene: Scene
    let board: Board
    let theme: Theme
    let now: Timestamp
    let offset: Duration

    func text(_ text: String, _ role: Theme.Role) -> StyledText { StyledText(text, theme[role]) }

    func timeOfDay(_ moment: Timestamp) -> TimeOfDay { TimeOfDay(moment + offset) }

    var panelStyles: Panel.Styles {
        Panel.Styles(
            border: theme[.border], focusedBorder: theme[.focusedBorder], title: theme[.faint],
            focusedTitle: theme[.title], key: theme[.key], note: theme[.faint])
    }

    var tableStyles: Table.Styles {
        Table.Styles(header: theme[.columns], selected: theme[.selected], marker: theme[.marker])
    }
}
