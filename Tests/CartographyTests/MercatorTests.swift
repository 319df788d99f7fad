import Domain
import Testing

@testable import Cartography

@Suite struct MercatorTests {
    // Metres of EPSG:3857, from its formulas, over the half of its width: 20,037,508.342789244.
    @Test(arguments: [
        ("Helsinki", 60.1699, 24.9384, 0.569273333, 0.289453318),
        ("Fiji, west", -17.0, 179.9, 0.999_722_222, 0.547930736),
        ("Fiji, east", -17.0, -179.9, 0.000_277_778, 0.547930736),
        ("Quito", 0, -78.5, 0.281_944_444, 0.5), ("the north's edge", 85.051_128_779_806_59, 0, 0.5, 0),
    ])
    func projection(name: String, latitude: Double, longitude: Double, x: Double, y: Double) throws {
        let coordinate = try #require(Coordinate(latitude: latitude, longitude: longitude))
        let point = MercatorPoint(coordinate)
        #expect(abs(point.x - x) < 1e-8 && abs(point.y - y) < 1e-8, "\(name): \(point)")
    }

    @Test func thereAndBack() throws {
        for latitude in stride(from: -85.0, through: 85, by: 2.5) {
            for longitude in stride(from: -179.9, through: 179.9, by: 7.1) where latitude != 0 || longitude != 0 {
                let coordinate = try #require(Coordinate(latitude: latitude, longitude: longitude))
                let back = try #require(MercatorPoint(coordinate).coordinate)
                #expect(abs(back.latitude - latitude) < 1e-11 && abs(back.longitude - longitude) < 1e-11)
            }
        }
    }

    @Test(arguments: [90.0, 89.9, 85.06])
    func polesAreAtTheEdge(latitude: Double) throws {
        let north = try #require(Coordinate(latitude: latitude, longitude: 12))
        let south = try #require(Coordinate(latitude: -latitude, longitude: 12))
        #expect(abs(MercatorPoint(north).y) < 1e-12)
        #expect(abs(MercatorPoint(south).y - 1) < 1e-12)
    }
}
