import Dashboard
import TUI

/// What the three lists share: the frame, the place of the list in it, and the word for an empty one.
struct ListFrame {
    let pane: Pane
    let view: View
    let isFramed: Bool
    var note: StyledText = .empty
    /// Said where nothing has come yet.
    let empty: String

    /// Draws the frame and answers the room for the list.
    func draw(in area: Rect, on grid: inout Grid) -> Rect {
        guard isFramed else { return area }
        let isFocused = view.board.focus == pane
        Panel(
            StyledText(pane.title), key: pane.key, note: note, footer: place, isFocused: isFocused,
            styles: view.panelStyles
        ).draw(in: area, on: &grid)
        return Panel.interior(of: area)
    }

    func drawEmpty(in area: Rect, on grid: inout Grid) {
        let count = view.scene.unrecognised
        grid.write(empty, in: area.row(area.height / 2), align: .centre, style: view.theme[.faint])
        guard count > 0, area.height > 1 else { return }
        grid.write(
            "\(CountText.of(count)) messages not recognised: a mapping can tell what they are",
            in: area.row(area.height / 2 + 1), align: .centre, style: view.theme[.warning])
    }

    /// Which row of how many.
    private var place: StyledText {
        let count = view.board.rowCount(of: pane)
        guard count > 0 else { return .empty }
        guard let row = view.board.selectedRow(of: pane) else { return StyledText(CountText.of(count)) }
        return StyledText("\(CountText.of(row + 1)) of \(CountText.of(count))")
    }

    /// Narrow lists put their columns closer.
    func gap(in area: Rect) -> Int { area.width < 75 ? 1 : 2 }

    /// The table's first row in sight: the selection stays in the middle as soon as the list is longer than the pane.
    func offset(height: Int) -> Int {
        guard let row = view.board.selectedRow(of: pane) else { return 0 }
        return Scroll(offset: row - height / 2).showing(row, count: view.board.rowCount(of: pane), height: height)
            .offset
    }
}
