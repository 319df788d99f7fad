/// A screen, or a part of one, as cells in one allocation.
///
/// Whatever is written, two things hold: nothing lands outside the grid, and each wide glyph is followed by its tail. Half of a
/// wide glyph that is written over becomes a space.
///
/// Two grids are equal when they show the same, lead to the same addresses and have the cursor in the same place.
public struct Grid: Equatable, Sendable {
    public let size: Size
    private(set) var cells: [Cell]
    /// Where the terminal's cursor blinks; nil hides it.
    public var cursor: Point?
    /// Where the cells lead to; see `link(_:at:)`. No two overlap.
    public internal(set) var links: [Link] = []

    public init(_ size: Size, filled cell: Cell = .blank) {
        self.size = size
        cells = Array(
            repeating: cell.glyph.width == 1 ? cell : Cell(.space, cell.style), count: size.width * size.height)
    }

    public init(width: Int, height: Int) {
        self.init(Size(width: width, height: height))
    }

    /// All of it.
    public var bounds: Rect { Rect(size) }

    /// The cell at a point, blank outside the grid.
    public subscript(_ point: Point) -> Cell {
        bounds.contains(point) ? cells[point.y * size.width + point.x] : .blank
    }

    public subscript(x: Int, y: Int) -> Cell { self[Point(x: x, y: y)] }

    /// The cells of one row from left to right; empty outside the grid.
    public func row(_ y: Int) -> ArraySlice<Cell> {
        guard y >= 0, y < size.height else { return [] }
        return cells[y * size.width..<(y + 1) * size.width]
    }

    /// Whether a row holds the same cells and links in both grids, which must be of one size.
    public func hasSameRow(_ y: Int, as other: Grid) -> Bool {
        size == other.size && row(y) == other.row(y) && links(inRow: y) == other.links(inRow: y)
    }

    /// Puts one glyph at a point; a wide one that would stick out of the grid becomes a space.
    public mutating func put(_ glyph: Glyph, at point: Point, style: Style = .plain) {
        guard bounds.contains(point) else { return }
        if !links.isEmpty { unlink(point.x..<point.x + max(1, glyph.width), y: point.y) }
        let index = point.y * size.width + point.x
        guard glyph.width == 2, point.x + 1 < size.width else {
            separate(before: index, column: point.x)
            separate(before: index + 1, column: point.x + 1)
            cells[index] = Cell(glyph.width == 1 ? glyph : .space, style)
            return
        }
        separate(before: index, column: point.x)
        separate(before: index + 2, column: point.x + 2)
        cells[index] = Cell(glyph, style)
        cells[index + 1] = Cell(.tail, style)
    }

    /// Fills a rectangle with one narrow glyph.
    public mutating func fill(_ area: Rect, with glyph: Glyph = .space, style: Style = .plain) {
        let area = area.intersection(bounds)
        guard !area.isEmpty else { return }
        let cell = Cell(glyph.width == 1 ? glyph : .space, style)
        for y in area.minY..<area.maxY {
            if !links.isEmpty { unlink(area.minX..<area.maxX, y: y) }
            let start = y * size.width
            separate(before: start + area.minX, column: area.minX)
            separate(before: start + area.maxX, column: area.maxX)
            for index in start + area.minX..<start + area.maxX { cells[index] = cell }
        }
    }

    /// Changes how cells look and leaves what they say.
    public mutating func restyle(_ area: Rect, _ change: (inout Style) -> Void) {
        let area = area.intersection(bounds)
        guard !area.isEmpty else { return }
        for y in area.minY..<area.maxY {
            for index in y * size.width + area.minX..<y * size.width + area.maxX { change(&cells[index].style) }
        }
    }

    /// Breaks a wide glyph whose halves are on both sides of this column into two spaces.
    private mutating func separate(before index: Int, column: Int) {
        guard column > 0, column < size.width, cells[index].glyph == .tail else { return }
        cells[index].glyph = .space
        cells[index - 1].glyph = .space
    }
}
