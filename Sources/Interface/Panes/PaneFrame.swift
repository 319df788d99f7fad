import Dashboard
import TUI

/// What the panes share: the frame, the place of the list and of the detail in it, and the word for an empty one.
struct PaneFrame {
    let pane: Pane
    let view: View
    let arrangement: Arrangement
    let layout: PaneLayout

    init(pane: Pane, view: View, arrangement: Arrangement) {
        self.pane = pane
        self.view = view
        self.arrangement = arrangement
        layout = view.desk.paneLayout(pane, in: arrangement)
    }

    var isFocused: Bool { view.board.focus == pane }
    var offset: Int { view.desk.offset(of: pane) }
    var selection: Int? { view.board.selectedRow(of: pane) }

    /// The words to mark in this pane's rows.
    var sought: Query { isFocused ? view.desk.sought : Query("") }

    /// Draws the frame around everything.
    /// - Parameters:
    ///   - note: how the list is ordered, or what the pane is doing.
    ///   - title: in place of the pane's own.
    func draw(note: StyledText, title: String? = nil, on grid: inout Grid) {
        guard arrangement.hasFrames else { return }
        panel(note: note, title: title).draw(in: arrangement.area(of: pane), on: &grid)
    }

    private func panel(note: StyledText, title: String?) -> Panel {
        Panel(
            StyledText(title ?? pane.title), key: pane.key, note: filterNote + note, footer: place,
            isFocused: isFocused,
            styles: view.panelStyles)
    }

    /// Draws the line between list and detail, and answers the room for the detail; empty where there is none.
    func drawDivider(_ title: StyledText, note: StyledText = .empty, on grid: inout Grid) -> Rect {
        guard !layout.detail.isEmpty else { return layout.detail }
        let area = arrangement.area(of: pane)
        guard !layout.divider.isEmpty else {
            let (line, rest) = layout.detail.split(top: 1)
            grid.write(title, in: line, over: view.theme[.title])
            grid.write(note, in: line.split(right: min(note.width, line.width / 2)).right, over: view.theme[.faint])
            return rest
        }
        if arrangement.hasFrames {
            panel(note: .empty, title: nil)
                .divide(area, at: layout.divider.y - area.y, title: title, note: note, on: &grid)
        } else {
            grid.write(title, in: layout.divider, over: view.theme[.title])
        }
        return layout.detail
    }

    /// Says that there is nothing, and below that why, where a reason is known.
    func drawEmpty(_ text: String, on grid: inout Grid) {
        let area = arrangement.interior(of: pane)
        let isFiltered = view.board.totalCount(of: pane) > 0
        let reasons = isFiltered ? [] : reasons.flatMap { Paragraph($0).lines(width: area.width - 2) }
        let middle = area.split(top: max(0, min(area.height / 2, area.height - 1 - reasons.count))).rest
        grid.write(
            isFiltered ? "nothing matches the filter" : text, in: middle.row(0), align: .centre,
            style: view.theme[.faint])
        for (line, row) in zip(reasons, middle.rows.dropFirst()) {
            grid.write(line, in: row, align: .centre, over: view.theme[.warning])
        }
    }

    /// Why nothing may have come; what ails the feeds is said once, where the person is.
    private var reasons: [String] {
        let words = FeedWords(view: view)
        var reasons = isFocused ? view.scene.feeds.compactMap { words.trouble(of: $0) } : []
        let count = view.scene.unrecognised
        if count > 0 {
            reasons.append(
                "\(CountText.of(count)) messages not recognised: see the feeds (5); a mapping can tell what they are")
        }
        return reasons
    }

    /// Marks what was searched for in the rows of the list.
    func mark(in area: Rect, on grid: inout Grid) {
        guard !sought.isEmpty else { return }
        for row in area.rows {
            for range in sought.columns(in: grid, row: row) {
                let style = view.theme[.match]
                grid.restyle(Rect(x: range.lowerBound, y: row.y, width: range.count, height: 1)) { $0 = style.over($0) }
            }
        }
    }

    private var filterNote: StyledText {
        let query = view.board.query(of: pane)
        guard !query.isEmpty else { return .empty }
        return view.text("&\(query.text)", .match).bare + StyledText("  ")
    }

    /// Which row of how many.
    private var place: StyledText {
        let (count, all) = (view.board.rowCount(of: pane), view.board.totalCount(of: pane))
        guard all > 0, pane != .map else { return .empty }
        let total = count < all ? "\(CountText.of(count)) of \(CountText.of(all))" : CountText.of(count)
        guard let row = selection else { return StyledText(total) }
        return StyledText("\(CountText.of(row + 1)) / \(total)")
    }

    /// Narrow lists put their columns closer.
    func gap(in area: Rect) -> Int { area.width < 75 ? 1 : 2 }

    /// The table of a pane's list, with its column titles.
    func drawTable(_ columns: [Table.Column], on grid: inout Grid, row: @escaping (Int) -> Table.Row) {
        guard !layout.list.isEmpty else { return }
        let area = Rect(
            x: layout.list.x, y: layout.titles.y, width: layout.list.width,
            height: layout.titles.height + layout.list.height)
        Table(
            columns, count: view.board.rowCount(of: pane), selection: selection, offset: offset,
            showsHeader: !layout.titles.isEmpty, styles: view.tableStyles(isFocused: isFocused), gap: gap(in: area),
            row: row
        ).draw(in: area, on: &grid)
        mark(in: layout.list, on: &grid)
    }
}

extension Query {
    /// Where the words occur in a row of cells, in columns.
    func columns(in grid: Grid, row: Rect) -> [Range<Int>] {
        var text = ""
        var places: [Int] = []
        for x in row.minX..<row.maxX {
            let glyph = grid[x, row.y].glyph.text
            text += glyph
            for _ in glyph { places.append(x) }
        }
        return ranges(in: text).compactMap { range in
            let start = text.distance(from: text.startIndex, to: range.lowerBound)
            let end = text.distance(from: text.startIndex, to: range.upperBound)
            guard start < end, places.indices.contains(start), places.indices.contains(end - 1) else { return nil }
            return places[start]..<places[end - 1] + 1
        }
    }
}
