public import Domain

extension Feed {
    /// How a stretch of time went; of several in one stretch the later case of these counts.
    public enum Stretch: Int, CaseIterable, Sendable {
        /// Not yet connected for the first time.
        case before
        case live
        case down
        /// Messages may be missing, whether the connection was down then or not.
        case gap
    }

    /// When the connection was up and what may be missing, as far as the latest 64 changes and gaps tell.
    struct Continuity: Equatable, Sendable {
        private struct Change: Equatable, Sendable {
            var at: Timestamp
            var isLive: Bool
        }

        private var changes = Ring<Change>(capacity: 64)
        private var gaps = Ring<Range<Timestamp>>(capacity: 64)
        private(set) var firstConnectedAt: Timestamp?

        mutating func note(isLive: Bool, at now: Timestamp) {
            if isLive, firstConnectedAt == nil { firstConnectedAt = now }
            guard firstConnectedAt != nil, isLive != changes.last?.isLive else { return }
            changes.append(Change(at: now, isLive: isLive))
        }

        mutating func note(_ gap: Gap) {
            gaps.append(min(gap.from, gap.to)..<max(gap.from, gap.to))
        }

        /// Each change holds until the next; what was before the oldest that is kept was its opposite.
        func draw(on strip: inout Strip) {
            guard let first = changes.first, let firstConnectedAt else { return }
            if firstConnectedAt < first.at {
                strip.mark(firstConnectedAt, first.at, as: first.isLive ? .down : .live)
            }
            for (change, next) in zip(changes, changes.dropFirst()) {
                strip.mark(change.at, next.at, as: change.isLive ? .live : .down)
            }
            if let last = changes.last { strip.mark(last.at, strip.end, as: last.isLive ? .live : .down) }
            for gap in gaps { strip.mark(gap.lowerBound, gap.upperBound, as: .gap) }
        }
    }

    /// The last `count` stretches of `width` each until `now`, newest last: at most 1,000 of at least a millisecond.
    public func stretches(until now: Timestamp, count: Int, width: Duration) -> [Stretch] {
        var strip = Strip(end: now, count: min(max(count, 0), 1_000), width: max(1, width.wholeMilliseconds))
        continuity.draw(on: &strip)
        return strip.stretches
    }

    /// Stretches while they are being drawn.
    struct Strip {
        let end: Timestamp
        private let width: Int64
        private(set) var stretches: [Stretch]

        init(end: Timestamp, count: Int, width: Int64) {
            self.end = end
            self.width = width
            stretches = Array(repeating: .before, count: count)
        }

        /// Marks what lies from `from` until before `to`, an instant where they are the same.
        mutating func mark(_ from: Timestamp, _ to: Timestamp, as stretch: Stretch) {
            guard from <= end, !stretches.isEmpty else { return }
            let newest = stretches.count - 1
            // Whole widths before the end.
            let first = max(0, end.milliseconds.difference(from.milliseconds) - 1) / width
            let last = min(first, max(0, end.milliseconds.difference(to.milliseconds)) / width)
            guard last <= newest else { return }
            for place in max(0, newest - Int(first))...(newest - Int(last))
            where stretches[place].rawValue < stretch.rawValue {
                stretches[place] = stretch
            }
        }
    }
}
