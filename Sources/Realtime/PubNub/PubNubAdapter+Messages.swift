internal import Domain
internal import JSON

/// What an answer tells.
extension PubNubAdapter {
    /// Tells the messages of a subscribe answer, in the order of their times.
    ///
    /// - Returns: how many there were, and how many of them were not known.
    @discardableResult
    mutating func tell(_ root: JSONValue, _ outbox: Outbox) -> (count: Int, fresh: Int) {
        var messages: [PubNubMessage] = []
        var count = 0
        guard let list = root["m"] else { return (0, 0) }
        for element in list.elements {
            count += 1
            guard let message = PubNubMessage(live: element) else {
                warn(.unknownForm, "a message without a channel or a time was ignored", outbox)
                continue
            }
            messages.append(message)
        }
        // `sorted` is stable.
        var fresh = 0
        for message in messages.sorted(by: { $0.time < $1.time }) where isOurs(message) {
            guard recents.insert(message.identity) else { continue }
            fresh += 1
            tell(message, message.time <= greetedAt ? .replay : .live, outbox)
        }
        return (count, fresh)
    }

    /// What still comes for a channel that the user has left is nobody's business.
    private func isOurs(_ message: PubNubMessage) -> Bool {
        [message.channel, message.match].contains { name in
            guard let name else { return false }
            return wanted.contains(name) || wanted.contains(PubNubChannel.base(name))
        }
    }

    mutating func tell(_ message: PubNubMessage, _ origin: Occurrence.Origin, _ outbox: Outbox) {
        if PubNubChannel.isPresence(message.channel) { return tellPresence(message, origin, outbox) }
        tellData(message, origin, outbox)
    }
}
