internal import Domain

/// Which channels are wanted, which the service has answered on this connection, and since when messages of which may be missing.
struct ChannelLedger {
    enum Confirmation: Hashable {
        case first
        /// The channel had been confirmed on an earlier connection; nothing of it has been received since that moment.
        case afterBreak(since: Timestamp)
    }

    private var wanted: Set<String> = []
    private var unanswered: Set<String> = []
    private var confirmed: Set<String> = []
    /// The confirmed channels of connections that are gone, and since when nothing of them has been received.
    private(set) var missingSince: [String: Timestamp] = [:]

    /// Whether the service has said yes or no to every wanted channel.
    var isAnswered: Bool { unanswered.isEmpty }

    mutating func want(_ channel: String) {
        guard wanted.insert(channel).inserted, !confirmed.contains(channel) else { return }
        unanswered.insert(channel)
    }

    /// What another ledger was missing when its session ended.
    mutating func inherit(_ missingSince: [String: Timestamp]) {
        self.missingSince = missingSince
    }

    mutating func forget(_ channel: String) {
        wanted.remove(channel)
        unanswered.remove(channel)
        confirmed.remove(channel)
        missingSince[channel] = nil
    }

    /// `nil` where the channel had been confirmed on this connection already.
    mutating func confirm(_ channel: String) -> Confirmation? {
        unanswered.remove(channel)
        guard confirmed.insert(channel).inserted else { return nil }
        return missingSince.removeValue(forKey: channel).map { .afterBreak(since: $0) } ?? .first
    }

    mutating func refuse(_ channel: String) {
        unanswered.remove(channel)
        guard confirmed.remove(channel) != nil else { return }
        missingSince[channel] = nil
    }

    /// The connection is gone. A channel that an even earlier connection had lost keeps its older moment.
    mutating func breakOff(lastReceived: Timestamp) {
        for channel in confirmed { missingSince[channel] = lastReceived }
        confirmed.removeAll(keepingCapacity: true)
        unanswered = wanted
    }
}
