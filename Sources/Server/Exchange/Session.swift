/// What the exchange knows of one connection.
struct Session: Sendable {
    let socket: SocketID
    /// The channels it is subscribed to, and who it is there where that is known.
    var memberships: [ChannelName: Membership] = [:]
    /// Who signed in.
    var user: String?
    var clientEvents: RateWindow

    /// When anything came from it.
    var lastHeard: Duration
    /// When it was pinged, until something comes.
    var pingedAt: Duration?
    /// When it last did, or had, more than pings.
    var lastUsed: Duration

    enum Membership: Hashable, Sendable {
        case subscriber
        case member(userID: String)
    }

    init(socket: SocketID, clientEventsPerSecond: Int, now: Duration) {
        self.socket = socket
        clientEvents = RateWindow(limit: clientEventsPerSecond)
        lastHeard = now
        lastUsed = now
    }

    mutating func heard(_ now: Duration) {
        lastHeard = now
        pingedAt = nil
    }
}

/// A channel that someone is subscribed to.
struct Occupancy: Sendable {
    var subscribers: Set<SocketID> = []
    /// In presence channels only somebody is in it.
    var roster = Roster()
    /// When the subscribers were last told how many they are.
    var countSentAt: Duration?
    /// Whether that has changed since.
    var isCountDue = false

    /// All subscribers but one.
    func recipients(except socket: SocketID? = nil) -> [SocketID] {
        guard let socket, subscribers.contains(socket) else { return Array(subscribers) }
        return subscribers.filter { $0 != socket }
    }
}
