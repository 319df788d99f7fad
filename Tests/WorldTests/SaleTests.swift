import Testing

@testable import World

private func sale(_ seed: UInt64, minutes: Int) throws -> [String: [Telling]] {
    Dictionary(grouping: try tellings(seed, minutes: minutes, on: ["auction."])) { $0["lot_id"] ?? "" }
}

/// Whether climbing the ladder of increments from `from` leads to `to`.
private func climbs(_ from: Int64, to target: Int64) -> Bool {
    var amount = from
    while amount < target { amount += Increments.step(at: amount) }
    return amount == target
}

@Test(arguments: [1, 2, 3] as [UInt64])
func bidsRiseAndTheHammerKeepsTheRules(_ seed: UInt64) throws {
    var sold = 0
    var passed = 0
    for (lot, told) in try sale(seed, minutes: 20) {
        var last: Telling?
        var ended = false
        for telling in told {
            #expect(!ended, "lot \(lot) goes on after its end")
            switch telling.name {
            case "bid.accepted":
                let amount = try telling.integer("amount_minor")
                let ask = try last.map { try $0.integer("ask_minor") } ?? amount
                #expect(amount >= ask && climbs(ask, to: amount), "lot \(lot): \(amount) after an ask of \(ask)")
            case "bid.rejected":
                #expect(try telling.integer("amount_minor") < (try #require(last).integer("ask_minor")))
            case "lot.sold":
                #expect(telling["reserve"] != "not_met" && telling["leader"] != nil)
                (ended, sold) = (true, sold + 1)
            case "lot.passed":
                #expect(telling["reserve"] == "not_met" || telling["current_bid_minor"] == nil)
                (ended, passed) = (true, passed + 1)
            default: break
            }
            if telling.name.hasPrefix("lot.") { last = telling }
        }
    }
    #expect(sold > 10 && passed > 1, "\(sold) sold, \(passed) passed")
}

@Test(arguments: [1, 2, 3] as [UInt64])
func aLateBidMovesTheClose(_ seed: UInt64) throws {
    var moved = 0
    for (lot, told) in try sale(seed, minutes: 20) {
        var last: Telling?
        var bid: Telling?
        for telling in told where telling.name != "bid.rejected" {
            if telling.name == "bid.accepted" {
                bid = telling
                continue
            }
            let closes = try telling.integer("closes_at")
            if let last, telling.name == "lot.extended" {
                moved += 1
                #expect(closes == (try #require(bid).integer("ts")) + Lot.softClose)
                #expect(closes > (try last.integer("closes_at")))
                #expect(try telling.integer("extended") == (try last.integer("extended")) + 1)
            } else if let last {
                #expect(closes == (try last.integer("closes_at")), "lot \(lot) \(telling.name)")
            }
            if telling.name == "lot.sold" || telling.name == "lot.passed" {
                #expect(try telling.integer("ts") == closes)
            }
            last = telling
        }
    }
    #expect(moved > 10)
}

@Test func theRoomFollowsTheBids() throws {
    for (_, told) in try sale(9, minutes: 20) {
        var bids: Int64?
        for (bid, state) in zip(told, told.dropFirst()) where bid.name == "bid.accepted" {
            #expect(state["leader"] == bid["bidder"] && state["current_bid_minor"] == bid["amount_minor"])
            let count = try state.integer("bid_count")
            if let bids { #expect(count == bids + 1) }
            bids = count
        }
    }
}

@Test(arguments: [1, 2, 3] as [UInt64])
func aNoticeOfTheSaleHasItsCause(_ seed: UInt64) throws {
    var leader: [String: String] = [:]
    var shouldSay: [String] = []
    var said: [String] = []
    for telling in try tellings(seed, minutes: 20, on: ["auction.", "notifications."]) {
        if telling.name == "notification.created", let title = telling["title"] {
            if title.contains("Outbid") || title.contains("won") { said.append(title) }
        } else if let lot = telling["lot_id"], telling.name.hasPrefix("lot.") {
            let now = telling["leader"] ?? ""
            if leader[lot] == World.me, now != World.me { shouldSay.append("Outbid on lot \(lot)") }
            if telling.name == "lot.sold", now == World.me { shouldSay.append("You won lot \(lot)") }
            leader[lot] = now
        }
    }
    #expect(said == shouldSay)
    #expect(said.count > 3)
}

@Test func theLadderHasNoGaps() {
    var amount: Int64 = 10_00
    for _ in 0..<200 {
        #expect(Increments.floor(amount) == amount)
        #expect(Increments.floor(amount + Increments.step(at: amount) - 1) == amount)
        amount += Increments.step(at: amount)
    }
    #expect(Increments.floor(0) == 10_00)
    #expect(Increments.highest(from: 500_00, notAbove: 100_00) == 500_00)
    #expect(Increments.highest(from: 500_00, notAbove: 1_099_99) == 1_000_00)
}

@Test func quantilesAreDrawnBetween() throws {
    let line = try #require(Quantiles(shares: [0.1, 0.5, 0.9], values: [0, 40, 50]))
    for (share, value) in [(0.0, 0.0), (0.1, 0), (0.3, 20), (0.5, 40), (0.7, 45), (0.9, 50), (1, 50)] {
        #expect(abs(line[share] - value) < 1e-9)
    }
    #expect(Quantiles(shares: [0.1], values: [1]) == nil)
    #expect(Quantiles(shares: [0.1, 0.2], values: [1]) == nil)
}
