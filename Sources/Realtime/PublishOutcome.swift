internal import Domain
internal import HTTP1
internal import JSON

/// How publishing through a service's HTTP API ended.
public enum PublishOutcome: Hashable, Sendable {
    /// The service has the message; under this id (visible ASCII), where it tells one.
    case published(id: String?)
    /// The cause is `refused`: not like this; or `unreachable`: no answer of the service's, or it is in trouble, and it may work later.
    case failed(Outage)
}

extension PublishOutcome {
    /// An answer other than the service's yes (RFC 9110 §15).
    ///
    /// - Parameters:
    ///   - words: what the service says of it.
    ///   - code: the service's own, where that tells more than the status.
    ///   - missing: what it means that nothing is there.
    init(refusal status: Int, words: String?, code: Int? = nil, missing: String, retryAfter: Duration?) {
        let isLasting = (400..<500).contains(status) && ![408, 425, 429].contains(status)
        let meaning = Self.meaning(of: status, missing: missing)
        var reason = [meaning, words].compactMap { $0 }.joined(separator: ": ")
        if reason.isEmpty { reason = "the service does not take the message" }
        if let retryAfter { reason += "; it asks to wait \(Self.words(retryAfter))" }
        self = .failed(Outage(isLasting ? .refused : .unreachable, code: code ?? status, reason: reason))
    }

    /// A success that does not read like the service's.
    init(unreadable status: Int) {
        self = .failed(
            Outage(.unreachable, code: status, reason: "this is no answer of the service's (is the host right?)"))
    }

    /// Longer waits have been cut to the limit.
    private static func words(_ wait: Duration) -> String {
        wait < RetryAfter.limit ? "\(wait.components.seconds) s" : "a day or more"
    }

    /// `nil` where the service's own words say more.
    private static func meaning(of status: Int, missing: String) -> String? {
        switch status {
        case 401: "the service does not accept the key or the secret"
        case 402: "the account's quota is used up"
        case 403: "the service forbids it"
        case 404: missing
        case 408, 425: "the service did not get to it"
        case 413: "the message is too large"
        case 414: "the message is too large for a URL"
        case 429: "too many messages, or the quota is used up"
        case 400..<500: nil
        case 500...: "the service is in trouble"
        default: "this is no answer of the service's (is the host right?)"
        }
    }

    /// An id that is fit to be shown and kept.
    static func published(under id: String?) -> PublishOutcome {
        let isFit = id.map { (1...256).contains($0.utf8.count) && ASCII.isGraphic($0) } ?? false
        return .published(id: isFit ? id : nil)
    }
}

extension HTTPAnswer {
    /// Reads an answer: a success by its document, anything else by its status and what `words` finds in the document.
    ///
    /// - Parameters:
    ///   - request: the one that is answered; its secrets are hidden before anything is cut.
    ///   - success: reads the document of an answer with a status of 200 to 299; `nil`: it is not the service's.
    ///   - words: the service's own words and code; what it does not find is looked for in the body's first line.
    func outcome(
        to request: PublicationRequest, missing: String, at now: Timestamp, success: (JSONValue) -> PublishOutcome?,
        words: (JSONValue) -> (text: String?, code: Int?) = { _ in (nil, nil) }
    ) -> PublishOutcome {
        switch self {
        case .failed(let reason): return request.shown(.failed(Outage(.unreachable, reason: reason)))
        case .response(let status, _, let body) where (200..<300).contains(status):
            let read = try? JSONDocument().read(body, success)
            return request.shown(read ?? PublishOutcome(unreadable: status))
        case .response(let status, let headers, let body):
            // Once as it is spelled in the document, and once as the document means it.
            let body = request.shown(body)
            let read = (try? JSONDocument().read(body, words)) ?? (text: nil, code: nil)
            return PublishOutcome(
                refusal: status,
                words: read.text.map { BodyLine.clipped(request.shown($0)) }
                    ?? BodyLine.read(body, headers),
                code: read.code, missing: missing, retryAfter: RetryAfter.delay(headers, at: now))
        }
    }
}
