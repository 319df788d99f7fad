import Cartography
import Testing

@testable import World

/// Distance in metres from a point to the nearest of some lines.
private struct Lines {
    var segments: [(Point, Point)] = []

    init(_ bytes: UnsafeRawBufferPointer, route: String? = nil) throws {
        let file = try #require(WayFile(bytes))
        for way in file.ways where route == nil || file.names[way.name].hasPrefix("\(route ?? "") ") {
            let points = way.nodes.map(Point.init)
            segments += Array(zip(points, points.dropFirst()))
        }
    }

    func distance(_ point: Point) -> Double {
        segments.map { from, to in
            let along = Point(x: to.x - from.x, y: to.y - from.y)
            let square = along.x * along.x + along.y * along.y
            let share = ((point.x - from.x) * along.x + (point.y - from.y) * along.y) / max(square, 1e-9)
            return point.distance(to: from.towards(to, max(0, min(1, share))))
        }.min() ?? .infinity
    }
}

private func fixes(_ seed: UInt64, minutes: Int, _ channel: String) throws -> [String: [Telling]] {
    try Dictionary(grouping: try tellings(seed, minutes: minutes, on: [channel])) { try #require($0["vehicle_id"]) }
        .mapValues { try $0.sorted { try $0.integer("ts") < $1.integer("ts") } }
}

@Test func carsDriveOnStreets() throws {
    let streets = try Lines(WorldData.streets)
    let cars = try fixes(21, minutes: 3, "vehicles.helsinki")
    #expect(cars.count >= 30)
    for (car, told) in cars {
        // Each tenth fix: the distance to every street takes its time.
        for (_, telling) in told.enumerated().filter({ $0.offset % 10 == 0 }) {
            let away = try streets.distance(telling.place())
            #expect(away < (try telling.number("accuracy")) + 0.5, "\(car) is \(away) m off the street")
        }
    }
}

@Test func tramsStayOnTheRailsOfTheirLine() throws {
    let trams = try fixes(21, minutes: 5, "trams.helsinki")
    #expect(trams.count >= 14)
    #expect(Set(trams.values.compactMap { $0.first?["route"] }).count == 9)
    for (tram, told) in trams {
        let rails = try Lines(WorldData.tramTracks, route: told.first?["route"])
        for (_, telling) in told.enumerated().filter({ $0.offset % 5 == 0 }) {
            let away = try rails.distance(telling.place())
            #expect(away < (try telling.number("accuracy")) + 0.5, "\(tram) is \(away) m off its rails")
        }
    }
}

@Test(arguments: [("vehicles.helsinki", 15.0, 10.0), ("trams.helsinki", 10.6, 5.0)])
func nothingIsQuickerThanItCouldBe(_ channel: String, _ top: Double, _ noise: Double) throws {
    var moved = 0.0
    for (vehicle, told) in try fixes(4, minutes: 10, channel) {
        for (before, after) in zip(told, told.dropFirst()) {
            let seconds = Double(try after.integer("ts") - before.integer("ts")) / 1_000
            let metres = try before.place().distance(to: after.place())
            #expect(seconds > 0.9, "\(vehicle)")
            #expect(metres <= top * seconds + noise, "\(vehicle): \(metres) m in \(seconds) s")
            #expect((0...top).contains(try after.number("speed")))
            #expect((0..<360).contains(try after.number("bearing")))
            moved += metres
        }
    }
    #expect(moved > 10_000)
}

@Test func fixesComeEachSecondOrTwoButForSilences() throws {
    var gaps: [Double] = []
    for told in try fixes(8, minutes: 10, "vehicles.helsinki").values {
        gaps += zip(told, told.dropFirst()).map { Double($1.at - $0.at) }
    }
    gaps.sort()
    #expect((0.9...2).contains(gaps[gaps.count / 2]))
    // Silences of 8 to 32 seconds, and no longer ones.
    #expect(gaps.contains { $0 > 8 } && (gaps.last ?? 0) < 40)
    #expect(gaps.count { $0 > 4 } * 50 < gaps.count)
}

@Test func aLateFixTellsWhenItWasTaken() throws {
    let late = try tellings(2, minutes: 5, on: ["vehicles."]).filter { telling in
        try telling.ownTime() < telling.at - 1
    }
    #expect(!late.isEmpty)
}

@Test func routesRespectOneWayStreets() throws {
    let streets = Streets(try #require(WayFile(WorldData.streets)))
    var router = Router(nodes: streets.points.count)
    #expect(streets.connected.count > 1_500)
    var random = RandomStream(seed: 1, .orders)
    for _ in 0..<200 {
        let from = streets.connected[random.index(below: streets.connected.count)]
        let to = streets.connected[random.index(below: streets.connected.count)]
        let found = router.route(from: from, to: to, in: streets)
        let route = try #require(found)
        #expect(route.first == from && route.last == to)
        for (here, next) in zip(route, route.dropFirst()) {
            #expect(streets.edges(from: here).contains { $0.to == next })
        }
    }
}

@Test func theQuickestRouteIsFound() throws {
    let streets = Streets(try #require(WayFile(WorldData.streets)))
    var router = Router(nodes: streets.points.count)
    let start = streets.connected[0]
    // Bellman and Ford, without any cleverness, for comparison.
    var seconds = Array(repeating: Double.infinity, count: streets.points.count)
    seconds[start] = 0
    var changed = true
    while changed {
        changed = false
        for node in streets.points.indices where seconds[node].isFinite {
            for edge in streets.edges(from: node) where seconds[node] + edge.length / edge.limit < seconds[edge.to] {
                seconds[edge.to] = seconds[node] + edge.length / edge.limit
                changed = true
            }
        }
    }
    for goal in streets.connected where goal % 17 == 0 {
        let found = router.route(from: start, to: goal, in: streets)
        let route = try #require(found)
        let driven = zip(route, route.dropFirst()).map { here, next in
            streets.edges(from: here).filter { $0.to == next }.map { $0.length / $0.limit }.min() ?? .infinity
        }.reduce(0, +)
        #expect(abs(driven - seconds[goal]) < 1e-6)
    }
}

@Test func brokenWayFilesAreRefused() {
    let whole = Array(WorldData.tramTracks)
    for length in 0..<whole.count {
        #expect(whole.prefix(length).withUnsafeBytes { WayFile($0) } == nil, "cut to \(length)")
    }
    let endless = [UInt8](repeating: 0xFF, count: 64)
    #expect(endless.withUnsafeBytes { WayFile($0) } == nil)
}

@Test func theOutlinesAreThere() {
    #expect(WorldData.outlines.count == 28_275)
}
