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
        #expect(vehicle("v")?.isSpeedReckoned == true)
    }

    @Test(arguments: [(60.009, false), (60.02, true), (-60, true)])
    mutating func aJumpIsShownAndMarked(latitude: Double, isJump: Bool) {
        apply(Make.fix("v", 60, 24, speed: 10, at: 0), Make.fix("v", latitude, 24, speed: 10, at: 10))
        #expect(vehicle("v")?.isJump == isJump)
        #expect(vehicle("v")?.position?.latitude == latitude)
    }

    @Test(arguments: [
        (Int64(4), VehicleTrack.Freshness.fresh), (6, .ageing), (10, .stale),
    ])
    mutating func freshnessFollowsHowOftenItReports(age: Int64, freshness: VehicleTrack.Freshness) {
        for second in [0, 2, 4] as [Int64] { apply(Make.fix("v", 60, 24 + Double(second) / 1e4, at: second)) }
        #expect(vehicle("v")?.freshness(at: Make.time(4 + age)) == freshness)
    }

    @Test(arguments: [(Int64(44), VehicleTrack.Freshness.fresh), (45, .ageing), (90, .stale)])
    mutating func aSingleFixIsStaleAfterNinetySeconds(age: Int64, freshness: VehicleTrack.Freshness) {
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
        #expect(ride?.before == .init(driver: .init(id: "a"), car: .init(plate: "OLD")))
        #expect(ride?.handedOverAt == Make.time(20))
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
