import Dashboard
import Domain
import TUI
import Testing

@testable import Interface

/// Layouts, the mouse and what scrolls: what the person then sees.
@Suite struct SightStoryTests {
    var desk: Desk

    init() throws { desk = try Sample.desk(80, 24) }

    @discardableResult
    private mutating func type(_ keys: String) throws -> [Effect] {
        try Sample.type(keys.replacing(" ", with: "<space>"), on: &desk)
    }

    private var screen: String { Screen(desk).grid().text }

    // MARK: Layout

    @Test mutating func zoomingGivesAPaneTheScreen() throws {
        desk.arrange(at: Sample.now, size: Size(width: 120, height: 36))
        #expect(desk.arrangement.panes.count == 4)
        try type("2z")
        #expect(desk.arrangement.panes == [.journeys])
        try type("z")
        #expect(desk.arrangement.panes.count == 4)
    }

    @Test mutating func panesAreResizedByKeysAndByDragging() throws {
        desk.arrange(at: Sample.now, size: Size(width: 120, height: 36))
        let area = desk.arrangement.area(of: .auctions)
        try type(">}")
        #expect(desk.arrangement.area(of: .auctions).width == area.width + 4)
        #expect(desk.arrangement.area(of: .auctions).height == area.height + 2)
        let edge = Point(x: area.maxX + 3, y: 5)
        for kind in [.press(.left), .drag(.left), .release(.left)] as [MouseEvent.Kind] {
            let point = kind == .press(.left) ? edge : Point(x: edge.x - 10, y: 9)
            _ = desk.handle(.mouse(MouseEvent(kind, at: point)), at: Sample.now)
        }
        #expect(desk.arrangement.area(of: .auctions).width == area.width - 6)
    }

    @Test mutating func noPaneIsSqueezedAway() throws {
        desk.arrange(at: Sample.now, size: Size(width: 120, height: 36))
        for _ in 0..<20 { try type("<lt>{") }
        #expect(desk.arrangement.area(of: .auctions).width >= 20 && desk.arrangement.area(of: .auctions).height >= 5)
        for _ in 0..<20 { try type(">}") }
        #expect(desk.arrangement.area(of: .map).width >= 20 && desk.arrangement.area(of: .notifications).height >= 5)
    }

    // MARK: Mouse

    @Test mutating func theWheelScrollsWhatIsUnderItAndAClickSelects() throws {
        let size = Size(width: 120, height: 24)
        desk.arrange(at: Sample.now, size: size)
        for number in 0..<60 {
            Sample.send(.lot(Lot(lot: "5\(number)", status: .open)), feed: "house", to: &desk.board)
        }
        desk.arrange(at: Sample.now, size: size)
        _ = desk.handle(.mouse(MouseEvent(.wheelDown, at: Point(x: 10, y: 5))), at: Sample.now)
        #expect(desk.offset(of: .auctions) == 3 && desk.board.selectedLot == nil)
        _ = desk.handle(.mouse(MouseEvent(.press(.left), at: Point(x: 10, y: 4))), at: Sample.now)
        #expect(desk.board.selectedRow(of: .auctions) == 4)
        let journeys = desk.arrangement.area(of: .journeys)
        _ = desk.handle(.mouse(MouseEvent(.press(.left), at: Point(x: journeys.x + 5, y: journeys.y))), at: Sample.now)
        #expect(desk.board.focus == .journeys)
    }

    @Test mutating func scrollingIsNotStolenByWhatArrives() throws {
        for number in 0..<60 {
            Sample.send(
                .notification(Notification(id: "\(number)", title: "n \(number)")), feed: "alerts", to: &desk.board)
        }
        try type("4")
        _ = desk.handle(.mouse(MouseEvent(.wheelDown, at: Point(x: 10, y: 5))), at: Sample.now)
        _ = desk.handle(.mouse(MouseEvent(.press(.left), at: Point(x: 10, y: 8))), at: Sample.now)
        desk.arrange(at: Sample.now, size: desk.size)
        let line = Screen(desk).grid().lines.firstIndex { $0.contains("▸") }
        Sample.send(.notification(Notification(id: "new", title: "new")), feed: "alerts", to: &desk.board)
        desk.arrange(at: Sample.now, size: desk.size)
        #expect(Screen(desk).grid().lines.firstIndex { $0.contains("▸") } == line)
    }

    @Test mutating func theWheelStaysWithWhatIsInSight() throws {
        for number in 0..<60 {
            Sample.send(
                .notification(Notification(id: "\(number)", title: "n \(number)")), feed: "alerts", to: &desk.board)
        }
        try type("4")
        _ = desk.handle(.mouse(MouseEvent(.wheelDown, at: Point(x: 10, y: 5))), at: Sample.now)
        desk.arrange(at: Sample.now, size: desk.size)
        let top = Screen(desk).grid().lines[3]
        for number in 60..<65 {
            Sample.send(
                .notification(Notification(id: "\(number)", title: "n \(number)")), feed: "alerts", to: &desk.board)
        }
        desk.arrange(at: Sample.now, size: desk.size)
        #expect(Screen(desk).grid().lines[3] == top)
    }

    @Test mutating func aLongDetailIsScrolledByKeysToItsEndAndBack() throws {
        let body = (1...60).map { "line \($0)" }.joined(separator: "\n")
        Sample.send(.notification(Notification(title: "Long", body: body)), feed: "alerts", ago: 0, to: &desk.board)
        desk.arrange(at: Sample.now, size: desk.size)
        try type("4zg<enter>")
        #expect(screen.contains("line 1 ") && !screen.contains("line 60"))
        try type("G")
        #expect(screen.contains("line 60"))
        try type("kkkk")
        #expect(!screen.contains("line 60") && screen.contains("line 56"))
        try type("g")
        #expect(screen.contains("line 1 "))
    }

    @Test mutating func aMessageOpensToItsEnd() throws {
        let keys = (1...80).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        desk.board.apply(
            Envelope(
                received: Sample.now, feed: "house", channel: "sale", raw: .json("{\(keys)}"), event: .message(nil)))
        desk.arrange(at: Sample.now, size: desk.size)
        try type("5<enter><enter><enter>")
        #expect(screen.contains("\"k1\": 1,"))
        try type("G")
        #expect(screen.contains("\"k80\": 80"))
        try type("<esc>")
        #expect(!desk.isMessageOpen && desk.board.selectedMessage != nil)
        try type("<esc><esc>")
        #expect(desk.openDetails.isEmpty)
    }

    @Test mutating func whatMeansNothingInAPaneDoesNothingThere() throws {
        try type("1j")
        let (rows, unread) = (desk.board.rowCount(of: .notifications), desk.board.scene.notifications.unread)
        try type("xaZf")
        #expect(desk.board.focus == .auctions && !desk.atlas.isFollowing)
        #expect(desk.board.rowCount(of: .notifications) == rows && desk.board.scene.notifications.unread == unread)
    }

    @Test mutating func enterOnTheMapShowsTheRide() throws {
        try type("2j<enter><esc>3<enter>")
        #expect(desk.board.focus == .journeys && desk.openDetails.contains(.journeys))
        try type("3<enter>")
        #expect(desk.openDetails.contains(.journeys))
    }

    @Test mutating func escapeInTheAuctionsLeavesTheFollowedCar() throws {
        try type("2jf1j<esc>")
        #expect(desk.board.selectedLot == nil && desk.atlas.isFollowing)
    }

    @Test mutating func aPaneBesideTheLayoutIsLeftByEscape() throws {
        desk.arrange(at: Sample.now, size: Size(width: 120, height: 36))
        try type("5")
        #expect(desk.arrangement.panes == [.feeds])
        try type("<esc>")
        #expect(desk.arrangement.panes.count == 4)
    }

    @Test mutating func theWheelInThePickerTriesThemesOn() throws {
        desk = Desk(board: Sample.board(), themes: ["basic", "other"].map { ThemeChoice(name: $0, description: "") })
        desk.arrange(at: Sample.now, size: Size(width: 80, height: 24))
        try type("T")
        let effects = desk.handle(.mouse(MouseEvent(.wheelDown, at: Point(x: 60, y: 3))), at: Sample.now)
        #expect(effects == [.use(theme: "other")])
    }

    @Test func theFocusStartsWhereThereIsSomething() throws {
        var board = Board()
        Sample.send(.ride(Ride(ride: "1", status: .requested)), feed: "city", to: &board)
        let desk = try Sample.desk(120, 36, board: board)
        #expect(desk.board.focus == .journeys && desk.arrangement.panes.contains(.journeys))
        #expect(!desk.arrangement.panes.contains(.auctions))
    }

    @Test mutating func aPausedViewKeepsItsTimeAndTheHeaderTheWorlds() throws {
        desk.arrange(at: Sample.now, size: Size(width: 120, height: 36))
        try type("p")
        Sample.send(.status(.closed(code: 1006, reason: "gone")), feed: "house", ago: 0, to: &desk.board)
        desk.arrange(at: Sample.after(700), size: desk.size)
        #expect(screen.contains("0:08!") && !screen.contains("ended"))
        #expect(Screen(desk).grid().lines[0].contains("house ✗ closed") && screen.contains("14:15:02"))
    }

    /// Rides and vehicles change places while another layout hides them.
    @Test(arguments: ["vv", "2vv", "2z1vv"])
    mutating func aLayoutThatShowsThePaneAgainShowsItsSelection(keys: String) throws {
        var board = Board()
        for number in 10..<50 {
            let place = Coordinate(latitude: 60 + Double(number) / 1_000, longitude: 25)
            Sample.send(.vehicle(Vehicle(vehicle: "v\(number)", position: place)), feed: "city", to: &board)
        }
        Sample.send(.lot(Lot(lot: "1")), feed: "house", to: &board)
        desk = try Sample.desk(80, 24, "2G1", board: board)
        let last = try #require(desk.board.scene.fleet.row(desk.board.selectedRow(of: .journeys) ?? 0))
        for number in 10..<20 {
            Sample.send(.ride(Ride(ride: "r\(number)", status: .accepted)), feed: "city", to: &desk.board)
        }
        try type(keys)
        #expect(desk.board.focus == .journeys)
        let row = try #require(desk.board.selectedRow(of: .journeys))
        #expect(desk.board.scene.fleet.row(row)?.key == last.key)
        let height = desk.paneLayout(.journeys, in: desk.arrangement).list.height
        #expect((0..<height).contains(row - desk.offset(of: .journeys)))
    }
}
