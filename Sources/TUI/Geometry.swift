/// A cell's place: column `x` and row `y`, both from 0, counted from the top left.
public struct Point: Hashable, Sendable {
    public var x: Int
    public var y: Int

    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }

    public static let zero = Point(x: 0, y: 0)
}

/// An extent in cells; never negative.
public struct Size: Hashable, Sendable {
    public let width: Int
    public let height: Int

    public init(width: Int, height: Int) {
        self.width = max(0, width)
        self.height = max(0, height)
    }

    public static let zero = Size(width: 0, height: 0)
    public var isEmpty: Bool { width == 0 || height == 0 }
}

/// Which end of a line the text leans on.
public enum Alignment: Hashable, Sendable {
    case left, centre, right
}

/// Something that can draw itself into a part of a grid; it never touches a cell outside `area`.
public protocol Widget {
    func draw(in area: Rect, on grid: inout Grid)
}
