/// What the panes list.
extension Board {
    /// Rows of the focused pane.
    public var rowCount: Int { rowCount(of: focus) }

    /// Rows of a pane that its query lets through.
    public func rowCount(of pane: Pane) -> Int { scene.rowCount(of: pane) }

    /// Rows that a pane would have without its query.
    public func totalCount(of pane: Pane) -> Int {
        switch pane {
        case .auctions: scene.auctions.totalCount
        case .journeys, .map: scene.fleet.totalCount
        case .notifications: scene.notifications.total
        case .feeds: scene.feedRows.total
        }
    }

    /// What the rows of a pane have to match.
    public func query(of pane: Pane) -> Query { viewing[pane] }

    /// The row of the chosen item in a pane; `nil` where nothing is chosen, or it is gone or hidden.
    public func selectedRow(of pane: Pane) -> Int? {
        switch pane {
        case .auctions: selectedLot.flatMap { scene.auctions.row(of: $0) }
        case .journeys, .map: selectedJourney.flatMap { scene.fleet.index(of: $0) }
        case .notifications: selectedNotice.flatMap { scene.notifications.row(of: $0) }
        case .feeds: selectedFeedRow.flatMap { scene.feedRows.row(of: $0) }
        }
    }

    /// The first row of the focused pane after (or before) the selected one that matches, around the end and at last the
    /// selected one itself; `nil` where none does. Looks at one row after the other.
    public func nextMatch(_ query: Query, forward: Bool) -> Int? {
        let scene = scene
        let count = scene.rowCount(of: focus)
        guard !query.isEmpty, count > 0 else { return nil }
        let step = forward ? 1 : count - 1
        let start = selectedRow(of: focus) ?? (forward ? count - 1 : 0)
        return (1...count).lazy.map { (start + $0 * step) % count }.first { scene.matches(query, row: $0, of: focus) }
    }

    /// How many of a pane's rows match, counted up to a limit. Looks at one row after the other.
    public func matchCount(_ query: Query, of pane: Pane, limit: Int) -> Int {
        let scene = scene
        var count = 0
        for row in 0..<scene.rowCount(of: pane) where count < limit {
            if scene.matches(query, row: row, of: pane) { count += 1 }
        }
        return count
    }

    // MARK: Messages

    /// The latest messages, newest first: those of the selected feed or channel (of all where none is selected or the query
    /// hides it) that match the query of the feeds.
    public func messages(limit: Int) -> [MessageRecord] {
        let source = messageSource
        return scene.stream.messages(limit: limit) { source.includes($0) }
    }

    /// The chosen message's number; `nil` where it is not among the messages any more.
    public var selectedMessage: Int? {
        guard let chosenMessage, scene.stream.isShown(chosenMessage),
            let record = scene.stream.message(chosenMessage), messageSource.includes(record)
        else { return nil }
        return chosenMessage
    }

    private var messageSource: MessageSource {
        guard let item = selectedFeedRow, selectedRow(of: .feeds) != nil else { return MessageSource() }
        switch item {
        case .feed(let feed): return MessageSource(feed: feed)
        case .channel(let feed, let channel):
            return MessageSource(feed: feed, channel: scene.feeds[Int(feed)].channels[channel].name)
        }
    }
}

/// Where messages are to come from; anywhere where nothing is said.
private struct MessageSource {
    var feed: FeedNumber?
    var channel: String?

    func includes(_ record: MessageRecord) -> Bool {
        (feed == nil || record.feed == feed) && (channel == nil || record.channel == channel)
    }
}

extension Scene {
    fileprivate func rowCount(of pane: Pane) -> Int {
        switch pane {
        case .auctions: auctions.rowCount
        case .journeys, .map: fleet.rowCount
        case .notifications: notifications.count
        case .feeds: feedRows.count
        }
    }

    fileprivate func matches(_ query: Query, row: Int, of pane: Pane) -> Bool {
        switch pane {
        case .auctions: auctions.matches(row: row, query)
        case .journeys, .map: fleet.matches(row: row, query)
        case .notifications: notifications.matches(row: row, query)
        case .feeds: feedRow(row).map { feeds.matches($0, query) } ?? false
        }
    }
}
