/// A stretch of a row that leads to an address on terminals that know how (OSC 8).
public struct Link: Hashable, Sendable {
    /// An address that `isAllowed`.
    public let url: String
    public let row: Int
    /// Columns, never empty.
    public let columns: Range<Int>

    /// The most bytes of an address.
    public static let longest = 2_000
    private static let schemes = ["http://", "https://", "mailto:"]

    /// Whether an address may be handed to the terminal: `http`, `https` or `mailto`, at most `longest` bytes, all of them
    /// printable ASCII other than the blank. OSC 8 leaves open what any other byte does.
    public static func isAllowed(_ url: String) -> Bool {
        guard url.utf8.count <= longest, url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return false }
        let start = url.prefix(8).lowercased()
        return schemes.contains { start.hasPrefix($0) && url.utf8.count > $0.utf8.count }
    }
}

extension Grid {
    /// The most links on one grid; more are ignored.
    static let mostLinks = 256

    /// Makes the cells of a rectangle lead to an address, row by row; nothing happens where the address is not allowed.
    ///
    /// Write the text first: whatever is written over a linked cell ends the link there.
    public mutating func link(_ url: String, at area: Rect) {
        guard Link.isAllowed(url) else { return }
        for row in area.intersection(bounds).rows {
            guard let columns = wholeGlyphs(in: row) else { continue }
            unlink(columns, y: row.y)
            guard links.count < Self.mostLinks else { return }
            links.append(Link(url: url, row: row.y, columns: columns))
        }
    }

    /// The links of one row, in the order in which they were made.
    public func links(inRow y: Int) -> [Link] {
        links.filter { $0.row == y }
    }

    /// The row's columns without the halves of wide glyphs at its ends; nil when none are left.
    private func wholeGlyphs(in row: Rect) -> Range<Int>? {
        var (first, end) = (row.minX, row.maxX)
        if self[first, row.y].glyph == .tail { first += 1 }
        if first < end, self[end - 1, row.y].glyph.isWide { end -= 1 }
        return first < end ? first..<end : nil
    }

    /// The columns that lie in the row, and the other halves of the wide glyphs at their ends; nil when there are none.
    public func wholeGlyphs(around columns: Range<Int>, y: Int) -> Range<Int>? {
        let inside = columns.clamped(to: 0..<size.width)
        guard !inside.isEmpty, y >= 0, y < size.height else { return nil }
        let first = self[inside.lowerBound, y].glyph == .tail ? inside.lowerBound - 1 : inside.lowerBound
        return first..<(self[inside.upperBound - 1, y].glyph.isWide ? inside.upperBound + 1 : inside.upperBound)
    }

    /// Takes columns of a row out of the links there.
    mutating func unlink(_ columns: Range<Int>, y: Int) {
        guard links.contains(where: { $0.row == y && $0.columns.overlaps(columns) }) else { return }
        links = links.flatMap { link in
            guard link.row == y, link.columns.overlaps(columns) else { return [link] }
            let before = link.columns.clamped(to: 0..<columns.lowerBound)
            let after = link.columns.clamped(to: columns.upperBound..<max(columns.upperBound, link.columns.upperBound))
            return [before, after].filter { !$0.isEmpty }.map { Link(url: link.url, row: y, columns: $0) }
        }
    }
}
