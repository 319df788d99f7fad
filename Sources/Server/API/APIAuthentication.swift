/// Judges the signature of a request to the HTTP API (pusher.com, "HTTP API reference", Authentication).
struct APIAuthentication {
    let application: Application

    /// How far the signer's clock may be from ours, in seconds.
    static let window: UInt = 600

    /// - Parameter unixTime: now, in seconds since 1970.
    func check(_ request: APIRequest, unixTime: Int) throws(APIRefusal) {
        let parameters = try parameters(of: request)
        guard let key = parameters["auth_key"] else { throw APIRefusal(400, "Missing parameter: auth_key") }
        guard key == application.key else { throw APIRefusal(401, "Unknown auth_key '\(key.clipped)'") }
        guard parameters["auth_version"] == "1.0" else { throw APIRefusal(401, "auth_version must be 1.0") }
        try checkTime(parameters["auth_timestamp"], unixTime: unixTime)
        try checkBody(request.body, parameters["body_md5"])
        guard let given = parameters["auth_signature"] else {
            throw APIRefusal(400, "Missing parameter: auth_signature")
        }
        let signed = parameters.filter { $0.key != "auth_signature" }.map { ($0.key, $0.value) }
        let expected = APISignature.sign(
            method: request.method, path: request.path, parameters: signed, secret: application.secret)
        guard Digest.isEqual(given, expected) else {
            let text = APISignature.text(method: request.method, path: request.path, parameters: signed)
            let expectation = "expected the HMAC SHA256 hex digest of \(Self.escaped(text))"
            throw APIRefusal(401, "Invalid signature: \(expectation), but got '\(given.clipped)'")
        }
    }

    /// By their names in lower case; a name that comes twice could mean one thing here and another there.
    private func parameters(of request: APIRequest) throws(APIRefusal) -> [String: String] {
        var parameters: [String: String] = [:]
        for (name, value) in QueryString(request.query).items {
            let name = name.lowercased()
            guard parameters.updateValue(value, forKey: name) == nil else {
                throw APIRefusal(400, "Repeated parameter: \(name.clipped)")
            }
        }
        return parameters
    }

    private func checkTime(_ text: String?, unixTime: Int) throws(APIRefusal) {
        guard let text else { throw APIRefusal(400, "Missing parameter: auth_timestamp") }
        guard let time = Int(text) else { throw APIRefusal(401, "auth_timestamp must be in seconds since 1970") }
        let (distance, overflow) = time.subtractingReportingOverflow(unixTime)
        guard !overflow, distance.magnitude <= Self.window else {
            throw APIRefusal(
                401, "Timestamp expired: \(time) is not within \(Self.window)s of the server's time \(unixTime)")
        }
    }

    /// The body is covered by the signature through its MD5. Some libraries send that of an empty body too.
    private func checkBody(_ body: [UInt8], _ md5: String?) throws(APIRefusal) {
        guard let md5 else {
            guard body.isEmpty else { throw APIRefusal(401, "Missing parameter: body_md5") }
            return
        }
        guard Digest.isEqual(md5, Digest.md5(body)) else {
            throw APIRefusal(401, "Invalid body_md5: it is not that of the body")
        }
    }

    private static func escaped(_ text: String) -> String {
        "\"" + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n") + "\""
    }
}
