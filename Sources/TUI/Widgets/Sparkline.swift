/// A series of values as a row of small bars, the newest at the right.
public struct Sparkline: Widget, Sendable {
    /// Oldest first; nil where nothing was measured.
    public var values: [Double?]
    /// The value of a full bar; nil takes the largest in sight.
    public var ceiling: Double?
    public var style: Style

    public init(_ values: [Double?], ceiling: Double? = nil, style: Style = .plain) {
        self.values = values
        self.ceiling = ceiling
        self.style = style
    }

    private static let bars = "▁▂▃▄▅▆▇█".unicodeScalars.map { Glyph($0) }

    /// Fills the first row of `area`; a measured zero shows the lowest bar, an unmeasured place nothing.
    public func draw(in area: Rect, on grid: inout Grid) {
        let row = area.row(0)
        guard !row.isEmpty else { return }
        grid.fill(row, style: style)
        let shown = values.suffix(row.width)
        let top = ceiling ?? shown.reduce(0) { max($0, $1 ?? 0) }
        for (index, value) in shown.enumerated() {
            guard let value, value.isFinite else { continue }
            let x = row.maxX - shown.count + index
            grid.put(Self.bar(value, of: top), at: Point(x: x, y: row.y), style: style)
        }
    }

    /// The bars alone, one a value; the largest is full.
    public static func text(_ values: [Double]) -> String {
        let top = values.reduce(0, max)
        return values.map { bar($0, of: top).text }.joined()
    }

    private static func bar(_ value: Double, of top: Double) -> Glyph {
        guard top > 0, value > 0 else { return bars[0] }
        let level = (min(1, value / top) * Double(bars.count - 1)).rounded()
        return bars[level.isFinite ? Int(level) : 0]
    }
}
