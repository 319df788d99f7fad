internal import Domain
internal import HTTP1
internal import JSON

/// What the service says where it does not do what it was asked for.
struct PubNubFault: Hashable {
    var status: Int
    var reason: String
    var retryAfter: Duration?
    /// Those that the Access Manager does not let us have; the others it would.
    var channels: [String] = []
    var groups: [String] = []

    /// In characters, of what is shown of the service's text.
    private static let shownLength = 200

    /// `{"message":"Forbidden","payload":{"channels":[…],"channel-groups":[":g"]},"error":true,"status":403}` and its relatives.
    init(status: Int, retryAfter: Duration?, _ root: JSONValue?) {
        self.status = status
        self.retryAfter = retryAfter
        // Publishing is refused as `[0,"Message Too Large","17600000000000000"]`.
        let second = root?.elements.lazy.dropFirst().first { _ in true }
        let texts = [second, root?["message"], root?["error_message"], root?["error"]].compactMap { $0?.string }
        let text = texts.first { $0.count > 0 }.map { String($0.string.prefix(Self.shownLength)) }
        reason = text ?? "the service answered with status \(status)"
        channels = root?["payload"]?["channels"]?.elements.compactMap { $0.string?.string } ?? []
        groups = (root?["payload"]?["channel-groups"]?.elements.compactMap { $0.string?.string } ?? [])
            .map { $0.hasPrefix(":") ? String($0.dropFirst()) : $0 }
    }

    /// What becomes of a connection whose subscribe request was answered like this.
    func verdict(hasBeenReady: Bool) -> Verdict {
        switch status {
        case 400, 402: return .giveUp(Outage(.refused, code: status, reason: reason))
        case 414:
            return .giveUp(
                Outage(.refused, code: status, reason: "too many channels for one request: a channel group takes more"))
        default:
            let verdict = Verdict.standard(
                for: .refused(status: status, retryAfter: retryAfter, reason: reason), hasBeenReady: hasBeenReady)
            guard case .backOff(let atLeast, let reason) = verdict else { return verdict }
            return .backOff(atLeast: max(atLeast, Self.shortestWait), reason: reason)
        }
    }

    /// The service asks for at least this between two attempts.
    static let shortestWait: Duration = .seconds(2)
}

/// How a request ended, before its document has been looked at.
enum PubNubAnswer {
    /// A document without an error; good during the call only.
    case document(JSONValue)
    case fault(PubNubFault)
    /// With status 200, and yet not of this service: a captive portal, a cut body.
    case unreadable(reason: String, isCut: Bool)
    case failed(reason: String)

    /// At this length a body has been cut.
    private static let bodyLimit = 1 << 20

    static func read(
        _ answer: HTTPAnswer, at now: Timestamp, with document: JSONDocument, _ body: (PubNubAnswer) -> Void
    ) {
        guard case .response(let status, let headers, let bytes) = answer else {
            if case .failed(let reason) = answer { body(.failed(reason: reason)) }
            return
        }
        let retryAfter = RetryAfter.delay(headers, at: now)
        do throws(JSONError) {
            try document.read(bytes) { root in
                let inner = root["status"]?.stringOrNumber?.integer.flatMap { Int(exactly: $0) }
                let isFault = status != 200 || (inner.map { $0 >= 400 } ?? false)
                guard isFault else { return body(.document(root)) }
                body(
                    .fault(PubNubFault(status: status != 200 ? status : inner ?? status, retryAfter: retryAfter, root)))
            }
        } catch  where status == 200 {
            body(.unreadable(reason: "the answer is not the service's (\(error))", isCut: bytes.count >= bodyLimit))
        } catch {
            body(.fault(PubNubFault(status: status, retryAfter: retryAfter, nil)))
        }
    }
}
