public import Domain

/// One lot as the watcher should see it: what the messages about it add up to, in whatever order they came.
public struct Auction: Entity {
    /// A bid on the lot, whatever became of it.
    public struct Rung: Equatable, Sendable {
        // The amount comes first: it tells two bids apart at the first comparison.
        public var amount: Money
        public var bidder: String?
        public var state: Bid.State
        public var time: Timestamp
        /// Below the price when it arrived, without proof of being newer: kept for the record, of no effect.
        public var isLate: Bool
    }

    /// A point of the price chart.
    public struct Price: Equatable, Sendable {
        public var time: Timestamp
        public var minor: Int64
    }

    /// A close that moved later.
    public struct Extension: Equatable, Sendable {
        /// When the message that moved it was sent.
        public var at: Timestamp
        public var from: Timestamp
        public var to: Timestamp
    }

    public let key: Key
    public internal(set) var title: String?
    public internal(set) var status: Lot.Status?
    /// The highest accepted bid.
    public internal(set) var current: Money?
    public internal(set) var increment: Money?
    public internal(set) var reserve: Lot.Reserve?
    /// How many bids there were; `nil` until the service has said so, then counted on.
    public internal(set) var bids: Int?
    /// How many bids of effect arrived here.
    public internal(set) var bidsSeen = 0
    public internal(set) var leader: String?
    /// `nil` where it cannot be known: nobody said who "me" is.
    public internal(set) var standing: Lot.Standing?
    public internal(set) var watchers: Int?
    public internal(set) var opensAt: Timestamp?
    public internal(set) var closesAt: Timestamp?
    /// How often a late bid has moved the close.
    public internal(set) var extended = 0
    /// The latest 12 moves of the close that were seen here, newest last.
    public internal(set) var extensions: [Extension] = []
    /// The lot was sold, passed or withdrawn before, and is back.
    public internal(set) var isReopened = false
    /// The watcher's own ceiling.
    public internal(set) var maximum: Money?
    /// Messages without effect because something newer was known.
    public internal(set) var late = 0
    /// Newest last.
    public internal(set) var ladder: Ring<Rung>
    /// Newest last.
    public internal(set) var prices: Ring<Price>
    /// When what is shown last changed.
    public internal(set) var changedAt: Timestamp?

    /// The highest amount in the ladder: a bid above it is new, and the ladder need not be searched.
    var peak: Money?
    /// The watcher has bid on it.
    var hasBid = false
    var namedAsk: Money?
    var latest: Moment?
    /// When the price last became what it is.
    var pricedAt: Moment?

    init(key: Key) {
        self.key = key
        let capacity = Capacity()
        ladder = Ring(capacity: capacity.ladder)
        prices = Ring(capacity: capacity.prices)
    }

    /// The next amount that the auctioneer takes: what the service said as long as it is above the price, else price +
    /// increment, else unknown.
    public var ask: Money? {
        guard let current else { return namedAsk }
        if let namedAsk, namedAsk.order(current) == 1 { return namedAsk }
        return increment.flatMap { current.adding($0) }
    }

    /// Whether bids can still come.
    public var isLive: Bool { !(status?.isOver ?? false) }

    /// The latest move of the close where it is no older than 20 seconds.
    public func lastExtension(at now: Timestamp) -> Extension? {
        extensions.last.flatMap { now - $0.at <= .seconds(20) ? $0 : nil }
    }

    /// How the close stands.
    public enum Clock: Equatable, Sendable {
        /// The service named no time.
        case unknown
        case opens(in: Duration)
        case closes(in: Duration)
        /// The time is up and no result has come yet; houses take up to half a minute.
        case closing
        /// The time is up for longer than that.
        case ended
        /// Sold, passed or withdrawn.
        case over
    }

    /// How long a close without a result counts as closing.
    public static let closingGrace: Duration = .seconds(30)

    public func clock(at now: Timestamp) -> Clock {
        guard isLive else { return .over }
        if status == .upcoming, let opensAt, opensAt > now { return .opens(in: opensAt - now) }
        guard let closesAt else { return .unknown }
        if closesAt > now { return .closes(in: closesAt - now) }
        return now <= closesAt + Self.closingGrace ? .closing : .ended
    }
}

extension Lot.Status {
    /// Whether the lot has its result.
    public var isOver: Bool {
        switch self {
        case .upcoming, .open, .goingOnce, .goingTwice, .extended: false
        case .sold, .passed, .withdrawn: true
        }
    }
}
