/// A block of cells; `maxX` and `maxY` are the first column and row past it.
public struct Rect: Hashable, Sendable {
    public var origin: Point
    public var size: Size

    public init(origin: Point, size: Size) {
        self.origin = origin
        self.size = size
    }

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.init(origin: Point(x: x, y: y), size: Size(width: width, height: height))
    }

    /// The whole of a grid of this size.
    public init(_ size: Size) {
        self.init(origin: .zero, size: size)
    }

    public var x: Int { origin.x }
    public var y: Int { origin.y }
    public var width: Int { size.width }
    public var height: Int { size.height }
    public var minX: Int { origin.x }
    public var minY: Int { origin.y }
    public var maxX: Int { origin.x + size.width }
    public var maxY: Int { origin.y + size.height }
    public var isEmpty: Bool { size.isEmpty }

    public func contains(_ point: Point) -> Bool {
        point.x >= minX && point.x < maxX && point.y >= minY && point.y < maxY
    }

    /// The cells in both; empty when they do not meet.
    public func intersection(_ other: Rect) -> Rect {
        let left = max(minX, other.minX)
        let top = max(minY, other.minY)
        return Rect(x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
    }

    /// The middle that stays when the same margin is taken from all sides.
    public func inset(by margin: Int) -> Rect {
        inset(left: margin, top: margin, right: margin, bottom: margin)
    }

    public func inset(horizontal: Int = 0, vertical: Int = 0) -> Rect {
        inset(left: horizontal, top: vertical, right: horizontal, bottom: vertical)
    }

    public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
        Rect(x: x + left, y: y + top, width: width - left - right, height: height - top - bottom)
    }

    /// A rectangle of at most `inner` in the middle of this one.
    public func centred(_ inner: Size) -> Rect {
        let width = min(inner.width, width)
        let height = min(inner.height, height)
        return Rect(x: x + (self.width - width) / 2, y: y + (self.height - height) / 2, width: width, height: height)
    }

    /// The row `index`, counted from the top of the rectangle; empty when there is none.
    public func row(_ index: Int) -> Rect {
        let exists = index >= 0 && index < height
        return Rect(x: x, y: y + max(0, index), width: width, height: exists ? 1 : 0)
    }

    /// The rows from top to bottom, each one cell high.
    public var rows: [Rect] { (0..<height).map(row) }
}

extension Rect {
    /// Cuts the first `count` rows off; less when there are fewer.
    public func split(top count: Int) -> (top: Rect, rest: Rect) {
        let taken = min(max(0, count), height)
        return (Rect(x: x, y: y, width: width, height: taken), inset(top: taken))
    }

    /// Cuts the last `count` rows off; less when there are fewer.
    public func split(bottom count: Int) -> (rest: Rect, bottom: Rect) {
        let taken = min(max(0, count), height)
        return (inset(bottom: taken), Rect(x: x, y: maxY - taken, width: width, height: taken))
    }

    /// Cuts the first `count` columns off; less when there are fewer.
    public func split(left count: Int) -> (left: Rect, rest: Rect) {
        let taken = min(max(0, count), width)
        return (Rect(x: x, y: y, width: taken, height: height), inset(left: taken))
    }

    /// Cuts the last `count` columns off; less when there are fewer.
    public func split(right count: Int) -> (rest: Rect, right: Rect) {
        let taken = min(max(0, count), width)
        return (inset(right: taken), Rect(x: maxX - taken, y: y, width: taken, height: height))
    }
}
