internal import JSON

/// What Engine.IO says when it does not want us: in the body of an HTTP answer, or as a close frame's reason.
enum EngineRefusal: Int, CaseIterable {
    case unknownTransport, unknownSession, badMethod, badRequest, forbidden, unsupportedVersion

    /// - Parameter text: with `{"code":n,"message":…}`, or just the message, somewhere in it.
    init?(in text: String) {
        if let start = text.firstIndex(of: "{") {
            let code = try? JSONDocument().read(String(text[start...])) { root in root["code"]?.number?.integer }
            if let code, let known = Int(exactly: code).flatMap(Self.init(rawValue:)) {
                self = known
                return
            }
        }
        let words = text.lowercased()
        guard let known = Self.allCases.first(where: { $0.messages.contains(where: words.contains) }) else {
            return nil
        }
        self = known
    }

    /// The servers' own words, in lower case: Node's, then Python's.
    private var messages: [String] {
        switch self {
        case .unknownTransport: ["transport unknown", "invalid transport"]
        case .unknownSession: ["session id unknown", "invalid session"]
        case .badMethod: ["bad handshake method"]
        // The reason phrase of any 400: only the code says it.
        case .badRequest: []
        case .forbidden: ["not an accepted origin"]
        case .unsupportedVersion: ["unsupported protocol version", "unsupported version of the socket.io"]
        }
    }

    var words: String {
        switch self {
        case .unknownTransport: "the server offers no WebSocket (its transports leave it out)"
        case .unknownSession: "the server does not know the session"
        case .badMethod: "the server takes no GET for a handshake"
        case .badRequest: "the server takes the request for a bad one (a proxy on the way may have removed Upgrade)"
        case .forbidden: "the server forbids it"
        case .unsupportedVersion: "the server does not speak this version of Engine.IO"
        }
    }
}

/// The policy for ends of connections: pure.
enum SocketIOVerdict {
    static func verdict(for end: ConnectionEnd, hasBeenReady: Bool) -> Verdict {
        guard let refusal = refusal(in: end) else { return .standard(for: end, hasBeenReady: hasBeenReady) }
        switch refusal {
        case .unknownSession: return .backOff(atLeast: .zero, reason: refusal.words)
        case .forbidden: return .giveUp(Outage(.refused, code: end.code, reason: refusal.words))
        case .unknownTransport, .badMethod, .badRequest, .unsupportedVersion:
            return .giveUp(Outage(.unreachable, code: end.code, reason: refusal.words))
        }
    }

    /// Whether to try again as an older client would: the server says so, or refused without saying why.
    static func wantsOlderVersion(_ end: ConnectionEnd) -> Bool {
        if let refusal = refusal(in: end) { return refusal == .unsupportedVersion }
        guard case .refused(400, _, _) = end else { return false }
        return true
    }

    private static func refusal(in end: ConnectionEnd) -> EngineRefusal? {
        switch end {
        case .refused(400, _, let reason), .refused(403, _, let reason), .closed(_, let reason):
            EngineRefusal(in: reason)
        case .unreachable, .refused, .broken, .lost, .ended: nil
        }
    }
}
