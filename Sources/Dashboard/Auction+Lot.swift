import Domain

extension Auction {
    /// What a watcher is told about when it changes; small, so that comparing before and after copies no ladder.
    struct Stand: Equatable {
        var status: Lot.Status?
        var current: Money?
        var leader: String?
        var standing: Lot.Standing?
        var closesAt: Timestamp?
        var isReopened: Bool
        var isLive: Bool { !(status?.isOver ?? false) }
    }

    var stand: Stand {
        Stand(
            status: status, current: current, leader: leader, standing: standing, closesAt: closesAt,
            isReopened: isReopened)
    }

    /// Takes a message about the lot itself into account.
    mutating func take(_ lot: Lot, at moment: Moment, me: Identity) -> [Alert] {
        let before = stand
        if moment.isBefore(latest) {
            late &+= 1
            complete(from: lot, at: moment)
            return []
        }
        if let title = lot.title { self.title = title.clipped() }
        increment = lot.increment ?? increment
        reserve = lot.reserve ?? reserve
        watchers = lot.watchers ?? watchers
        opensAt = lot.opensAt ?? opensAt
        take(status: lot.status, at: moment)
        take(close: lot, before: before, at: moment)
        let isPriced = take(price: lot, at: moment)
        if isPriced {
            bids = lot.bids.map { max(0, $0) } ?? bids
            take(leader: lot, before: before, me: me)
        }
        if latest == nil || moment.isNamed || latest?.isNamed == false { latest = moment }
        return changes(since: before)
    }

    /// An older message still says what nobody has said since.
    private mutating func complete(from lot: Lot, at moment: Moment) {
        title = title ?? lot.title?.clipped()
        increment = increment ?? lot.increment
        reserve = reserve ?? lot.reserve
        opensAt = opensAt ?? lot.opensAt
        status = status ?? lot.status
        guard let closes = lot.closesAt, isLive, status != .upcoming else { return }
        extend(to: closes, at: moment)
    }

    private mutating func take(status new: Lot.Status?, at moment: Moment) {
        guard let new, new != status else { return }
        guard let status, status.isOver else {
            self.status = new
            return
        }
        // From a result back to a sale: only with a newer time, or as the plain word for a lot that is offered again.
        let isProved = moment.isAfter(latest)
        let isPlain = !(moment.isNamed && latest?.isNamed == true) && (new == .open || new == .upcoming)
        guard isProved || isPlain || new.isOver else {
            late &+= 1
            return
        }
        if !new.isOver {
            isReopened = true
            closesAt = nil
        }
        self.status = new
    }

    /// A soft close never runs backwards; before the opening, and after a reopening, the house may still set it anew.
    private mutating func take(close lot: Lot, before: Stand, at moment: Moment) {
        if let count = lot.extended { extended = max(extended, min(count, 9_999)) }
        guard let closes = lot.closesAt else { return }
        guard let known = closesAt, status != .upcoming else {
            closesAt = closes
            return
        }
        guard closes > known else { return }
        guard isLive, before.status != .upcoming else {
            closesAt = closes
            return
        }
        extend(to: closes, at: moment)
        if lot.extended == nil { extended = min(extended + 1, 9_999) }
    }

    /// Moves a close that is known, but never to an earlier time.
    private mutating func extend(to closes: Timestamp, at moment: Moment) {
        guard let known = closesAt else {
            closesAt = closes
            return
        }
        guard closes > known else { return }
        closesAt = closes
        if extensions.count == Self.extensionLimit { extensions.removeFirst() }
        extensions.append(Extension(at: moment.time, from: known, to: closes))
    }

    private static var extensionLimit: Int { 12 }

    /// Answers whether the message's price stands: not below what is known, or proved to be newer.
    private mutating func take(price lot: Lot, at moment: Moment) -> Bool {
        guard let price = lot.current?.inCurrency(of: current) else {
            namedAsk = lot.ask ?? namedAsk
            return true
        }
        if let current, let order = price.order(current), order < 0, !moment.isAfter(pricedAt) {
            late &+= 1
            note(Rung(amount: price, bidder: lot.leader?.bounded, state: .accepted, time: moment.time, isLate: true))
            return false
        }
        namedAsk = lot.ask ?? namedAsk
        guard price != current else { return true }
        if lot.leader == nil { leader = nil }
        set(price: price, at: moment)
        return true
    }

    private mutating func take(leader lot: Lot, before: Stand, me: Identity) {
        if let leader = lot.leader { self.leader = leader.bounded }
        if let standing = lot.standing {
            self.standing = standing
        } else if let leader, lot.leader != nil || leader != before.leader {
            rank(leader, me: me)
        } else if current != before.current, leader == nil, before.standing == .leading {
            // Somebody has raised the price, and nobody said who.
            standing = nil
        }
    }

    /// Where the watcher stands now that `leader` has the highest bid.
    mutating func rank(_ leader: String, me: Identity) {
        if me.isMe(leader, in: key.feed) {
            standing = .leading
        } else if standing == .leading || standing == .outbid || hasBid {
            standing = .outbid
        } else if me.isKnown(in: key.feed) {
            standing = Lot.Standing.none
        }
    }

    /// The watcher is somebody else now: what they have bid is looked for among the bids that are kept.
    mutating func identify(_ me: Identity) {
        guard me.isKnown(in: key.feed) else {
            standing = nil
            return
        }
        hasBid =
            ladder.newest { rung in
                rung.pointee.state != .rejected && rung.pointee.bidder.map { me.isMe($0, in: key.feed) } == true
            } != nil
        standing = nil
        if let leader { rank(leader, me: me) }
    }

    mutating func set(price: Money, at moment: Moment) {
        current = price
        pricedAt = moment
        if prices.last?.minor != price.minor { prices.append(Price(time: moment.time, minor: price.minor)) }
    }

    mutating func note(_ rung: Rung) {
        guard ladder.newest(where: { $0.pointee == rung }) == nil else { return }
        climb(rung)
    }

    mutating func climb(_ rung: Rung) {
        ladder.append(rung)
        if peak.map({ rung.amount.order($0) != -1 }) ?? true { peak = rung.amount }
    }

    /// What a watcher wants to be told of the difference.
    func changes(since before: Stand) -> [Alert] {
        var alerts: [Alert] = []
        if before.standing == .leading, standing == .outbid, isLive {
            alerts.append(.outbid(key, title: title, by: leader, amount: current))
        }
        if before.standing == .outbid, standing == .leading { alerts.append(.regained(key)) }
        if before.isLive, !isLive, standing == .leading {
            if status == .sold { alerts.append(.won(key, title: title, amount: current)) }
            if status == .withdrawn { alerts.append(.withdrawn(key, title: title)) }
        }
        if isReopened, !before.isReopened { alerts.append(.reopened(key, title: title)) }
        return alerts
    }
}
