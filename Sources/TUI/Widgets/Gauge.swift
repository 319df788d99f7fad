/// A part of a whole as a bar with eighths of a cell.
public struct Gauge: Widget, Sendable {
    /// 0 to 1; what lies outside is taken as the nearer end.
    public var fraction: Double
    public var style: Style
    /// How the unfilled rest looks.
    public var track: Style

    public init(_ fraction: Double, style: Style = .plain, track: Style = .plain) {
        self.fraction = fraction
        self.style = style
        self.track = track
    }

    private static let parts = "▏▎▍▌▋▊▉".unicodeScalars.map { Glyph($0) }
    private static let full = Glyph("█")

    public func draw(in area: Rect, on grid: inout Grid) {
        let row = area.row(0)
        guard !row.isEmpty else { return }
        let clamped = fraction > 0 ? min(1, fraction) : 0
        let eighths = Int((clamped * Double(row.width * 8)).rounded())
        grid.fill(row, style: track)
        grid.fill(row.split(left: eighths / 8).left, with: Self.full, style: style)
        guard eighths % 8 > 0 else { return }
        let edge = style.background(track.background)
        grid.put(Self.parts[eighths % 8 - 1], at: Point(x: row.x + eighths / 8, y: row.y), style: edge)
    }
}
