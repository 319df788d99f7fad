import Dashboard
import Domain
import TUI
import Testing

@testable import Interface

/// Whole screens of a fixed board at a fixed time; the pictures are in `Fixtures`.
@Suite struct ScreenTests {
    static let sizes = [(40, 12), (80, 24), (120, 36), (200, 60)]

    @Test(arguments: sizes + [(80, 40)])
    func overview(width: Int, height: Int) throws {
        try expect("j", width, height, "overview")
    }

    @Test(arguments: Pane.allCases, sizes)
    func eachPaneAlone(pane: Pane, size: (width: Int, height: Int)) throws {
        try expect("\(pane.key)zj", size.width, size.height, "\(pane)")
    }

    @Test(arguments: [Pane.auctions, .journeys, .notifications, .feeds], [(40, 12), (80, 24), (120, 36)])
    func eachDetail(pane: Pane, size: (width: Int, height: Int)) throws {
        let keys = pane == .notifications ? "\(pane.key)zj" : "\(pane.key)zj<enter>"
        try expect(keys + (pane == .notifications ? "<enter>" : ""), size.width, size.height, "detail-\(pane)")
    }

    @Test func handover() throws {
        try expect("2z/olli<enter><enter>", 80, 24, "handover")
    }

    @Test(arguments: Preset.allCases.dropFirst())
    func layouts(preset: Preset) throws {
        try expect(
            ":layout \(preset.rawValue)<enter>".replacing(" ", with: "<space>"), 120, 36, "layout-\(preset.rawValue)")
    }

    @Test(arguments: [(40, 12), (80, 24)])
    func help(width: Int, height: Int) throws {
        try expect("?", width, height, "help")
    }

    @Test func helpSearched() throws { try expect("?map", 80, 24, "help-searched") }

    @Test func palette() throws { try expect(":lay", 80, 24, "palette") }

    @Test func searching() throws { try expect("/leica", 80, 24, "searching") }

    @Test func filtering() throws { try expect("&paddle", 80, 24, "filtering") }

    @Test func themes() throws { try expect("T", 80, 24, "themes") }

    @Test func paused() throws {
        var desk = try Sample.desk(120, 20, "p")
        for number in 0..<1_204 {
            Sample.send(.message(nil), feed: "city", id: "\(number)", ago: 1, to: &desk.board)
        }
        desk.arrange(at: Sample.now, size: desk.size)
        try expectPicture(Screen(desk).grid().text, "paused-120x20.screen")
    }

    @Test func looks() throws {
        let desk = try Sample.desk(80, 24, "j")
        try expectPicture(Screen(desk).grid().snapshot(names: [Theme.basic[.text]: "."]), "looks-80x24.screen")
    }

    @Test func emptyBoard() throws {
        try expectPicture(Screen(Sample.desk(80, 24, board: Board())).grid().text, "empty-80x24.screen")
    }

    private func expect(_ keys: String, _ width: Int, _ height: Int, _ name: String) throws {
        let desk = try Sample.desk(width, height, keys.replacing(" ", with: "<space>"))
        try expectPicture(Screen(desk).grid().text, "\(name)-\(width)x\(height).screen")
    }

    @Test func theCountdownRunsOnTheServersClock() throws {
        var board = Board()
        board.measure(date: Sample.after(40), sent: Sample.before(1), received: Sample.now, feed: "house")
        board.apply(
            Envelope(
                source: Sample.after(40), received: Sample.now, feed: "house",
                event: .lot(Lot(lot: "1", status: .open, closesAt: Sample.after(100)))))
        let text = try Screen(Sample.desk(80, 24, board: board)).grid().text
        #expect(text.contains("1:00 ") || text.contains("1:01 ") || text.contains("0:59 "))
    }

    @Test func extremeValuesAreDrawn() throws {
        var board = Board()
        for (step, minor) in [Int64.max - 1, -5_000_000_000_000_000_000, 0, .max].enumerated() {
            Sample.send(
                .lot(
                    Lot(
                        lot: "1", status: .open, current: Money(minor: minor, exponent: 18, currency: "EUR"),
                        closesAt: Timestamp(milliseconds: .max))),
                feed: "house", ago: Int64(10 - step), to: &board)
        }
        Sample.send(
            .vehicle(
                Vehicle(
                    vehicle: "v", position: Coordinate(latitude: -90, longitude: 180), bearing: .infinity,
                    speed: .greatestFiniteMagnitude, accuracy: .greatestFiniteMagnitude)), feed: "city", to: &board)
        for keys in ["j<enter>", "2j<enter>", "3"] {
            for (width, height) in Self.sizes { _ = try Screen(Sample.desk(width, height, keys, board: board)).grid() }
        }
    }

    // MARK: At any size, with anything

    @Test(arguments: [(39, 12), (40, 11), (20, 3), (1, 1), (0, 0)])
    func whatIsTooSmallSaysSo(width: Int, height: Int) throws {
        let text = try Screen(Sample.desk(width, height)).grid().text
        #expect(width < 20 || text.contains("too small"))
    }

    @Test(arguments: ["", "j<enter>", "2zj<enter>", "3", "4j<enter>", "5<enter>j", "?", ":", "T", "/a"])
    func everySizeStaysInsideItsGrid(keys: String) throws {
        var desk = try Sample.desk(80, 24, keys)
        for width in stride(from: 3, through: 205, by: 40) {
            for height in stride(from: 2, through: 64, by: 12) {
                let size = Size(width: width, height: height)
                desk.arrange(at: Sample.now, size: size)
                #expect(Screen(desk).grid().size == size)
            }
        }
    }

    @Test func colourIsNeverTheOnlySign() throws {
        let text = try Screen(Sample.desk(200, 60)).grid().text
        for sign in [
            "● you", "✗ #7", "○ #9", "! new driver", "! 99 s", "~ 49 s", "◌ retry in 5 s", "!!  Pay", "✓ sold", "R✓",
            "† 13:43",
        ] {
            #expect(text.contains(sign), "\(sign)")
        }
    }

    @Test func theClockShowsTheWallsTime() throws {
        var desk = try Sample.desk(80, 24)
        #expect(Screen(desk).grid().lines[0].contains("14:03:22"))
        desk.arrange(at: Sample.now, size: desk.size, offset: .seconds(7_200))
        #expect(Screen(desk).grid().lines[0].contains("16:03:22"))
    }

    @Test func hostileTextsStayText() throws {
        var board = Board()
        let hostile = "\u{1B}]0;owned\u{7}\u{202E}txt\r\n\u{9B}2J" + String(repeating: "W", count: 5_000)
        Sample.send(
            .lot(Lot(lot: hostile, title: hostile, leader: hostile)), feed: hostile, channel: hostile, to: &board)
        Sample.send(
            .ride(Ride(ride: hostile, driver: .init(name: hostile), car: .init(plate: hostile))), feed: hostile,
            to: &board)
        let place = Coordinate(latitude: 60, longitude: 25)
        Sample.send(.vehicle(Vehicle(vehicle: hostile, label: hostile, position: place)), feed: hostile, to: &board)
        Sample.send(.notification(Notification(title: hostile, body: hostile, url: hostile)), feed: hostile, to: &board)
        for keys in ["j<enter>", "2j<enter>", "3", "4j<enter>", "5j<enter>j"] {
            for (width, height) in Self.sizes {
                let text = try Screen(Sample.desk(width, height, keys, board: board)).grid().text
                let isClean = text.unicodeScalars.allSatisfy { scalar in
                    scalar == "\n"
                        || (scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) && scalar != "\u{202E}")
                }
                #expect(isClean, "\(keys) at \(width)×\(height)")
            }
        }
    }
}
