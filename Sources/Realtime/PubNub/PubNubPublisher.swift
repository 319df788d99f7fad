public import Domain
internal import JSON

/// Messages of one keyset, by GET ("Publish"). There is no other way: clients publish like this too.
public struct PubNubPublisher: Publisher {
    private let requests: PubNubRequests
    private let publishKey: String
    private let cipher: PubNubCipher?

    enum Limit {
        /// Bytes of the request's URL.
        static let url = 32 << 10
        /// Characters of a custom message type.
        static let type = 3...50
    }

    /// `nil` without a publish key.
    init?(_ configuration: PubNubConfiguration) {
        guard let publishKey = configuration.publishKey else { return nil }
        requests = PubNubRequests(configuration: configuration)
        self.publishKey = publishKey
        cipher = configuration.cipherKey.flatMap(PubNubCipher.init)
    }

    public func objection(to publication: ClientPublication) -> String? {
        do throws(InvalidInput) {
            _ = try PubNubChannel(publication.channel)
        } catch {
            return error.description
        }
        if PubNubChannel.isWildcard(publication.channel) { return "a wildcard is no channel to publish on" }
        let event = publication.event
        if !event.isEmpty, !Limit.type.contains(event.utf8.count) { return "a message type has 3 to 50 characters" }
        if let objection = publication.objectionToData { return objection }
        let request = request(
            publication, at: Timestamp(milliseconds: 0), vector: Array(repeating: 0, count: AESCBC.blockLength))
        return request.url.utf8.count <= Limit.url ? nil : "it is larger than 32 KiB when encoded"
    }

    public func request(for publication: ClientPublication, at now: Timestamp, nonce: [UInt8]) -> PublicationRequest {
        let request = request(publication, at: now, vector: Array(nonce.prefix(AESCBC.blockLength)))
        return PublicationRequest(request, secrets: Self.secrets(in: request.url))
    }

    /// With a cipher key the data is such that only those with the key can read it.
    private func request(_ publication: ClientPublication, at now: Timestamp, vector: [UInt8]) -> HTTPRequest {
        var publication = publication
        if let cipher { publication.data = cipher.seal(publication.data, vector: vector) }
        return requests.publish(publication, publishKey: publishKey, at: now)
    }

    /// The values of the query's secret fields.
    private static func secrets(in url: String) -> [String] {
        let query = url.drop { $0 != "?" }.dropFirst()
        return query.split(separator: "&").compactMap { field in
            let name = field.prefix { $0 != "=" }
            guard name == "auth" || name == "signature" else { return nil }
            return FormBody.percentDecoded(field[name.endIndex...].dropFirst())
        }
    }

    public func outcome(of answer: HTTPAnswer, to request: PublicationRequest, at now: Timestamp) -> PublishOutcome {
        var outcome = PublishOutcome(unreadable: 200)
        PubNubAnswer.read(request.shown(answer), at: now, with: JSONDocument()) { outcome = Self.outcome(of: $0) }
        return request.shown(outcome)
    }

    /// `[1,"Sent","17600000123450000"]`, or `[0,"Message Too Large","…"]`.
    static func outcome(of answer: PubNubAnswer) -> PublishOutcome {
        switch answer {
        case .document(let root):
            var parts = root.elements
            let isSent = parts.next()?.number?.integer == 1
            let words = parts.next()?.string?.string
            guard isSent else {
                return .failed(Outage(.refused, reason: words.map(BodyLine.clipped) ?? "the service did not say why"))
            }
            return .published(under: parts.next()?.string?.string)
        case .fault(let fault):
            return PublishOutcome(
                refusal: fault.status, words: fault.reason, missing: "there is no such keyset",
                retryAfter: fault.retryAfter)
        case .unreadable(let reason, _), .failed(let reason): return .failed(Outage(.unreachable, reason: reason))
        }
    }
}
