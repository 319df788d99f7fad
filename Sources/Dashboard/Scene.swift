public import Domain

/// All that the feeds have told so far, as values: a copy is cheap, and is what a paused screen shows.
public struct Scene: Equatable, Sendable {
    /// A stretch of a feed that may be missing.
    public struct GapMark: Equatable, Sendable {
        public var feed: FeedNumber
        public var channel: String?
        public var gap: Gap
    }

    public private(set) var feeds: [Feed] = []
    public internal(set) var auctions: AuctionList
    public internal(set) var fleet: Fleet
    public internal(set) var notifications: NotificationLog
    /// Newest last.
    public private(set) var gaps: Ring<GapMark>
    /// Messages of all feeds together.
    public private(set) var messages = 0
    /// Those of them that no mapping understood.
    public private(set) var unrecognised = 0
    /// Events of feeds beyond the capacity.
    public private(set) var strays = 0

    private var lastFeed = 0
    private let capacity: Capacity

    init(_ capacity: Capacity) {
        self.capacity = capacity
        auctions = AuctionList(capacity)
        fleet = Fleet(capacity)
        notifications = NotificationLog(capacity: capacity.notices)
        gaps = Ring(capacity: capacity.gaps)
    }

    public func feed(_ number: FeedNumber) -> Feed? {
        feeds.indices.contains(Int(number)) ? feeds[Int(number)] : nil
    }

    mutating func take(_ envelope: borrowing Envelope, me: inout Identity) {
        guard let feed = number(of: envelope.feed, me: &me) else {
            strays &+= 1
            return
        }
        let moment = Moment(envelope)
        let now = envelope.received
        switch envelope.event {
        case .vehicle(let vehicle):
            _ = count(envelope, feed)
            fleet.take(vehicle, feed: feed, at: moment)
        case .bid(let bid):
            _ = count(envelope, feed)
            tell(auctions.take(bid, feed: feed, at: moment, now: now, me: me), feed, moment, now)
        case .lot(let lot):
            _ = count(envelope, feed)
            tell(auctions.take(lot, feed: feed, at: moment, now: now, me: me), feed, moment, now)
        case .ride(let ride):
            _ = count(envelope, feed)
            tell(fleet.take(ride, in: envelope, feed: feed, at: moment), feed, moment, now)
        case .notification(let message):
            _ = count(envelope, feed)
            feeds[Int(feed)].notifies = true
            notifications.take(message, id: envelope.id, channel: envelope.channel, feed: feed, at: moment, now: now)
        case .presence(let presence): feeds[Int(feed)].take(presence, channel: count(envelope, feed))
        case .message:
            _ = count(envelope, feed)
            unrecognised &+= 1
        case .status(let status): feeds[Int(feed)].take(status, channel: envelope.channel, at: now)
        case .drop(let drop): feeds[Int(feed)].take(drop)
        case .gap(let gap):
            feeds[Int(feed)].take(gap, channel: envelope.channel)
            gaps.append(GapMark(feed: feed, channel: envelope.channel?.bounded, gap: gap))
        }
    }

    @inline(__always)
    private mutating func count(_ envelope: borrowing Envelope, _ feed: FeedNumber) -> Int? {
        messages &+= 1
        return feeds[Int(feed)].count(envelope)
    }

    /// Messages a second of all feeds together.
    public func rate(at now: Timestamp) -> Double { feeds.reduce(0) { $0 + $1.rate.perSecond(at: now) } }

    /// What was found becomes a notice, unless the feed sends notices of its own, which would say the same; "outbid" is taken back when the watcher's proxy has answered before anybody saw it.
    private mutating func tell(_ alerts: [Alert], _ feed: FeedNumber, _ moment: Moment, _ now: Timestamp) {
        guard !feeds[Int(feed)].notifies else { return }
        for alert in alerts {
            guard case .regained(let key) = alert else {
                notifications.take(alert, feed: feed, at: moment, now: now)
                continue
            }
            notifications.withdraw(.outbid(key, title: nil, by: nil, amount: nil), feed: feed)
        }
    }

    /// The feed's number, given when it is first heard of.
    @inline(__always)
    private mutating func number(of name: String, me: inout Identity) -> FeedNumber? {
        if lastFeed < feeds.count, feeds[lastFeed].name == name { return FeedNumber(lastFeed) }
        return search(name, me: &me)
    }

    @inline(never)
    private mutating func search(_ name: String, me: inout Identity) -> FeedNumber? {
        if let place = feeds.firstIndex(where: { $0.name == name }) {
            lastFeed = place
            return FeedNumber(place)
        }
        guard feeds.count < min(capacity.feeds, 65_000) else { return nil }
        lastFeed = feeds.count
        feeds.append(Feed(name: name, channelCapacity: capacity.channels))
        me.learn(name)
        return FeedNumber(lastFeed)
    }

    mutating func measure(roundTrip: Duration, feed name: String, me: inout Identity) {
        guard let feed = number(of: name, me: &me) else { return }
        feeds[Int(feed)].roundTrip = roundTrip
    }

    /// What is known, apart from which feed was asked last.
    public static func == (left: Scene, right: Scene) -> Bool {
        left.feeds == right.feeds && left.auctions == right.auctions && left.fleet == right.fleet
            && left.notifications == right.notifications && left.gaps == right.gaps && left.messages == right.messages
            && left.strays == right.strays
    }
}
