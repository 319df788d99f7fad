import Cartography
import Domain
import TUI
import Testing
import World

@testable import Interface

/// Whole maps; the pictures are in `Fixtures`.
@Suite struct MapPictureTests {
    private static let station = (latitude: 60.1703, longitude: 24.9436)

    @Test(arguments: [DotCanvas.Mode.braille, .quadrants, .ascii])
    func streets(mode: DotCanvas.Mode) throws {
        let camera = MapCamera(centre: try MapSample.place(Self.station.latitude, Self.station.longitude), zoom: 14.2)
        let scene = MapScene(camera: camera, mode: mode)
        let grid = MapSample.grid(scene, try MapSample.atlas(), 80, 20)
        try expectPicture(grid.text, "map-helsinki-\(mode.rawValue)-80x20.screen")
    }

    @Test func vehiclesAmongStreets() throws {
        let camera = MapCamera(centre: try MapSample.place(Self.station.latitude, Self.station.longitude), zoom: 14.9)
        let trail = [
            try MapSample.place(60.1689, 24.9437), try MapSample.place(60.1692, 24.9409),
            try MapSample.place(60.1702, 24.9412), try MapSample.place(60.1713, 24.9414),
        ]
        let scene = MapScene(
            camera: camera, marks: try MapSample.vehicles(), trails: [trail],
            pins: [
                MapPin(.pickup, at: try MapSample.place(60.1707, 24.9399)),
                MapPin(.dropoff, at: try MapSample.place(60.1691, 24.9480)),
            ])
        let atlas = try MapSample.atlas()
        try expectPicture(MapSample.grid(scene, atlas, 120, 30).text, "map-vehicles-120x30.screen")
        var ascii = scene
        ascii.mode = .ascii
        try expectPicture(MapSample.grid(ascii, atlas, 80, 24).text, "map-vehicles-ascii-80x24.screen")
    }

    @Test(arguments: [(11.7, 80, 24), (14.0, 100, 28), (16.0, 80, 24)])
    func nearAndFar(zoom: Double, width: Int, height: Int) throws {
        let camera = MapCamera(centre: try MapSample.place(60.1716, 24.9440), zoom: zoom)
        let grid = MapSample.grid(MapScene(camera: camera), try MapSample.atlas(), width, height)
        try expectPicture(grid.text, "map-helsinki-zoom-\(zoom)-\(width)x\(height).screen")
    }

    @Test func world() throws {
        let camera = MapCamera(centre: try MapSample.place(33, 10), zoom: -0.36)
        let grid = MapSample.grid(MapScene(camera: camera), try MapSample.atlas(), 100, 28)
        try expectPicture(grid.text, "map-world-100x28.screen")
    }

    @Test func europe() throws {
        let scene = MapScene(camera: MapCamera(centre: try MapSample.place(53, 12), zoom: 3.2))
        try expectPicture(MapSample.grid(scene, try MapSample.atlas(), 100, 28).text, "map-europe-100x28.screen")
    }

    /// A fleet on both sides of the antimeridian is shown in one piece.
    @Test func pacific() throws {
        let islands = [
            ("Suva", -18.1, 178.4), ("Apia", -13.8, -171.8), ("Nuku'alofa", -21.1, -175.2), ("Auckland", -36.8, 174.8),
        ]
        let marks = try islands.enumerated().map { number, island in
            MapMark(
                id: number, at: try MapSample.place(island.1, island.2), bearing: Double(number) * 90, label: island.0)
        }
        var camera = MapCamera()
        camera.fit(marks.map(\.coordinate), in: DotSize(width: 160, height: 96), margin: 20)
        let grid = MapSample.grid(MapScene(camera: camera, marks: marks), try MapSample.atlas(), 80, 24)
        try expectPicture(grid.text, "map-pacific-80x24.screen")
    }
}
