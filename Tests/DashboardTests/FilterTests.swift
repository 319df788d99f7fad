import Domain
import Testing

@testable import Dashboard

/// Filters and finding: what is shown is what matches, and what is chosen stays chosen.
@Suite struct FilterTests {
    /// What each row of a pane is, and what a query looks at in it.
    private static func rows(_ board: Board, _ pane: Pane) -> [(name: String, texts: [String?])] {
        let scene = board.scene
        return (0..<board.rowCount(of: pane)).map { row in
            switch pane {
            case .auctions:
                scene.auctions.auction(row: row).map {
                    (
                        $0.key.id,
                        [
                            $0.key.id, $0.title, $0.leader, $0.status?.words, $0.standing?.words, $0.current?.currency,
                        ]
                    )
                }
                    ?? ("missing", [])
            case .journeys, .map:
                switch scene.fleet.row(row) {
                case .ride(let ride, _)?: ("ride \(ride.key.id)", texts(ride))
                case .vehicle(let car)?: ("vehicle \(car.key.id)", [car.key.id, car.label, car.route, car.trip])
                case nil: ("missing", [])
                }
            case .notifications:
                scene.notifications.notice(row: row).map { ("\($0.number)", texts($0)) } ?? ("missing", [])
            case .feeds:
                switch scene.feedRow(row) {
                case .feed(let feed)?: ("feed \(feed)", [scene.feeds[Int(feed)].name, "connecting"])
                case .channel(let feed, let place)?:
                    ("channel \(feed) \(place)", [scene.feeds[Int(feed)].channels[place].name, "unconfirmed"])
                case nil: ("missing", [])
                }
            }
        }
    }

    private static func texts(_ ride: RideCard) -> [String?] {
        [
            ride.key.id, ride.status?.words, ride.driver?.id, ride.driver?.name, ride.car?.plate, ride.vehicle,
            ride.handover?.isAcknowledged == false ? "new driver" : nil,
        ]
    }

    private static func texts(_ notice: Notice) -> [String?] {
        switch notice.content {
        case .message(let message): [message.title, message.body, notice.channel] + message.tags
        case .alert(.outbid(let key, let title, let rival, _)): [key.id, title, rival]
        case .alert(.won(let key, let title, _)), .alert(.withdrawn(let key, let title)): [key.id, title]
        case .alert(.reopened(let key, let title)): [key.id, title]
        case .alert(.driverAssigned(let key, let driver, _)), .alert(.lookingForDriver(let key, let driver, _)),
            .alert(.arriving(let key, let driver)):
            [key.id, driver?.id]
        case .alert(.driverChanged(let key, let before, let driver, _)): [key.id, before?.driver?.id, driver?.id]
        case .alert(let alert): [alert.topic.key.id]
        }
    }

    @Test(arguments: 1...6, [("1", Pane.auctions), ("paddle -sold", .auctions), ("1 -2", .journeys), ("line", .map)])
    func whatIsShownIsWhatMatches(seed: UInt64, of search: (text: String, pane: Pane)) {
        var random = Seeded(state: seed)
        var board = Board(me: Identity(["paddle 42"]))
        var open = board
        let query = Query(search.text)
        board.perform(.focus(search.pane))
        board.perform(.filter(query))
        for step in 0..<40 {
            let events = (0..<10).map { _ in Make.anything(&random) }
            for event in events { board.apply(event) }
            open.apply(events)
            // Half a second apart, after which even what changes unnoticed has been looked at.
            let now = Timestamp(milliseconds: 500_000 + Int64(step) * 500)
            board.arrange(at: now)
            open.arrange(at: now)
            let all = Self.rows(open, search.pane)
            #expect(Self.rows(board, search.pane).map(\.name) == all.filter { query.matches($0.texts) }.map(\.name))
            #expect(board.totalCount(of: search.pane) == all.count)
        }
        board.perform(.filter(Query()))
        board.arrange(at: Make.time(600))
        open.arrange(at: Make.time(600))
        #expect(Self.rows(board, search.pane).map(\.name) == Self.rows(open, search.pane).map(\.name))
    }

    @Test(arguments: 1...5, [("title", Pane.notifications), ("1 -c3", .notifications), ("c", .feeds), ("3", .feeds)])
    func noticesAndFeedsToo(seed: UInt64, of search: (text: String, pane: Pane)) {
        whatIsShownIsWhatMatches(seed: seed, of: search)
    }

    /// Whatever is chosen is found where it is shown, and in no row when it is hidden.
    @Test(arguments: 1...6, [Pane.auctions, .journeys, .notifications, .feeds])
    func theSelectionStaysOnItsItem(seed: UInt64, in pane: Pane) {
        var random = Seeded(state: seed)
        var board = Board(me: Identity(["paddle 42"]))
        func arrange(_ step: Int) { board.arrange(at: Timestamp(milliseconds: 500_000 + Int64(step) * 500)) }
        func names() -> [String] { Self.rows(board, pane).map(\.name) }
        for _ in 0..<200 { board.apply(Make.anything(&random)) }
        arrange(0)
        board.perform(.focus(pane))
        board.perform(.select(row: 3))
        let chosen = names()[min(3, names().count - 1)]
        for step in 1..<60 {
            switch Int.random(in: 0..<6, using: &random) {
            case 0: board.perform(.nextSort)
            case 1: board.perform(.filter(Query(["", "1", "-1", "title", "c"].randomElement(using: &random) ?? "")))
            case 2: board.perform(.togglePause)
            default: for _ in 0..<5 { board.apply(Make.anything(&random)) }
            }
            arrange(step)
            let row = board.selectedRow(of: pane)
            #expect(row.map { names()[$0] } ?? chosen == chosen)
            #expect((row == nil) == !names().contains(chosen))
        }
    }

    private static func lots(_ ids: [String]) -> Board {
        var board = Board()
        for id in ids { board.apply(Make.lot(Lot(lot: id, title: id.hasPrefix("1") ? "Vase" : "Chair"))) }
        board.arrange(at: Make.time(0))
        return board
    }

    @Test func findingGoesAroundTheEndBothWays() {
        var board = Self.lots(["1", "2", "11", "20", "12"])
        var path: [Int?] = []
        for forward in [true, true, true, true, false, false, false] {
            board.perform(.find(Query("vase"), forward: forward))
            path.append(board.selectedRow(of: .auctions))
        }
        #expect(path == [0, 2, 3, 0, 3, 2, 0], "rows are 1 2 11 12 20")
        board.perform(.find(Query("nowhere"), forward: true))
        #expect(board.selectedRow(of: .auctions) == 0)
        #expect(board.nextMatch(Query("nowhere"), forward: true) == nil)
        #expect(board.nextMatch(Query(""), forward: true) == nil)
        #expect(board.nextMatch(Query("\"1\" -2 vase"), forward: true) == 2)
        board.perform(.deselect)
        #expect(board.selectedLot == nil)
        #expect(board.nextMatch(Query("vase"), forward: false) == 3, "from the end when nothing is chosen")
        #expect(board.matchCount(Query("vase"), of: .auctions, limit: 99) == 3)
        #expect(board.matchCount(Query("vase"), of: .auctions, limit: 2) == 2)
    }

    @Test func findingLooksAtWhatIsShownOnly() {
        var board = Self.lots(["1", "2", "11", "20", "12"])
        board.perform(.filter(Query("chair")))
        board.arrange(at: Make.time(1))
        #expect(board.rowCount == 2 && board.totalCount(of: .auctions) == 5)
        #expect(board.nextMatch(Query("vase"), forward: true) == nil)
        #expect(board.matchCount(Query("0"), of: .auctions, limit: 99) == 1)
    }

    @Test func aFilterAndASortWorkInAPause() {
        var board = Self.lots(["1", "2", "11"])
        board.perform(.togglePause)
        board.apply(Make.lot(Lot(lot: "13", title: "Vase")))
        board.perform(.filter(Query("vase")))
        board.perform(.nextSort)
        board.arrange(at: Make.time(1))
        #expect(Self.rows(board, .auctions).map(\.name) == ["1", "11"])
        board.perform(.select(row: 1))
        #expect(board.selectedLot?.id == "11")
        board.perform(.togglePause)
        board.arrange(at: Make.time(2))
        #expect(Self.rows(board, .auctions).map(\.name) == ["1", "11", "13"])
    }

    @Test func theMapSharesTheJourneysSelectionAndQuery() {
        var board = Board()
        for id in ["a", "b", "c"] { board.apply(Make.fix(id, 60, 24)) }
        board.arrange(at: Make.time(0))
        board.perform(.focus(.map))
        board.perform(.select(row: 1))
        board.perform(.filter(Query("-a")))
        board.arrange(at: Make.time(1))
        #expect(board.selectedRow(of: .journeys) == 0 && board.selectedRow(of: .map) == 0)
        #expect(board.query(of: .journeys) == Query("-a") && board.rowCount(of: .journeys) == 2)
        #expect(board.query(of: .auctions).isEmpty)
    }

    /// How often a query looks at something, rather than how long it takes.
    @Test func onlyWhatChangedIsLookedAtAgain() {
        var filter = Filter()
        /// Whether others pass than before, and after how many looks.
        func update(_ query: String = "x", count: Int) -> [Int] {
            var looks = 0
            let isChanged = filter.update(Query(query), count: count) { place, _ in
                looks += 1
                return place % 2 == 0
            }
            return [isChanged ? 1 : 0, looks]
        }
        #expect(update(count: 1_000) == [1, 1_000])
        #expect(update(count: 1_000) == [0, 0])
        filter.note(7)
        filter.note(7)
        #expect(update(count: 1_000) == [0, 1])
        #expect(update(count: 1_002) == [1, 2], "two have come")
        filter.noteAll()
        #expect(update(count: 1_002) == [0, 1_002])
        #expect(update("", count: 1_002) == [1, 0])
        filter.note(3)
        #expect(update("", count: 1_002) == [0, 0])
    }

    @Test func everythingIsLookedAtTwiceASecondAtMost() {
        var pace = Pace()
        let asked: [(version: Int, milliseconds: Int64, isDue: Bool)] = [
            (1, 0, true), (1, 900, false), (2, 901, true), (3, 1_000, false), (4, 1_400, false), (5, 1_401, true),
            (5, 9_000, false), (6, 10, true), (7, 509, false), (7, 510, true),
        ]
        for ask in asked {
            #expect(pace.isDue(ask.version, at: Timestamp(milliseconds: ask.milliseconds)) == ask.isDue, "\(ask)")
        }
    }
}
