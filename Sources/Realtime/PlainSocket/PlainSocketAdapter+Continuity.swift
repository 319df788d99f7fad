internal import Domain
internal import JSON

/// What was missed: by the numbers, where they count, else unknown.
extension PlainSocketAdapter {
    private static let patience: Duration = .seconds(30)

    // MARK: After a break

    /// A feed without channels: its gap is told at once, unless numbers can tell more.
    mutating func resumeFeed(_ outbox: Outbox) {
        guard let since = continuity.missingSince else { return }
        guard continuity.counts.isEmpty else {
            return expectProof(of: continuity.counts.keys.sorted { ($0 ?? "") < ($1 ?? "") }, outbox)
        }
        continuity.missingSince = nil
        outbox.emit(.gap(Gap(from: since, to: outbox.now, proof: .none)))
    }

    /// A channel that has been asked for: it counts as confirmed, after a break once its numbers have told what that has cost.
    mutating func resume(_ channel: String, _ outbox: Outbox) {
        let key = configuration.paths.channel == nil ? nil : channel
        guard !confirmed.insert(channel).inserted, continuity.counts[key] != nil else {
            return outbox.subscribed(channel)
        }
        expectProof(of: [channel], outbox)
    }

    private mutating func expectProof(of keys: [String?], _ outbox: Outbox) {
        continuity.unproved += keys
        outbox.perform(.start(Timer.proof, after: Self.patience))
    }

    /// No number has come: what was missed is unknown.
    mutating func giveUpProof(_ outbox: Outbox) {
        defer { continuity.unproved = [] }
        if let since = continuity.missingSince {
            continuity.missingSince = nil
            return outbox.emit(.gap(Gap(from: since, to: outbox.now, proof: .none)))
        }
        for case let channel? in continuity.unproved { outbox.subscribed(channel) }
    }

    // MARK: Numbers

    /// Looks at an event's number; false where it has been seen before.
    mutating func follow(_ event: JSONValue, _ channel: String?, _ outbox: Outbox) -> Bool {
        guard let number = configuration.paths.id?.value(in: event)?.stringOrNumber?.integer, number >= 0 else {
            warn(.uncounted, "an event without a whole number at id_path is not counted", outbox)
            return true
        }
        guard continuity.canCount(channel) else {
            let limit = PlainSocketContinuity.limit
            warn(.tooManyCounts, "more than \(limit) channels: the others' numbers are not counted", outbox)
            return true
        }
        var count = continuity.counts[channel] ?? .init(lastArrival: outbox.now)
        let finding = count.tracker.note(number, fingerprint: Self.fingerprint(event))
        let since = count.lastArrival
        count.lastArrival = outbox.now
        continuity.counts[channel] = count
        switch finding {
        case .repeated: return false
        case .first, .late: break
        case .next: settle(channel, .proved, since: since, outbox)
        case .ahead(let missing): settle(channel, .broken(.sequence, lost: missing), since: since, outbox)
        case .restarted: settle(channel, .broken(.sequence, lost: nil), since: since, outbox)
        }
        return true
    }

    private static func fingerprint(_ event: JSONValue) -> Int {
        var writer = JSONWriter()
        event.appendSource(to: &writer)
        var hasher = Hasher()
        hasher.combine(bytes: writer.written)
        return hasher.finalize()
    }

    private mutating func settle(
        _ key: String?, _ finding: Outbox.Continuity, since: Timestamp, _ outbox: Outbox
    ) {
        let isOne = continuity.missingSince != nil || configuration.paths.channel != nil
        let settled = continuity.unproved.filter { !isOne || $0 == key }
        guard !settled.isEmpty else { return tell(finding, of: key, since: since, outbox) }
        continuity.unproved.removeAll { settled.contains($0) }
        if let since = continuity.missingSince {
            if finding == .proved { outbox.emit(status: .resumed, channel: key) }
            tell(finding, of: key, since: since, outbox)
        } else {
            // One count for several channels: whose messages are missing cannot be known.
            let shared = settled.count == 1 ? finding : finding.withoutNumber
            for case let channel? in settled { outbox.subscribed(channel, continuity: shared) }
        }
        guard continuity.unproved.isEmpty else { return }
        continuity.missingSince = nil
        outbox.perform(.cancel(Timer.proof))
    }

    private func tell(_ finding: Outbox.Continuity, of key: String?, since: Timestamp, _ outbox: Outbox) {
        guard case .broken(let proof, let lost) = finding else { return }
        outbox.emit(.gap(Gap(from: since, to: outbox.now, proof: proof, lost: lost)), channel: key)
    }
}

extension Outbox.Continuity {
    fileprivate var withoutNumber: Outbox.Continuity {
        guard case .broken(let proof, _) = self else { return self }
        return .broken(proof, lost: nil)
    }
}
