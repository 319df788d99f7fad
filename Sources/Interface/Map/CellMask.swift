internal import TUI

/// Which cells are taken.
struct CellMask {
    private let size: Size
    private var taken: [Bool]

    init(_ size: Size) {
        self.size = size
        taken = Array(repeating: false, count: size.width * size.height)
    }

    /// What sticks out counts as free.
    func isFree(_ area: Rect) -> Bool {
        let area = area.intersection(Rect(size))
        for y in area.minY..<area.maxY {
            for x in area.minX..<area.maxX where taken[y * size.width + x] { return false }
        }
        return true
    }

    mutating func take(_ area: Rect) {
        let area = area.intersection(Rect(size))
        for y in area.minY..<area.maxY {
            for x in area.minX..<area.maxX { taken[y * size.width + x] = true }
        }
    }

    mutating func take(_ point: Point) {
        guard Rect(size).contains(point) else { return }
        taken[point.y * size.width + point.x] = true
    }
}
