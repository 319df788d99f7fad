import CNcurses
import TUI

/// Hands the cells that changed since the last grid to ncurses, which sends the least that makes the terminal show them.
struct Painter {
    private var colours: ColourTable
    private let repertoire: Repertoire
    private var shown: Grid?
    private var cells: [cchar_t] = []

    init(colours: ColourTable, repertoire: Repertoire) {
        self.colours = colours
        self.repertoire = repertoire
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
    }

    private func place(_ cursor: Point?, in bounds: Rect) {
        guard let cursor, bounds.contains(cursor) else { return spotter_hide_cursor() }
        spotter_show_cursor(Int32(clamping: cursor.y), Int32(clamping: cursor.x))
    }

    /// - Returns: false when the colour pairs ran out.
    private mutating func handOver(_ grid: Grid) -> Bool {
        for y in 0..<grid.size.height {
            guard let span = changed(y, in: grid) else { continue }
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
        guard var first = (base..<base + width).first(where: { new[$0] != old[$0] }) else { return nil }
        var last = base + width - 1
        while new[last] == old[last] { last -= 1 }
        while first > base, new[first].glyph == .tail { first -= 1 }
        if new[last].glyph.isWide, last + 1 < base + width { last += 1 }
        return first - base..<last - base + 1
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
        let base = repertoire.substitute(for: glyph.base)
        let width = Int32(glyph.width)
        guard base == glyph.base else {
            append(base, 0, 0, look)
            if width == 2 { append(0x20, 0, 0, look) }
            return
        }
        // The C library may know fewer characters than we do; ncurses counts columns by its word.
        guard base < 0x7F || spotter_library_width(base) == width else {
            append(repertoire.substitute(for: 0xFFFD), 0, 0, look)
            if width == 2 { append(0x20, 0, 0, look) }
            return
        }
        append(base, glyph.marks.0, glyph.marks.1, look)
    }

    private mutating func append(_ base: UInt32, _ first: UInt32, _ second: UInt32, _ look: ColourTable.Entry) {
        var cell = cchar_t()
        _ = spotter_make_cell(&cell, base, first, second, look.attributes, look.pair)
        cells.append(cell)
    }
}
