import Cartography
import Domain
import TUI
import Testing

@testable import Interface

@Suite struct MapLabelTests {
    private let size = Size(width: 100, height: 28)
    private let sea = Atlas(layers: [])

    private func camera() throws -> MapCamera {
        MapCamera(centre: try MapSample.place(60.17, 24.94), zoom: 13)
    }

    /// Vehicles on rings of their own speed, `frame` tenths of a second after the start.
    private func crowd(_ count: Int, frame: Int) throws -> [MapMark] {
        try (0..<count).map { number in
            let turn = Double(number) * 2.4 + Double(frame) * 0.002 * Double(1 + number % 5)
            let radius = 0.2 + 0.8 * Double(number) / Double(count)
            let east = radius * (abs((turn / 4).truncatingRemainder(dividingBy: 2) - 1) * 2 - 1)
            let north = radius * (abs((turn / 4 + 0.5).truncatingRemainder(dividingBy: 2) - 1) * 2 - 1)
            return MapMark(
                id: number, at: try MapSample.place(60.17 + 0.0028 * north, 24.94 + 0.011 * east),
                bearing: turn * 57, speed: 8, label: "tram \(number)", isSelected: number == 3)
        }
    }

    /// Labels do not cover each other, vehicles or the map's edge.
    private func expectTidy(_ picture: MapPicture) {
        var mask = CellMask(size)
        for cell in picture.field.cells { mask.take(picture.field.point(of: cell)) }
        for label in picture.labels {
            #expect(mask.isFree(label.area), "\(label.wish.text)")
            #expect(Rect(size).intersection(label.area) == label.area)
            mask.take(label.area)
        }
    }

    /// How many labels a hundred frames show, and how many of them change their side, come or go.
    private func story(forgetful: Bool) throws -> (shown: Int, changes: Int) {
        var memory = MapMemory()
        var scene = MapScene(camera: try camera())
        var before: [Int: LabelPlacer.Side] = [:]
        var story = (shown: 0, changes: 0)
        for frame in 0..<100 {
            if forgetful { memory = MapMemory() }
            scene.marks = try crowd(60, frame: frame)
            let picture = memory.picture(of: scene, on: sea, size: size)
            expectTidy(picture)
            let now = Dictionary(uniqueKeysWithValues: picture.labels.map { ($0.wish.id, $0.side) })
            if frame > 0 { story.changes += Set(now.keys).union(before.keys).count { now[$0] != before[$0] } }
            before = now
            story.shown += now.count
        }
        return story
    }

    @Test func labelsStandStillWhileVehiclesMove() throws {
        let story = try story(forgetful: false)
        let forgetful = try self.story(forgetful: true)
        #expect(story.shown > 3_500)
        // Vehicles that drive through each other's labels cannot but move some; what need not move stands still.
        #expect(story.changes * 5 < forgetful.changes * 3, "\(story.changes) changes instead of \(forgetful.changes)")
        #expect(story.changes * 25 < story.shown)
    }

    @Test func vehiclesThatStandStillKeepTheirLabels() throws {
        var memory = MapMemory()
        let scene = MapScene(camera: try camera(), marks: try crowd(60, frame: 0))
        let first = memory.picture(of: scene, on: sea, size: size).labels.map(\.area)
        for _ in 0..<20 { #expect(memory.picture(of: scene, on: sea, size: size).labels.map(\.area) == first) }
        #expect(memory.terrainDrawings == 1)
    }

    @Test func aLabelThatHadToGoWaitsBeforeItComesBack() throws {
        var placer = LabelPlacer()
        let small = Size(width: 8, height: 1)
        let wish = LabelPlacer.Wish(id: 1, point: Point(x: 3, y: 0), text: "abc", index: 0)
        func place(blocked: Bool) -> Int {
            var ground = LabelPlacer.Ground(small)
            if blocked { ground.texts.take(Rect(small)) }
            return placer.place([wish], small, on: ground).count
        }
        #expect(place(blocked: false) == 1)
        #expect(place(blocked: true) == 0)
        #expect((0..<9).map { _ in place(blocked: false) } == [0, 0, 0, 0, 0, 0, 0, 0, 1])
    }

    @Test func inACrowdOnlyTheImportantOnesHaveLabels() throws {
        var memory = MapMemory()
        let picture = memory.picture(
            of: MapScene(camera: try camera(), marks: try crowd(2_000, frame: 0)), on: sea, size: size)
        #expect(picture.labels.map(\.wish.id) == [3])
        #expect(picture.field.count > size.width * size.height / 6)
    }

    @Test func ofTwoInACellTheImportantOneIsShown() throws {
        let here = try MapSample.place(60.17, 24.94)
        let marks = [
            MapMark(id: 9, at: here, freshness: .stale), MapMark(id: 5, at: here), MapMark(id: 4, at: here),
            MapMark(id: 1, at: here, freshness: .ghost(since: "14:03")),
        ]
        for list in [marks, marks.reversed()] {
            let grid = MapSample.grid(MapScene(camera: try camera(), marks: list), sea, 21, 9)
            #expect(grid.lines[4].filter { $0 != " " } == "◆")
            var memory = MapMemory()
            let picture = memory.picture(
                of: MapScene(camera: try camera(), marks: list), on: sea, size: grid.size)
            #expect(picture.mark(at: Point(x: 10, y: 4), in: grid.bounds) == 4)
        }
    }

    @Test(
        arguments: [
            (10, 4, 7), (12, 4, 7), (13, 4, 7), (16, 4, nil), (10, 2, 7), (10, 1, nil), (8, 5, 7), (7, 4, nil),
            (-3, 4, nil),
        ] as [(Int, Int, Int?)])
    func picking(x: Int, y: Int, expected: Int?) throws {
        var memory = MapMemory()
        let scene = MapScene(
            camera: try camera(), marks: [MapMark(id: 7, at: try MapSample.place(60.17, 24.94), label: "abc")])
        let picture = memory.picture(of: scene, on: sea, size: Size(width: 21, height: 9))
        let area = Rect(x: 30, y: 20, width: 21, height: 9)
        #expect(picture.mark(at: Point(x: 30 + x, y: 20 + y), in: area) == expected)
    }
}
