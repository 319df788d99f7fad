import CNcurses
import TUI

/// Writes the cells of links once more, past ncurses, which knows nothing of OSC 8: the same characters with the same looks,
/// between the marks that make them a link. A terminal that ignores the marks shows what it showed before.
///
/// https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
struct LinkWriter {
    private let device: Device
    /// The links that the terminal shows.
    private var shown: [Link] = []

    private static let save = "\u{1B}7"
    private static let restore = "\u{1B}8"
    private static let close = "\u{1B}]8;;\u{1B}\\"

    init(device: Device) {
        self.device = device
    }

    /// Brings the links on the screen up to date; what ncurses had to say must have been flushed.
    /// - Parameter rows: those of which ncurses may have written cells again, which are no links any more.
    mutating func update(_ grid: Grid, rows: [Int], colours: ColourTable, repertoire: Repertoire) {
        guard !grid.links.isEmpty || !shown.isEmpty else { return }
        let rows = Set(rows)
        var text = ""
        for y in Set((grid.links + shown).map(\.row)).sorted() {
            let links = grid.links(inRow: y)
            let old = shown.filter { $0.row == y }
            guard rows.contains(y) || links != old else { continue }
            // ncurses leaves cells alone that look as before, and so the links that they were.
            for link in old where links != old {
                guard let columns = grid.wholeGlyphs(around: link.columns, y: y) else { continue }
                text += Self.cells(grid, y, columns, colours, repertoire)
            }
            for link in links {
                text += Self.open(link.url) + Self.cells(grid, y, link.columns, colours, repertoire) + Self.close
            }
        }
        shown = grid.links
        guard !text.isEmpty else { return }
        device.write(Self.save + text + Self.restore)
    }

    /// Goes there and writes the cells with their looks.
    private static func cells(
        _ grid: Grid, _ y: Int, _ columns: Range<Int>, _ colours: ColourTable, _ repertoire: Repertoire
    ) -> String {
        var text = String.UnicodeScalarView()
        text += Capability.bytes("cup", Int32(clamping: y), Int32(clamping: columns.lowerBound)).unicodeScalars
        var style: Style?
        for cell in columns.map({ grid[$0, y] }) where cell.glyph != .tail {
            if style != cell.style { text += colours.escape(for: cell.style).unicodeScalars }
            style = cell.style
            let shape = repertoire.shape(of: cell.glyph)
            text += [shape.base, shape.marks.0, shape.marks.1].filter { $0 != 0 }.compactMap(Unicode.Scalar.init)
            if shape.isPadded { text.append(" ") }
        }
        return String(text)
    }

    private static func open(_ url: String) -> String {
        "\u{1B}]8;;\(url)\u{1B}\\"
    }
}
