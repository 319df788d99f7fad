internal import NIOCore
internal import WebSocket

/// Joins the exchange and the sockets: tells it what comes, and carries out what it asks for. Bound to one event loop.
final class Hub {
    let configuration: ServerConfiguration
    private var tally = ServerCounters()
    private let clock = Clock()
    private var exchange: Exchange
    private var handlers: [SocketID: SocketHandler] = [:]
    /// Connections with something written and not flushed.
    private var unflushed: [SocketHandler] = []
    private var effects: [Effect] = []
    private var isApplying = false
    /// Makes the frames of messages for many.
    private var framer = WebSocket.Connection.server()
    private var lastSocket: UInt64 = 0

    /// All accepted sockets, whatever they speak.
    private(set) var channels: [ObjectIdentifier: any Channel] = [:]

    init(_ configuration: ServerConfiguration) {
        self.configuration = configuration
        exchange = Exchange(configuration)
    }

    var counters: ServerCounters {
        var counters = tally
        counters.published = exchange.published
        return counters
    }
}

// MARK: - Sockets

extension Hub {
    /// - Returns: whether there is room for it.
    func accept(_ channel: any Channel) -> Bool {
        guard channels.count < configuration.limits.connections + configuration.limits.requests else {
            tally.refused += 1
            return false
        }
        channels[ObjectIdentifier(channel)] = channel
        return true
    }

    func ended(_ channel: any Channel) {
        channels[ObjectIdentifier(channel)] = nil
    }

    /// Ends all WebSocket connections in good order, and all other sockets at once.
    func shutDown() {
        for handler in handlers.values.map({ $0 }) { handler.close(.goingAway, reason: "The server is shutting down") }
        for channel in channels.values.map({ $0 }) {
            let isSocket = (try? channel.pipeline.syncOperations.handler(type: SocketHandler.self)) != nil
            if !isSocket { channel.close(promise: nil) }
        }
    }
}

// MARK: - WebSocket connections

extension Hub {
    /// The second number alone makes it new; the first makes it hard to guess.
    func makeSocketID() -> SocketID {
        lastSocket += 1
        return SocketID(UInt64.random(in: 1..<1 << 40), lastSocket)
    }

    /// - Parameter target: of the upgraded request: path and query.
    func connected(_ handler: SocketHandler, as socket: SocketID, target: String) {
        handlers[socket] = handler
        tally.accepted += 1
        tally.connections += 1
        let request = APIRequest(method: "GET", target: target)
        let effects = exchange.connected(socket, path: request.path, query: request.query, now: clock.now)
        if exchange.sessions[socket] == nil { tally.refused += 1 }
        apply(effects)
    }

    func received(_ text: UnsafeRawBufferPointer, from socket: SocketID) {
        tally.messagesIn += 1
        apply(exchange.received(text, from: socket, now: clock.now))
    }

    func heard(_ socket: SocketID) {
        exchange.heard(socket, now: clock.now)
    }

    func disconnected(_ socket: SocketID) {
        guard handlers.removeValue(forKey: socket) != nil else { return }
        tally.connections -= 1
        apply(exchange.disconnected(socket, now: clock.now))
    }

    /// It read too slowly.
    func dropped() {
        tally.dropped += 1
    }

    func tick() {
        apply(exchange.tick(now: clock.now))
    }
}

// MARK: - Requests

extension Hub {
    func respond(to request: APIRequest) -> APIResponse {
        tally.requests += 1
        guard !DevelopmentAuth.isPath(request.path) else {
            return DevelopmentAuth.respond(to: request, configuration.developmentAuth, configuration.application)
        }
        let (response, effects) = exchange.respond(to: request, now: clock.now, unixTime: clock.unixTime)
        apply(effects)
        return response
    }
}

// MARK: - Effects

extension Hub {
    /// Carries them out in order. What they lead to, such as the end of a slow reader, comes after them.
    private func apply(_ new: [Effect]) {
        effects.append(contentsOf: new)
        guard !isApplying else { return }
        isApplying = true
        var index = 0
        while index < effects.count {
            apply(effects[index])
            index += 1
        }
        effects.removeAll(keepingCapacity: effects.count < 1024)
        isApplying = false
        flush()
    }

    private func apply(_ effect: Effect) {
        switch effect {
        case .send(let text, let sockets):
            let frame = frame(text)
            for socket in sockets {
                guard let handler = handlers[socket], handler.write(frame) else { continue }
                tally.messagesOut += 1
                unflushed.append(handler)
            }
        case .close(let socket, let refusal):
            handlers[socket]?.close(refusal.code, reason: refusal.reason)
        }
    }

    /// One frame, however many get it.
    private func frame(_ text: [UInt8]) -> ByteBuffer {
        var frame = ByteBuffer()
        framer.send(text: text)
        framer.drainOutgoing { bytes in
            frame.reserveCapacity(bytes.count)
            frame.writeBytes(bytes)
        }
        return frame
    }

    private func flush() {
        let handlers = unflushed
        unflushed.removeAll(keepingCapacity: true)
        for handler in handlers { handler.flush() }
    }
}
