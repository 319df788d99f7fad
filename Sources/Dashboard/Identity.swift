/// Who the watcher is: bidder ids, paddles or names, for all feeds or for one.
public struct Identity: Equatable, Sendable {
    /// Names that hold in every feed.
    public let everywhere: Set<String>
    /// Names that hold in one feed, by the feed's name.
    public let byFeed: [String: Set<String>]
    /// The names that hold in each feed, by its number; few enough to be compared one by one.
    private var names: [[String]] = []

    public init(_ everywhere: Set<String> = [], byFeed: [String: Set<String>] = [:]) {
        self.everywhere = everywhere
        self.byFeed = byFeed
    }

    /// Feeds are numbered in the order in which they are learnt.
    mutating func learn(_ feed: String) {
        names.append(everywhere.union(byFeed[feed] ?? []).sorted())
    }

    /// The same names, with these feeds learnt already.
    init(_ other: Identity, of feeds: [String]) {
        self.init(other.everywhere, byFeed: other.byFeed)
        for feed in feeds { learn(feed) }
    }

    /// Whether somebody in a feed is the watcher.
    public func isMe(_ name: String, in feed: FeedNumber) -> Bool {
        Int(feed) < names.count && names[Int(feed)].contains(name)
    }

    func isKnown(in feed: FeedNumber) -> Bool {
        Int(feed) < names.count && !names[Int(feed)].isEmpty
    }
}
