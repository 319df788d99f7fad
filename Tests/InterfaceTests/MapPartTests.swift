import Cartography
import Domain
import TUI
import Testing

@testable import Interface

@Suite struct MapPartTests {
    @Test(arguments: [
        (DotCanvas.Mode.braille, MapMark.Freshness.fresh, "▲◥▶◢▼◣◀◤"), (.braille, .stale, "△◹▷◿▽◺◁◸"),
        (.ascii, .ageing, "^/>\\v/<\\"), (.ascii, .stale, "oooooooo"), (.quadrants, .ghost(since: "14:03"), "††††††††"),
    ])
    func headings(mode: DotCanvas.Mode, freshness: MapMark.Freshness, expected: String) throws {
        let here = try MapSample.place(60, 25)
        for offset in [0.0, 20, -20, 360, -720] {
            let signs = (0..<8).map { sector in
                MapMark(id: 0, at: here, bearing: Double(sector) * 45 + offset, freshness: freshness).glyph(mode).text
            }
            #expect(signs.joined() == expected)
        }
    }

    @Test(
        arguments: [
            (nil, nil, "◆"), (90, nil, "▶"), (90, 0.2, "■"), (nil, 0, "■"), (Double.nan, 9, "◆"), (.infinity, 9, "◆"),
        ] as [(Double?, Double?, String)])
    func standingAndUnknown(bearing: Double?, speed: Double?, expected: String) throws {
        let mark = MapMark(id: 0, at: try MapSample.place(60, 25), bearing: bearing, speed: speed)
        #expect(mark.glyph(.braille).text == expected)
    }

    @Test(
        arguments: [
            (80, 10.0, "© A", "├─────────┤ 100 m ", " © A"), (80, 9.9, "© A", "├─────────┤ 100 m ", " © A"),
            (80, 250, "", "├───────┤ 2 km ", ""), (20, 1.7, "© A", "├──┤ 5 m ", " © A"),
            (16, 10, "© Open maps", "", " © Open maps"), (8, 10, "© Open maps", "", "© Open …"), (0, 10, "© A", "", ""),
            (80, .nan, "© A", "", " © A"), (80, 1e12, "", "", ""),
        ] as [(Int, Double, String, String, String)])
    func footer(width: Int, metres: Double, attribution: String, scale: String, shown: String) {
        let footer = MapFooter(width: width, metresPerCell: metres, attribution: attribution, mode: .braille)
        #expect(footer.scale == scale)
        #expect(footer.attribution == shown)
    }

    @Test func terrainIsDrawnOnlyWhenTheViewChanges() throws {
        let atlas = try MapSample.atlas()
        var memory = MapMemory()
        var scene = MapScene(camera: MapCamera(centre: try MapSample.place(60.17, 24.94), zoom: 14))
        let size = Size(width: 80, height: 20)
        func drawings() -> Int {
            _ = memory.picture(of: scene, on: atlas, size: size)
            return memory.terrainDrawings
        }
        #expect(drawings() == 1)
        scene.marks = try MapSample.vehicles()
        #expect(drawings() == 1)
        scene.camera.pan(byDots: 1, 0)
        #expect(drawings() == 2)
        scene.camera.pan(byDots: 0.01, 0)
        #expect(drawings() == 2)
        scene.mode = .ascii
        #expect(drawings() == 3)
        scene.styles.majorRoad = Style(foreground: .white)
        #expect(drawings() == 4)
        _ = memory.picture(of: scene, on: Atlas(layers: []), size: size)
        #expect(memory.terrainDrawings == 5)
    }

    @Test(arguments: [(0, 0), (1, 1), (3, 2), (7, 1), (1, 20)])
    func tinyMapsAreDrawn(width: Int, height: Int) throws {
        let camera = MapCamera(centre: try MapSample.place(60.17, 24.94), zoom: 14)
        let scene = MapScene(
            camera: camera, marks: try MapSample.vehicles(), trails: [[], [camera.centre.coordinate].compactMap { $0 }])
        let grid = MapSample.grid(scene, try MapSample.atlas(), width, height)
        #expect(grid.size == Size(width: width, height: height))
    }

    @Test func nothingIsDrawnOutsideTheArea() throws {
        let camera = MapCamera(centre: try MapSample.place(60.17, 24.94), zoom: 13.5)
        var memory = MapMemory()
        var grid = Grid(width: 40, height: 16)
        grid.fill(grid.bounds, with: Glyph("."))
        let area = Rect(x: 5, y: 3, width: 24, height: 9)
        let scene = MapScene(camera: camera, marks: try MapSample.vehicles())
        memory.picture(of: scene, on: try MapSample.atlas(), size: Size(width: 60, height: 30)).draw(
            in: area, on: &grid)
        for y in 0..<16 {
            for x in 0..<40 where !area.contains(Point(x: x, y: y)) { #expect(grid[x, y].glyph.text == ".") }
        }
    }

    @Test func looks() throws {
        var styles = MapStyles()
        styles.ground = Style(background: .black)
        styles.majorRoad = Style(foreground: .white)
        styles.minorRoad = Style(foreground: .grey)
        styles.streetName = Style(foreground: .grey, .italic)
        styles.fresh = Style(foreground: .green)
        styles.stale = Style(foreground: .grey)
        styles.selected = Style(.reverse)
        styles.emphasised = Style(.bold)
        styles.trail = Style(foreground: .blue)
        let camera = MapCamera(centre: try MapSample.place(60.1706, 24.9440), zoom: 14.2)
        let trail = try [(60.1692, 24.9409), (60.1702, 24.9412), (60.1713, 24.9414)].map {
            try MapSample.place($0.0, $0.1)
        }
        let scene = MapScene(camera: camera, styles: styles, marks: try MapSample.vehicles(), trails: [trail])
        try expectPicture(
            MapSample.grid(scene, try MapSample.atlas(), 60, 14).snapshot(names: [styles.ground: "."]),
            "map-looks-60x14.screen")
    }
}
