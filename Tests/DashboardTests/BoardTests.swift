import Domain
import Testing

@testable import Dashboard

/// Selection, focus, pause; and laws that hold whatever comes.
@Suite struct BoardTests {
    /// What is seen of the lots, rides and vehicles, without the counts of late messages.
    private static func picture(_ scene: Scene) -> [String] {
        let lots = (0..<scene.auctions.count).compactMap { scene.auctions.auction(row: $0) }.map {
            "\($0.key.id) \($0.current?.minor ?? 0) \($0.leader ?? "-") \(String(describing: $0.standing)) \(String(describing: $0.status)) \($0.closesAt?.milliseconds ?? 0) \($0.bidsSeen) \($0.prices.count)"
        }
        let rows = (0..<scene.fleet.rowCount).compactMap { index -> String? in
            switch scene.fleet.row(index) {
            case .ride(let ride, _)?:
                "\(ride.key.id) \(String(describing: ride.status)) \(ride.driver?.id ?? "-") \(ride.attempt)"
            case .vehicle(let vehicle)?: "\(vehicle.key.id) \(vehicle.position?.latitude ?? 0)"
            case nil: nil
            }
        }
        return lots.sorted() + rows.sorted()
    }

    @Test(arguments: 1...40) func deliveringEachEventTwiceIsDeliveringItOnce(seed: UInt64) {
        var random = Seeded(state: seed)
        var once = Board(me: Identity(["paddle 42"]))
        var twice = once
        for _ in 0..<300 {
            let event = Make.anything(&random)
            once.apply(event)
            twice.apply(event)
            twice.apply(event)
        }
        once.arrange(at: Make.time(500))
        twice.arrange(at: Make.time(500))
        #expect(Self.picture(once.scene) == Self.picture(twice.scene))
    }

    @Test(arguments: 1...40) func inWhateverOrderTheNewestFixAndTheHighestBidStand(seed: UInt64) {
        var random = Seeded(state: seed)
        let bids = (1...40).map { Make.bid(Int64($0) * 10, "paddle \($0)", at: Int64($0)) }
        let fixes = (1...40).map { Make.fix("v", Double($0), 24, at: Int64($0)) }
        var board = Board()
        for event in (bids + fixes).shuffled(using: &random) { board.apply(event) }
        let lot = board.scene.auctions.auction(Key(feed: board.number(of: "house"), id: "17"))
        #expect(lot?.current == Make.euros(400))
        #expect(lot?.leader == "paddle 40")
        #expect(board.scene.fleet.vehicle(Key(feed: board.number(of: "city"), id: "v"))?.position?.latitude == 40)
    }

    @Test(arguments: 1...20) func pricesNeverFallWithoutARetraction(seed: UInt64) {
        var random = Seeded(state: seed)
        var board = Board()
        var highest: Int64 = 0
        for _ in 0..<500 {
            board.apply(Make.bid(Int64.random(in: 1..<1_000, using: &random), "p", received: 1))
            let current = board.scene.auctions.auction(Key(feed: 0, id: "17"))?.current?.minor ?? 0
            #expect(current >= highest)
            highest = current
        }
    }

    @Test(arguments: 1...10) func nothingGrowsBeyondItsCapacity(seed: UInt64) {
        var random = Seeded(state: seed)
        var capacity = Capacity()
        (capacity.lots, capacity.vehicles, capacity.rides, capacity.notices) = (5, 6, 4, 7)
        (capacity.ladder, capacity.prices, capacity.trail) = (3, 4, 2)
        var board = Board(capacity: capacity)
        for _ in 0..<2_000 { board.apply(Make.anything(&random)) }
        board.arrange(at: Make.time(500))
        let scene = board.scene
        #expect(scene.auctions.count == 5 && scene.fleet.vehicleCount == 6 && scene.fleet.rideCount == 4)
        #expect(scene.notifications.count <= 7)
        for row in 0..<5 {
            let lot = scene.auctions.auction(row: row)
            #expect((lot?.ladder.count ?? 9) <= 3 && (lot?.prices.count ?? 9) <= 4)
            #expect(lot.flatMap { scene.auctions.row(of: $0.key) } == row, "found by its key where it is shown")
        }
        for row in 0..<scene.fleet.rowCount {
            guard let shown = scene.fleet.row(row) else { continue }
            #expect(scene.fleet.index(of: shown.key) == row)
            if case .vehicle(let vehicle) = shown { #expect(scene.fleet.trail(of: vehicle.key).count <= 2) }
        }
    }

    @Test(arguments: 1...10) func theSelectionStaysOnItsItemWhateverComes(seed: UInt64) {
        var random = Seeded(state: seed)
        var board = Board()
        for _ in 0..<200 { board.apply(Make.anything(&random)) }
        board.arrange(at: Make.time(500))
        board.perform(.move(by: 1))
        board.perform(.move(by: 3))
        let chosen = board.selectedLot
        for _ in 0..<200 {
            board.apply(Make.anything(&random))
            board.arrange(at: Make.time(500))
            let row = board.selectedRow(of: .auctions)
            #expect(row.flatMap { board.scene.auctions.auction(row: $0)?.key } == chosen)
        }
    }

    @Test func theSameIdInTwoFeedsIsTwoThings() {
        var board = Board()
        for feed in ["a", "b"] {
            board.apply(Make.event(.lot(Lot(lot: "1", title: feed)), feed: feed))
        }
        #expect(board.scene.auctions.count == 2)
    }

    @Test(arguments: [
        (["1", "9", "12", "12A", "17", "100"]), ["A2", "A10", "B1"], ["007", "8", "09", "10"], ["", "a"],
    ])
    func lotNumbersAreInTheOrderOfPeople(sorted: [String]) {
        #expect(sorted.reversed().sorted(by: precedesNaturally) == sorted)
    }

    @Test func aPausedSceneStandsStillWhileTheLiveOneGoesOn() {
        var board = Board()
        board.apply(Make.bid(10, "a", at: 1))
        board.arrange(at: Make.time(1))
        board.perform(.togglePause)
        let before = board.scene
        for amount in 11...60 { board.apply(Make.bid(Int64(amount), "b", at: Int64(amount))) }
        #expect(board.scene == before)
        #expect(board.missedWhilePaused == 50)
        board.perform(.togglePause)
        #expect(board.scene.auctions.auction(Key(feed: 0, id: "17"))?.current == Make.euros(60))
        #expect(board.missedWhilePaused == 0)
    }

    @Test func movingOnAnEmptyBoardSelectsNothing() {
        var board = Board()
        for pane in Pane.allCases {
            board.perform(.focus(pane))
            for action in [
                Action.move(by: 1), .selectLast, .selectFirst, .acknowledge, .dismiss,
                .move(by: .min), .move(by: .max),
            ] {
                board.perform(action)
            }
        }
        #expect(board.selectedLot == nil && board.selectedJourney == nil && board.selectedNotice == nil)
    }
}

extension Board {
    /// The number under which a feed's things are kept.
    fileprivate func number(of feed: String) -> FeedNumber {
        FeedNumber(scene.feeds.firstIndex { $0.name == feed } ?? 0)
    }
}
