internal import Domain
internal import JSON

/// A request that publishes a message, and what of it must not be shown.
public struct PublicationRequest: Hashable, Sendable {
    /// What sealing a message takes, in bytes.
    public static let nonceLength = SecretBox.nonceLength

    public var request: HTTPRequest
    /// Every spelling of each secret, the longest first: one may be within another.
    private let spellings: [[UInt8]]

    /// - Parameter secrets: what grants access, as it is before it is spelled for the URL, the body or a header.
    init(_ request: HTTPRequest, secrets: [String]) {
        self.request = request
        spellings = Set(secrets.flatMap(Self.spellings)).filter { !$0.isEmpty }.map { Array($0.utf8) }
            .sorted { $0.count > $1.count }
    }

    /// The URL for eyes, `***` in the place of each secret. The values of headers are secret throughout.
    public var shownURL: String { shown(request.url) }

    /// The body for eyes.
    public var shownBody: String { shown(String(decoding: request.body, as: UTF8.self)) }

    /// A text for eyes, whether it is of the request or of an answer that repeats the request.
    func shown(_ text: String) -> String {
        String(decoding: shown(Array(text.utf8)), as: UTF8.self)
    }

    func shown(_ bytes: [UInt8]) -> [UInt8] {
        spellings.reduce(bytes) { $0.replacing($1, with: Array("***".utf8)) }
    }

    func shown(_ answer: HTTPAnswer) -> HTTPAnswer {
        switch answer {
        case .response(let status, let headers, let body):
            .response(status: status, headers: headers, body: shown(body))
        case .failed(let reason): .failed(reason: shown(reason))
        }
    }

    /// What can be told of an outcome.
    func shown(_ outcome: PublishOutcome) -> PublishOutcome {
        switch outcome {
        case .published(let id): return .published(id: id.map { shown($0) })
        case .failed(var outage):
            outage.reason = shown(outage.reason)
            return .failed(outage)
        }
    }

    /// Plain, within a URL, and within JSON, where some writers escape the slash too (RFC 8259 §7).
    private static func spellings(_ secret: String) -> [String] {
        var writer = JSONWriter()
        writer.string(secret)
        let quoted = String(writer.text.dropFirst().dropLast())
        return [secret, FormBody.percentEncoded(secret), quoted, quoted.replacing("/", with: #"\/"#)]
    }
}
