import Domain

/// What a person should hear of the connections when no status lines are asked for: trouble when it begins, not each time it goes on.
struct Remarks {
    private var isTroubled: [String: Bool] = [:]
    private var lastReason: [String: String] = [:]

    mutating func forget(_ feeds: [String]) {
        for feed in feeds {
            isTroubled[feed] = nil
            lastReason[feed] = nil
        }
    }

    /// - Returns: a line for standard error, if the event deserves one.
    mutating func remark(on envelope: Envelope) -> String? {
        guard case .status(let status) = envelope.event else { return nil }
        let feed = envelope.feed
        switch status {
        case .refused(_, let reason):
            // The refusal of the whole connection ends it, and is told then.
            return envelope.channel.map { "\(feed): \($0) was refused: \(reason)" }
        case .warning(let text): return "\(feed): \(envelope.channel.map { $0 + ": " } ?? "")\(text)"
        case .closed(_, let reason):
            lastReason[feed] = reason
            return nil
        case .waiting:
            guard isTroubled[feed] != true else { return nil }
            isTroubled[feed] = true
            return "\(feed): \(lastReason[feed] ?? "no connection"); trying again (--max-attempts sets a limit)"
        case .connected:
            defer { isTroubled[feed] = false }
            return isTroubled[feed] == true ? "\(feed): connected" : nil
        case .connecting, .subscribed, .resumed, .completed: return nil
        }
    }
}
