import Domain
import Testing

@testable import Cartography

@Suite struct CameraTests {
    private let size = DotSize(width: 160, height: 80)

    private func place(_ latitude: Double, _ longitude: Double) throws -> Coordinate {
        try #require(Coordinate(latitude: latitude, longitude: longitude))
    }

    @Test func zoomKeepsWhatIsUnderTheCursor() throws {
        for zoom in stride(from: 3.0, through: 17, by: 2) {
            for (x, y) in [(0.0, 0.0), (40, 70), (159, 79), (80, 40)] {
                var camera = MapCamera(centre: try place(60.17, 24.94), zoom: zoom)
                let dot = Dot(x: x, y: y)
                let before = try #require(Viewport(camera, size).coordinate(at: dot))
                for steps in [1, 1, -0.5, 0.25] {
                    camera.zoom(by: steps, about: dot, in: size)
                    let now = Viewport(camera, size).dot(of: before)
                    // The corner lies on a whole dot, so half a dot may be lost before and half of one after.
                    #expect(abs(now.x - x) <= 2.5 && abs(now.y - y) <= 2.5, "zoom \(zoom) at \(x), \(y): \(now)")
                }
                camera.zoom(by: -1.75, about: dot, in: size)
                let back = Viewport(camera, size).dot(of: before)
                #expect(abs(back.x - x) <= 1 && abs(back.y - y) <= 1)
            }
        }
    }

    @Test func panAndBack() throws {
        let start = MapCamera(centre: try place(-17, 179.99), zoom: 9)
        var camera = start
        for (x, y) in [(500.0, 20.0), (-1_000, -7), (500, -13)] { camera.pan(byDots: x, y) }
        #expect(abs(camera.centre.x - start.centre.x) < 1e-12 && abs(camera.centre.y - start.centre.y) < 1e-12)
    }

    @Test func theMapCannotBeLost() throws {
        var camera = MapCamera(centre: try place(60, 25), zoom: 5)
        camera.pan(byDots: 1e9, -1e9)
        #expect((0..<1).contains(camera.centre.x) && camera.centre.y == 0)
        camera.pan(byDots: .infinity, .nan)
        camera.zoom(by: .nan, about: Dot(x: 0, y: 0), in: size)
        camera.zoom(by: 1e300)
        #expect(camera.zoom == 20)
        camera.zoom(by: -1e300)
        #expect(camera.zoom == MapCamera.zooms.lowerBound)
        #expect((0..<1).contains(camera.centre.x) && camera.centre.y == 0)
    }

    @Test(arguments: [
        [(60.17, 24.94), (60.16, 24.95), (60.18, 24.90)], [(-17.0, 179.9), (-17.5, -179.8), (-16, 178)],
        [(51.5, -0.1), (40.7, -74), (35.7, 139.7)], [(85, 10), (-80, 170)], [(1, 1)], [(5, 5), (5, 5)],
    ])
    func fitShowsAll(places: [(Double, Double)]) throws {
        let coordinates = try places.map { try place($0.0, $0.1) }
        for size in [size, DotSize(width: 40, height: 200), DotSize(width: 20, height: 20)] {
            var camera = MapCamera()
            camera.fit(coordinates, in: size, margin: 2)
            let viewport = Viewport(camera, size)
            for dot in coordinates.map(viewport.dot) where camera.zoom > MapCamera.zooms.lowerBound {
                #expect((0...Double(size.width)).contains(dot.x) && (0...Double(size.height)).contains(dot.y))
            }
            #expect(camera.zoom <= 15)
        }
    }

    @Test func aFleetAcrossTheAntimeridianIsFittedAcrossIt() throws {
        var camera = MapCamera()
        camera.fit([try place(-17, 179.9), try place(-17.01, -179.9)], in: size)
        #expect(camera.zoom > 9)
        #expect(camera.centre.x < 1e-9 || camera.centre.x > 1 - 1e-9)
    }

    @Test func nothingToFitChangesNothing() throws {
        let start = MapCamera(centre: try place(60, 25), zoom: 5)
        var camera = start
        camera.fit([], in: size)
        #expect(camera == start)
    }

    @Test func followPutsItInTheMiddle() throws {
        var camera = MapCamera(centre: try place(60, 25), zoom: 14)
        let tram = try place(60.17, 24.94)
        camera.follow(tram)
        let dot = Viewport(camera, size).dot(of: tram)
        #expect(abs(dot.x - 80) <= 0.5 && abs(dot.y - 40) <= 0.5)
    }

    /// Less than a dot is no other view, so a slow vehicle that is followed does not redraw the terrain.
    @Test func aFewCentimetresAreTheSameView() throws {
        let one = Viewport(MapCamera(centre: try place(60.17, 24.94), zoom: 14), size)
        let other = Viewport(MapCamera(centre: try place(60.170_000_1, 24.940_000_1), zoom: 14), size)
        #expect(one == other)
    }

    @Test func metresInADot() throws {
        let helsinki = Viewport(MapCamera(centre: try place(60, 25), zoom: 10), size)
        // 40,075,016.69 m · cos 60° / 262,144.
        #expect(abs(helsinki.metresPerDot - 76.44) < 0.05)
        let equator = Viewport(MapCamera(centre: try place(0, 25), zoom: 10), size)
        #expect(abs(equator.metresPerDot - 152.87) < 0.05)
    }

    @Test func aPlaceOverTheAntimeridianIsBesideTheView() throws {
        let viewport = Viewport(MapCamera(centre: try place(-17, 179.9), zoom: 8), size)
        let east = viewport.dot(of: try place(-17, -179.9))
        #expect(east.x > 80 && east.x < 160)
        let back = try #require(viewport.coordinate(at: east))
        #expect(abs(back.longitude + 179.9) < 1e-9)
    }
}
