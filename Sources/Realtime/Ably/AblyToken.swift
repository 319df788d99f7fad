internal import Crypto
internal import Domain
internal import HTTP1
internal import JSON

/// A token of the service's, or a JWT.
struct AblyToken: Hashable {
    var text: String
    /// By our clock, as far as its lifetime is known.
    var expires: Timestamp?

    /// Longer ones do not fit into a URL.
    static let lengthLimit = 8_192

    /// - Parameter text: as it came; `nil` where that can be no token.
    init?(_ text: some StringProtocol, expires: Timestamp? = nil) {
        guard !text.isEmpty, text.utf8.count <= Self.lengthLimit, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        self.text = String(text)
        self.expires = expires
    }

    /// Reads `{"token":…,"issued":…,"expires":…}`: what counts is the time between the two, for clocks differ.
    init?(_ details: JSONValue, at now: Timestamp) {
        guard let text = details["token"]?.string?.string else { return nil }
        let end = details["expires"]?.moment
        let issued = details["issued"]?.moment
        self.init(text, expires: end.map { now + ($0 - (issued ?? now)) })
    }

    /// How early to renew: a tenth of what is left, 30 s at most.
    func renewal(at now: Timestamp) -> Duration? {
        guard let expires else { return nil }
        let left = min(max(expires - now, .zero), Self.longest)
        return max(.seconds(1), left - min(.seconds(30), left / 10))
    }

    private static let longest: Duration = .seconds(86_400)

    func isStale(at now: Timestamp) -> Bool {
        expires.map { $0 - now < .seconds(5) } ?? false
    }
}

/// A request for a token, signed with the key's secret part.
enum AblyTokenRequest {
    /// The JSON document; without a lifetime and a capability of its own it asks for the key's.
    static func document(
        keyName: String, secret: Secret, clientID: String?, timestamp: Timestamp, nonce: String
    ) -> [UInt8] {
        let code = mac(
            keyName: keyName, secret: secret, clientID: clientID, timestamp: timestamp, nonce: nonce)
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("keyName")
        writer.string(keyName)
        if let clientID {
            writer.key("clientId")
            writer.string(clientID)
        }
        writer.key("timestamp")
        writer.int(timestamp.milliseconds)
        writer.key("nonce")
        writer.string(nonce)
        writer.key("mac")
        writer.string(code)
        writer.endObject()
        return writer.bytes
    }

    /// HMAC-SHA256 in base64 over key name, lifetime, capability, client id, time and nonce, each with a line end.
    static func mac(
        keyName: String, secret: Secret, lifetime: String = "", capability: String = "", clientID: String?,
        timestamp: Timestamp, nonce: String
    ) -> String {
        let lines = [keyName, lifetime, capability, clientID ?? "", "\(timestamp.milliseconds)", nonce]
        let text = lines.map { $0 + "\n" }.joined()
        let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: secret.bytes))
        return Base64.encode(Array(code))
    }
}
