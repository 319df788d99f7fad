import Dashboard
public import TUI

/// The whole screen as a function of the desk and its time.
///
/// Call `Desk.arrange(at:size:)` before, once a frame: lists are drawn in the order, and the map in the view, arranged last.
public struct Screen {
    private let view: View

    public init(_ desk: Desk) {
        view = View(desk)
    }

    public func grid() -> Grid {
        let desk = view.desk
        var grid = Grid(desk.size, filled: Cell(.space, view.theme[.text]))
        let arrangement = desk.arrangement
        guard !arrangement.isTooSmall else {
            drawTooSmall(on: &grid)
            return grid
        }
        HeaderLine(view: view).draw(in: arrangement.header, on: &grid)
        PaneTabs(view: view).draw(in: arrangement.tabs, on: &grid)
        for pane in arrangement.panes {
            let frame = PaneFrame(pane: pane, view: view, arrangement: arrangement)
            switch pane {
            case .auctions: AuctionPane(frame: frame).draw(on: &grid)
            case .journeys: JourneyPane(frame: frame).draw(on: &grid)
            case .map: MapPane(frame: frame).draw(on: &grid)
            case .notifications: NotificationPane(frame: frame).draw(on: &grid)
            case .feeds: FeedPane(frame: frame).draw(on: &grid)
            }
        }
        drawMode(arrangement, on: &grid)
        return grid
    }

    /// What has the keyboard lies over the panes or in the bottom line.
    private func drawMode(_ arrangement: Arrangement, on grid: inout Grid) {
        let middle = grid.bounds.inset(top: 1, bottom: 1)
        FooterLine(view: view).draw(in: arrangement.footer, on: &grid)
        switch view.desk.mode {
        case .panes: break
        case .search(let input):
            let count = view.desk.found?.count ?? 0
            PromptLine(
                view: view, label: "/", input: input, note: input.text.isEmpty ? "" : "\(CountText.of(count)) found"
            )
            .draw(in: arrangement.footer, on: &grid)
        case .filter(let input, _):
            let (shown, all) = (view.board.rowCount(of: view.board.focus), view.board.totalCount(of: view.board.focus))
            PromptLine(view: view, label: "&", input: input, note: "\(CountText.of(shown)) of \(CountText.of(all))")
                .draw(in: arrangement.footer, on: &grid)
        case .palette(let palette):
            PaletteOverlay(view: view, palette: palette).draw(in: middle, on: &grid)
            PromptLine(view: view, label: ":", input: palette.input, note: "")
                .draw(in: arrangement.footer, on: &grid)
        case .help(let help): HelpOverlay(view: view, help: help).draw(in: middle, on: &grid)
        case .themes(let picker): ThemeOverlay(view: view, picker: picker).draw(in: middle, on: &grid)
        }
    }

    private func drawTooSmall(on grid: inout Grid) {
        let lines = [
            "\(grid.size.width)×\(grid.size.height) is too small",
            "needs \(Arrangement.minimum.width)×\(Arrangement.minimum.height)",
        ]
        let area = grid.bounds.centred(Size(width: grid.size.width, height: lines.count))
        for (index, line) in lines.enumerated() {
            grid.write(line, in: area.row(index), align: .centre, style: view.theme[.warning])
        }
    }
}

/// The bottom line while something is typed there.
struct PromptLine: Widget {
    let view: View
    let label: String
    let input: TextInput
    let note: String

    func draw(in area: Rect, on grid: inout Grid) {
        let base = view.theme[.prompt]
        grid.fill(area, style: base)
        let (left, right) = area.inset(horizontal: 1).split(right: DisplayWidth.of(note))
        grid.write(note, in: right, style: view.theme[.faint].bare.over(base))
        Prompt(view.text(label, .key).bare, input: input, style: base)
            .draw(in: left.inset(right: 1), on: &grid)
    }
}
