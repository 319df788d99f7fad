/// How requests to the HTTP API are signed (pusher.com, "HTTP API reference", Authentication).
public enum APISignature {
    /// The query of a signed request, ready for a URL: the parameters, who asks, when, the body's MD5 and the signature.
    ///
    /// - Parameters:
    ///   - method: `GET` or `POST`.
    ///   - path: as in the request line, without the query and without a proxy's prefix.
    ///   - parameters: further ones of the call, not percent-encoded.
    ///   - body: its exact bytes.
    ///   - timestamp: seconds since 1970. Servers take it within 600 s of their own clock.
    public static func query(
        method: String, path: String, parameters: [(String, String)] = [], body: [UInt8] = [], key: String,
        secret: String, timestamp: Int
    ) -> String {
        var all = parameters
        all.append(("auth_key", key))
        all.append(("auth_timestamp", String(timestamp)))
        all.append(("auth_version", "1.0"))
        if !body.isEmpty { all.append(("body_md5", Digest.md5(body))) }
        let signature = sign(method: method, path: path, parameters: all, secret: secret)
        let sorted = canonical(all) + [("auth_signature", signature)]
        return sorted.map { QueryString.encode($0.0) + "=" + QueryString.encode($0.1) }.joined(separator: "&")
    }

    /// The signature of a request with these parameters, all but `auth_signature`.
    static func sign(method: String, path: String, parameters: [(String, String)], secret: String) -> String {
        Digest.sign(text(method: method, path: path, parameters: parameters), secret: secret)
    }

    /// What is signed: the method, the path, and the parameters in order and not percent-encoded.
    static func text(method: String, path: String, parameters: [(String, String)]) -> String {
        let query = canonical(parameters).map { $0.0 + "=" + $0.1 }.joined(separator: "&")
        return "\(method)\n\(path)\n\(query)"
    }

    /// Names in lower case, in the order of their bytes.
    private static func canonical(_ parameters: [(String, String)]) -> [(String, String)] {
        parameters.map { ($0.0.lowercased(), $0.1) }.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    }
}
