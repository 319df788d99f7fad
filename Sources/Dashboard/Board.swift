public import Domain

/// The model of the whole screen: what the feeds told, and what the person looks at.
///
/// `apply` takes events and `perform` a person's wishes; both change values in place and neither knows a clock: time is that
/// of the events, and of `arrange`, which sorts what is shown and is called once before each drawing. However many events
/// come, memory stays within the capacities, and no event costs more for the number of things that are held.
public struct Board: Sendable {
    /// What is shown: as it was when the pause began, else as it is.
    public var scene: Scene { frozen ?? live }
    public private(set) var live: Scene
    public private(set) var frozen: Scene?
    public private(set) var me: Identity

    public internal(set) var focus = Pane.auctions
    /// The chosen lot, wherever it moves in the list.
    public internal(set) var selectedLot: Key?
    public internal(set) var selectedJourney: Fleet.RowKey?
    /// The chosen notice's number.
    public internal(set) var selectedNotice: Int?
    public internal(set) var auctionSort = AuctionList.Sort.closing
    public internal(set) var fleetSort = Fleet.Sort.eta
    public internal(set) var isHelpShown = false
    /// How far the help has been scrolled, in lines.
    public internal(set) var helpOffset = 0

    public init(me: Identity = Identity(), capacity: Capacity = Capacity()) {
        self.me = me
        live = Scene(capacity)
    }

    public mutating func apply(_ envelope: borrowing Envelope) {
        live.take(envelope, me: &me)
    }

    /// How long the newest ping of a feed took to come back.
    public mutating func measure(roundTrip: Duration, feed: String) {
        live.measure(roundTrip: roundTrip, feed: feed, me: &me)
    }

    public var isPaused: Bool { frozen != nil }

    /// Messages that came since the pause began.
    public var missedWhilePaused: Int { frozen.map { live.messages &- $0.messages } ?? 0 }

    /// Brings the order of the lists up to date; what has not changed costs nothing.
    public mutating func arrange(at now: Timestamp) {
        guard frozen == nil else { return }
        live.auctions.arrange(by: auctionSort, at: now)
        live.fleet.arrange(by: fleetSort)
        live.notifications.arrange()
    }

    mutating func togglePause() {
        frozen = frozen == nil ? live : nil
    }

    /// Changes the notices in both what is shown and what is true.
    mutating func changeNotices(_ change: (inout NotificationLog) -> Void) {
        change(&live.notifications)
        live.notifications.arrange()
        guard frozen != nil else { return }
        frozen.unwrapped { scene in
            change(&scene.notifications)
            scene.notifications.arrange()
        }
    }

    /// Sorts a paused scene, which stays as it is otherwise.
    mutating func arrangeFrozen() {
        let (lots, rides) = (auctionSort, fleetSort)
        frozen.unwrapped { scene in
            scene.fleet.arrange(by: rides)
            if let now = scene.feeds.compactMap(\.lastAt).max() { scene.auctions.arrange(by: lots, at: now) }
        }
    }
}

extension Optional {
    /// Changes the value inside where there is one.
    fileprivate mutating func unwrapped(_ change: (inout Wrapped) -> Void) {
        guard case .some(var value) = consume self else {
            self = nil
            return
        }
        change(&value)
        self = value
    }
}
