public import Domain

/// The model of the whole screen: what the feeds told, and what the person looks at.
///
/// `apply` takes events and `perform` a person's wishes; both change values in place and neither knows a clock: time is that
/// of the events, and of `arrange`, which sorts what is shown and is called once before each drawing. However many events
/// come, memory stays within the capacities, and no event costs more for the number of things that are held.
public struct Board: Sendable {
    /// What is shown: as it was when the pause began, else as it is.
    public var scene: Scene {
        // Lent: a copy would retain and release all that a scene holds, hundreds of times a frame.
        _read {
            if case .some(let frozen) = frozen { yield frozen } else { yield live }
        }
    }
    public internal(set) var live: Scene
    public private(set) var frozen: Scene?
    public internal(set) var me: Identity

    public internal(set) var focus = Pane.auctions
    /// The chosen lot, wherever it moves in the list.
    public internal(set) var selectedLot: Key?
    /// The chosen ride or vehicle, in the list and on the map.
    public internal(set) var selectedJourney: Fleet.RowKey?
    /// The chosen notice's number.
    public internal(set) var selectedNotice: Int?
    public internal(set) var selectedFeedRow: FeedRow?
    var chosenMessage: Int?
    var viewing = Viewing()
    /// When the lists were arranged last while they were live: the time at which a paused scene stands still.
    private var arrangedAt = Timestamp(milliseconds: 0)
    private let recordLimit: Int

    public init(me: Identity = Identity(), capacity: Capacity = Capacity()) {
        self.me = me
        recordLimit = capacity.messages
        live = Scene(capacity)
    }

    public var auctionSort: AuctionList.Sort { viewing.auctionSort }
    public var fleetSort: Fleet.Sort { viewing.fleetSort }

    public mutating func apply(_ envelope: borrowing Envelope) {
        live.take(envelope, me: &me, isRecorded: true)
    }

    /// Applies all of them; only as many of the last ones are kept as messages as there is room for.
    public mutating func apply(_ batch: [Envelope]) {
        let first = batch.count - recordLimit
        for index in batch.indices { live.take(batch[index], me: &me, isRecorded: index >= first) }
    }

    /// Takes the watcher for somebody else.
    public mutating func identify(_ me: Identity) {
        guard me.everywhere != self.me.everywhere || me.byFeed != self.me.byFeed else { return }
        self.me = Identity(me, of: live.feeds.map(\.name))
        live.auctions.identify(self.me)
    }

    public var isPaused: Bool { frozen != nil }

    /// Messages that came since the pause began.
    public var missedWhilePaused: Int { frozen.map { live.messages &- $0.messages } ?? 0 }

    /// Brings the order of the lists up to date; what has not changed costs nothing. In a pause only what the person wants to
    /// see can have changed.
    public mutating func arrange(at now: Timestamp) {
        live.discipline(at: now)
        live.notifications.wake(at: now)
        guard frozen != nil else {
            arrangedAt = now
            return live.arrange(viewing, at: now)
        }
        let (viewing, then) = (viewing, arrangedAt)
        frozen.unwrapped { $0.arrange(viewing, at: then) }
    }

    mutating func togglePause() {
        frozen = frozen == nil ? live : nil
    }

    /// Changes the notices in both what is shown and what is true.
    mutating func changeNotices(_ change: (inout NotificationLog) -> Void) {
        let query = viewing[.notifications]
        changeBoth { scene in
            change(&scene.notifications)
            scene.notifications.arrange(showing: query)
        }
    }

    mutating func changeBoth(_ change: (inout Scene) -> Void) {
        change(&live)
        if frozen != nil { frozen.unwrapped(change) }
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
