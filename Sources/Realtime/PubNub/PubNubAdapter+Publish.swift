internal import Domain
internal import JSON

/// Publishing beside the subscription, by the same requests as without one.
extension PubNubAdapter {
    /// Requests under way at once.
    private static let pendingLimit = 16

    public mutating func publish(_ publication: ClientPublication, _ outbox: Outbox) {
        guard let publisher = PubNubPublisher(configuration) else {
            return notPublished(publication.channel, "it needs the publish key, and none is set", outbox)
        }
        if let objection = publisher.objection(to: publication) {
            return notPublished(publication.channel, objection, outbox)
        }
        guard publications.count < Self.pendingLimit else {
            return notPublished(publication.channel, "too many are under way", outbox)
        }
        let request = publisher.request(for: publication, at: outbox.now, nonce: vector).request
        publications[outbox.fetch(request)] = publication.channel
    }

    mutating func published(_ channel: String, _ answer: PubNubAnswer, _ outbox: Outbox) {
        switch PubNubPublisher.outcome(of: answer) {
        case .published: break
        case .failed(let outage): notPublished(channel, outage.reason, outbox)
        }
    }

    private func notPublished(_ channel: String, _ reason: String, _ outbox: Outbox) {
        outbox.emit(status: .warning("not published: \(reason)"), channel: channel)
    }
}
