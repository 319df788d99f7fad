internal import Domain
internal import JSON

/// Which transport, and what ends mean.
extension SockJSAdapter {
    mutating func verdict(for end: ConnectionEnd, _ outbox: Outbox) -> Verdict {
        if mayFallBack, Self.refusesWebSocket(end) { return fallBack(end.reason, outbox) }
        if transport == .eventStream, phase == .open, case .closed = end { return .reconnectNow(reason: end.reason) }
        return .standard(for: end, hasBeenReady: hasBeenReady)
    }

    func resumption(after end: ConnectionEnd) -> Resumption {
        switch end {
        case .closed: .whole
        case .lost: .possible
        case .unreachable, .refused, .broken, .ended: .none
        }
    }

    private var mayFallBack: Bool { configuration.transport == nil && transport == .framed && !hasBeenReady }

    /// An answer that another transport may not get: neither a wish for credentials or patience, nor trouble.
    private static func refusesWebSocket(_ end: ConnectionEnd) -> Bool {
        guard case .refused(let status, let retryAfter, _) = end, retryAfter == nil else { return false }
        switch status {
        case 401, 403, 407, 408, 410, 421, 425, 429: return false
        default: return status < 500 || status == 501
        }
    }

    private mutating func fallBack(_ reason: String, _ outbox: Outbox) -> Verdict {
        transport = .eventStream
        asksInfo = true
        outbox.changesWay()
        return .reconnectNow(reason: "\(reason); trying server-sent events")
    }

    mutating func missedOpening(_ outbox: Outbox) {
        silentOpenings += 1
        if transport == .framed, mayFallBack, silentOpenings >= Self.silenceLimit {
            decision = fallBack("no frame came after opening", outbox)
        } else {
            let hint = transport == .framed ? " (is this the raw endpoint? then set transport = raw)" : ""
            decision = .backOff(atLeast: .seconds(1), reason: "the server sent no opening frame within 5 s\(hint)")
        }
        outbox.perform(.drop)
    }

    mutating func answeredInfo(_ answer: HTTPAnswer, _ outbox: Outbox) {
        info = nil
        guard case .response(200, _, let body) = answer else { return }
        let hasWebSocket = try? document.read(body) { $0["websocket"]?.bool }
        switch hasWebSocket {
        case false: note("the server has its WebSocket disabled: going on with server-sent events", outbox)
        case true:
            note(
                "the server has a WebSocket, but something on the way stops it: going on with server-sent events",
                outbox)
        case nil: break
        }
    }

    // MARK: Sending

    /// - Parameter messages: texts of the app's own form.
    mutating func send(_ messages: [String], _ outbox: Outbox) {
        guard !messages.isEmpty else { return }
        guard transport != .raw else {
            for message in messages { outbox.send(text: message) }
            return
        }
        var writer = JSONWriter()
        writer.beginArray()
        for message in messages { writer.string(message) }
        writer.endArray()
        guard transport == .eventStream else { return outbox.perform(.sendText(writer.bytes)) }
        sending.insert(outbox.fetch(configuration.sendRequest(session: session, body: writer.bytes)))
    }
}
