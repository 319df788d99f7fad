import Domain

extension Auction {
    /// Takes one bid into account.
    mutating func take(_ bid: Bid, at moment: Moment, me: Identity) -> [Alert] {
        let before = stand
        let isMine = bid.bidder.map { me.isMe($0, in: key.feed) } ?? false
        if isMine, bid.state != .rejected { hasBid = true }
        // A ceiling is only ever told to whom it belongs.
        if let ceiling = bid.max, isMine || !me.isKnown(in: key.feed) { maximum = ceiling.inCurrency(of: current) }
        switch bid.state {
        case .rejected, .retracted:
            withdraw(bid, as: bid.state ?? .rejected, at: moment, me: me)
        case .placed, .accepted, nil:
            guard let amount = bid.amount?.inCurrency(of: current) else { break }
            let rung = Rung(
                amount: amount, bidder: bid.bidder?.bounded, state: bid.state ?? .accepted, time: moment.time,
                isLate: false)
            raise(rung, at: moment, me: me)
        }
        return changes(since: before)
    }

    private mutating func raise(_ bid: Rung, at moment: Moment, me: Identity) {
        guard !isKnown(bid) else { return }
        var bid = bid
        switch current.map({ bid.amount.order($0) }) ?? 1 {
        case .some(let order) where order > 0:
            lead(bid, at: moment, me: me)
        case 0 where leader == nil && bid.bidder != nil:
            lead(bid, at: moment, me: me)
        case .some(let order) where order < 0 && bid.state == .accepted && moment.isAfter(pricedAt):
            // Newer and lower: a bid above it was taken back, and that message never came.
            lead(bid, at: moment, me: me)
        case 0 where bid.bidder == leader:
            note(bid)
        default:
            bid.isLate = true
            late &+= 1
            note(bid)
        }
    }

    /// The same bid once more: delivered again, accepted after it was placed, or after it was taken back.
    private mutating func isKnown(_ bid: Rung) -> Bool {
        guard let peak, bid.amount.order(peak) != 1 else { return false }
        guard
            let place = ladder.newest(where: { rung in
                rung.pointee.amount.minor == bid.amount.minor && rung.pointee.amount == bid.amount
                    && rung.pointee.bidder == bid.bidder
            })
        else {
            return false
        }
        let known = ladder[place]
        if known.state == .retracted || known.state == .rejected { return known.time >= bid.time }
        if known.state == .placed, bid.state == .accepted {
            ladder[place].state = .accepted
            return true
        }
        return bid.bidder != nil || known.time == bid.time
    }

    private mutating func lead(_ bid: Rung, at moment: Moment, me: Identity) {
        let isHigher = current.map { bid.amount.order($0) == 1 } ?? true
        climb(bid)
        bidsSeen &+= 1
        if isHigher { bids = bids.map { $0 == .max ? $0 : $0 + 1 } }
        set(price: bid.amount, at: moment)
        if status == .goingOnce || status == .goingTwice { status = .open }
        guard !isAnsweredByMyProxy(bid, me: me) else { return }
        leader = bid.bidder
        if let bidder = bid.bidder { rank(bidder, me: me) }
    }

    /// Somebody bid no more than the watcher's own ceiling: the service answers with the proxy's bid, and on a tie the
    /// earlier ceiling holds.
    private func isAnsweredByMyProxy(_ bid: Rung, me: Identity) -> Bool {
        guard standing == .leading, let maximum, let order = bid.amount.order(maximum), order <= 0 else { return false }
        return bid.bidder.map { !me.isMe($0, in: key.feed) } ?? false
    }

    /// Takes a bid back; where it held the price, the highest one left holds it.
    private mutating func withdraw(_ bid: Bid, as state: Bid.State, at moment: Moment, me: Identity) {
        let amount = bid.amount?.inCurrency(of: current)
        let bidder = bid.bidder?.bounded
        let place = ladder.newest { rung in
            (amount == nil || rung.pointee.amount == amount)
                && (bidder == nil || rung.pointee.bidder == nil || rung.pointee.bidder == bidder)
                && rung.pointee.state != .rejected && rung.pointee.state != .retracted
        }
        guard let place else {
            guard let amount else { return }
            note(Rung(amount: amount, bidder: bidder, state: state, time: moment.time, isLate: false))
            if state == .retracted, amount == current, leader == bidder || leader == nil { fall(at: moment, me: me) }
            return
        }
        let held = ladder[place].amount == current && (leader == ladder[place].bidder || leader == nil)
        ladder[place].state = state
        ladder[place].time = moment.time
        if !ladder[place].isLate { bids = bids.map { max(0, $0 - 1) } }
        if held { fall(at: moment, me: me) }
    }

    private mutating func fall(at moment: Moment, me: Identity) {
        var best: Rung?
        for rung in ladder where rung.state != .rejected && rung.state != .retracted {
            guard let held = best else {
                best = rung
                continue
            }
            if rung.amount.order(held.amount) == 1 { best = rung }
        }
        leader = best?.bidder
        namedAsk = nil
        pricedAt = moment
        current = best?.amount
        if let price = best?.amount { set(price: price, at: moment) }
        guard let leader else {
            if standing == .leading { standing = nil }
            return
        }
        rank(leader, me: me)
    }
}
