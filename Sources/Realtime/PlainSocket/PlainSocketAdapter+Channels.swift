internal import Domain

/// Asking for channels.
extension PlainSocketAdapter {
    public mutating func subscribe(to channel: String, _ outbox: Outbox) {
        abandoned.remove(channel)
        guard !channels.contains(channel) else { return }
        channels.append(channel)
        guard isOpen else { return }
        begin(channel, hasOpeners: false, outbox)
    }

    public mutating func unsubscribe(from channel: String, _ outbox: Outbox) {
        guard let index = channels.firstIndex(of: channel) else { return }
        channels.remove(at: index)
        confirmed.remove(channel)
        continuity.forget(channel)
        guard isOpen else { return }
        abandoned.insert(channel)
        if let unsubscribe = configuration.unsubscribe { send(unsubscribe, for: channel, outbox) }
    }

    /// - Parameter hasOpeners: whether the opening texts have been said for it.
    mutating func begin(_ channel: String, hasOpeners: Bool, _ outbox: Outbox) {
        guard configuration.asksForChannels else {
            return outbox.refused(
                channel, code: nil, reason: "nothing says how to ask for it: subscribe is not set")
        }
        if !hasOpeners {
            for opener in configuration.openers where opener.namesChannel { send(opener, for: channel, outbox) }
        }
        if let subscribe = configuration.subscribe { send(subscribe, for: channel, outbox) }
        resume(channel, outbox)
    }
}
