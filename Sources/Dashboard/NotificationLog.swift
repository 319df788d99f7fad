import Domain

/// The latest notifications, newest first, repeats folded into one with a count.
public struct NotificationLog: Sendable {
    /// How long after the last one the same counts as a repeat.
    public static let window: Duration = .seconds(300)

    public let capacity: Int
    /// How many had to make room for newer ones.
    public private(set) var forgotten = 0
    public private(set) var unread = 0
    private var notices = Chunks<Notice>()
    private var groups = KeyIndex()
    private var seen: RecentSet
    private var newest: Int32 = -1
    private var oldest: Int32 = -1
    private var nextNumber = 1
    private var rows: [Int32] = []
    private var areRowsStale = true

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
        rows.firstIndex { place in notices.read(Int(place)) { $0.number == number } }
    }

    mutating func take(
        _ message: Notification, id: String?, channel: String?, feed: FeedNumber, at moment: Moment, now: Timestamp
    ) {
        if let id = message.id ?? id {
            var hasher = Hasher()
            hasher.combine(feed)
            hasher.combine(channel)
            hasher.combine(id)
            guard seen.insert(hasher.finalize()) else { return }
        }
        add(.message(message.clipped), channel: channel?.bounded, feed: feed, time: moment.time, now: now)
    }

    mutating func take(_ alert: Alert, feed: FeedNumber, at moment: Moment, now: Timestamp) {
        add(.alert(alert), channel: nil, feed: feed, time: moment.time, now: now)
    }

    /// Takes an alert back that nobody has seen yet, because it is not true any more.
    mutating func withdraw(_ alert: Alert, feed: FeedNumber) {
        guard let place = place(of: .alert(alert), feed: feed, channel: nil) else { return }
        set(.dismissed, at: place, from: .unread)
    }

    mutating func acknowledge(_ number: Int) {
        guard let place = placeOf(number) else { return }
        set(.acknowledged, at: place, from: .unread)
    }

    mutating func dismiss(_ number: Int) {
        guard let place = placeOf(number) else { return }
        set(.dismissed, at: place, from: notices[place].state)
    }

    mutating func acknowledgeAll() {
        var place = newest
        while place >= 0 {
            set(.acknowledged, at: Int(place), from: .unread)
            place = notices[Int(place)].older
        }
    }

    mutating func arrange() {
        guard areRowsStale else { return }
        areRowsStale = false
        rows.removeAll(keepingCapacity: true)
        var place = newest
        while place >= 0 {
            let (isShown, older) = notices.read(Int(place)) { ($0.state != .dismissed, $0.older) }
            if isShown { rows.append(place) }
            place = older
        }
    }

    private func placeOf(_ number: Int) -> Int? {
        rows.first { place in notices.read(Int(place)) { $0.number == number } }.map { Int($0) }
    }

    private mutating func set(_ state: Notice.State, at place: Int, from expected: Notice.State) {
        let before = notices[place].state
        guard before == expected, before != state else { return }
        if before == .unread { unread -= 1 }
        if state == .dismissed { areRowsStale = true }
        notices.update(place) { $0.state = state }
    }

    private func place(of content: Notice.Content, feed: FeedNumber, channel: String?) -> Int? {
        groups.find(Notice.group(content, feed: feed, channel: channel)) { place in
            notices.read(place) { $0.isSame(content, feed: feed, channel: channel) }
        }
    }

    private mutating func add(
        _ content: Notice.Content, channel: String?, feed: FeedNumber, time: Timestamp, now: Timestamp
    ) {
        areRowsStale = true
        if let place = place(of: content, feed: feed, channel: channel) {
            let (last, state) = notices.read(place) { ($0.received, $0.state) }
            if state != .dismissed, now - last <= Self.window {
                return fold(content, into: place, time: time, now: now)
            }
            groups.remove(hash(of: place), place: place)
        }
        let notice = Notice(
            number: nextNumber, feed: feed, channel: channel, content: content, time: time, received: now)
        nextNumber += 1
        unread += 1
        let place = room(for: notice)
        groups.insert(hash(of: place), place: place)
        linkNewest(place)
    }

    private mutating func fold(_ content: Notice.Content, into place: Int, time: Timestamp, now: Timestamp) {
        if notices[place].state != .unread { unread += 1 }
        notices.update(place) { notice in
            notice.content = content
            notice.time = max(notice.time, time)
            notice.received = now
            notice.count &+= 1
            notice.state = .unread
        }
        unlink(place)
        linkNewest(place)
    }

    /// A place for a new notice: a new one, or the oldest's.
    private mutating func room(for notice: Notice) -> Int {
        guard notices.count >= capacity else {
            notices.append(notice)
            return notices.count - 1
        }
        let place = Int(oldest)
        if notices[place].state == .unread { unread -= 1 }
        if notices[place].state != .dismissed { forgotten += 1 }
        groups.remove(hash(of: place), place: place)
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
