internal import Domain
internal import JSON

/// One channel's way from being wanted to being attached or refused, and what is known of its messages.
struct AblyChannel {
    enum State: Hashable {
        /// Wanted; nothing has been asked for on this connection.
        case idle
        /// No channel can have this name; never asked for.
        case invalid(reason: String)
        /// Asked for; an answer is expected by `due`.
        case attaching
        case attached
        /// The service did not answer or detached us again; another try at `due`.
        case suspended
        case refused
    }

    /// Where a loss began, until it has been told.
    struct Loss: Hashable {
        /// The last message that came before it.
        var lastID: String?
        /// When that was published, by the service's clock.
        var lastTime: Timestamp?
        /// Nothing of the channel has been heard since, by our clock.
        var since: Timestamp
    }

    var state = State.idle
    var due: Timestamp?
    /// Attachments in a row that came to nothing.
    var failures = 0
    /// The place in the channel's stream up to which everything has come.
    var serial: String?
    /// Attached at least once in this session.
    var hasBeenAttached = false
    /// `subscribed` has been told for this connection.
    var isTold = false
    var loss: Loss?
    var search: AblySearch?
    var recent = RecentIDs()
    var lastID: String?
    var lastTime: Timestamp?
    var lastHeard = Timestamp(milliseconds: 0)
    /// Messages older than this are told again; `nil` once a newer one has come.
    var replayUntil: Timestamp?
    var members = AblyMembers()

    init(_ name: String) {
        if let objection = Self.objection(to: name) { state = .invalid(reason: objection) }
    }

    var isRefused: Bool {
        switch state {
        case .refused, .invalid: true
        case .idle, .attaching, .attached, .suspended: false
        }
    }

    /// Everything up to there has come. A serial that is too long to be one is left out.
    mutating func advance(to serial: JSONText?) {
        guard let serial, serial.count > 0, serial.count <= 4_096 else { return }
        self.serial = serial.string
    }

    /// The connection is gone.
    mutating func reset() {
        if case .invalid = state { return }
        state = .idle
        due = nil
        failures = 0
        isTold = false
        search = nil
        replayUntil = nil
        members.interrupt()
    }

    /// What speaks against a channel's name, for people.
    static func objection(to name: String) -> String? {
        if name.isEmpty { return "a channel's name is not empty" }
        if name.utf8.count > 2_048 { return "a channel's name has at most 2048 bytes" }
        if name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            return "a channel's name has no control characters"
        }
        return nil
    }
}

/// The identifiers of the latest messages, to know those again that come twice: 1,024 of them, those of more than 256 bytes left out.
struct RecentIDs {
    static let capacity = 1_024
    private static let longest = 256
    private var known: Set<String> = []
    private var order: [String] = []
    private var oldest = 0

    /// False where it is known already.
    mutating func add(_ id: String) -> Bool {
        guard id.utf8.count <= Self.longest else { return true }
        guard known.insert(id).inserted else { return false }
        if order.count < Self.capacity {
            order.append(id)
        } else {
            known.remove(order[oldest])
            order[oldest] = id
            oldest = (oldest + 1) % Self.capacity
        }
        return true
    }
}
