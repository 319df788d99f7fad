public import Domain
internal import JSON

/// Publishes through a service's HTTP API, as an app's own server does: writes the request and reads the answer, and does no I/O.
public protocol Publisher: Sendable {
    /// What speaks against a message before the service is asked, for people; `nil`: nothing.
    func objection(to publication: ClientPublication) -> String?

    /// The request that publishes a message to which there is no objection.
    ///
    /// - Parameters:
    ///   - now: the time that the request is signed with.
    ///   - nonce: `PublicationRequest.nonceLength` random bytes, fresh for each request; sealing a message needs them.
    func request(for publication: ClientPublication, at now: Timestamp, nonce: [UInt8]) -> PublicationRequest

    /// What the service's answer says of the message.
    ///
    /// - Parameter request: the one that is answered; where the answer repeats its secrets, they are not told.
    func outcome(of answer: HTTPAnswer, to request: PublicationRequest, at now: Timestamp) -> PublishOutcome
}

extension ClientPublication {
    var objectionToData: String? {
        do throws(JSONError) {
            try JSONDocument().read(data) { _ in }
            return nil
        } catch {
            return "the data is not JSON (\(error))"
        }
    }
}

/// What a protocol's entry says of publishing through the service's HTTP API.
public struct Publishing: Sendable {
    /// What it needs and what it can do: a sentence or two.
    public let summary: String
    /// Makes the publisher; `nil` where the settings lack what the API wants, and only a client's way is left.
    public let prepare: @Sendable (FeedSettings) throws(InvalidInput) -> (any Publisher)?

    public init(
        _ summary: String, prepare: @escaping @Sendable (FeedSettings) throws(InvalidInput) -> (any Publisher)?
    ) {
        self.summary = summary
        self.prepare = prepare
    }
}
