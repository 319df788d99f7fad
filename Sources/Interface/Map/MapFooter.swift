internal import TUI

/// The map's last row: how long a stretch of it is on the ground, and whom the terrain comes from.
struct MapFooter {
    /// Both with a space towards the middle, empty where they are not shown.
    let scale: String
    let attribution: String

    /// What does not fit goes: first the scale, since the attribution is owed, then the attribution's end.
    init(width: Int, metresPerCell: Double, attribution: String, mode: DotCanvas.Mode) {
        let attribution = mode == .ascii ? attribution.replacing("©", with: "(c)") : attribution
        let taken = DisplayWidth.of(attribution)
        let scale = Self.scale(metresPerCell, longest: min(24, width / 4), mode)
        let fits = DisplayWidth.of(scale) + taken + 2 <= width
        self.scale = scale.isEmpty || !fits ? "" : scale + " "
        if taken == 0 {
            self.attribution = ""
        } else if taken <= width {
            self.attribution = (taken < width ? " " : "") + attribution
        } else {
            self.attribution = width > 0 ? DisplayWidth.prefix(attribution, columns: width - 1) + "…" : ""
        }
    }

    /// At the lower left.
    func scaleArea(in map: Rect) -> Rect {
        map.split(bottom: 1).bottom.split(left: DisplayWidth.of(scale)).left
    }

    /// At the lower right.
    func attributionArea(in map: Rect) -> Rect {
        map.split(bottom: 1).bottom.split(right: DisplayWidth.of(attribution)).right
    }

    func covers(_ point: Point, in map: Rect) -> Bool {
        scaleArea(in: map).contains(point) || attributionArea(in: map).contains(point)
    }

    /// A bar whose length is 1, 2 or 5 and zeros, in metres or kilometres; empty where not even a short one fits.
    private static func scale(_ metresPerCell: Double, longest: Int, _ mode: DotCanvas.Mode) -> String {
        guard metresPerCell > 0, metresPerCell.isFinite else { return "" }
        // The ends' strokes are in the middle of their cells, so a bar of n cells is n − 1 long.
        let lengths = (0...7).flatMap { power in [1, 2, 5].map { $0 * Self.tens[power] } }
        let fitting = lengths.last { (Double($0) / metresPerCell).rounded() <= Double(longest - 1) }
        guard let metres = fitting else { return "" }
        let cells = Int((Double(metres) / metresPerCell).rounded())
        guard cells >= 2 else { return "" }
        let (left, middle, right) = mode == .ascii ? ("|", "-", "|") : ("├", "─", "┤")
        let length = metres < 1_000 ? "\(metres) m" : "\(metres / 1_000) km"
        return left + String(repeating: middle, count: cells - 1) + right + " " + length
    }

    private static let tens = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000]
}
