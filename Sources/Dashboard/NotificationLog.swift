import Domain

/// The latest notifications, newest first, repeats folded into one with a count.
public struct NotificationLog: Sendable {
    /// How long after the last one the same counts as a repeat.
    public static let window: Duration = .seconds(300)

    public let capacity: Int
    /// How many had to make room for newer ones.
    public private(set) var forgotten = 0
    public private(set) var unread = 0
    /// Unread ones of priority 4 or 5.
    public private(set) var urgent = 0
    public private(set) var snoozed = 0
    /// How many would be in the list without the query.
    private(set) var total = 0
    private(set) var notices = Chunks<Notice>()
    private var groups = KeyIndex()
    private var numbers = KeyIndex()
    private var seen: RecentSet
    private(set) var newest: Int32 = -1
    private(set) var oldest: Int32 = -1
    private var nextNumber = 1
    private var filter = Filter()
    private var rows: [Int32] = []
    /// By place; −1 where it is not in the list.
    private var rowOf: [Int32] = []
    private var areRowsStale = true
    /// The earliest time at which a snooze ends or an unread notice expires.
    var due: Timestamp?

    init(capacity: Int) {
        self.capacity = max(1, capacity)
        seen = RecentSet(capacity: self.capacity)
    }

    /// Rows in the order that was arranged last.
    public var count: Int { rows.count }

    public func notice(row: Int) -> Notice? {
        rows.indices.contains(row) ? notices[Int(rows[row])] : nil
    }

    public func row(of number: Int) -> Int? {
        guard let place = place(of: number), place < rowOf.count, rowOf[place] >= 0 else { return nil }
        return Int(rowOf[place])
    }

    func matches(row: Int, _ query: Query) -> Bool {
        rows.indices.contains(row) && notices.read(Int(rows[row])) { query.matches($0) }
    }

    /// - Parameter isNews: whether it is to be read; else it is there to be looked up.
    mutating func take(
        _ message: Notification, in envelope: borrowing Envelope, isNews: Bool, feed: FeedNumber, at moment: Moment,
        record: Int?
    ) {
        if let id = message.id ?? envelope.id {
            var hasher = Hasher()
            hasher.combine(feed)
            hasher.combine(envelope.channel)
            hasher.combine(id)
            guard seen.insert(hasher.finalize()) else { return }
        }
        var notice = Notice(
            feed: feed, channel: envelope.channel?.bounded, content: .message(message.clipped), time: moment.time,
            received: envelope.received, message: record)
        if !isNews { notice.state = .acknowledged }
        add(notice, isToldAgain: envelope.origin != .live)
    }

    mutating func take(_ alert: Alert, feed: FeedNumber, at moment: Moment, now: Timestamp, record: Int?) {
        let notice = Notice(
            feed: feed, channel: nil, content: .alert(alert), time: moment.time, received: now, message: record)
        add(notice, isToldAgain: false)
    }

    mutating func arrange(showing query: Query) {
        let isFiltered = filter.update(query, count: notices.count) { place, query in
            notices.read(place) { query.matches($0) }
        }
        guard areRowsStale || isFiltered else { return }
        areRowsStale = false
        rows.removeAll(keepingCapacity: true)
        rowOf = Array(repeating: -1, count: notices.count)
        total = 0
        var place = newest
        while place >= 0 {
            let (isListed, older) = notices.read(Int(place)) { ($0.isListed, $0.older) }
            if isListed { total += 1 }
            if isListed, filter.passes(Int(place)) {
                rowOf[Int(place)] = Int32(truncatingIfNeeded: rows.count)
                rows.append(place)
            }
            place = older
        }
    }

    /// The place of the notice with this number.
    func place(of number: Int) -> Int? {
        numbers.find(Self.hash(number)) { place in notices.read(place) { $0.number == number } }
    }

    private static func hash(_ number: Int) -> Int {
        Int(bitPattern: UInt(bitPattern: number) &* 0x9e37_79b9_7f4a_7c15)
    }

    /// Changes one notice and the counts with it.
    mutating func change(_ place: Int, _ body: (inout Notice) -> Void) {
        let wasListed = notices[place].isListed
        tally(place, by: -1)
        notices.update(place, body)
        tally(place, by: 1)
        if notices[place].isListed != wasListed { areRowsStale = true }
    }

    private mutating func tally(_ place: Int, by step: Int) {
        let (state, priority) = notices.read(place) { ($0.state, $0.priority) }
        switch state {
        case .unread:
            unread += step
            if priority >= Notice.urgentPriority { urgent += step }
        case .snoozed: snoozed += step
        case .acknowledged, .dismissed: break
        }
    }

    /// Makes it the newest.
    mutating func raise(_ place: Int) {
        unlink(place)
        linkNewest(place)
        areRowsStale = true
    }

    /// Something has to be done at that time.
    mutating func remember(_ time: Timestamp?) {
        guard let time else { return }
        due = min(due ?? time, time)
    }

    /// The latest notice that the content would be a repeat of.
    func place(repeating alert: Alert, feed: FeedNumber) -> Int? {
        place(of: .alert(alert), feed: feed, channel: nil)
    }

    private func place(of content: Notice.Content, feed: FeedNumber, channel: String?) -> Int? {
        groups.find(Notice.group(content, feed: feed, channel: channel)) { place in
            notices.read(place) { $0.isSame(content, feed: feed, channel: channel) }
        }
    }

    private mutating func add(_ notice: Notice, isToldAgain: Bool) {
        if let place = place(of: notice.content, feed: notice.feed, channel: notice.channel) {
            let (time, last, state) = notices.read(place) { ($0.time, $0.received, $0.state) }
            if isToldAgain, notice.time <= time { return }
            let isRecent = notice.received - last <= Self.window || notices[place].isSnoozed
            if state != .dismissed, isRecent { return fold(notice, into: place) }
            groups.remove(hash(of: place), place: place)
        }
        var notice = notice
        notice.number = nextNumber
        nextNumber += 1
        remember(notice.expiresAt)
        areRowsStale = true
        let place = room(for: notice)
        groups.insert(hash(of: place), place: place)
        numbers.insert(Self.hash(notice.number), place: place)
        filter.note(place)
        tally(place, by: 1)
        linkNewest(place)
    }

    private mutating func fold(_ latest: Notice, into place: Int) {
        change(place) { notice in
            notice.content = latest.content
            notice.time = max(notice.time, latest.time)
            notice.received = latest.received
            notice.count &+= 1
            notice.message = latest.message
            // Who asked for quiet gets it, unless it has become as urgent as can be.
            let isQuiet = notice.isSnoozed && notice.priority < 5
            if latest.state == .unread, !isQuiet { notice.state = .unread }
        }
        remember(notices[place].expiresAt)
        filter.note(place)
        raise(place)
    }

    /// A place for a new notice: a new one, or the oldest's.
    private mutating func room(for notice: Notice) -> Int {
        guard notices.count >= capacity else {
            notices.append(notice)
            return notices.count - 1
        }
        let place = Int(oldest)
        tally(place, by: -1)
        if notices[place].state != .dismissed { forgotten += 1 }
        groups.remove(hash(of: place), place: place)
        numbers.remove(Self.hash(notices[place].number), place: place)
        unlink(place)
        notices.update(place) { $0 = notice }
        return place
    }

    private func hash(of place: Int) -> Int {
        notices.read(place) { Notice.group($0.content, feed: $0.feed, channel: $0.channel) }
    }

    private mutating func linkNewest(_ place: Int) {
        let former = newest
        notices.update(place) { notice in
            notice.newer = -1
            notice.older = former
        }
        if former >= 0 { notices.update(Int(former)) { $0.newer = Int32(place) } } else { oldest = Int32(place) }
        newest = Int32(place)
    }

    private mutating func unlink(_ place: Int) {
        let (newer, older) = notices.read(place) { ($0.newer, $0.older) }
        if newer >= 0 { notices.update(Int(newer)) { $0.older = older } } else { newest = older }
        if older >= 0 { notices.update(Int(older)) { $0.newer = newer } } else { oldest = newer }
    }
}

extension NotificationLog: Equatable {
    /// The same notices in the same order.
    public static func == (left: NotificationLog, right: NotificationLog) -> Bool {
        left.newest == right.newest && left.forgotten == right.forgotten && left.notices == right.notices
    }
}
