internal import Domain
internal import HTTP1
internal import JSON

/// What an authorisation endpoint answered, read without judgement of its taste in JSON.
enum PusherAuthorisation: Hashable {
    case granted(Grant)
    case refused(code: Int?, reason: String)
    /// The endpoint is in trouble; asking again may help.
    case retry(after: Duration?, reason: String)

    struct Grant: Hashable {
        var auth: String
        /// Handed back byte for byte: signed as it is.
        var channelData: String?
        /// 32 bytes, for encrypted channels.
        var sharedSecret: [UInt8]?
        /// For sign-in: who the user is.
        var userData: String?
    }

    /// What the answer must have besides `auth`.
    enum Purpose: Hashable {
        case channel(PusherChannel.Traits)
        case user
    }

    /// - Parameter endpoint: who answered, for people.
    init(
        _ answer: HTTPAnswer, of endpoint: String, for purpose: Purpose, at now: Timestamp, with document: JSONDocument
    ) {
        switch answer {
        case .failed(let reason):
            self = .retry(after: nil, reason: "\(endpoint) did not answer: \(reason)")
        case .response(200, _, let body):
            self = Self.grant(body, of: endpoint, for: purpose, with: document)
        case .response(let status, let headers, _):
            self = Self.refusal(status, headers, reason: "\(endpoint) answered with status \(status)", at: now)
        }
    }

    private static func refusal(
        _ status: Int, _ headers: [HeaderField], reason: String, at now: Timestamp
    ) -> PusherAuthorisation {
        switch status {
        case 408, 425, 429, 500...:
            .retry(after: RetryAfter.delay(headers, at: now).map { min($0, patience) }, reason: reason)
        default: .refused(code: status, reason: reason)
        }
    }

    /// Longer waits are cut to this: the connection stands meanwhile.
    private static let patience: Duration = .seconds(600)

    private static func grant(
        _ body: [UInt8], of endpoint: String, for purpose: Purpose, with document: JSONDocument
    ) -> PusherAuthorisation {
        do throws(JSONError) {
            return try document.read(body) { root in
                do throws(Defect) {
                    return .granted(try Grant(root, for: purpose))
                } catch {
                    return .refused(code: nil, reason: "\(endpoint) gave an answer that \(error.text)")
                }
            }
        } catch {
            return .refused(code: nil, reason: "\(endpoint) gave an answer that is not JSON (\(error))")
        }
    }

    struct Defect: Error {
        var text: String
    }
}

extension PusherAuthorisation.Grant {
    init(
        _ root: JSONValue, for purpose: PusherAuthorisation.Purpose
    ) throws(PusherAuthorisation.Defect) {
        guard let auth = root["auth"]?.string, auth.count > 0 else { throw .init(text: "has no \"auth\"") }
        guard auth.bytes.first != UInt8(ascii: "{") else {
            throw .init(text: "has JSON text as its \"auth\": it encodes its result twice")
        }
        self.auth = auth.string
        channelData = root["channel_data"]?.string?.string
        userData = root["user_data"]?.string?.string
        switch purpose {
        case .user:
            guard userData != nil else { throw .init(text: "has no \"user_data\"") }
        case .channel(let traits):
            if traits.contains(.presence), channelData == nil { throw .init(text: "has no \"channel_data\"") }
            guard traits.contains(.encrypted) else { return }
            guard let secret = root["shared_secret"]?.string else {
                throw .init(text: "has no \"shared_secret\", which an encrypted channel needs")
            }
            guard let key = SecretBox.bytes(base64: secret.bytes), key.count == SecretBox.keyLength else {
                throw .init(text: "has a \"shared_secret\" that is not 32 bytes in base64")
            }
            sharedSecret = key
        }
    }
}
