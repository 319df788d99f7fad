internal import JSON

extension Lot {
    /// The whole state of the lot. `start` is the Unix time of virtual time zero, in milliseconds.
    func write(to json: inout JSONWriter, start: Int64) {
        json.key("lot_id")
        json.string(id)
        json.key("title")
        json.string(title)
        json.key("status")
        json.string(status.rawValue)
        if let current {
            json.key("current_bid_minor")
            json.int(current)
        }
        json.key("ask_minor")
        json.int(ask)
        json.key("increment_minor")
        json.int(Increments.step(at: current ?? starting))
        json.key("currency")
        json.string(department.currency)
        json.key("reserve")
        json.string(reserveState)
        json.key("bid_count")
        json.int(bidCount)
        if let leader {
            json.key("leader")
            json.string(leader.name)
        }
        json.key("watchers")
        json.int(watchers)
        json.key("opens_at")
        json.int(start + opens)
        json.key("closes_at")
        json.int(start + closes)
        json.key("extended")
        json.int(extended)
    }
}

/// One bid, as the house tells it to everyone.
struct BidPayload {
    var id: String
    var lot: String
    var amount: Int64
    var currency: String
    var paddle: Paddle
    var isAccepted: Bool

    func write(to json: inout JSONWriter) {
        json.key("id")
        json.string(id)
        json.key("lot_id")
        json.string(lot)
        json.key("amount_minor")
        json.int(amount)
        json.key("currency")
        json.string(currency)
        json.key("bidder")
        json.string(paddle.name)
        json.key("state")
        json.string(isAccepted ? "accepted" : "rejected")
        if !isAccepted {
            json.key("reason")
            json.string("too_low")
        }
    }
}
