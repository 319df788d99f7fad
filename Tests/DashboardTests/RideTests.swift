import Domain
import Testing

@testable import Dashboard

/// Promised arrivals, and one driver in place of another.
@Suite struct RideTests {
    private var board = Board()

    private static let key = Key(feed: 0, id: "r")
    private static func ride(_ board: Board) -> RideCard {
        board.scene.fleet.ride(key) ?? RideCard(key: Key(feed: 9, id: ""))
    }
    private var ride: RideCard { Self.ride(board) }
    private mutating func apply(_ events: Envelope...) { for event in events { board.apply(event) } }

    private static func eta(_ seconds: Int, at time: Int64) -> Envelope {
        Make.ride(Ride(ride: "r", status: .accepted, eta: seconds), at: time)
    }

    // MARK: Promises

    @Test mutating func aNewPromiseChangesTheArrivalAndItsHistoryAndNothingElse() {
        apply(Self.eta(300, at: 10))
        expectChange(of: Self.ride, in: &board, after: [Self.eta(300, at: 20)]) { ride in
            ride.arrival = Make.time(320)
            ride.promises.append(.init(at: Make.time(20), arrival: Make.time(320)))
            ride.promisedAt = Moment(time: Make.time(20), isNamed: true)
            ride.changedAt = Make.time(20)
        }
        expectChange(of: Self.ride, in: &board, after: [Self.eta(294, at: 22)]) { ride in
            ride.arrival = Make.time(316)
            ride.promisedAt = Moment(time: Make.time(22), isNamed: true)
            ride.changedAt = Make.time(22)
        }
    }

    @Test(arguments: [
        // seconds between, seconds of change, kept
        (Int64(10), 0, false), (10, 4, false), (10, -4, false), (10, 5, true), (10, -5, true), (59, 0, false),
        (60, 0, true),
    ])
    mutating func aPromiseIsKeptWhereItMovesOrAMinuteHasPassed(passed: Int64, change: Int, isKept: Bool) {
        apply(Self.eta(600, at: 0), Self.eta(600 - Int(passed) + change, at: passed))
        #expect(ride.promises.count == (isKept ? 2 : 1))
        #expect(ride.arrival == Make.time(600 + Int64(change)))
    }

    @Test mutating func onlyTheLatestPromisesAreKept() {
        for minute in 0..<40 as Range<Int64> { apply(Self.eta(600, at: minute * 60)) }
        #expect(ride.promises.map(\.at) == (16..<40).map { Make.time($0 * 60) })
    }

    private static let slips: [([Int64], Double?)] = [
        // arrival promised at second 0, 60, 120, …; slip
        ([600, 600] as [Int64], Double?.none), ([600, 600, 600], 0), ([600, 630, 660], 30),
        ([600, 590, 580, 570], -10),
        ([600, 660, 660, 720], 36), (Array(repeating: 0, count: 5) + (0...10).map { 600 + 20 * $0 }, 20),
    ]

    @Test(arguments: slips)
    mutating func slipIsWhatTheArrivalLosesInAMinute(arrivals: [Int64], slip: Double?) throws {
        for (minute, arrival) in arrivals.enumerated() where arrival > 0 {
            apply(Self.eta(Int(arrival), at: 0).later(by: Int64(minute) * 60))
        }
        guard let slip else { return #expect(ride.slip == nil) }
        #expect((try #require(ride.slip) - slip).magnitude < 1e-9)
    }

    @Test mutating func lessThanAMinuteTellsNoSlip() {
        apply(Self.eta(600, at: 0), Self.eta(620, at: 20), Self.eta(640, at: 59))
        #expect(ride.promises.count == 3 && ride.slip == nil)
    }

    @Test mutating func whatIsLongAgoDoesNotCount() throws {
        apply(Self.eta(600, at: 0))
        for minute in 11...14 as ClosedRange<Int64> { apply(Self.eta(1_800, at: minute * 60)) }
        #expect(try #require(ride.slip) == 60)
    }

    @Test mutating func anOlderPromiseOfTheVehicleIsIgnored() {
        apply(Make.ride(Ride(ride: "r", status: .accepted, vehicle: "v", eta: 300), at: 20))
        let report = Vehicle(vehicle: "v", ride: "r", eta: 900)
        expectChange(of: Self.ride, in: &board, after: [Make.event(.vehicle(report), at: 15, feed: "city")]) { _ in }
        apply(Make.event(.vehicle(report), at: 25, feed: "city"))
        #expect(ride.arrival == Make.time(925) && ride.promises.count == 2)
    }

    @Test mutating func whatWasPromisedForThePickupSaysNothingOfTheDropoff() {
        apply(Self.eta(60, at: 0), Make.ride(Ride(ride: "r", status: .inProgress), at: 70))
        #expect(ride.arrival == nil && ride.promises.isEmpty)
        apply(Make.ride(Ride(ride: "r", status: .inProgress, eta: 900), at: 75))
        #expect(ride.promises == [.init(at: Make.time(75), arrival: Make.time(975))])
    }

    // MARK: Hand-overs

    private static let first = Make.ride(
        Ride(
            ride: "r", status: .arriving, driver: .init(id: "a", name: "Aino"), car: .init(plate: "OLD"), vehicle: "v1",
            eta: 60, position: Coordinate(latitude: 60, longitude: 24)), at: 10)
    private static let firstCrew = RideCard.Crew(
        driver: .init(id: "a", name: "Aino"), car: .init(plate: "OLD"), vehicle: "v1", arrival: Make.time(70),
        position: Coordinate(latitude: 60, longitude: 24), fixedAt: Make.time(10))

    private static func second(at time: Int64, repeating reassigned: Ride.Reassignment? = nil) -> Envelope {
        Make.ride(
            Ride(ride: "r", status: .accepted, driver: .init(id: "b"), vehicle: "v2", eta: 400, reassigned: reassigned),
            at: time)
    }

    private static let ways: [[Envelope]] = [
        [second(at: 40)],
        [second(at: 40, repeating: .init(driver: .init(id: "a")))],
        [Make.ride(Ride(ride: "r", status: .requested), at: 20), second(at: 40)],
        [Make.ride(Ride(ride: "r"), at: 20, name: "ride.driver.unassigned"), second(at: 40)],
        [Make.ride(Ride(ride: "r", status: .cancelled), at: 20, name: "driver_canceled"), second(at: 40)],
        [
            Make.ride(Ride(ride: "r", status: .cancelled), at: 20, name: "driver_canceled"),
            Make.ride(Ride(ride: "r", status: .requested), at: 30), second(at: 40),
        ],
    ]

    @Test(arguments: ways) mutating func whicheverWayADriverLeavesTheNextFollowsHim(way: [Envelope]) {
        apply(Self.first)
        #expect(ride.crew == Self.firstCrew && ride.handover == nil && ride.former == nil)
        for event in way { apply(event) }
        #expect(ride.handover == .init(at: Make.time(40), before: Self.firstCrew, isAcknowledged: false))
        #expect(ride.former == nil)
        #expect(ride.crew == .init(driver: .init(id: "b"), vehicle: "v2", arrival: Make.time(440)))
        #expect(ride.promises == [.init(at: Make.time(40), arrival: Make.time(440))])
        #expect(
            alerts.contains {
                $0
                    == .driverChanged(
                        Self.key, before: .init(driver: .init(id: "a", name: "Aino"), car: .init(plate: "OLD")),
                        driver: .init(id: "b"), car: nil)
            })
    }

    private var alerts: [Alert] {
        var board = board
        board.arrange(at: Make.time(0))
        return (0..<board.scene.notifications.count).compactMap { row in
            guard case .alert(let alert)? = board.scene.notifications.notice(row: row)?.content else { return nil }
            return alert
        }
    }

    @Test mutating func whileAnotherIsLookedForTheFormerCrewIsKept() {
        apply(Self.first, Make.ride(Ride(ride: "r", status: .requested), at: 20))
        #expect(ride.former == Self.firstCrew && ride.crew == .init() && ride.handover == nil)
        #expect(ride.promises.isEmpty)
    }

    @Test mutating func aDriverWhoComesBackIsNoHandOver() {
        apply(
            Self.first, Make.ride(Ride(ride: "r", status: .requested), at: 20),
            Make.ride(Ride(ride: "r", status: .accepted, driver: .init(id: "a")), at: 30))
        #expect(ride.handover == nil && ride.former == nil && ride.driver?.id == "a")
    }

    @Test mutating func aServiceThatRepeatsWhoDroveBeforeHandsOverOnce() {
        apply(Self.first, Self.second(at: 40))
        board.live.fleet.acknowledgeHandover(of: Self.key)
        let handover = ride.handover
        apply(Make.fix("v2", 61, 24, at: 41, ride: "r"), Self.second(at: 50, repeating: .init(driver: .init(id: "a"))))
        #expect(ride.handover == handover)
        #expect(ride.position?.latitude == 61)
    }

    @Test mutating func whoWasNeverSeenIsWhatTheServiceSaysOfHim() {
        apply(Self.second(at: 40, repeating: .init(driver: .init(id: "a"), car: .init(plate: "OLD"))))
        #expect(ride.handover?.before == .init(driver: .init(id: "a"), car: .init(plate: "OLD")))
    }

    @Test mutating func aRideInPlaceOfAnotherTakesItsCrewOver() {
        apply(Self.first)
        apply(Make.ride(Ride(ride: "s", status: .accepted, driver: .init(id: "b"), replaces: "r"), at: 40))
        let next = board.scene.fleet.ride(Key(feed: 0, id: "s"))
        #expect(next?.handover == .init(at: Make.time(40), before: Self.firstCrew, isAcknowledged: false))
    }

    @Test mutating func acknowledgingChangesNothingElse() {
        apply(Self.first, Self.second(at: 40))
        var expected = ride
        expected.handover?.isAcknowledged = true
        board.live.fleet.acknowledgeHandover(of: Self.key)
        board.live.fleet.acknowledgeHandover(of: Key(feed: 0, id: "unknown"))
        #expect(ride == expected && board.scene.fleet.rideCount == 1)
        apply(Make.ride(Ride(ride: "r", status: .accepted, driver: .init(id: "c")), at: 60))
        #expect(ride.handover?.isAcknowledged == false && ride.handover?.before.driver?.id == "b")
    }

    // MARK: The next stop

    private static let stops: [(Ride.Status?, String?)] = [
        (Ride.Status?.none, "pickup" as String?), (.requested, "pickup"), (.accepted, "pickup"), (.arriving, "pickup"),
        (.inProgress, "dropoff"), (.completed, nil), (.cancelled, nil),
    ]

    @Test(arguments: stops)
    mutating func theNextStopFollowsTheStatus(status: Ride.Status?, stop: String?) {
        apply(
            Make.ride(
                Ride(
                    ride: "r", status: status, pickup: .init(address: "pickup"), dropoff: .init(address: "dropoff")),
                at: 10))
        #expect(ride.nextStop?.address == stop)
    }

    @Test mutating func theDistanceIsFromTheVehicleElseFromTheRide() throws {
        let stop = Coordinate(latitude: 60.01, longitude: 24)
        apply(Make.ride(Ride(ride: "r", status: .accepted, pickup: .init(position: stop)), at: 10))
        #expect(ride.distance(from: nil) == nil)
        #expect(ride.distance(from: stop) == 0)
        apply(Make.ride(Ride(ride: "r", position: Coordinate(latitude: 60, longitude: 24)), at: 11))
        #expect((try #require(ride.distance(from: nil)) - 1_112).magnitude < 1)
    }
}

extension Envelope {
    /// The same, so many seconds later in all its times.
    fileprivate func later(by seconds: Int64) -> Envelope {
        var envelope = self
        envelope.source = source.map { $0 + .seconds(seconds) }
        envelope.received = received + .seconds(seconds)
        guard case .ride(var ride) = event else { return envelope }
        // The promised arrival stays.
        ride.eta = ride.eta.map { $0 - Int(seconds) }
        envelope.event = .ride(ride)
        return envelope
    }
}
