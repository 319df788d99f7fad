import Domain
import Testing

/// One small story for each rule of reassignment.
@Suite struct RideLedgerTests {
    var story = Story()

    // Rule 1
    @Test mutating func driversAreListedInOrderWithTheirTimesAndAnAttempt() {
        story.says("accepted", driver: "Aino", plate: "ABC-123", at: 10)
        let second = story.says("accepted", driver: "Olli", plate: "XYZ-987", at: 60)
        #expect(second.attempt == 2)
        #expect(story.drivers == ["Aino 10…60 handedOver", "Olli 60…"])
    }

    // Rule 2
    @Test mutating func aDriverWhoCancelsSendsTheRideBackToRequested() {
        #expect(story.says("requested", at: 0).attempt == 1)
        #expect(story.says("accepted", driver: "Aino", plate: "ABC-123", at: 10).news == .assigned)
        let looking = story.says("requested", at: 50)
        #expect(looking.news == .lookingAgain)
        #expect(looking.attempt == 2)
        #expect(looking.ride.reassigned == nil, "nobody has taken over yet")
        let taken = story.says("accepted", driver: "Olli", plate: "XYZ-987", at: 70)
        #expect(taken.news == .handedOver)
        #expect(taken.attempt == 2)
        #expect(taken.ride.reassigned == .init(driver: .init(id: "Aino"), car: .init(plate: "ABC-123")))
        #expect(story.says("arriving", driver: "Olli", at: 90).ride.reassigned == nil, "told once")
        #expect(story.drivers == ["Aino 10…50 unassigned", "Olli 70…"])
    }

    @Test mutating func anExplicitUnassignmentIsTheSameEvenWithoutAStatus() {
        story.says("accepted", driver: "Aino", at: 10)
        let off = story.says(nil, event: "ride.driver.unassigned", at: 50)
        #expect(off.ride.status == .requested)
        #expect(off.news == .lookingAgain)
        let on = story.says("accepted", driver: "Olli", event: "ride.driver.assigned", at: 60)
        #expect(on.ride.reassigned?.driver?.id == "Aino")
    }

    @Test mutating func theSameDriverComingBackIsNoHandOver() {
        story.says("accepted", driver: "Aino", at: 10)
        story.says("requested", at: 20)
        let back = story.says("accepted", driver: "Aino", at: 30)
        #expect(back.timing == .current)
        #expect(back.news == .assigned)
        #expect(back.ride.reassigned == nil)
    }

    @Test mutating func aFirstRequestThatWasOvertakenWithinTheSameSecondTakesNobodyOff() {
        story.says("accepted", driver: "Aino", at: 10)
        #expect(story.says("requested", at: 10).timing == .late)
        #expect(story.drivers == ["Aino 10…"])
    }

    // Rule 3
    @Test mutating func aNewDriverWithoutAWordBetweenIsAHandOver() {
        story.says("arriving", driver: "Aino", plate: "ABC-123", at: 10)
        let next = story.says("accepted", driver: "Olli", plate: "XYZ-987", at: 40)
        #expect(next.timing == .current, "a lower status is right for a new driver")
        #expect(next.ride.reassigned == .init(driver: .init(id: "Aino"), car: .init(plate: "ABC-123")))
    }

    @Test mutating func anotherCarUnderTheSameDriverIsAHandOverToo() {
        story.says("accepted", driver: "Aino", plate: "ABC-123", at: 10)
        #expect(story.says(nil, driver: "Aino", plate: "NEW-1", at: 20).ride.reassigned?.car?.plate == "ABC-123")
    }

    @Test mutating func detailsThatArriveInPiecesAreOneAssignment() {
        story.says("accepted", driver: "Aino", at: 10)
        #expect(story.says(nil, plate: "ABC-123", at: 11).news == [])
        #expect(story.says(nil, vehicle: "7", at: 12).news == [])
        let next = story.says("accepted", driver: "Olli", at: 40)
        #expect(next.ride.reassigned == .init(driver: .init(id: "Aino"), car: .init(plate: "ABC-123")))
    }

    // Rule 4
    @Test mutating func aFormerDriversVehicleIsRecognised() {
        story.says("accepted", driver: "Aino", vehicle: "7", at: 10)
        #expect(!story.ledger.isFormer(vehicle: "7", of: "r"))
        story.says("accepted", driver: "Olli", vehicle: "9", at: 40)
        #expect(story.ledger.isFormer(vehicle: "7", of: "r"))
        #expect(!story.ledger.isFormer(vehicle: "9", of: "r"))
        #expect(!story.ledger.isFormer(vehicle: "7", of: "another ride"))
    }

    @Test mutating func aFormerDriversLateMessageIsMarkedAndChangesNothing() {
        story.says("accepted", driver: "Aino", at: 10)
        story.says("accepted", driver: "Olli", at: 40)
        let late = story.says("arriving", driver: "Aino", at: 39)
        #expect(late.timing == .late)
        #expect(late.ride.status == .arriving, "published as it came")
        #expect(story.drivers.last == "Olli 40…")
    }

    @Test mutating func withoutTimesAReplacedDriverStaysReplacedForTheGrace() {
        story.says("accepted", driver: "Aino", received: 10)
        story.says("accepted", driver: "Olli", received: 40)
        #expect(story.says("arriving", driver: "Aino", received: 41).timing == .late)
        #expect(story.says("accepted", driver: "Aino", received: 200).ride.reassigned?.driver?.id == "Olli")
    }

    @Test mutating func aDriverCalledBackLaterIsAHandOver() {
        story.says("accepted", driver: "Aino", at: 10)
        story.says("accepted", driver: "Olli", at: 40)
        let back = story.says("accepted", driver: "Aino", at: 60)
        #expect(back.timing == .current)
        #expect(back.ride.reassigned?.driver?.id == "Olli")
        #expect(back.attempt == 3)
    }

    // Rule 5
    @Test mutating func aCancellationByTheDriverWaitsForARedispatch() {
        story.says("accepted", driver: "Aino", at: 10)
        let cancelled = story.says(nil, event: "ride.driver_canceled", at: 20)
        #expect(cancelled.ride.status == .cancelled)
        #expect(cancelled.redispatchUntil == Timestamp(milliseconds: 110_000))
        #expect(story.ledger.isPendingRedispatch("r", at: Timestamp(milliseconds: 110_000)))
        #expect(!story.ledger.isPendingRedispatch("r", at: Timestamp(milliseconds: 110_001)))
        let saved = story.says("accepted", driver: "Olli", at: 100)
        #expect(saved.ride.reassigned?.driver?.id == "Aino")
        #expect(saved.redispatchUntil == nil)
        #expect(saved.attempt == 2)
    }

    @Test mutating func afterTheGraceACancellationIsFinal() {
        story.says("accepted", driver: "Aino", at: 10)
        story.says("cancelled", event: "driver_canceled", at: 20)
        #expect(story.says("accepted", driver: "Olli", at: 111).timing == .late)
    }

    @Test(arguments: ["rider_canceled", "ride.cancelled_by_customer", "no_drivers_available"])
    mutating func aCancellationByAnybodyElseIsFinalAtOnce(event: String) {
        story.says("accepted", driver: "Aino", at: 10)
        #expect(story.says("cancelled", event: event, at: 20).redispatchUntil == nil)
        #expect(story.says("accepted", driver: "Olli", at: 21).timing == .late)
    }

    @Test mutating func theCancelledDriversLateMessagesDoNotRevive() {
        story.says("accepted", driver: "Aino", at: 10)
        story.says("cancelled", event: "driver_canceled", at: 20)
        #expect(story.says("arriving", driver: "Aino", at: 19).timing == .late)
        #expect(story.says("accepted", driver: "Aino", received: 22).timing == .late)
        #expect(story.says("requested", at: 25).news == .lookingAgain)
    }

    @Test mutating func aSecondCancellationWhileLookingEndsTheRide() {
        story.says("accepted", driver: "Aino", received: 10)
        story.says("requested", received: 20)
        let over = story.says("cancelled", driver: "Aino", event: "rider_canceled", received: 25)
        #expect(over.timing == .current)
        #expect(over.news == .cancelled)
    }

    // Rule 6
    @Test mutating func aNewRideThatReplacesAnOldOneCarriesOn() {
        story.says("accepted", driver: "Aino", plate: "ABC-123", vehicle: "7", at: 10)
        let opened = story.says("requested", ride: "r2", replaces: "r", at: 20)
        #expect(opened.attempt == 2)
        #expect(story.ledger.successor(of: "r") == "r2")
        let taken = story.says("accepted", ride: "r2", driver: "Olli", at: 30)
        #expect(taken.ride.reassigned == .init(driver: .init(id: "Aino"), car: .init(plate: "ABC-123")))
        #expect(story.ledger.isFormer(vehicle: "7", of: "r2"))
        #expect(story.says("arriving", driver: "Aino", at: 31).timing == .late, "the old ride is over")
    }

    // Rule 7
    @Test mutating func aSecondDeliveryIsMarked() {
        story.says("accepted", driver: "Aino", id: "e1", at: 10)
        story.says("accepted", driver: "Olli", id: "e2", at: 20)
        #expect(story.says("accepted", driver: "Olli", id: "e2", at: 20).timing == .duplicate)
        #expect(story.says("accepted", driver: "Aino", id: "e1", at: 10).timing == .duplicate)
        story.says("arriving", driver: "Olli", at: 30)
        #expect(story.says("arriving", driver: "Olli", at: 30).timing == .duplicate, "same content, same time")
        #expect(story.drivers.count == 2)
    }

    @Test(arguments: ["completed", "cancelled"], ["requested", "accepted", "arriving", "in_progress"])
    mutating func noLateStatusRevivesARideThatIsOver(end: String, late: String) {
        story.says("requested", at: 0)
        story.says("in_progress", driver: "Aino", at: 10)
        story.says(end, at: 20)
        #expect(story.says(late, driver: "Aino", at: 15).timing == .late)
        #expect(story.says(late, driver: "Aino", received: 21).timing == .late)
        #expect(story.says(late, driver: "Aino", at: 22).timing == .late, "not even a newer one")
    }

    @Test mutating func withinAnAttemptTheHigherStatusWinsOverTheTime() {
        story.says("arriving", driver: "Aino", at: 10)
        #expect(story.says("accepted", driver: "Aino", at: 11).timing == .late)
        #expect(story.says("in_progress", driver: "Aino", at: 9).timing == .current)
        #expect(story.says("in_progress", driver: "Aino", at: 8).timing == .late)
    }

    @Test mutating func aCancellationOfTheFormerAttemptDoesNotEndThisOne() {
        story.says("accepted", driver: "Aino", at: 10)
        story.says("accepted", driver: "Olli", at: 20)
        #expect(story.says("cancelled", at: 15).timing == .late)
        #expect(story.says("cancelled", driver: "Aino", event: "driver_canceled", received: 25).timing == .late)
    }

    // Rule 8
    @Test mutating func whatAWatcherWantsToBeToldComesOnce() {
        #expect(story.says("accepted", driver: "Aino", eta: 240, at: 0).news == .assigned)
        #expect(story.says(nil, eta: 500, at: 10).news == [])
        #expect(story.says(nil, eta: 600, at: 20).news == .slipped)
        #expect(story.says(nil, eta: 601, at: 30).news == [])
        #expect(story.says("arriving", at: 40).news == .arriving)
        #expect(story.says("arriving", at: 41).news == [])
        #expect(story.says("in_progress", eta: 4_000, at: 50).news == .started)
        #expect(story.says("completed", at: 60).news == .completed)
    }

    // Bounds
    @Test func memoryIsBoundedAndTheRideNotMentionedForLongestGoes() {
        var ledger = RideLedger(capacity: 3)
        for ride in ["a", "b", "c", "a", "d"] {
            _ = ledger.record(Ride(ride: ride, driver: .init(id: ride)), received: Timestamp(milliseconds: 0))
        }
        #expect(ledger.count == 3)
        #expect(["a", "b", "c", "d"].map { ledger.assignments(of: $0).count } == [1, 0, 1, 1])
    }

    @Test func manyDriversKeepTheLatestSixteen() {
        var story = Story()
        for number in 0..<100 { story.says("accepted", driver: "\(number)", at: Int64(number)) }
        #expect(story.drivers.count == 16)
        #expect(story.drivers.last == "99 99…")
    }

    @Test func extremeNumbersAreHarmless() {
        var ledger = RideLedger()
        for eta in [Int.min, -1, Int.max] {
            for moment in [Int64.min, 0, .max] {
                let time = Timestamp(milliseconds: moment)
                let record = ledger.record(Ride(ride: "r", status: .accepted, eta: eta), source: time, received: time)
                #expect(record.ride.eta == eta)
            }
        }
    }
}

/// Ride messages in short: seconds for times, one ride called "r".
struct Story {
    var ledger = RideLedger()

    @discardableResult
    mutating func says(
        _ status: String?, ride: String = "r", driver: String? = nil, plate: String? = nil, vehicle: String? = nil,
        eta: Int? = nil, replaces: String? = nil, event: String? = nil, id: String? = nil, at source: Int64? = nil,
        received: Int64? = nil
    ) -> RideLedger.Record {
        let ride = Ride(
            ride: ride, status: status.flatMap(Ride.Status.init), driver: driver.map { .init(id: $0) },
            car: plate.map { .init(plate: $0) }, vehicle: vehicle, eta: eta, replaces: replaces)
        let envelope = Envelope(
            source: source.map(Self.time), received: Self.time(received ?? source ?? 0), feed: "city", name: event,
            id: id, event: .ride(ride))
        return ledger.record(ride, in: envelope)
    }

    var drivers: [String] {
        ledger.assignments(of: "r").map { turn in
            let end = turn.until.map { "\($0.milliseconds / 1_000)" } ?? ""
            let why = turn.end.map { " \($0.rawValue)" } ?? ""
            return "\(turn.driver?.id ?? "?") \(turn.from.milliseconds / 1_000)…\(end)\(why)"
        }
    }

    private static func time(_ second: Int64) -> Timestamp { Timestamp(milliseconds: second * 1_000) }
}
