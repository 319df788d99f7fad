internal import Domain
internal import JSON

/// Publishing, by GET.
extension PubNubAdapter {
    enum PublicationLimit {
        /// Bytes of the request's path and query together.
        static let url = 32 << 10
        /// Requests under way at once.
        static let pending = 16
        /// Characters of a custom message type.
        static let type = 3...50
    }

    public mutating func publish(_ publication: ClientPublication, _ outbox: Outbox) {
        guard let publishKey = configuration.publishKey else {
            return notPublished(publication.channel, "it needs the publish key, and none is set", outbox)
        }
        if let objection = objection(to: publication) {
            return notPublished(publication.channel, objection, outbox)
        }
        let request = requests.publish(publication, publishKey: publishKey, at: outbox.now)
        guard request.url.utf8.count <= PublicationLimit.url else {
            return notPublished(publication.channel, "it is larger than 32 KiB when encoded", outbox)
        }
        publications[outbox.fetch(request)] = publication.channel
    }

    private func objection(to publication: ClientPublication) -> String? {
        do throws(InvalidInput) {
            _ = try PubNubChannel(publication.channel)
        } catch {
            return error.description
        }
        if PubNubChannel.isWildcard(publication.channel) { return "a wildcard is no channel to publish on" }
        let event = publication.event
        if !event.isEmpty, !PublicationLimit.type.contains(event.utf8.count) {
            return "a message type has 3 to 50 characters"
        }
        do throws(JSONError) {
            try stored.read(publication.data) { _ in }
        } catch {
            return "the data is not JSON (\(error))"
        }
        return publications.count < PublicationLimit.pending ? nil : "too many are under way"
    }

    /// `[1,"Sent","17600000123450000"]`, or `[0,"Message Too Large","…"]`.
    mutating func published(_ channel: String, _ answer: PubNubAnswer, _ outbox: Outbox) {
        switch answer {
        case .document(let root):
            var parts = root.elements
            guard parts.next()?.number?.integer != 1 else { return }
            notPublished(channel, parts.next()?.string?.string ?? "the service did not say why", outbox)
        case .fault(let fault): notPublished(channel, fault.reason, outbox)
        case .unreadable(let reason, _), .failed(let reason): notPublished(channel, reason, outbox)
        }
    }

    private func notPublished(_ channel: String, _ reason: String, _ outbox: Outbox) {
        outbox.emit(status: .warning("not published: \(reason)"), channel: channel)
    }
}
