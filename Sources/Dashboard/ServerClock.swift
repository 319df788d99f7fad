public import Domain

/// How far a server's clock is ahead of ours, as far as its messages tell, and a time that follows it.
///
/// Three kinds of evidence bound the offset (server − ours):
/// - A message cannot arrive before it was sent: offset ≥ its source's time − our receipt. The tightest of the last minutes
///   counts.
/// - The quickest of those messages took no longer than the smallest recent round trip: offset ≤ that bound + round trip.
/// - When the server wrote a `Date` (RFC 9110 section 6.6.1, whole seconds), its clock stood in [date, date + 1 s) and ours
///   somewhere between request and answer.
///
/// Anybody who may publish writes stamps, so no few of them are believed against the bulk (`StampSamples`):
/// - None lies more than a minute off the anchor: the server's `Date`, else our own clock. Without a `Date` the anchor moves
///   when the last minute's samples, eleven at least, lie beyond that minute: all of them to lead it away from our own
///   clock, seven of eight to lead it back.
/// - None lies beyond a `Date`, for which a drift of 1 in 3,600 is allowed.
/// - None lies further above the upper eighth of the last minute's samples than that lies above their median, and a second.
///
/// What was believed and no longer meets these is dropped, so that one minute of honest stamps undoes whatever was before.
/// Where a `Date` contradicts what is known, it is right.
public struct ServerClock: Equatable, Sendable {
    /// How far off the anchor stamps are believed, in milliseconds.
    private static let doubt: Int64 = 60_000
    /// Beyond a day off our clock nothing is ever believed: TLS would not have connected.
    private static let limit: Int64 = 86_400_000
    /// Samples that may move the anchor.
    private static let jury = 11
    /// How far above the bulk one stamp may stand in any case, in milliseconds.
    private static let margin: Int64 = 1_000
    /// A change that is smaller is slewed: microseconds.
    private static let step: Int64 = 2_000_000
    /// How long the shown time may stand still, in milliseconds.
    private static let patience: Int64 = 120_000
    /// Our own clock was set back when it is this much earlier than before, in milliseconds.
    private static let disorder: Int64 = 1_000

    /// Lower bounds from stamps, in milliseconds.
    private var stamps = RecentMaximum()
    private var samples = StampSamples()
    /// Lower bounds from `Date`, and upper ones negated, in milliseconds.
    private var dates = RecentMaximum()
    private var ends = RecentMaximum()
    private var datedAt: Int64 = 0
    /// Round trips, negated, in microseconds.
    private var trips = RecentMaximum()

    /// About where the offset lies, and what a stamp may claim at most, in milliseconds.
    private var anchor: Int64 = 0
    private var ceiling = doubt

    /// The offset that is shown, in microseconds, and the latest time that was.
    private var shown: Int64 = 0
    private var shownTime = Timestamp(milliseconds: .min)
    private var disciplinedAt: Timestamp?

    public init() {}

    // MARK: Evidence

    /// A message that the source dates `source` came at `received`.
    @inline(__always)
    public mutating func hear(source: Timestamp, received: Timestamp) {
        let claim = source.milliseconds.difference(received.milliseconds)
        let isPicked = samples.isPicked(at: received.milliseconds)
        // Most messages are slower than the quickest.
        if !isPicked, stamps.covers(claim, at: received.milliseconds) { return }
        weigh(claim, at: received.milliseconds, isPicked: isPicked)
    }

    /// A ping at `now` took `roundTrip` there and back; negative ones are ignored.
    public mutating func hear(roundTrip: Duration, at now: Timestamp) {
        guard roundTrip >= .zero, roundTrip < .seconds(86_400) else { return }
        trips.note(-Int64(roundTrip / .microseconds(1)), at: now.milliseconds)
    }

    /// An answer with the `Date` header `date` to what was sent at `sent` came at `received`; ignored where it is more than a
    /// day off our clock.
    public mutating func hear(date: Timestamp, sent: Timestamp, received: Timestamp) {
        guard received >= sent else { return }
        let low = date.milliseconds.difference(received.milliseconds)
        let high = date.milliseconds.difference(sent.milliseconds) + 1_000
        guard low >= -Self.limit, high <= Self.limit else { return }
        if let known = dates.value, let end = ends.value, known > high || -end < low {
            dates.clear()
            ends.clear()
        }
        dates.note(low, at: received.milliseconds)
        ends.note(-high, at: received.milliseconds)
        datedAt = received.milliseconds
        settle(at: received.milliseconds)
    }

    @inline(never)
    private mutating func weigh(_ claim: Int64, at now: Int64, isPicked: Bool) {
        guard claim.magnitude <= Self.limit.magnitude else { return }
        if isPicked {
            samples.note(claim, at: now)
            settle(at: now)
        }
        if isBelievable(claim) { stamps.note(claim, at: now) }
    }

    private func isBelievable(_ claim: Int64) -> Bool { claim >= anchor - Self.doubt && claim <= ceiling }

    /// Judges anew what may be believed, and drops what no longer is.
    private mutating func settle(at now: Int64) {
        let claims = samples.claims(at: now)
        anchor = dates.value ?? newAnchor(claims)
        let near = claims.filter { ($0 - anchor).magnitude <= Self.doubt.magnitude }
        ceiling = anchor + Self.doubt
        if !near.isEmpty {
            let upper = near[near.count - 1 - near.count / 8]
            ceiling = min(ceiling, upper + (upper - near[near.count / 2]) + Self.margin)
        }
        if let end = ends.value { ceiling = min(ceiling, -end + max(0, now.difference(datedAt)) / 3_600) }
        guard let known = stamps.value, !isBelievable(known) else { return }
        stamps.clear()
        if let best = near.last(where: isBelievable) { stamps.note(best, at: now) }
    }

    /// Where the bulk lies when it is not about the anchor; our own clock has the benefit of the doubt.
    private func newAnchor(_ claims: [Int64]) -> Int64 {
        guard claims.count >= Self.jury else { return anchor }
        let median = claims[claims.count / 2]
        let dissenters = median.magnitude > anchor.magnitude ? 0 : claims.count / 8
        let isAbove = claims[dissenters] > anchor + Self.doubt
        let isBelow = claims[claims.count - 1 - dissenters] < anchor - Self.doubt
        return isAbove || isBelow ? median : anchor
    }

    // MARK: Result

    /// The server's clock − ours; `nil` without evidence.
    public var offset: Duration? { estimate.map { .microseconds($0.offset) } }

    /// Half the width of what the evidence allows; `nil` without evidence of both sides.
    public var error: Duration? { estimate?.error.map { .microseconds($0) } }

    /// The tightest lower bound in milliseconds.
    private var bound: Int64? {
        guard let stamp = stamps.value else { return dates.value }
        return max(stamp, dates.value ?? stamp)
    }

    /// Microseconds.
    private var estimate: (offset: Int64, error: Int64?)? {
        guard let bound else { return nil }
        let low = bound * 1_000
        // A date so old that the clocks have drifted off it says nothing any more.
        var high = ends.value.map { -$0 * 1_000 }.flatMap { $0 >= low ? $0 : nil }
        if let stamp = stamps.value, let trip = trips.value {
            // Below the other bounds it proves that stamps are made long before they are sent.
            let limit = stamp * 1_000 - trip
            if limit >= low { high = min(high ?? limit, limit) }
        }
        guard let high else { return (low, nil) }
        return (low + (high - low) / 2, (high - low) / 2)
    }

    /// Brings what is shown closer to the truth; to be called once before each drawing.
    ///
    /// Less than two seconds are slewed, by at most a tenth of the time that passed. More are a step: forwards at once; for one
    /// backwards the time stands still until it is true again, but no longer than two minutes: beyond them it jumps back, since
    /// a countdown that is wrong by hours is worse than one that is seen to be mended. When our own clock was set back, what is
    /// shown goes on.
    public mutating func discipline(at now: Timestamp) {
        let elapsed = disciplinedAt.map { now.milliseconds.difference($0.milliseconds) }
        if let elapsed, elapsed < -Self.disorder { setBack(by: -elapsed) }
        // What may have been shown since the last time counts too.
        if elapsed != nil { shownTime = time(at: now) }
        approach(after: elapsed)
        let truth = now + .microseconds(shown)
        let isFarAhead = shownTime.milliseconds.difference(truth.milliseconds) > Self.patience
        shownTime = isFarAhead ? truth : max(shownTime, truth)
        disciplinedAt = now
    }

    /// - Parameter elapsed: milliseconds since the last time; `nil` for the first.
    private mutating func approach(after elapsed: Int64?) {
        guard let target = estimate?.offset else { return }
        let change = target - shown
        guard let elapsed, change.magnitude < Self.step.magnitude else {
            shown = target
            return
        }
        let reach = max(0, elapsed) * 100
        shown += min(max(change, -reach), reach)
    }

    /// Our own clock was set back: the server's is as much further ahead, and what was measured by the old one is void. Where
    /// nothing was ever measured, ours is all there is.
    private mutating func setBack(by milliseconds: Int64) {
        let ahead = shown / 1_000 + milliseconds
        let isKnown = (estimate != nil || shown != 0) && ahead <= Self.limit
        let (shown, shownTime) = (isKnown ? shown + milliseconds * 1_000 : 0, shownTime)
        self = ServerClock()
        (self.shown, self.shownTime) = (shown, shownTime)
        guard isKnown else { return }
        anchor = ahead
        ceiling = ahead + Self.doubt
    }

    /// The server's time when ours is `now`: never before what it was at the latest `discipline`.
    public func time(at now: Timestamp) -> Timestamp {
        max(shownTime, now + .microseconds(shown))
    }
}
