import Dashboard
import Domain
import TUI
import Testing

@testable import Interface

/// Where the room goes: between a list and its detail, and between columns.
@Suite struct RoomTests {
    @Test(
        "a short list of feeds is seen whole before their messages take room, a long one has half",
        arguments: [
            (8, 4, false, 4), (8, 9, false, 4), (10, 4, false, 4), (12, 8, false, 8), (20, 8, false, 8),
            (20, 40, false, 9),
            (40, 40, false, 19), (40, 4, true, 4), (20, 9, true, 4), (7, 4, false, 6),
        ])
    func feeds(height: Int, rows: Int, isOpen: Bool, listed: Int) {
        let interior = Rect(x: 0, y: 0, width: 80, height: height)
        let layout = PaneLayout(interior, .init(pane: .feeds, hasDetail: true, isOpen: isOpen, rows: rows))
        #expect(layout.list.height == listed)
    }

    @Test func everyFeedIsInSightOnAHalfScreen() throws {
        var board = Board()
        for feed in ["house", "city", "alerts"] {
            Sample.send(.status(.connected), feed: feed, to: &board)
            for count in 0..<20 {
                Sample.send(.message(.json("\(count)")), feed: feed, channel: feed == "city" ? "/" : nil, to: &board)
            }
        }
        let lines = try Screen(Sample.desk(170, 45, "5", board: board)).grid().lines.map { $0.dropFirst(88) }
        let start = try #require(lines.firstIndex { $0.contains("5 Feeds") })
        let names = lines[start...].prefix(6).map { $0.dropFirst(3).prefix(8).filter(\.isLetter) }
        #expect(Set(["house", "city", "alerts"]).isSubset(of: names), "\(names)")
        #expect(lines[start...].contains { $0.contains("message") })
    }

    @Test("a message's data has what short kinds, channels and names leave", arguments: [80, 120, 170])
    func messages(width: Int) throws {
        var board = Board()
        let data = #"{"type":"bid","lot_id":"27","amount":126}"#
        var envelope = Envelope(received: Sample.before(3), feed: "ws", name: "bid", event: .bid(Bid(lot: "27")))
        envelope.raw = .json(data)
        board.apply(envelope)
        let text = try Screen(Sample.desk(width, 30, "5z", board: board)).grid().text
        #expect(text.contains(data), "\(text)")
    }

    @Test func aVehiclesServiceTakesTheRoomOfARidesTimes() throws {
        var board = Board()
        let place = Coordinate(latitude: 42.35, longitude: -71.09)
        Sample.send(
            .vehicle(
                Vehicle(
                    vehicle: "0709", position: place, route: "Blue", trip: "55458751", occupancy: "FEW_SEATS_AVAILABLE")
            ),
            feed: "city", to: &board)
        let lines = try Screen(Sample.desk(120, 30, "2z", board: board)).grid().lines
        let titles = try #require(lines.first { $0.contains("driver") })
        let row = try #require(lines.first { $0.contains("0709") && $0.contains("route") })
        #expect(row.contains("route Blue, few seats available, trip 55458751"), "\(row)")
        let column = { (line: String, text: String) in line.firstRange(of: text)?.lowerBound.utf16Offset(in: line) }
        #expect(column(row, "route") == column(titles, "car"))
    }
}
