import CNcurses
import TUI

/// Hands the cells that changed since the last grid to ncurses, which sends the least that makes the terminal show them.
struct Painter {
    private var colours: ColourTable
    private let repertoire: Repertoire
    /// Nil where the terminal might print the marks of links.
    private var links: LinkWriter?
    private var shown: Grid?
    private var cells: [cchar_t] = []
    /// Rows of which cells have been handed over in this paint.
    private var touched: [Int] = []

    init(colours: ColourTable, repertoire: Repertoire, links: LinkWriter?) {
        self.colours = colours
        self.repertoire = repertoire
        self.links = links
    }

    /// Forgets what is shown, so that the next paint hands over every cell.
    mutating func invalidate() {
        shown = nil
    }

    mutating func paint(_ grid: Grid) {
        if shown?.size != grid.size {
            shown = nil
            spotter_erase()
        }
        if !handOver(grid) {
            // No pair is left: begin a new table with the colours in sight only.
            colours.reset()
            shown = nil
            _ = handOver(grid)
            spotter_forget()
        }
        shown = grid
        place(grid.cursor, in: grid.bounds)
        _ = spotter_flush()
        links?.update(grid, rows: touched, colours: colours, repertoire: repertoire)
    }

    private func place(_ cursor: Point?, in bounds: Rect) {
        guard let cursor, bounds.contains(cursor) else { return spotter_hide_cursor() }
        spotter_show_cursor(Int32(clamping: cursor.y), Int32(clamping: cursor.x))
    }

    /// - Returns: false when the colour pairs ran out.
    private mutating func handOver(_ grid: Grid) -> Bool {
        touched.removeAll(keepingCapacity: true)
        for y in 0..<grid.size.height {
            guard let span = changed(y, in: grid) else { continue }
            touched.append(y)
            guard put(grid.row(y), span, y: y) else { return false }
        }
        return true
    }

    /// Columns of a row from the first to the last change, widened to whole glyphs; nil when nothing changed.
    private func changed(_ y: Int, in grid: Grid) -> Range<Int>? {
        let width = grid.size.width
        guard let shown else { return width > 0 ? 0..<width : nil }
        let new = grid.row(y)
        let old = shown.row(y)
        let base = new.startIndex
        guard let first = (0..<width).first(where: { new[base + $0] != old[base + $0] }) else { return nil }
        var last = width - 1
        while new[base + last] == old[base + last] { last -= 1 }
        return grid.wholeGlyphs(around: first..<last + 1, y: y)
    }

    private mutating func put(_ row: ArraySlice<Cell>, _ span: Range<Int>, y: Int) -> Bool {
        cells.removeAll(keepingCapacity: true)
        for index in span {
            let cell = row[row.startIndex + index]
            guard cell.glyph != .tail else { continue }
            guard let look = colours.entry(for: cell.style) else { return false }
            append(cell.glyph, look)
        }
        spotter_put_cells(Int32(clamping: y), Int32(clamping: span.lowerBound), cells, Int32(clamping: cells.count))
        return true
    }

    private mutating func append(_ glyph: Glyph, _ look: ColourTable.Entry) {
        let shape = repertoire.shape(of: glyph)
        append(shape.base, shape.marks.0, shape.marks.1, look)
        if shape.isPadded { append(0x20, 0, 0, look) }
    }

    private mutating func append(_ base: UInt32, _ first: UInt32, _ second: UInt32, _ look: ColourTable.Entry) {
        var cell = cchar_t()
        _ = spotter_make_cell(&cell, base, first, second, look.attributes, look.pair)
        cells.append(cell)
    }
}
