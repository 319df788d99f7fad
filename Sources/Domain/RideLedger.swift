/// The memory that turns single ride messages into one story a ride: who drives, who drove before, which message is late.
///
/// One ledger serves one feed. Each message goes through `record`, which answers what to publish: the message itself,
/// annotated, never swallowed. Rides are kept by their id up to `capacity`; beyond it the one not mentioned for longest
/// makes room (second-chance order), so that memory is bounded and each call takes constant time.
///
/// Messages are ordered by (attempt, status, time of the event). A source that gives no times is trusted to be in order,
/// except that a driver who has just been replaced stays replaced for the length of the grace.
public struct RideLedger: Sendable {
    /// What a service says besides the ride's fields, usually in the event's name.
    public enum Hint: Hashable, Sendable {
        case none
        /// The driver is off the ride, and the ride goes on.
        case unassigned
        /// The driver gave the ride up; another may be found.
        case driverCancelled
        /// Cancelled for good: by the rider, by the service, or because nobody was found.
        case cancelledForGood
    }

    /// How a message relates to what is known already.
    public enum Timing: String, CaseIterable, Sendable {
        case current
        /// Older than what is known, or about a driver who is no longer on the ride: for the log, not for the state.
        case late
        /// Delivered before.
        case duplicate
    }

    /// What a message changed that a watcher may want to be told.
    public struct News: OptionSet, Hashable, Sendable {
        public let rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// The ride has its first driver.
        public static let assigned = News(rawValue: 1)
        /// Another driver or another car than before.
        public static let handedOver = News(rawValue: 1 << 1)
        /// The driver is off the ride and another is being looked for.
        public static let lookingAgain = News(rawValue: 1 << 2)
        public static let arriving = News(rawValue: 1 << 3)
        public static let started = News(rawValue: 1 << 4)
        public static let completed = News(rawValue: 1 << 5)
        public static let cancelled = News(rawValue: 1 << 6)
        /// Arrival slipped by more than five minutes since it was promised, or since the last such news.
        public static let slipped = News(rawValue: 1 << 7)
    }

    /// One driver's turn on a ride.
    public struct Assignment: Hashable, Sendable {
        public enum End: String, CaseIterable, Sendable {
            case unassigned, handedOver, driverCancelled, replaced
        }

        public var driver: Ride.Driver?
        public var car: Ride.Car?
        public var vehicle: String?
        public var from: Timestamp
        /// `nil` while it lasts.
        public var until: Timestamp?
        public var end: End?
    }

    /// What `record` answers.
    public struct Record: Hashable, Sendable {
        /// The message to publish, with `reassigned` on a hand-over.
        public var ride: Ride
        public var timing: Timing
        public var news: News
        /// Which driver the ride is at, or is looking for: 1 is the first.
        public var attempt: Int
        /// A cancelled ride may still find another driver until then.
        public var redispatchUntil: Timestamp?
    }

    /// How many rides are remembered, at least 1.
    public let capacity: Int
    /// How long a cancellation by a driver may turn out not to be the end.
    public let grace: Duration
    private var chapters: [Chapter] = []
    private var places: [String: Int] = [:]
    private var hand = 0

    private struct Chapter: Sendable {
        var story: RideStory
        var isRecent = false
    }

    public init(capacity: Int = 10_000, grace: Duration = .seconds(90)) {
        self.capacity = max(1, capacity)
        self.grace = grace
    }

    public var count: Int { chapters.count }

    /// Takes one message into account.
    ///
    /// - Parameters:
    ///   - id: the source's identifier of this event, by which a second delivery is recognised.
    ///   - source: when the source says that it happened.
    public mutating func record(
        _ ride: Ride, id: String? = nil, source: Timestamp? = nil, received: Timestamp, hint: Hint = .none
    ) -> Record {
        let place = place(of: ride.ride.bounded)
        if let old = ride.replaces, old != ride.ride { link(place, to: old.bounded, at: source ?? received) }
        let message = RideStory.Message(ride: ride, id: id, source: source, received: received, hint: hint)
        return chapters[place].story.take(message, grace: grace)
    }

    /// The same for a ride that came in an envelope, with the hint that the event's name gives.
    public mutating func record(_ ride: Ride, in envelope: Envelope) -> Record {
        record(
            ride, id: envelope.id, source: envelope.source, received: envelope.received,
            hint: envelope.name.map(Hint.init(eventName:)) ?? .none)
    }

    /// Whether the vehicle belonged to a driver who is no longer on the ride: its positions are not the ride's any more.
    public func isFormer(vehicle: String, of ride: String) -> Bool {
        guard let place = places[ride.bounded] else { return false }
        return chapters[place].story.isFormer(vehicle: vehicle.bounded)
    }

    /// The ride's drivers so far, oldest first, at most the latest 16; empty for an unknown ride.
    public func assignments(of ride: String) -> [Assignment] {
        places[ride.bounded].map { chapters[$0].story.assignments } ?? []
    }

    /// The ride that the service opened in place of this one.
    public func successor(of ride: String) -> String? {
        places[ride.bounded].flatMap { chapters[$0].story.successor }
    }

    /// Whether the ride has been cancelled, yet another driver may still be found.
    public func isPendingRedispatch(_ ride: String, at now: Timestamp) -> Bool {
        guard let place = places[ride.bounded], let until = chapters[place].story.redispatchUntil else { return false }
        return now <= until
    }

    private mutating func place(of ride: String) -> Int {
        if let place = places[ride] {
            chapters[place].isRecent = true
            return place
        }
        guard chapters.count >= capacity else {
            places[ride] = chapters.count
            chapters.append(Chapter(story: RideStory(ride: ride)))
            return chapters.count - 1
        }
        while chapters[hand].isRecent {
            chapters[hand].isRecent = false
            hand = (hand + 1) % chapters.count
        }
        let place = hand
        hand = (hand + 1) % chapters.count
        places[chapters[place].story.ride] = nil
        places[ride] = place
        chapters[place] = Chapter(story: RideStory(ride: ride))
        return place
    }

    /// The new ride goes on where the old one stopped.
    private mutating func link(_ place: Int, to old: String, at moment: Timestamp) {
        guard let former = places[old], chapters[former].story.successor == nil else { return }
        chapters[former].story.hand(over: chapters[place].story.ride, at: moment)
        chapters[place].story.carryOn(from: chapters[former].story)
    }
}

extension RideLedger.Hint {
    /// What an event's name tells, such as `ride.driver.unassigned` or `driver_canceled`.
    public init(eventName: String) {
        let words = eventName.lowercased()
        func says(_ word: StaticString) -> Bool {
            word.withUTF8Buffer { word in words.utf8.contains(run: word) }
        }
        if says("unassign") {
            self = .unassigned
        } else if says("no_driver") || says("no-driver") || says("nodriver") || says("no_show") {
            self = .cancelledForGood
        } else if !says("cancel") {
            self = .none
        } else if says("rider") || says("customer") || says("passenger") || says("client") || says("user") {
            self = says("driver") ? .none : .cancelledForGood
        } else {
            self = says("driver") ? .driverCancelled : .none
        }
    }
}

extension String {
    /// The text itself up to 256 bytes; of a longer one its beginning and a fingerprint, so that what is kept for long
    /// is bounded and different texts stay different.
    public var bounded: String {
        guard utf8.count > 256 else { return self }
        // FNV-1a: the same in every run, as a recording that is played again must be.
        let print = utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        return String(decoding: utf8.prefix(224), as: UTF8.self) + "…" + String(print, radix: 36)
    }
}

extension String.UTF8View {
    /// Whether the bytes occur somewhere, in a row.
    fileprivate func contains(run: UnsafeBufferPointer<UInt8>) -> Bool {
        var start = startIndex
        for _ in 0..<Swift.max(0, count - run.count + 1) {
            if self[start...].starts(with: run) { return true }
            start = index(after: start)
        }
        return false
    }
}
