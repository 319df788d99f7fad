import Domain
import Testing

@testable import Dashboard

/// Vehicles and the rides they serve.
@Suite struct FleetTests {
    var board = Board()

    private func vehicle(_ id: String) -> VehicleTrack? { board.scene.fleet.vehicle(Key(feed: 0, id: id)) }
    private var ride: RideCard? { board.scene.fleet.ride(Key(feed: 0, id: "r")) }
    private mutating func apply(_ events: Envelope...) { for event in events { board.apply(event) } }

    @Test mutating func theNewestFixWinsWhateverTheOrder() {
        apply(Make.fix("v", 60.1, 24.9, speed: 5, at: 10), Make.fix("v", 60.2, 24.9, speed: 5, at: 5))
        #expect(vehicle("v")?.position == Coordinate(latitude: 60.1, longitude: 24.9))
        #expect(vehicle("v")?.fixedAt == Make.time(10))
        #expect(vehicle("v")?.late == 1)
        #expect(board.scene.fleet.trail(of: Key(feed: 0, id: "v")).count == 1)
    }

    @Test mutating func aTimeFromTheFutureDoesNotStopTheClock() {
        apply(
            Make.fix("v", 60.1, 24.9, at: 4_000_000_000, received: 10), Make.fix("v", 60.1, 24.91, at: 80, received: 80)
        )
        #expect(vehicle("v")?.position?.longitude == 24.91)
    }

    @Test mutating func whatAReportDoesNotNameStays() {
        let all = Vehicle(
            vehicle: "v", label: "bus 7", position: Coordinate(latitude: 1, longitude: 1), bearing: 90, speed: 3,
            accuracy: 4, route: "550", trip: "t", occupancy: "FULL")
        apply(Make.event(.vehicle(all), at: 1, feed: "city"))
        let before = vehicle("v")
        apply(Make.event(.vehicle(Vehicle(vehicle: "v")), at: 2, feed: "city"))
        let after = vehicle("v")
        #expect(after?.label == "bus 7" && after?.route == "550" && after?.trip == "t" && after?.occupancy == "FULL")
        #expect(after?.position == before?.position && after?.fixedAt == before?.fixedAt)
        #expect(after?.bearing == 90 && after?.speed == 3 && after?.accuracy == 4)
    }

    /// Such as `c b a`, from the first row on.
    private func order(_ count: Int) -> String {
        (0..<count).compactMap { row in
            guard case .vehicle(let vehicle)? = board.scene.fleet.row(row) else { return nil }
            return vehicle.id
        }.joined(separator: " ")
    }

    /// All vehicles report once, the last one first.
    private mutating func report(_ count: Int, from milliseconds: Int64) {
        for number in (0..<count).reversed() {
            let report = Vehicle(vehicle: "\(number)", position: Coordinate(latitude: 1, longitude: 1))
            let time = Timestamp(milliseconds: milliseconds + Int64(count - number))
            apply(Envelope(source: time, received: time, feed: "city", event: .vehicle(report)))
        }
    }

    private mutating func arrange(_ milliseconds: Int64) { board.arrange(at: Timestamp(milliseconds: milliseconds)) }

    @Test(arguments: [(200, "0 1 2"), (201, "200 199 198"), (3_000, "2999 2998 2997")])
    mutating func whereManyMoveTheOrderIsMendedTwiceASecond(count: Int, soon: String) {
        board.perform(.focus(.journeys))
        board.perform(.nextSort)
        for number in 0..<count { apply(Make.fix("\(number)", 1, 1, at: 0)) }
        for number in 0..<count { apply(Make.fix("\(number)", 1, 1 + Double(number) / 1e5, at: 1)) }
        arrange(10_000)
        #expect(order(3) == "0 1 2")
        for number in 0..<count { apply(Make.fix("\(number)", 2, 1, at: 10 + Int64(number))) }
        arrange(10_500)
        board.perform(.select(row: 1))
        report(count, from: 4_000_000)
        arrange(10_600)
        #expect(order(3) == soon)
        #expect(board.selectedRow(of: .journeys) == (count == 200 ? 198 : 1), "wherever it is, it is chosen")
        arrange(11_000)
        #expect(order(3) == "0 1 2")
        #expect(board.selectedRow(of: .journeys) == count - 2)
    }

    @Test mutating func whatAPersonAsksForDoesNotWait() {
        board.perform(.focus(.journeys))
        board.perform(.nextSort)
        for number in 0..<300 { apply(Make.fix("\(number)", 1, 1, at: 0)) }
        arrange(10_000)
        report(300, from: 20_000)
        board.perform(.filter(Query("7")))
        arrange(10_001)
        #expect(order(3) == "7 17 27")
        report(300, from: 30_000)
        board.perform(.nextSort)
        arrange(10_002)
        #expect(order(3) == "7 17 27", "by label")
    }

    @Test mutating func theTrailKeepsTheLatestFixesInOrder() {
        for second in 0..<100 { apply(Make.fix("v", 60 + Double(second) / 1_000, 24.9, at: Int64(second))) }
        let trail = board.scene.fleet.trail(of: Key(feed: 0, id: "v"))
        #expect(trail.map { $0.time.milliseconds / 1_000 } == Array(68..<100))
        #expect(((trail.last?.coordinate?.latitude ?? 0) - 60.099).magnitude < 1e-6)
    }

    @Test mutating func speedIsReckonedWhereNobodyTellsIt() throws {
        apply(Make.fix("v", 60, 24, at: 0), Make.fix("v", 60.001, 24, at: 10))
        let speed = try #require(vehicle("v")?.speed)
        #expect((speed - 11.12).magnitude < 0.05)
    }

    @Test(arguments: [(60.009, false), (60.02, true), (-60, true)])
    mutating func aJumpIsShownAndMarked(latitude: Double, isJump: Bool) {
        apply(Make.fix("v", 60, 24, speed: 10, at: 0), Make.fix("v", latitude, 24, speed: 10, at: 10))
        #expect(vehicle("v")?.isJump == isJump)
        #expect(vehicle("v")?.position?.latitude == latitude)
    }

    @Test(arguments: [
        (Int64(4), VehicleTrack.Freshness.fresh), (6, .ageing), (10, .stale), (99, .stale), (100, .ghost),
    ])
    mutating func freshnessFollowsHowOftenItReports(age: Int64, freshness: VehicleTrack.Freshness) {
        for second in [0, 2, 4] as [Int64] { apply(Make.fix("v", 60, 24 + Double(second) / 1e4, at: second)) }
        #expect(vehicle("v")?.freshness(at: Make.time(4 + age)) == freshness)
    }

    @Test(arguments: [
        (Int64(44), VehicleTrack.Freshness.fresh), (45, .ageing), (90, .stale), (599, .stale), (600, .ghost),
    ])
    mutating func aSingleFixIsStaleAfterNinetySecondsAndAGhostAfterTenMinutes(
        age: Int64, freshness: VehicleTrack.Freshness
    ) {
        apply(Make.fix("v", 60, 24, at: 0))
        #expect(vehicle("v")?.freshness(at: Make.time(age)) == freshness)
    }

    // MARK: Rides

    private mutating func handOver() {
        apply(
            Make.ride(
                Ride(
                    ride: "r", status: .arriving, driver: .init(id: "a"), car: .init(plate: "OLD"), vehicle: "v1",
                    eta: 60, pickup: .init(address: "Kamppi")), at: 10),
            Make.ride(Ride(ride: "r", driver: .init(id: "b"), vehicle: "v2"), at: 20))
    }

    @Test mutating func aHandOverClearsWhatWasTrueOfTheOldCar() {
        handOver()
        #expect(ride?.driver?.id == "b")
        #expect(ride?.car == nil && ride?.arrival == nil)
        #expect(ride?.status == .accepted, "the new driver is not arriving yet")
        #expect(
            ride?.handover
                == .init(
                    at: Make.time(20),
                    before: .init(
                        driver: .init(id: "a"), car: .init(plate: "OLD"), vehicle: "v1", arrival: Make.time(70)),
                    isAcknowledged: false))
        #expect(ride?.pickup?.address == "Kamppi")
        #expect(ride?.attempt == 2)
    }

    @Test mutating func aFormerDriversPositionsAreNotTheRides() {
        handOver()
        apply(Make.fix("v1", 60, 24, at: 21, ride: "r"))
        #expect(ride?.position == nil)
        apply(Make.fix("v2", 61, 24, at: 22, ride: "r"))
        #expect(ride?.position?.latitude == 61)
    }

    @Test mutating func goingBackToRequestedClearsTheDriver() {
        apply(
            Make.ride(Ride(ride: "r", status: .accepted, driver: .init(id: "a"), eta: 60), at: 10),
            Make.ride(Ride(ride: "r", status: .requested, driver: .init(id: "a")), at: 20))
        #expect(ride?.status == .requested)
        #expect(ride?.driver == nil && ride?.arrival == nil)
        #expect(ride?.attempt == 2)
    }

    @Test mutating func aDriversCancellationIsPendingForNinetySeconds() {
        apply(
            Make.ride(Ride(ride: "r", status: .accepted, driver: .init(id: "a")), at: 10),
            Make.ride(Ride(ride: "r", status: .cancelled), at: 20, name: "driver_canceled"))
        #expect(ride?.isPendingRedispatch(at: Make.time(110)) == true)
        #expect(ride?.isPendingRedispatch(at: Make.time(111)) == false)
    }

    @Test mutating func lateAndRepeatedMessagesAreCountedAndChangeNothing() {
        apply(Make.ride(Ride(ride: "r", status: .completed, driver: .init(id: "a")), at: 30))
        let before = ride
        apply(
            Make.ride(Ride(ride: "r", status: .accepted, driver: .init(id: "z")), at: 10),
            Make.ride(Ride(ride: "r", status: .completed, driver: .init(id: "a")), at: 30))
        #expect(ride?.late == 2)
        #expect(ride?.status == before?.status && ride?.driver == before?.driver)
    }

    @Test mutating func arrivalCountsDown() {
        apply(Make.ride(Ride(ride: "r", status: .accepted, eta: 240), at: 10))
        #expect(ride?.eta(at: Make.time(70)) == 180)
        #expect(ride?.eta(at: Make.time(310)) == -60)
    }

    @Test mutating func aCancelledRideGoesToTheEndWhenItsGraceIsOver() {
        apply(
            Make.ride(Ride(ride: "a", status: .accepted, driver: .init(id: "d1"), eta: 60), at: 0),
            Make.ride(Ride(ride: "b", status: .accepted, driver: .init(id: "d2"), eta: 900), at: 0),
            Make.ride(Ride(ride: "c", status: .requested), at: 0),
            Make.ride(Ride(ride: "a", status: .cancelled), at: 10, name: "driver_cancelled"))
        func order(at second: Int64) -> [String] {
            board.arrange(at: Make.time(second))
            return (0..<3).compactMap { board.scene.fleet.row($0) }.map { row in
                if case .ride(let ride, _) = row { ride.key.id } else { "?" }
            }
        }
        #expect(order(at: 20) == ["b", "a", "c"])
        #expect(order(at: 200) == ["b", "c", "a"])
    }

    @Test mutating func ridesComeByArrivalThenVehiclesByLabel() {
        for (id, eta) in [("a", 300), ("b", 60), ("c", nil as Int?)] {
            apply(Make.ride(Ride(ride: id, status: .accepted, eta: eta), at: 10))
        }
        apply(Make.ride(Ride(ride: "d", status: .completed), at: 10))
        for id in ["bus 10", "bus 9"] { apply(Make.fix(id, 60, 24, at: 10)) }
        board.arrange(at: Make.time(10))
        let rows = (0..<board.scene.fleet.rowCount).compactMap { board.scene.fleet.row($0)?.key }
        let ids = rows.map { row in
            switch row {
            case .ride(let key), .vehicle(let key): key.id
            }
        }
        #expect(ids == ["b", "a", "c", "d", "bus 9", "bus 10"])
    }
}
