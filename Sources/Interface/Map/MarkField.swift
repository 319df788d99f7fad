internal import Cartography
internal import TUI

/// The vehicles by the cell that they are in; of several in a cell the most important one, of equal ones that of the lowest id.
struct MarkField {
    let size: Size
    /// For each cell the place of its vehicle in the list, −1 for none.
    private var owners: [Int32]
    /// Cells that have a vehicle, in the order in which they got one.
    private(set) var cells: [Int] = []
    /// Vehicles in the picture, those that are hidden behind others included.
    private(set) var count = 0

    init(_ marks: [MapMark], _ viewport: Viewport, _ size: Size) {
        self.size = size
        owners = Array(repeating: -1, count: size.width * size.height)
        let copies = Self.copies(viewport)
        marks.withUnsafeBufferPointer { marks in
            for index in marks.indices {
                let dot = viewport.dot(of: marks[index].coordinate)
                for shift in copies { add(index, at: Dot(x: dot.x + shift, y: dot.y), marks) }
            }
        }
    }

    /// Where the copies of a place are in a picture that is wider than the world, in dots from the middle one.
    private static func copies(_ viewport: Viewport) -> [Double] {
        let turns = Int((Double(viewport.size.width) / viewport.repetition / 2).rounded(.up))
        return turns < 2 && viewport.repetition >= Double(viewport.size.width)
            ? [0] : (-turns...turns).map { Double($0) * viewport.repetition }
    }

    @inline(__always)
    private mutating func add(_ index: Int, at dot: Dot, _ marks: UnsafeBufferPointer<MapMark>) {
        guard dot.x >= 0, dot.y >= 0, dot.x < Double(size.width * 2), dot.y < Double(size.height * 4) else { return }
        count += 1
        let cell = Int(dot.y) / 4 * size.width + Int(dot.x) / 2
        let owner = Int(owners[cell])
        if owner < 0 {
            cells.append(cell)
        } else if !Self.isBefore(marks, index, owner) {
            return
        }
        owners[cell] = Int32(truncatingIfNeeded: index)
    }

    private static func isBefore(_ marks: UnsafeBufferPointer<MapMark>, _ one: Int, _ other: Int) -> Bool {
        let importance = (marks[one].importance, marks[other].importance)
        return importance.0 != importance.1 ? importance.0 > importance.1 : marks[one].id < marks[other].id
    }

    /// The place in the list of a cell's vehicle.
    subscript(cell: Int) -> Int? {
        owners.indices.contains(cell) && owners[cell] >= 0 ? Int(owners[cell]) : nil
    }

    func hasVehicle(in area: Rect) -> Bool {
        let area = area.intersection(Rect(size))
        return (area.minY..<area.maxY).contains { y in
            (area.minX..<area.maxX).contains { self[y * size.width + $0] != nil }
        }
    }

    func point(of cell: Int) -> Point { Point(x: cell % size.width, y: cell / size.width) }

    /// The vehicle nearest to a cell, no further than two columns and two rows off. Rows are twice as far apart as columns.
    func nearest(to point: Point) -> Int? {
        var best: (index: Int, distance: Int)?
        for y in max(0, point.y - 2)...max(0, point.y + 2) where y < size.height {
            for x in max(0, point.x - 2)...max(0, point.x + 2) where x < size.width {
                guard let index = self[y * size.width + x] else { continue }
                let distance = (x - point.x) * (x - point.x) + 4 * (y - point.y) * (y - point.y)
                if best.map({ distance < $0.distance }) ?? true { best = (index, distance) }
            }
        }
        return best?.index
    }
}
