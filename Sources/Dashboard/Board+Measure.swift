public import Domain

extension Board {
    /// How long the newest ping of a feed, answered at `now`, took there and back.
    public mutating func measure(roundTrip: Duration, feed: String, at now: Timestamp) {
        live.measure(roundTrip: roundTrip, feed: feed, at: now, me: &me)
    }

    /// A feed's server answered at `received`, by our clock, what was sent at `sent`, and dated its answer `date`.
    public mutating func measure(date: Timestamp, sent: Timestamp, received: Timestamp, feed: String) {
        live.measure(date: date, sent: sent, received: received, feed: feed, me: &me)
    }
}

extension Scene {
    /// Brings the shown time of each feed's server closer to the truth; to be called once before each drawing.
    mutating func discipline(at now: Timestamp) {
        for feed in feeds.indices { feeds[feed].clock.discipline(at: now) }
    }

    mutating func measure(roundTrip: Duration, feed name: String, at now: Timestamp, me: inout Identity) {
        guard let feed = number(of: name, me: &me) else { return }
        feeds[Int(feed)].measure(roundTrip: roundTrip, at: now)
    }

    mutating func measure(
        date: Timestamp, sent: Timestamp, received: Timestamp, feed name: String, me: inout Identity
    ) {
        guard let feed = number(of: name, me: &me) else { return }
        feeds[Int(feed)].measure(date: date, sent: sent, received: received)
    }
}
