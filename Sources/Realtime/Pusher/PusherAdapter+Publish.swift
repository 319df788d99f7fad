internal import Domain
internal import JSON

/// Client events. The service does not acknowledge them: what we can check, we check before.
extension PusherAdapter {
    public enum PublicationLimit {
        /// Bytes of `data`.
        public static let data = 10_240
        /// Characters of the event's name.
        public static let eventName = 200
        /// Client events a second and connection.
        public static let rate = 10
    }

    /// What speaks against a client event whatever the connection's state, for people; `nil`: nothing.
    public static func objection(to publication: ClientPublication) -> String? {
        let traits = PusherChannel.traits(of: publication.channel)
        if !publication.event.hasPrefix("client-") { return "a client event's name starts with client-" }
        if publication.event.unicodeScalars.count > PublicationLimit.eventName {
            return "the event's name is longer than \(PublicationLimit.eventName) characters"
        }
        if traits.contains(.encrypted) { return "there are no client events on encrypted channels" }
        if !traits.contains(.authorised) { return "client events need a private or presence channel" }
        if publication.data.utf8.count > PublicationLimit.data {
            return "the data is larger than \(PublicationLimit.data) bytes"
        }
        return nil
    }

    /// What the HTTP API, which takes any event on any channel, would still need, by its names in the configuration; empty: nothing.
    public var missingForBackend: [String] {
        let missing = configuration.appID == nil ? ["app_id"] : []
        if case .secret = configuration.authorisation { return missing }
        return missing + ["secret"]
    }

    public mutating func publish(_ publication: ClientPublication, _ outbox: Outbox) {
        if let objection = Self.objection(to: publication) ?? objectionNow(to: publication, outbox.now) {
            return outbox.emit(status: .warning("not published: \(objection)"), channel: publication.channel)
        }
        published.append(outbox.now)
        outbox.perform(
            .sendText(
                PusherFrame.clientEvent(
                    publication.event, channel: publication.channel, data: publication.data)))
    }

    private mutating func objectionNow(to publication: ClientPublication, _ now: Timestamp) -> String? {
        guard channels[publication.channel]?.state == .confirmed else { return "the channel is not subscribed to" }
        do throws(JSONError) {
            try plain.read(publication.data) { _ in }
        } catch {
            return "the data is not JSON (\(error))"
        }
        published.removeAll { now - $0 >= .seconds(1) || $0 > now }
        guard published.count < PublicationLimit.rate else {
            return "more than \(PublicationLimit.rate) client events a second"
        }
        return nil
    }
}
