internal import Crypto
internal import Domain
internal import HTTP1
internal import JSON

/// A JSON Web Token for one room, signed with the API secret (HS256: RFC 7515, RFC 7518 §3.2).
enum PieSocketToken {
    /// Looked at when connecting only.
    static let life: Duration = .seconds(3_600)

    static func make(room: String, member: FeedSettings.Member?, secret: Secret, at now: Timestamp) -> String {
        let seconds = now.milliseconds / 1_000
        var claims = JSONWriter()
        claims.beginObject()
        claims.key("sub")
        claims.string(room)
        claims.key("iat")
        claims.int(seconds)
        claims.key("exp")
        claims.int(seconds + life.components.seconds)
        if let member {
            claims.key("user")
            claims.string(member.id)
        }
        claims.endObject()
        let signed = "\(encoded(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))).\(encoded(claims.bytes))"
        let code = HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: SymmetricKey(data: secret.bytes))
        return "\(signed).\(encoded(Array(code)))"
    }

    /// Base64 for URLs, without padding (RFC 4648 §5).
    private static func encoded(_ bytes: [UInt8]) -> String {
        String(
            Base64.encode(bytes).compactMap { character in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }

    /// What an endpoint answered to the wish for a token, `{"auth":"TOKEN"}`: the token, or what to do without it.
    ///
    /// - Parameter endpoint: who answered, for people.
    static func read(
        _ answer: HTTPAnswer, of endpoint: String, at now: Timestamp, with document: JSONDocument
    ) -> Result<String, Refusal> {
        switch answer {
        case .failed(let reason):
            return .failure(
                Refusal(.backOff(atLeast: .zero, reason: "\(endpoint) did not answer: \(reason)")))
        case .response(200, _, let body):
            do throws(JSONError) {
                let token = try document.read(body) { $0["auth"]?.string?.string }
                if let token, ASCII.isGraphic(token) { return .success(token) }
                return .failure(Refusal(.giveUp(Outage(.refused, reason: "\(endpoint) answered without a token"))))
            } catch {
                let reason = "\(endpoint) gave an answer that is not JSON (\(error))"
                return .failure(Refusal(.giveUp(Outage(.refused, reason: reason))))
            }
        case .response(let status, let headers, _):
            let end = ConnectionEnd.refused(
                status: status, retryAfter: RetryAfter.delay(headers, at: now),
                reason: "\(endpoint) answered with status \(status)")
            return .failure(Refusal(.standard(for: end, hasBeenReady: false)))
        }
    }

    struct Refusal: Error, Hashable {
        var verdict: Verdict

        init(_ verdict: Verdict) {
            self.verdict = verdict
        }
    }
}
