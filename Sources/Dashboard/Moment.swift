import Domain

/// When an event counts as having happened.
struct Moment: Equatable, Sendable {
    var time: Timestamp
    /// Whether the source said so; else it is when we received it.
    var isNamed: Bool

    /// A source's time is believed up to a minute beyond our own: one message from the year 2099 must not make all that
    /// follow late for ever.
    @inline(__always)
    init(_ envelope: borrowing Envelope) {
        let latest = Timestamp(milliseconds: envelope.received.milliseconds &+ 60_000)
        time = min(envelope.source ?? envelope.received, latest)
        isNamed = envelope.source != nil
    }

    init(time: Timestamp, isNamed: Bool) {
        self.time = time
        self.isNamed = isNamed
    }

    /// Whether this is proved to have happened before the other: both times were named by the source.
    func isBefore(_ other: Moment?) -> Bool {
        guard let other, isNamed, other.isNamed else { return false }
        return time < other.time
    }

    func isAfter(_ other: Moment?) -> Bool {
        guard let other, isNamed, other.isNamed else { return false }
        return time > other.time
    }
}
