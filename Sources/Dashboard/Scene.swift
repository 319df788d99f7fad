public import Domain

/// All that the feeds have told so far, as values: a copy is cheap, and is what a paused screen shows.
public struct Scene: Equatable, Sendable {
    /// A stretch of a feed that may be missing.
    public struct GapMark: Equatable, Sendable {
        public var feed: FeedNumber
        public var channel: String?
        public var gap: Gap
    }

    public internal(set) var feeds: [Feed] = []
    public internal(set) var auctions: AuctionList
    public internal(set) var fleet: Fleet
    public internal(set) var notifications: NotificationLog
    /// Newest last.
    public private(set) var gaps: Ring<GapMark>
    public private(set) var stream: MessageStream
    /// Messages of all feeds together.
    public private(set) var messages = 0
    /// Those of them that no mapping understood.
    public private(set) var unrecognised = 0
    /// Events of feeds beyond the capacity.
    public private(set) var strays = 0

    private(set) var feedRows = FeedRows()
    private var hasPositions = false
    private var lastFeed = 0
    private let capacity: Capacity

    init(_ capacity: Capacity) {
        self.capacity = capacity
        auctions = AuctionList(capacity)
        fleet = Fleet(capacity)
        notifications = NotificationLog(capacity: capacity.notices)
        gaps = Ring(capacity: capacity.gaps)
        stream = MessageStream(capacity: capacity.messages, bytes: capacity.messageBytes)
    }

    public func feed(_ number: FeedNumber) -> Feed? {
        feeds.indices.contains(Int(number)) ? feeds[Int(number)] : nil
    }

    /// A row of the list of feeds and channels, as arranged last; `nil` beyond its end.
    public func feedRow(_ index: Int) -> FeedRow? { feedRows.item(row: index) }

    /// The panes that have something to show, or always may.
    public var relevantPanes: [Pane] {
        Pane.allCases.filter { pane in
            switch pane {
            case .auctions: auctions.count > 0
            case .journeys: fleet.rideCount > 0 || fleet.vehicleCount > 0
            case .map: hasPositions
            case .notifications, .feeds: true
            }
        }
    }

    /// Brings the order of the lists up to date; what has not changed costs nothing.
    mutating func arrange(_ viewing: Viewing, at now: Timestamp) {
        auctions.arrange(by: viewing.auctionSort, showing: viewing[.auctions], at: now)
        fleet.arrange(by: viewing.fleetSort, showing: viewing[.journeys], version: stream.latest, at: now)
        notifications.arrange(showing: viewing[.notifications])
        feedRows.arrange(feeds, showing: viewing[.feeds], version: stream.latest, at: now)
        stream.arrange(showing: viewing[.feeds])
    }

    /// - Parameter isRecorded: whether the message itself is kept for looking at.
    mutating func take(_ envelope: borrowing Envelope, me: inout Identity, isRecorded: Bool) {
        guard let feed = number(of: envelope.feed, me: &me) else {
            strays &+= 1
            return
        }
        let moment = Moment(envelope)
        let now = envelope.received
        let record = note(envelope, feed, isRecorded: isRecorded)
        switch envelope.event {
        case .vehicle(let vehicle):
            _ = count(envelope, feed)
            if vehicle.position != nil { hasPositions = true }
            fleet.take(vehicle, feed: feed, at: moment)
        case .bid(let bid):
            _ = count(envelope, feed)
            tell(auctions.take(bid, feed: feed, at: moment, now: now, me: me), envelope, feed, moment, record)
        case .lot(let lot):
            _ = count(envelope, feed)
            tell(auctions.take(lot, feed: feed, at: moment, now: now, me: me), envelope, feed, moment, record)
        case .ride(let ride):
            _ = count(envelope, feed)
            if ride.namesPlace { hasPositions = true }
            tell(fleet.take(ride, in: envelope, feed: feed, at: moment), envelope, feed, moment, record)
        case .notification(let message):
            _ = count(envelope, feed)
            feeds[Int(feed)].notifies = true
            notifications.take(
                message, in: envelope, isNews: feeds[Int(feed)].isNews(envelope), feed: feed, at: moment, record: record
            )
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

    /// The message's number in the stream where it is kept.
    @inline(__always)
    private mutating func note(_ envelope: borrowing Envelope, _ feed: FeedNumber, isRecorded: Bool) -> Int? {
        guard isRecorded else {
            stream.skip()
            return nil
        }
        return stream.record(envelope, feed: feed)
    }

    @inline(__always)
    private mutating func count(_ envelope: borrowing Envelope, _ feed: FeedNumber) -> Int? {
        messages &+= 1
        return feeds[Int(feed)].count(envelope)
    }

    /// Messages a second of all feeds together.
    public func rate(at now: Timestamp) -> Double { feeds.reduce(0) { $0 + $1.rate.perSecond(at: now) } }

    /// What was found becomes a notice, unless the feed sends notices of its own, which would say the same, or has told it
    /// before; "outbid" is taken back when the watcher's proxy has answered before anybody saw it.
    private mutating func tell(
        _ alerts: [Alert], _ envelope: borrowing Envelope, _ feed: FeedNumber, _ moment: Moment, _ record: Int?
    ) {
        guard !alerts.isEmpty, !feeds[Int(feed)].notifies else { return }
        let isNews = feeds[Int(feed)].isNews(envelope)
        for alert in alerts {
            guard case .regained(let key) = alert else {
                if isNews {
                    notifications.take(alert, feed: feed, at: moment, now: envelope.received, record: record)
                }
                continue
            }
            notifications.withdraw(.outbid(key, title: nil, by: nil, amount: nil), feed: feed)
        }
    }

    /// The feed's number, given when it is first heard of.
    @inline(__always)
    mutating func number(of name: String, me: inout Identity) -> FeedNumber? {
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

    /// What is known, apart from which feed was asked last.
    public static func == (left: Scene, right: Scene) -> Bool {
        left.feeds == right.feeds && left.auctions == right.auctions && left.fleet == right.fleet
            && left.notifications == right.notifications && left.gaps == right.gaps && left.messages == right.messages
            && left.strays == right.strays && left.stream == right.stream
    }
}

extension Ride {
    /// Whether it says where anything is.
    fileprivate var namesPlace: Bool { position != nil || pickup?.position != nil || dropoff?.position != nil }
}
