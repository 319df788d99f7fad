internal import Domain
internal import JSON

/// Greeting, liveness and the ends of connections.
extension AblyAdapter {
    static let version = "5"
    static let agent = "spotter/1.0"
    /// A connection key beyond this is not handed back: it goes into a URL.
    private static let longestKey = 1_024

    var host: String { hosts.indices.contains(hostIndex) ? hosts[hostIndex] : configuration.host }

    public var request: ConnectionRequest {
        let query = fields.map { "\($0.0)=\(FormBody.percentEncoded($0.1))" }.joined(separator: "&")
        return ConnectionRequest(
            isSecure: configuration.isSecure, host: host, port: configuration.port, path: "/?\(query)")
    }

    private var fields: [(String, String)] {
        var fields: [(String, String)] = []
        if configuration.sendsKey, case .key(let name, let secret) = configuration.authorisation {
            fields.append(("key", "\(name):\(String(decoding: secret.bytes, as: UTF8.self))"))
        } else if let token {
            fields.append(("accessToken", token.text))
        }
        fields += [("format", "json"), ("heartbeats", "true"), ("v", Self.version), ("agent", Self.agent)]
        if let clientID = configuration.clientID { fields.append(("clientId", clientID)) }
        if let connectionKey { fields.append(("resume", connectionKey)) }
        return fields
    }

    // MARK: Greeting

    /// The first on a connection, or an update after new credentials.
    mutating func greeted(_ frame: AblyFrame, _ outbox: Outbox) {
        let details = frame.root["connectionDetails"]
        guard let id = frame.connectionID, id.count > 0 else {
            return warn(.oddMessage, "a greeting without a connectionId was ignored", outbox)
        }
        let isSame = connectionID.map { id == $0 } ?? false
        let isUpdate = phase == .connected
        phase = .connected
        connectionID = id.string
        let key = details?["connectionKey"]?.string ?? frame.root["connectionKey"]?.string
        if let key, key.count <= Self.longestKey {
            connectionKey = key.string
        } else if !isSame {
            connectionKey = nil
        }
        apply(details, outbox)
        rejections = 0
        hasBeenReady = true
        outbox.ready()
        if let error = frame.root["error"], !error.isNull {
            warn(.service, "the connection could not be resumed: \(AblyError(error).words)", outbox)
        }
        guard !isUpdate || !isSame else { return }
        scheduleRenewal(outbox)
        resumeOutgoing(isResumed: isSame, outbox)
        for name in order { begin(name, outbox) }
        giveUpIfAllRefused(outbox)
    }

    private mutating func apply(_ details: JSONValue?, _ outbox: Outbox) {
        if let milliseconds = details?["connectionStateTtl"]?.integer, milliseconds > 0 {
            stateLifetime = .milliseconds(min(milliseconds, 86_400_000))
        }
        if let size = details?["maxMessageSize"]?.integer, size > 0 { maxMessageSize = size }
        if let milliseconds = details?["maxIdleInterval"]?.integer, milliseconds > 0 {
            silenceLimit = .milliseconds(min(milliseconds, 3_600_000)) + Deadline.network
        } else {
            silenceLimit = nil
        }
        if let silenceLimit {
            outbox.perform(.start(Timer.activity, after: silenceLimit))
        } else {
            outbox.perform(.cancel(Timer.activity))
        }
    }

    /// Anything that arrives shows that the server lives. The timer is not moved each time: it looks at `lastArrival` when it runs out.
    mutating func checkActivity(_ outbox: Outbox) {
        guard phase == .connected, let silenceLimit else {
            decision = troubled("the server did not greet within 10 s")
            return outbox.perform(.drop)
        }
        // A clock that was set back must not keep us from asking.
        let silence = max(.zero, outbox.now - lastArrival)
        guard silence >= silenceLimit else {
            return outbox.perform(.start(Timer.activity, after: silenceLimit - silence))
        }
        decision = .reconnectNow(reason: "nothing came for \(silenceLimit.components.seconds) s")
        outbox.perform(.drop)
    }

    // MARK: Ends

    /// DISCONNECTED, or ERROR without a channel.
    mutating func failed(_ error: AblyError, isFailure: Bool, _ outbox: Outbox) {
        end(with: verdict(on: error, isFailure: isFailure), outbox)
    }

    private mutating func verdict(on error: AblyError, isFailure: Bool) -> Verdict {
        switch AblyResponse(to: error, isFailure: isFailure) {
        case .renewToken: return renewing(error)
        case .reconnect: return .reconnectNow(reason: error.words)
        case .wait(let delay): return .backOff(atLeast: delay, reason: error.words)
        case .elsewhere: return troubled(error.words)
        case .giveUp(let cause): return .giveUp(Outage(cause, code: error.code, reason: error.message))
        }
    }

    /// One new token at once, further ones with delay: a server that takes none must not keep us busy.
    private mutating func renewing(_ error: AblyError) -> Verdict {
        guard configuration.renewsTokens else {
            return .giveUp(Outage(.refused, code: error.code, reason: error.message))
        }
        token = nil
        rejections += 1
        return rejections > 1
            ? .backOff(atLeast: Deadline.channelRetry, reason: error.words) : .reconnectNow(reason: error.words)
    }

    /// CLOSED that nobody asked for: the service has forgotten the connection.
    mutating func discarded(_ frame: AblyFrame, _ outbox: Outbox) {
        connectionID = nil
        connectionKey = nil
        let error = frame.root["error"].map { AblyError($0).words }
        end(with: .backOff(atLeast: .zero, reason: error ?? "the service closed the connection"), outbox)
    }

    /// The host is in trouble: the next one, where there are several.
    mutating func troubled(_ reason: String) -> Verdict {
        guard hosts.count > 1 else { return .backOff(atLeast: .zero, reason: reason) }
        hostIndex = (hostIndex + 1) % hosts.count
        isMoving = true
        return .reconnectNow(reason: "\(reason); trying \(host)")
    }

    /// The connection went without a word of the service.
    mutating func unexpected(_ end: ConnectionEnd, _ outbox: Outbox) -> Verdict {
        switch end {
        case .unreachable(let fault) where !fault.isLasting: return troubled(end.reason)
        case .refused(401, _, _) where configuration.renewsTokens:
            return renewing(AblyError(code: nil, status: 401, message: end.reason))
        case .refused(500...504, let retryAfter, _):
            let verdict = troubled(end.reason)
            return retryAfter.map { .backOff(atLeast: $0, reason: end.reason) } ?? verdict
        case .unreachable, .refused: return .standard(for: end, hasBeenReady: hasBeenReady)
        case .ended: return .backOff(atLeast: .zero, reason: end.reason)
        case .broken, .closed, .lost:
            return phase == .connected ? .reconnectNow(reason: end.reason) : troubled(end.reason)
        }
    }

    /// Once the service has forgotten the connection there is no hurry.
    func delayed(_ verdict: Verdict, at now: Timestamp) -> Verdict {
        guard connectionKey != nil, now - lastArrival > stateLifetime else { return verdict }
        switch verdict {
        case .reconnectNow(let reason): return .backOff(atLeast: Deadline.suspended, reason: reason)
        case .backOff(let delay, let reason): return .backOff(atLeast: max(delay, Deadline.suspended), reason: reason)
        case .giveUp: return verdict
        }
    }
}
