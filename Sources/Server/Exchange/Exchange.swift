internal import WebSocket

/// The heart of the server as a machine: who is connected, who is subscribed to what, and what each of them is to be
/// sent (Pusher protocol 7).
///
/// It opens no socket and reads no clock: `now` is handed in, as time since any fixed moment. Each call answers with the
/// effects it asks for, in order.
struct Exchange {
    let configuration: ServerConfiguration
    var sessions: [SocketID: Session] = [:]
    /// Only those that somebody is subscribed to.
    var channels: [ChannelName: Occupancy] = [:]
    /// The connections of each user that signed in.
    var users: [String: Set<SocketID>] = [:]
    var cache: EventCache
    /// How many events were published, counted for each channel.
    var published = 0
    private let reader = ClientMessageReader()
    private var effects: [Effect] = []

    init(_ configuration: ServerConfiguration) {
        self.configuration = configuration
        cache = EventCache(lifetime: configuration.cacheLifetime, limit: configuration.limits.cachedChannels)
    }

    var application: Application { configuration.application }
    var limits: ServerLimits { configuration.limits }
}

// MARK: - What happens

extension Exchange {
    /// A WebSocket connection has opened at this path and query.
    ///
    /// - Parameter socket: must be new.
    mutating func connected(_ socket: SocketID, path: String, query: String, now: Duration) -> [Effect] {
        if let refusal = refusal(path: path, query: QueryString(query)) {
            send(ServerMessage.error(refusal.code.rawValue, refusal.reason), to: [socket])
            effects.append(.close(socket, refusal))
            return takeEffects()
        }
        sessions[socket] = Session(
            socket: socket, clientEventsPerSecond: limits.clientEventsPerSecond, now: now)
        send(ServerMessage.established(socket, activityTimeout: configuration.activityTimeout), to: [socket])
        return takeEffects()
    }

    /// A text message has come.
    mutating func received(_ text: UnsafeRawBufferPointer, from socket: SocketID, now: Duration) -> [Effect] {
        guard sessions[socket] != nil else { return [] }
        sessions[socket]?.heard(now)
        let message = reader.read(text)
        switch message {
        case .ping, .pong: break
        case .subscribe, .unsubscribe, .signIn, .event, .invalid: sessions[socket]?.lastUsed = now
        }
        perform(message, from: socket, now: now)
        return takeEffects()
    }

    /// Anything else has come, such as a WebSocket pong.
    mutating func heard(_ socket: SocketID, now: Duration) {
        sessions[socket]?.heard(now)
    }

    /// The connection has ended, for whatever reason.
    mutating func disconnected(_ socket: SocketID, now: Duration) -> [Effect] {
        remove(socket, now: now)
        return takeEffects()
    }

    private mutating func perform(_ message: ClientMessage, from socket: SocketID, now: Duration) {
        switch message {
        case .ping: send(ServerMessage.event("pusher:pong", data: .text("{}")), to: [socket])
        case .pong: break
        case .subscribe(let request): subscribe(socket, request, now: now)
        case .unsubscribe(let channel): unsubscribe(socket, channel, now: now)
        case .signIn(let auth, let userData): signIn(socket, auth: auth, userData: userData, now: now)
        case .event(let event): relay(event, from: socket, now: now)
        case .invalid(let reason): report(reason, to: socket)
        }
    }
}

// MARK: - Who may connect

extension Exchange {
    private func refusal(path: String, query: QueryString) -> Refusal? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isEmpty, parts[1] == "app", !parts[2].isEmpty else {
            return Refusal(4005, "Path not found")
        }
        let key = QueryString.decode(parts[2])
        guard key == application.key else {
            return Refusal(4001, "App key \(key.clipped) does not exist on this server")
        }
        if let version = query["version"], !Self.isVersion(version) {
            return Refusal(4006, "Invalid version string format")
        }
        guard let number = query["protocol"] else { return Refusal(4008, "No protocol version supplied") }
        // Before 5 there were no pings, and messages had other forms.
        guard let version = Int(number), (5...7).contains(version) else {
            return Refusal(4007, "Unsupported protocol version")
        }
        guard sessions.count < limits.connections else { return Refusal(4100, "Over capacity") }
        return nil
    }

    /// Numbers with points between them, and perhaps a suffix such as `-rc1`.
    private static func isVersion(_ text: String) -> Bool {
        let core = text.prefix { $0 != "-" && $0 != "+" }
        let parts = core.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 64
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }
}

// MARK: - Effects

extension Exchange {
    mutating func send(_ text: [UInt8], to sockets: [SocketID]) {
        guard !sockets.isEmpty else { return }
        effects.append(.send(text, to: sockets))
    }

    /// An error that ends nothing.
    ///
    /// - Parameter code: `nil` as on pusher.com where only this request is concerned: clients take 40xx and 42xx as
    ///   orders to disconnect, even inside an event.
    mutating func report(_ message: String, code: UInt16? = nil, to socket: SocketID) {
        send(ServerMessage.error(code, message), to: [socket])
    }

    /// Says why, closes, and forgets the connection.
    mutating func close(_ socket: SocketID, _ refusal: Refusal, now: Duration) {
        report(refusal.reason, code: refusal.code.rawValue, to: socket)
        effects.append(.close(socket, refusal))
        remove(socket, now: now)
    }

    mutating func takeEffects() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    private mutating func remove(_ socket: SocketID, now: Duration) {
        guard let session = sessions.removeValue(forKey: socket) else { return }
        for channel in session.memberships.keys.sorted(by: { $0.text < $1.text }) {
            leave(channel, session, now: now)
        }
        if let user = session.user {
            users[user]?.remove(socket)
            if users[user]?.isEmpty == true { users[user] = nil }
        }
    }
}
