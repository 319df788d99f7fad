/// What to do after an end: pure, one decision a call.
enum PieSocketVerdict {
    /// What is known when a connection ends.
    struct Circumstances: Hashable {
        /// What the service said was wrong, where it said so shortly before.
        var lastError: String?
        /// The room had let us in: what looks like an error may have been a member's message.
        var wasAdmitted: Bool
        /// A fresh token may be had, and none has been asked for since a room was last entered.
        var canRefreshToken: Bool
        var hasBeenReady: Bool
    }

    /// How long a quota may take to fill up again.
    static let quotaPatience: Duration = .seconds(300)
    private static let ratePatience: Duration = .seconds(60)

    static func verdict(for end: ConnectionEnd, _ circumstances: Circumstances) -> Verdict {
        switch end {
        case .refused(401, _, _), .refused(403, _, _):
            guard !circumstances.canRefreshToken else {
                return .reconnectNow(reason: "trying a fresh token: \(end.reason)")
            }
        case .refused(404, _, _) where !circumstances.hasBeenReady:
            return .giveUp(Outage(.unreachable, code: 404, reason: "\(end.reason) (is the cluster right?)"))
        case .refused(429, let retryAfter, _):
            return .backOff(atLeast: max(retryAfter ?? .zero, ratePatience), reason: end.reason)
        case .refused, .unreachable: break
        case .closed:
            if let error = circumstances.lastError { return verdict(forError: error, circumstances) }
        case .broken, .lost, .ended:
            // Any member could end us with a message before a chance loss of the connection.
            if let error = circumstances.lastError, !circumstances.wasAdmitted {
                return verdict(forError: error, circumstances)
            }
        }
        return .standard(for: end, hasBeenReady: circumstances.hasBeenReady)
    }

    private static func verdict(forError text: String, _ circumstances: Circumstances) -> Verdict {
        let words = text.lowercased()
        if ["quota", "limit", "too many"].contains(where: words.contains) {
            return .backOff(atLeast: quotaPatience, reason: text)
        }
        if circumstances.canRefreshToken, ["jwt", "token", "auth"].contains(where: words.contains) {
            return .reconnectNow(reason: "trying a fresh token: \(text)")
        }
        return .giveUp(Outage(.refused, reason: text))
    }
}
