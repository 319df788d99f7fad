extension Grid {
    /// Writes text from a point to the right, clipped to `area` and the grid; nothing wraps.
    ///
    /// A wide glyph of which one half would be clipped shows a space instead.
    /// - Returns: the columns from `point` to the end of what was written, no further than the right edge of `area`.
    @discardableResult
    public mutating func write(
        _ text: some StringProtocol, at point: Point, within area: Rect? = nil, style: Style = .plain
    ) -> Int {
        let clip = (area ?? bounds).intersection(bounds)
        guard point.y >= clip.minY, point.y < clip.maxY, point.x < clip.maxX, !clip.isEmpty else { return 0 }
        return GlyphReader.withReader(over: text, columns: clip.maxX - point.x) { reader in
            var x = point.x
            while x < clip.maxX, let glyph = reader.next() {
                draw(glyph, x: x, y: point.y, clip: clip, style: style)
                x += glyph.width
            }
            return min(x, clip.maxX) - point.x
        }
    }

    private mutating func draw(_ glyph: Glyph, x: Int, y: Int, clip: Rect, style: Style) {
        if x >= clip.minX, x + glyph.width <= clip.maxX {
            put(glyph, at: Point(x: x, y: y), style: style)
        } else if glyph.isWide {
            for half in [x, x + 1] where half >= clip.minX && half < clip.maxX {
                put(.space, at: Point(x: half, y: y), style: style)
            }
        }
    }

    /// Writes runs of differently styled text one after the other; each run's style lies over `base`.
    @discardableResult
    public mutating func write(
        _ text: StyledText, at point: Point, within area: Rect? = nil, over base: Style = .plain
    ) -> Int {
        var used = 0
        for run in text.runs {
            let start = Point(x: point.x + used, y: point.y)
            used += write(run.text, at: start, within: area, style: run.style.over(base))
        }
        return used
    }

    /// Writes text into the first row of `area`, aligned, cut with an ellipsis when it is too long, and pads the rest of the row.
    public mutating func write(
        _ text: some StringProtocol, in area: Rect, align: Alignment = .left, style: Style = .plain
    ) {
        let row = area.row(0)
        guard !row.isEmpty else { return }
        // Two columns more: one would not tell a text that ends at the edge from one whose next glyph is wide.
        let width = DisplayWidth.of(text, limit: row.width + 2)
        fill(row, style: style)
        guard width > row.width else {
            let start = Point(x: row.x + align.offset(of: width, in: row.width), y: row.y)
            write(text, at: start, within: row, style: style)
            return
        }
        let used = write(DisplayWidth.prefix(text, columns: row.width - 1), at: row.origin, within: row, style: style)
        put(.ellipsis, at: Point(x: row.x + used, y: row.y), style: style)
    }

    /// As `write(_:in:align:style:)`, for styled runs over a base.
    public mutating func write(
        _ text: StyledText, in area: Rect, align: Alignment = .left, over base: Style = .plain
    ) {
        let row = area.row(0)
        guard !row.isEmpty else { return }
        let fitted = text.truncated(to: row.width)
        fill(row, style: base)
        let start = Point(x: row.x + align.offset(of: fitted.width, in: row.width), y: row.y)
        write(fitted, at: start, within: row, over: base)
    }
}

extension Alignment {
    /// Columns before something `width` wide in `room` columns.
    func offset(of width: Int, in room: Int) -> Int {
        switch self {
        case .left: 0
        case .centre: max(0, room - width) / 2
        case .right: max(0, room - width)
        }
    }
}
