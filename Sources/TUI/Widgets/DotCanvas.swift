/// A drawing in dots, two by four to a cell, shown as braille or by what a poorer font has.
///
/// A cell has one style: that of the dot set last with the highest priority, so a road does not repaint a vehicle's trail.
public struct DotCanvas: Widget, Sendable {
    /// In cells.
    public let size: Size
    public let mode: Mode
    private var dots: [UInt8]
    private var styles: [Style]
    private var priorities: [UInt8]

    public init(_ size: Size, mode: Mode = .braille) {
        self.size = size
        self.mode = mode
        dots = Array(repeating: 0, count: size.width * size.height)
        styles = Array(repeating: .plain, count: dots.count)
        priorities = Array(repeating: 0, count: dots.count)
    }

    /// Dots across.
    public var width: Int { size.width * 2 }
    /// Dots down.
    public var height: Int { size.height * 4 }

    /// Sets one dot, counted from the top left; outside the canvas nothing happens.
    public mutating func set(_ x: Int, _ y: Int, style: Style = .plain, priority: UInt8 = 0) {
        guard x >= 0, y >= 0, x < width, y < height else { return }
        let index = (y >> 2) * size.width + (x >> 1)
        dots[index] |= Self.bit(x & 1, y & 3)
        guard priority >= priorities[index] else { return }
        priorities[index] = priority
        styles[index] = style
    }

    /// Whether a dot is set.
    public func isSet(_ x: Int, _ y: Int) -> Bool {
        guard x >= 0, y >= 0, x < width, y < height else { return false }
        return dots[(y >> 2) * size.width + (x >> 1)] & Self.bit(x & 1, y & 3) != 0
    }

    /// Draws a straight line between two places in dots, clipped to the canvas; ends that are no numbers draw nothing.
    ///
    /// - Parameter spacing: more than 1 makes a dotted line; which dots it has does not depend on where it begins.
    public mutating func line(
        from start: (x: Double, y: Double), to end: (x: Double, y: Double), style: Style = .plain, priority: UInt8 = 0,
        spacing: Int = 1
    ) {
        guard let (first, last) = clip(start, end) else { return }
        var x = Int(first.x.rounded())
        var y = Int(first.y.rounded())
        let toX = Int(last.x.rounded())
        let toY = Int(last.y.rounded())
        let stepX = x < toX ? 1 : -1
        let stepY = y < toY ? 1 : -1
        let wide = abs(toX - x)
        let high = -abs(toY - y)
        let spacing = max(1, spacing)
        var error = wide + high
        while true {
            if spacing == 1 || (wide >= -high ? x : y) % spacing == 0 {
                set(x, y, style: style, priority: priority)
            }
            if x == toX, y == toY { return }
            let twice = 2 * error
            if twice >= high {
                error += high
                x += stepX
            }
            if twice <= wide {
                error += wide
                y += stepY
            }
        }
    }

    /// Takes the cells of a canvas of the same size where this one has no dots.
    public mutating func fillBlanks(from other: DotCanvas) {
        guard size == other.size else { return }
        for index in dots.indices where dots[index] == 0 && other.dots[index] != 0 {
            dots[index] = other.dots[index]
            styles[index] = other.styles[index]
            priorities[index] = other.priorities[index]
        }
    }

    /// Cells that have dots.
    public var inkedCells: Int { dots.count { $0 != 0 } }

    /// Writes the cells that have dots; the others keep what the grid shows, and all keep its background unless a style has one.
    public func draw(in area: Rect, on grid: inout Grid) {
        let area = area.intersection(grid.bounds)
        let glyphs = mode.glyphs
        for y in 0..<min(size.height, area.height) {
            for x in 0..<min(size.width, area.width) where dots[y * size.width + x] != 0 {
                let index = y * size.width + x
                let place = Point(x: area.x + x, y: area.y + y)
                let style = styles[index].over(Style(background: grid[place].style.background))
                grid.put(glyphs[Int(dots[index])], at: place, style: style)
            }
        }
    }

    /// The bits of U+2800: 1 2 3 7 down the left, 4 5 6 8 down the right.
    static func bit(_ x: Int, _ y: Int) -> UInt8 {
        y == 3 ? (x == 0 ? 0x40 : 0x80) : 1 << UInt8(y + 3 * x)
    }

    /// The part of a line on the canvas (Liang–Barsky), nil when there is none.
    private func clip(
        _ start: (x: Double, y: Double), _ end: (x: Double, y: Double)
    ) -> (first: (x: Double, y: Double), last: (x: Double, y: Double))? {
        let dx = end.x - start.x
        let dy = end.y - start.y
        guard dx.isFinite, dy.isFinite, start.x.isFinite, start.y.isFinite else { return nil }
        var enter = 0.0
        var leave = 1.0
        let edges = [
            (-dx, start.x), (dx, Double(width - 1) - start.x), (-dy, start.y), (dy, Double(height - 1) - start.y),
        ]
        for (direction, distance) in edges {
            if direction == 0 {
                if distance < 0 { return nil }
            } else if direction < 0 {
                enter = max(enter, distance / direction)
            } else {
                leave = min(leave, distance / direction)
            }
        }
        guard enter <= leave else { return nil }
        return ((start.x + enter * dx, start.y + enter * dy), (start.x + leave * dx, start.y + leave * dy))
    }
}
