/// The last event of each cache channel, for a while.
struct EventCache: Sendable {
    struct Entry: Hashable, Sendable {
        var event: String
        var data: String
        var storedAt: Duration
    }

    private let lifetime: Duration
    private let limit: Int
    private var entries: [ChannelName: Entry] = [:]

    init(lifetime: Duration, limit: Int) {
        self.lifetime = lifetime
        self.limit = limit
    }

    mutating func store(_ entry: Entry, for channel: ChannelName) {
        if entries[channel] == nil, entries.count >= limit {
            guard let oldest = entries.min(by: { $0.value.storedAt < $1.value.storedAt }) else { return }
            entries[oldest.key] = nil
        }
        entries[channel] = entry
    }

    /// - Returns: the event, and how much longer it is kept.
    mutating func event(of channel: ChannelName, now: Duration) -> (Entry, remaining: Duration)? {
        guard let entry = entries[channel] else { return nil }
        let remaining = entry.storedAt + lifetime - now
        guard remaining > .zero else {
            entries[channel] = nil
            return nil
        }
        return (entry, remaining)
    }
}
