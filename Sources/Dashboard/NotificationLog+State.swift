import Domain

/// What was seen, put off or sent away.
extension NotificationLog {
    /// Takes an alert back that nobody has seen yet, because it is not true any more.
    mutating func withdraw(_ alert: Alert, feed: FeedNumber) {
        guard let place = place(repeating: alert, feed: feed) else { return }
        if notices[place].state == .unread || notices[place].isSnoozed { change(place) { $0.state = .dismissed } }
    }

    mutating func acknowledge(_ number: Int) {
        guard let place = place(of: number) else { return }
        acknowledgeUnread(place)
    }

    mutating func acknowledgeAll() {
        var place = newest
        while place >= 0 {
            acknowledgeUnread(Int(place))
            place = notices[Int(place)].older
        }
    }

    private mutating func acknowledgeUnread(_ place: Int) {
        if notices[place].state == .unread { change(place) { $0.state = .acknowledged } }
    }

    mutating func dismiss(_ number: Int) {
        guard let place = place(of: number) else { return }
        change(place) { $0.state = .dismissed }
    }

    mutating func snooze(_ number: Int, until: Timestamp) {
        guard let place = place(of: number), notices[place].state != .dismissed else { return }
        change(place) { $0.state = .snoozed(until: until) }
        remember(until)
    }

    /// Ends the snoozes whose time has come, and acknowledges what has expired.
    mutating func wake(at now: Timestamp) {
        guard let due, due <= now else { return }
        self.due = nil
        var woken: [(until: Timestamp, place: Int)] = []
        var place = Int(oldest)
        while place >= 0 {
            let (state, expiry, newer) = notices.read(place) { ($0.state, $0.expiresAt, $0.newer) }
            switch state {
            case .acknowledged, .dismissed: break
            case _ where expiry.map { $0 <= now } == true: change(place) { $0.state = .acknowledged }
            case .unread: remember(expiry)
            case .snoozed(let until):
                remember(expiry)
                if until <= now { woken.append((until, place)) } else { remember(until) }
            }
            place = Int(newer)
        }
        // What was due last is the newest; what was due at once keeps its order.
        for (_, group) in woken.enumerated().sorted(by: { ($0.1.until, $0.0) < ($1.1.until, $1.0) }) {
            change(group.place) { $0.state = .unread }
            raise(group.place)
        }
    }
}
