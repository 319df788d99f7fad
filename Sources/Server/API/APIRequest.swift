/// A request to the HTTP API, as plain values.
struct APIRequest: Hashable, Sendable {
    var method: String
    /// As in the request line, still percent-encoded.
    var path: String
    /// Without the `?`; still percent-encoded.
    var query: String
    var body: [UInt8]

    /// - Parameter target: path and query.
    init(method: String, target: String, body: [UInt8] = []) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.method = method
        path = String(parts.first ?? "")
        query = parts.count > 1 ? String(parts[1]) : ""
        self.body = body
    }

    /// The path's segments, decoded.
    var segments: [String] {
        path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { QueryString.decode($0) }
    }
}

/// The answer to a request.
struct APIResponse: Hashable, Sendable {
    var status: Int
    var body: String
    /// Whether the body is JSON; text for people if not.
    var isJSON: Bool
    /// Whether pages of other origins may read it.
    var allowsAnyOrigin = false

    static func json(_ body: String) -> Self { Self(status: 200, body: body, isJSON: true) }
    static func refusal(_ refusal: APIRefusal) -> Self {
        Self(status: refusal.status, body: refusal.reason + "\n", isJSON: false)
    }
}

/// Why a request is not carried out.
struct APIRefusal: Error, Hashable, Sendable {
    var status: Int
    /// For people; vendors' libraries show it.
    var reason: String

    init(_ status: Int, _ reason: String) {
        self.status = status
        self.reason = reason
    }
}
