import Domain

/// A row of the list of feeds: a feed, or one of its channels.
public enum FeedRow: Hashable, Sendable {
    case feed(FeedNumber)
    /// The feed, and the channel's place in its channels.
    case channel(FeedNumber, Int)

    var feed: FeedNumber {
        switch self {
        case .feed(let feed), .channel(let feed, _): feed
        }
    }
}

/// The feeds as they appeared, each followed by its channels in the order of people.
struct FeedRows: Sendable {
    private var items: [FeedRow] = []
    /// By feed: the item that is the feed itself, then those of its channels.
    private var places: [[Int]] = []
    private var rows = Rows()
    private var textPace = Pace()

    var count: Int { rows.count }
    var total: Int { rows.total }

    func item(row: Int) -> FeedRow? { rows.place(row: row).map { items[$0] } }

    func row(of item: FeedRow) -> Int? {
        guard Int(item.feed) < places.count else { return nil }
        let places = places[Int(item.feed)]
        switch item {
        case .feed: return rows.row(of: places[0])
        case .channel(_, let channel):
            return places.indices.contains(channel + 1) ? rows.row(of: places[channel + 1]) : nil
        }
    }

    /// - Parameter version: counts what has been told so far; while it stands still no state has changed.
    mutating func arrange(_ feeds: [Feed], showing query: Query, version: Int, at now: Timestamp) {
        for number in feeds.indices { learn(FeedNumber(number), feeds[number]) }
        if !query.isEmpty, textPace.isDue(version, at: now) { rows.noteAllTexts() }
        guard rows.needsArranging(query, count: items.count) else { return }
        rows.arrange(count: items.count, query) { place, query in
            feeds.matches(items[place], query)
        } by: { left, right in
            feeds.precedes(items[Int(left)], items[Int(right)])
        }
    }

    private mutating func learn(_ number: FeedNumber, _ feed: Feed) {
        if Int(number) == places.count { add(.feed(number)) }
        for channel in (places[Int(number)].count - 1)..<feed.channels.count { add(.channel(number, channel)) }
    }

    private mutating func add(_ item: FeedRow) {
        if Int(item.feed) == places.count { places.append([]) }
        places[Int(item.feed)].append(items.count)
        rows.note(items.count)
        items.append(item)
    }
}

extension [Feed] {
    func matches(_ item: FeedRow, _ query: Query) -> Bool {
        switch item {
        case .feed(let feed): query.matches(self[Int(feed)])
        case .channel(let feed, let channel): query.matches(self[Int(feed)].channels[channel])
        }
    }

    fileprivate func precedes(_ left: FeedRow, _ right: FeedRow) -> Bool {
        guard left.feed == right.feed else { return left.feed < right.feed }
        switch (left, right) {
        case (.feed, .feed), (.channel, .feed): return false
        case (.feed, .channel): return true
        case (.channel(_, let one), .channel(_, let other)):
            let channels = self[Int(left.feed)].channels
            return precedesNaturally(channels[one].name, channels[other].name)
        }
    }
}
