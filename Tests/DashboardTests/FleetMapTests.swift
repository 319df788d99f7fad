import Domain
import Testing

@testable import Dashboard

/// What a map asks of the fleet.
@Suite struct FleetMapTests {
    private static func board(_ places: [(Double, Double)]) -> Board {
        var board = Board()
        for (number, place) in places.enumerated() {
            board.apply(Make.fix("\(number)", place.0, place.1, at: 0))
        }
        return board
    }

    private static let rectangles: [(Double, Double, Double, Double, [String])] = [
        // south, west, north, east, who is inside
        (-90.0, -180.0, 90.0, 180.0, ["0", "1", "2", "3"]), (60, 24, 61, 25, ["0", "1"]), (60.5, 24, 61, 25, ["1"]),
        (60, 24, 60, 24, ["0"]), (-90, 170, 90, 180, ["2"]), (-90, -180, 90, -170, ["3"]), (61, 24, 60, 25, []),
        (60, 25, 61, 24, []), (-.infinity, -.infinity, .infinity, .infinity, ["0", "1", "2", "3"]),
        (.nan, .nan, .nan, .nan, ["0", "1", "2", "3"]),
    ]

    @Test(arguments: rectangles)
    func markersAreThoseWithin(south: Double, west: Double, north: Double, east: Double, inside: [String]) {
        let fleet = Self.board([(60, 24), (60.5, 24.9), (-17, 179.9), (-17, -179.9)]).scene.fleet
        let markers = fleet.markers(south: south, west: west, north: north, east: east, at: Make.time(0))
        #expect(markers.compactMap { fleet.vehicle(number: $0.number)?.key.id } == inside)
    }

    @Test func aMarkerSaysWhereWhitherAndHowFresh() {
        var board = Board()
        let report = Vehicle(vehicle: "v", position: Coordinate(latitude: 60.5, longitude: -24.25), bearing: 271.6)
        board.apply(Make.event(.vehicle(report), at: 0, feed: "city"))
        board.apply(Make.event(.vehicle(Vehicle(vehicle: "nowhere")), at: 0, feed: "city"))
        for (second, freshness) in [(0, .fresh), (50, .ageing), (100, .stale), (700, .ghost)]
            as [(Int64, VehicleTrack.Freshness)]
        {
            #expect(
                board.scene.fleet.markers(south: -90, west: -180, north: 90, east: 180, at: Make.time(second)) == [
                    .init(
                        number: 0, latitude: 605_000_000, longitude: -242_500_000, bearing: 272, freshness: freshness)
                ])
        }
        #expect(MemoryLayout<Fleet.Marker>.stride == 16)
        #expect(board.scene.fleet.vehicle(number: 2) == nil && board.scene.fleet.vehicle(number: -1) == nil)
    }

    @Test(arguments: 1...10) func markersAreTheVehiclesThatAreWithin(seed: UInt64) {
        var random = Seeded(state: seed)
        let board = Self.board(
            (0..<3_000).map { _ in
                (Double(Int.random(in: -80...80, using: &random)), Double(Int.random(in: -179...179, using: &random)))
            })
        let fleet = board.scene.fleet
        let found = fleet.markers(south: -10, west: -20, north: 30, east: 40, at: Make.time(0)).map(\.number)
        let expected = (0..<3_000 as Range<Int32>).filter { number in
            guard let place = fleet.vehicle(number: number)?.position else { return false }
            return (-10...30).contains(place.latitude) && (-20...40).contains(place.longitude)
        }
        #expect(found == expected)
    }

    private static func shown(_ board: Board) -> [String] {
        let fleet = board.scene.fleet
        let markers = fleet.markers(south: -90, west: -180, north: 90, east: 180, at: Make.time(0))
        return markers.compactMap { fleet.vehicle(number: $0.number)?.key.id }
    }

    private static let queries: [(String, [String])] = [
        ("", ["car1", "car2", "bus3", "bus4"]), ("car", ["car1", "car2"]), ("bus3", ["bus3"]), ("nobody", []),
        // The ride that the second car serves, and one whose car nobody knows.
        ("elm", ["car2"]), ("trip", ["car2"]), ("oak", []), ("-car2 -trip", ["car1", "bus3", "bus4"]),
    ]

    @Test(arguments: queries) func whatTheQueryHidesIsNotOnTheMap(query: String, ids: [String]) throws {
        var board = Board()
        for (number, id) in ["car1", "car2", "bus3", "bus4"].enumerated() {
            board.apply(Make.fix(id, Double(number + 1), Double(number + 1), at: 0))
        }
        board.apply(Make.ride(Ride(ride: "trip elm", status: .accepted, vehicle: "car2"), at: 0))
        board.apply(Make.ride(Ride(ride: "trip oak", status: .accepted, vehicle: "cab9"), at: 0))
        board.perform(.focus(.map))
        board.perform(.filter(Query(query)))
        board.arrange(at: Make.time(1))
        #expect(Self.shown(board) == ids)
        let bounds = board.scene.fleet.bounds()
        let numbers = ids.compactMap { $0.last?.wholeNumberValue }.map(Double.init)
        #expect(bounds?.southWest.latitude == numbers.first && bounds?.northEast.longitude == numbers.last)
        board.perform(.filter(Query()))
        board.arrange(at: Make.time(2))
        #expect(Self.shown(board).count == 4)
    }

    // MARK: Bounds

    private static let boxes: [([(Double, Double)], [Double])] = [
        ([(60.0, 24.0)], [60.0, 24, 60, 24]), ([(60, 24), (61, 25), (60.5, 26)], [60, 24, 61, 26]),
        ([(-17, 179), (-18, -178), (-16, 177)], [-18, 177, -16, -178]), ([(1, -74), (2, 24)], [1, -74, 2, 24]),
    ]

    @Test(arguments: boxes)
    func boundsAreTheSmallestRectangle(places: [(Double, Double)], box: [Double]) throws {
        let bounds = try #require(Self.board(places).scene.fleet.bounds())
        #expect(
            [
                bounds.southWest.latitude, bounds.southWest.longitude, bounds.northEast.latitude,
                bounds.northEast.longitude,
            ]
                == box)
    }

    /// Two cities whose vehicles report in turn, and a few strays far off.
    @Test func thousandsAreBoundedByASampleOfThem() throws {
        var random = Seeded(state: 5)
        let places = (0..<20_000).map { number in
            if number % 200 == 7 { return (-60.0, -100.0) }
            let centre = number % 2 == 0 ? 40.0 : 60.0
            return (centre + .random(in: -1...1, using: &random), centre / 2 + .random(in: -1...1, using: &random))
        }
        let bounds = try #require(Self.board(places).scene.fleet.bounds())
        #expect((39...39.2).contains(bounds.southWest.latitude) && (19...19.2).contains(bounds.southWest.longitude))
        #expect((60.8...61).contains(bounds.northEast.latitude) && (30.8...31).contains(bounds.northEast.longitude))
    }

    @Test func nobodyHasNoBounds() {
        #expect(Board().scene.fleet.bounds() == nil)
    }

    @Test(arguments: [(50, 1.0), (51, 2.0), (100, 3.0), (1_000, 21.0)])
    func theOutermostFiftiethIsLeftOutWhereThereAreMoreThanFifty(count: Int, south: Double) throws {
        // A row of vehicles to the north-east, in no order.
        let places = (0..<count).map { (Double($0 * 7 % count + 1) / 100, Double($0 * 7 % count + 1) / 100) }
        let bounds = try #require(Self.board(places).scene.fleet.bounds())
        #expect((bounds.southWest.latitude * 100 - south).magnitude < 1e-4)
        #expect((bounds.southWest.longitude * 100 - south).magnitude < 1e-4)
        #expect((bounds.northEast.latitude * 100 - (Double(count) + 1 - south)).magnitude < 1e-4)
        #expect((bounds.northEast.longitude * 100 - (Double(count) + 1 - south)).magnitude < 1e-4)
    }
}
