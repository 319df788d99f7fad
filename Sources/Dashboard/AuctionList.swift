import Domain

/// The lots of all feeds.
public struct AuctionList: Equatable, Sendable {
    /// What decides which lot comes first.
    public enum Sort: String, CaseIterable, Sendable {
        /// What ends next, then what has no end, then what is over.
        case closing
        case lot
        /// The dearest of each currency.
        case price
        case changed
    }

    private(set) var auctions: Store<Auction>
    private var rows = Rows()
    private var sort = Sort.closing
    /// When the order changes although nothing comes: a lot stops closing.
    private var due: Timestamp?

    init(_ capacity: Capacity) {
        auctions = Store(capacity: capacity.lots)
        rungs = capacity.ladder
        points = capacity.prices
    }

    private let rungs: Int
    private let points: Int

    public var count: Int { auctions.count }
    /// How many of them the query lets through, as arranged last.
    public var rowCount: Int { rows.count }
    /// How many rows there would be without the query.
    var totalCount: Int { rows.total }

    public func auction(_ key: Key) -> Auction? { auctions.place(of: key).map { auctions[$0] } }

    /// The lot in a row of the order that was arranged last; `nil` beyond its end.
    public func auction(row: Int) -> Auction? { rows.place(row: row).map { auctions[$0] } }

    /// The row of a lot; `nil` where it is not known or not shown.
    public func row(of key: Key) -> Int? { auctions.place(of: key).flatMap { rows.row(of: $0) } }

    func matches(row: Int, _ query: Query) -> Bool {
        rows.place(row: row).map { place in auctions.read(place) { query.matches($0) } } ?? false
    }

    mutating func take(_ lot: Lot, feed: FeedNumber, at moment: Moment, now: Timestamp, me: Identity) -> [Alert] {
        change(Key(feed: feed, id: lot.lot.bounded), now: now) { $0.take(lot, at: moment, me: me) }
    }

    mutating func take(_ bid: Bid, feed: FeedNumber, at moment: Moment, now: Timestamp, me: Identity) -> [Alert] {
        change(Key(feed: feed, id: bid.lot.bounded), now: now) { $0.take(bid, at: moment, me: me) }
    }

    mutating func identify(_ me: Identity) {
        for place in 0..<count { auctions.update(place) { $0.identify(me) } }
        rows.invalidate()
    }

    @inline(__always)
    private mutating func change(_ key: Key, now: Timestamp, _ body: (inout Auction) -> [Alert]) -> [Alert] {
        let (place, isNew) = auctions.place(making: key)
        if isNew {
            rows.note(place)
            auctions.update(place) { $0.fit(rungs: rungs, points: points) }
        }
        let sort = sort
        var isMoved = false
        let alerts = auctions.update(place) { auction -> [Alert] in
            let before = auction.stand
            let alerts = body(&auction)
            let after = auction.stand
            if before != after { auction.changedAt = now }
            isMoved = before.moves(to: after, in: sort)
            return alerts
        }
        if isMoved { rows.note(place) } else { rows.noteTexts(place) }
        return alerts
    }

    mutating func arrange(by sort: Sort, showing query: Query, at now: Timestamp) {
        if sort != self.sort || due.map({ now >= $0 }) == true { rows.invalidate() }
        guard rows.needsArranging(query, count: count) else { return }
        self.sort = sort
        let isStale = rows.order.isStale
        if isStale { due = nil }
        var due = due
        func rank(_ place: Int32) -> Rank { auctions.read(Int(place)) { Self.rank($0, sort, at: now, due: &due) } }
        // All of them are looked at only when all may have moved; else the few that have moved, and those they meet.
        let ranks = isStale ? (0..<count).map { rank(Int32($0)) } : []
        rows.arrange(count: count, query) { place, query in
            auctions.read(place) { query.matches($0) }
        } by: { left, right in
            let one = ranks.isEmpty ? rank(left) : ranks[Int(left)]
            let other = ranks.isEmpty ? rank(right) : ranks[Int(right)]
            if one != other { return one < other }
            return precedesNaturally(auctions.read(Int(left)) { $0.key.id }, auctions.read(Int(right)) { $0.key.id })
        }
        if count == 1 { _ = rank(0) }
        self.due = due
    }

    /// Group, currency within the group and place among those, all ascending.
    private struct Rank: Comparable {
        var group: Int
        var currency = ""
        var value: Int128
        static func < (left: Rank, right: Rank) -> Bool {
            if left.group != right.group { return left.group < right.group }
            return left.currency == right.currency ? left.value < right.value : left.currency < right.currency
        }

        init(group: Int, value: Int64) {
            self.group = group
            self.value = Int128(value)
        }

        /// By currency, those without one last, and there the dearest first.
        init(_ price: Money) {
            group = price.currency == nil ? 1 : 0
            currency = price.currency ?? ""
            value = -price.atto
        }
    }

    private static func rank(
        _ auction: borrowing Auction, _ sort: Sort, at now: Timestamp, due: inout Timestamp?
    ) -> Rank {
        switch sort {
        case .lot: return Rank(group: 0, value: 0)
        case .price: return auction.current.map { Rank($0) } ?? Rank(group: 2, value: 0)
        case .changed: return Rank(group: 0, value: 0 &- (auction.changedAt?.milliseconds ?? 0))
        case .closing:
            guard auction.isLive else { return Rank(group: 4, value: 0 &- (auction.changedAt?.milliseconds ?? 0)) }
            guard auction.status != .upcoming else {
                return Rank(group: 2, value: auction.opensAt?.milliseconds ?? .max)
            }
            guard let closes = auction.closesAt else { return Rank(group: 1, value: 0) }
            let end = closes + Auction.closingGrace + .milliseconds(1)
            guard end > now else { return Rank(group: 3, value: 0 &- closes.milliseconds) }
            due = min(due ?? end, end)
            return Rank(group: 0, value: closes.milliseconds)
        }
    }

    /// The order is a way of seeing, not a part of what is known.
    public static func == (left: AuctionList, right: AuctionList) -> Bool { left.auctions == right.auctions }
}

extension Auction.Stand {
    /// Whether the change may put the lot elsewhere in the list.
    func moves(to after: Auction.Stand, in sort: AuctionList.Sort) -> Bool {
        switch sort {
        case .closing: status != after.status || closesAt != after.closesAt
        case .lot: false
        case .price: current != after.current
        case .changed: self != after
        }
    }
}

extension Auction {
    /// Takes the board's capacities over.
    mutating func fit(rungs: Int, points: Int) {
        ladder = Ring(capacity: rungs)
        prices = Ring(capacity: points)
    }
}
