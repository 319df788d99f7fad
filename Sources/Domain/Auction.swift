/// What a message says of a lot: the fields that it named, no others.
public struct Lot: Hashable, Sendable {
    public enum Status: String, CaseIterable, Sendable {
        case upcoming, open
        case goingOnce = "going_once"
        case goingTwice = "going_twice"
        case extended, sold, passed, withdrawn
    }

    public enum Reserve: String, CaseIterable, Sendable {
        case met
        case notMet = "not_met"
        case none
    }

    /// Where the watcher stands.
    public enum Standing: String, CaseIterable, Sendable {
        case leading, outbid, none
    }

    public var lot: String
    public var title: String?
    public var status: Status?
    /// The highest accepted bid.
    public var current: Money?
    /// The next amount that the auctioneer takes.
    public var ask: Money?
    public var increment: Money?
    public var reserve: Reserve?
    /// How many bids so far.
    public var bids: Int?
    public var leader: String?
    public var standing: Standing?
    public var watchers: Int?
    public var opensAt: Timestamp?
    public var closesAt: Timestamp?
    /// How often a late bid has moved the close.
    public var extended: Int?

    public init(
        lot: String, title: String? = nil, status: Status? = nil, current: Money? = nil,
        ask: Money? = nil, increment: Money? = nil, reserve: Reserve? = nil, bids: Int? = nil,
        leader: String? = nil, standing: Standing? = nil, watchers: Int? = nil,
        opensAt: Timestamp? = nil, closesAt: Timestamp? = nil, extended: Int? = nil
    ) {
        self.lot = lot
        self.title = title
        self.status = status
        self.current = current
        self.ask = ask
        self.increment = increment
        self.reserve = reserve
        self.bids = bids
        self.leader = leader
        self.standing = standing
        self.watchers = watchers
        self.opensAt = opensAt
        self.closesAt = closesAt
        self.extended = extended
    }
}

/// One bid on a lot.
public struct Bid: Hashable, Sendable {
    public enum State: String, CaseIterable, Sendable {
        case placed, accepted, rejected, retracted
    }

    public var lot: String
    public var amount: Money?
    /// The bidder's name, paddle or id, as the house shows it.
    public var bidder: String?
    public var state: State?
    /// The ceiling of a proxy bid, where the service tells it (only ever one's own).
    public var max: Money?

    public init(
        lot: String, amount: Money? = nil, bidder: String? = nil, state: State? = nil,
        max: Money? = nil
    ) {
        self.lot = lot
        self.amount = amount
        self.bidder = bidder
        self.state = state
        self.max = max
    }
}
