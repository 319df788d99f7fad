import Domain
import Testing

@testable import Realtime

/// Where the watcher stands: `leading`, `outbid` (only after taking part), `none`.
@Suite struct MappingStandingTests {
    private func told(_ mapper: Mapper, _ messages: [(String, String)]) throws -> [String] {
        try messages.map { name, json in try line(Sample(name, json, ""), mapper: mapper) }
    }

    @Test func `by who leads the lot`() throws {
        let lines = try told(
            Mapper(.init(me: ["p7"])),
            [
                ("lot.updated", #"{"lot_id":"1","leader":"p9","current_bid":"1.00"}"#),
                ("lot.updated", #"{"lot_id":"1","leader":"p7","current_bid":"2.00"}"#),
                ("lot.updated", #"{"lot_id":"1","leader":"p9","current_bid":"3.00"}"#),
                ("lot.updated", #"{"lot_id":"2","leader":{"id":1,"paddle":"p7"},"current_bid":"3.00"}"#),
                ("lot.updated", #"{"lot_id":"1","watchers":3}"#),
            ])
        #expect(
            lines == [
                "lot 1 current=1.00 leader=p9 standing=none", "lot 1 current=2.00 leader=p7 standing=leading",
                "lot 1 current=3.00 leader=p9 standing=outbid", "lot 2 current=3.00 leader=p7 standing=leading",
                "lot 1 watchers=3",
            ])
    }

    @Test func `a bid that changes it is followed by the lot`() throws {
        let lines = try told(
            Mapper(.init(me: ["42"])),
            [
                ("bid.placed", #"{"lot_id":"1","amount":"1.00","bidder_id":7}"#),
                ("bid.placed", #"{"lot_id":"1","amount":"2.00","bidder_id":42}"#),
                ("bid.placed", #"{"lot_id":"1","amount":"3.00","bidder_id":42}"#),
                ("bid.placed", #"{"lot_id":"1","amount":"3.00","bidder_id":7}"#),
                ("bid.placed", #"{"lot_id":"1","amount":"2.50","bidder_id":7}"#),
                ("bid.rejected", #"{"lot_id":"1","amount":"9.00","bidder_id":7}"#),
                ("bid.placed", #"{"lot_id":"1","amount":"4.00","bidder_id":7}"#),
                ("bid.placed", #"{"lot_id":"1","amount":"5.00","bidder_id":8}"#),
            ])
        #expect(
            lines == [
                "bid 1 amount=1.00 by=7 state=placed",
                "bid 1 amount=2.00 by=42 state=placed + lot 1 current=2.00 leader=42 standing=leading",
                "bid 1 amount=3.00 by=42 state=placed",
                "bid 1 amount=3.00 by=7 state=placed",
                "bid 1 amount=2.50 by=7 state=placed",
                "bid 1 amount=9.00 by=7 state=rejected",
                "bid 1 amount=4.00 by=7 state=placed + lot 1 current=4.00 leader=7 standing=outbid",
                "bid 1 amount=5.00 by=8 state=placed",
            ])
    }

    @Test func `what the service says counts, also where nobody said who the watcher is`() throws {
        let lines = try told(
            Mapper(),
            [
                ("", #"{"lot_id":"1","current_bid":"1.00","is_winning":true}"#),
                ("", #"{"lot_id":"1","current_bid":"2.00","is_winning":false}"#),
                ("bid.placed", #"{"lot_id":"2","amount":"1.00","bidder":"x","isWinningBid":true}"#),
                ("bid.placed", #"{"lot_id":"3","amount":"1.00","bidder":"x"}"#),
            ])
        #expect(
            lines == [
                "lot 1 current=1.00 standing=leading", "lot 1 current=2.00 standing=outbid",
                "bid 2 amount=1.00 by=x state=placed + lot 2 current=1.00 leader=x standing=leading",
                "bid 3 amount=1.00 by=x state=placed",
            ])
    }

    @Test func `a new close or extension in a bid's message is told once`() throws {
        let bid = #"{"lot_id":"1","amount":"1.00","bidder":"x","ends_at":"2026-11-21T10:05:00Z"}"#
        let later = #"{"lot_id":"1","amount":"1.00","bidder":"x","ends_at":"2026-11-21T10:07:00Z","extended_count":1}"#
        #expect(
            try told(Mapper(), [("", bid), ("", bid), ("", later), ("", later)]) == [
                "bid 1 amount=1.00 by=x + lot 1 closes=2026-11-21T10:05:00Z", "bid 1 amount=1.00 by=x",
                "bid 1 amount=1.00 by=x + lot 1 closes=2026-11-21T10:07:00Z extended=1", "bid 1 amount=1.00 by=x",
            ])
        #expect(try told(Mapper(.init(tellsLotsOfBids: false)), [("", bid)]) == ["bid 1 amount=1.00 by=x"])
    }

    @Test func `memory is bounded`() {
        var book = LotBook(capacity: 100)
        for number in 0..<10_000 {
            var lot = Lot(lot: "\(number)", standing: .leading)
            book.take(&lot)
        }
        #expect(book.count == 100)
        var old = Lot(lot: "1", standing: Lot.Standing.none)
        book.take(&old)
        #expect(old.standing == Lot.Standing.none, "forgotten")
        var recent = Lot(lot: "9999", standing: Lot.Standing.none)
        book.take(&recent)
        #expect(recent.standing == .outbid)
    }
}
