/// What to do after the end of a connection to a server of which nothing is known: pure, one decision a call.
enum PlainSocketVerdict {
    /// What is known when a connection ends.
    struct Circumstances: Hashable {
        /// Decided by us before we closed.
        var decision: Verdict?
        /// Whether the server has said anything on this connection.
        var hasSpoken: Bool
        /// Connections in a row, this one included, that the server ended with a complaint about what we sent.
        var complaints: Int
        var hasBeenReady: Bool
    }

    /// So many complaints in a row are enough.
    static let complaintLimit = 3

    static func verdict(for end: ConnectionEnd, _ circumstances: Circumstances) -> Verdict {
        if let decision = circumstances.decision { return decision }
        guard case .closed(let code?, _) = end else {
            return .standard(for: end, hasBeenReady: circumstances.hasBeenReady)
        }
        let reason = "\(end.reason)\(meaning(of: code).map { " (\($0))" } ?? "")"
        switch code {
        case 3000, 3003, 4401, 4403: return .giveUp(Outage(.refused, code: code, reason: reason))
        // A policy that lets us in at first (a rate, a slow reader) may do so again.
        case 1008 where !circumstances.hasSpoken: return .giveUp(Outage(.refused, code: code, reason: reason))
        case 1008, 1013: return .backOff(atLeast: .seconds(5), reason: reason)
        default:
            guard !isComplaint(end) || circumstances.complaints < complaintLimit else {
                return .giveUp(
                    Outage(.closed, code: code, reason: "\(reason), \(circumstances.complaints) times in a row"))
            }
            return .standard(for: end, hasBeenReady: circumstances.hasBeenReady)
        }
    }

    /// Whether the server found fault with what we sent (RFC 6455 §7.4.1): sending it again will hardly help.
    static func isComplaint(_ end: ConnectionEnd) -> Bool {
        guard case .closed(let code?, _) = end else { return false }
        return [1002, 1003, 1007, 1009, 1010].contains(code)
    }

    /// The registered meaning of codes that say why, beside what a server may add.
    private static func meaning(of code: Int) -> String? {
        switch code {
        case 1002: "it found a protocol error"
        case 1003: "it does not take such data"
        case 1007: "it could not read what was sent"
        case 1008: "a policy of the server"
        case 1009: "what was sent is too large for it"
        case 1010: "it misses an extension"
        case 1013: "try again later"
        case 3000, 4401: "unauthorized"
        case 3003, 4403: "forbidden"
        default: nil
        }
    }
}
