internal import Domain

/// One channel's way from being wanted to being confirmed or refused.
struct PusherSubscription {
    enum State: Hashable {
        /// Wanted; nothing has been asked for on this connection.
        case idle
        /// The name breaks the service's rule; never asked for.
        case invalid(reason: String)
        /// Waits for one of the places for authorisation requests.
        case queued
        case authorising(FetchID)
        /// The endpoint failed; another try at `due`.
        case retrying
        /// Asked for; an answer is expected by `due`.
        case pending
        case confirmed
        case refused
    }

    let traits: PusherChannel.Traits
    /// Asked for by us, not by the user: the signed-in user's own channel.
    var isAutomatic = false
    var state = State.idle
    /// The user lost interest while the answer was pending.
    var isLeaving = false
    var due: Timestamp?
    /// Failed authorisations in a row.
    var failures = 0
    /// Requests without an answer in a row.
    var silences = 0
    var members: MemberList?
    var seal: PusherSeal?
    /// The next event is the cached one.
    var expectsCached = false
    /// The last event on a cache channel, to know it again: name and data as they came. Empty where it was too long to keep.
    var lastEvent: [UInt8] = []
    static let lastEventLimit = 1 << 16

    init(traits: PusherChannel.Traits) {
        self.traits = traits
    }

    init(invalid reason: String) {
        traits = []
        state = .invalid(reason: reason)
    }

    var isAwaitingAnswer: Bool { state == .pending }

    var isRefused: Bool {
        switch state {
        case .refused, .invalid: true
        case .idle, .queued, .authorising, .retrying, .pending, .confirmed: false
        }
    }

    /// The connection is gone.
    mutating func reset() {
        if case .invalid = state { return }
        state = .idle
        due = nil
        failures = 0
        silences = 0
        seal = nil
        expectsCached = false
    }
}

/// What opens an encrypted channel's data, and what waits for a better key.
struct PusherSeal {
    /// An event whose box the key did not open.
    struct Held {
        var name: String
        var data: [UInt8]
        var origin: Occurrence.Origin
    }

    static let heldLimit = 64
    /// Bytes of all that is held.
    static let heldBytesLimit = 1 << 20

    var key: [UInt8]
    /// A fresh key has been asked for.
    var refresh: FetchID?
    var nextRefresh: Timestamp?
    var held: [Held] = []

    init(key: [UInt8]) {
        self.key = key
    }

    func canHold(_ event: Held) -> Bool {
        held.count < Self.heldLimit && held.reduce(event.data.count) { $0 + $1.data.count } <= Self.heldBytesLimit
    }
}
