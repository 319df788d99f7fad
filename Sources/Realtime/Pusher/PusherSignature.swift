internal import Crypto

/// Local signing with the app's secret: HMAC-SHA256 in lower-case hexadecimal ("Local signing").
enum PusherSignature {
    /// `KEY:HEX` for a private channel, or, with its data, a presence channel.
    static func channel(
        _ channel: String, data: String? = nil, socketID: String, key: String, secret: Secret
    ) -> String {
        let text = "\(socketID):\(channel)" + (data.map { ":\($0)" } ?? "")
        return "\(key):\(hexadecimal(text, secret))"
    }

    /// `KEY:HEX` for user sign-in.
    static func user(data: String, socketID: String, key: String, secret: Secret) -> String {
        "\(key):\(hexadecimal("\(socketID)::user::\(data)", secret))"
    }

    /// The hexadecimal signature of a request to the HTTP API ("HTTP API").
    ///
    /// - Parameters:
    ///   - path: without a proxy's prefix.
    ///   - query: all parameters, sorted by name, `name=value` joined with `&`, and not percent-encoded.
    static func request(method: String, path: String, query: String, secret: Secret) -> String {
        hexadecimal("\(method)\n\(path)\n\(query)", secret)
    }

    /// MD5 in hexadecimal, by which a request's signature covers its body. The protocol's choice: what protects is the signature.
    static func md5(_ body: [UInt8]) -> String {
        hexadecimal(Insecure.MD5.hash(data: body))
    }

    /// The key of an encrypted channel: SHA-256 of its name and the app's master key.
    static func channelKey(_ channel: String, masterKey: Secret) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: Array(channel.utf8))
        hash.update(data: masterKey.bytes)
        return Array(hash.finalize())
    }

    /// Whether a socket id is digits, a dot, digits. Anything else is not signed: it could make us sign another statement.
    static func isSignable(_ socketID: String) -> Bool {
        let parts = socketID.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 2 && socketID.utf8.count <= 64
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    }

    private static func hexadecimal(_ text: String, _ secret: Secret) -> String {
        hexadecimal(
            HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: secret.bytes)))
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
