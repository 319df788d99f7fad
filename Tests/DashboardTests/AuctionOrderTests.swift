import Domain
import Testing

@testable import Dashboard

/// The order of the lots, which time alone can change.
@Suite struct AuctionOrderTests {
    private func order(_ board: inout Board, at now: Int64) -> [String] {
        board.arrange(at: Make.time(now))
        return (0..<board.scene.auctions.count).compactMap { board.scene.auctions.auction(row: $0)?.key.id }
    }

    @Test func whatEndsNextIsFirstAndWhatIsOverIsLast() {
        var board = Board()
        let lots: [(String, Lot.Status, Int64?)] = [
            ("sold", .sold, 50), ("late", .open, 300), ("next", .open, 100), ("no end", .open, nil),
            ("soon", .upcoming, 900),
        ]
        for (id, status, closes) in lots {
            board.apply(Make.lot(Lot(lot: id, status: status, closesAt: closes.map(Make.time)), at: 1))
        }
        #expect(order(&board, at: 10) == ["next", "late", "no end", "soon", "sold"])
        board.apply(Make.lot(Lot(lot: "next", closesAt: Make.time(400)), at: 20))
        #expect(order(&board, at: 20) == ["late", "next", "no end", "soon", "sold"])
        #expect(order(&board, at: 330) == ["late", "next", "no end", "soon", "sold"], "closing")
        #expect(order(&board, at: 331) == ["next", "no end", "soon", "late", "sold"], "ended, though nothing came")
    }

    @Test func aSingleLotEndsTooThoughNothingComes() {
        var board = Board()
        board.apply(Make.lot(Lot(lot: "1", status: .open, closesAt: Make.time(100)), at: 1))
        #expect(order(&board, at: 1) == ["1"])
        board.apply(Make.lot(Lot(lot: "2", status: .open), at: 1))
        #expect(order(&board, at: 2) == ["1", "2"])
        #expect(order(&board, at: 131) == ["2", "1"])
    }
}
