public import Domain

extension RideCard {
    /// An arrival, and when it was promised.
    public struct Promise: Equatable, Sendable {
        public var at: Timestamp
        public var arrival: Timestamp
    }

    /// By how many seconds the arrival moves later in a minute of waiting, by least squares over the promises of the last ten
    /// minutes; negative where it moves earlier. `nil` for fewer than three promises, or less than a minute of them.
    public var slip: Double? {
        guard let newest = promises.last else { return nil }
        let recent = promises.filter { newest.at - $0.at <= .seconds(600) }
        guard recent.count >= 3, let oldest = recent.first, newest.at - oldest.at >= .seconds(60) else { return nil }
        let minutes = recent.map { ($0.at - oldest.at).inSeconds / 60 }
        let seconds = recent.map { ($0.arrival - oldest.arrival).inSeconds }
        let middle = minutes.reduce(0, +) / Double(recent.count)
        let spread = minutes.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
        return zip(minutes, seconds).reduce(0) { $0 + ($1.0 - middle) * $1.1 } / spread
    }

    /// Takes a promise of `eta` seconds, unless a newer one is known; the history keeps it where it says something new.
    mutating func promise(_ eta: Int, at moment: Moment) {
        guard (0...604_800).contains(eta), !moment.isBefore(promisedAt) else { return }
        promisedAt = moment
        let new = Promise(at: moment.time, arrival: moment.time + .seconds(eta))
        arrival = new.arrival
        guard promises.last.map({ new.isNews(after: $0) }) ?? true else { return }
        if promises.count == Self.promiseLimit { promises.removeFirst() }
        promises.append(new)
    }

    private static var promiseLimit: Int { 24 }
}

extension RideCard.Promise {
    /// A change by five seconds, or the first in a minute.
    fileprivate func isNews(after last: RideCard.Promise) -> Bool {
        let passed = at.milliseconds.difference(last.at.milliseconds)
        let moved = arrival.milliseconds.difference(last.arrival.milliseconds)
        return passed >= 60_000 || passed >= 0 && moved.magnitude >= 5_000
    }
}
