internal import JSON

/// Why a stream will end, as it says itself just before.
struct EventStreamFailure: Hashable {
    /// An HTTP status, where it gives one.
    var status: Int?
    var reason: String

    /// The most bytes of the server's words that are kept.
    private static let limit = 200

    init(status: Int?, reason: String) {
        self.status = status
        self.reason = reason
    }

    /// A JSON:API errors document (§11): `{"errors":[{"status":"429","code":"rate_limited","detail":"…"}]}`.
    init?(document: JSONValue) {
        var errors = document["errors"]?.elements
        guard let first = errors?.next(), first.kind == .object else { return nil }
        status = first["status"]?.stringOrNumber?.integer.flatMap { Int(exactly: $0) }
        let words = (first["detail"] ?? first["title"] ?? first["code"])?.string
        let bytes = words.map { UnsafeRawBufferPointer(rebasing: $0.bytes.prefix(Self.limit)) }
        reason = bytes.map { String(decoding: $0, as: UTF8.self) } ?? "the stream ended with an error"
    }

    /// nchan's `:410: 410 Gone`.
    init?(comment: [UInt8]) {
        let parts = String(decoding: comment, as: UTF8.self).split(separator: ": ", maxSplits: 1)
        guard parts.count == 2, let status = Int(parts[0]), (400...599).contains(status) else { return nil }
        self.init(status: status, reason: String(parts[1]))
    }

    /// The same as if the request had been answered so.
    var verdict: Verdict {
        guard let status else { return .backOff(atLeast: .zero, reason: reason) }
        return .standard(for: .refused(status: status, retryAfter: nil, reason: reason), hasBeenReady: false)
    }
}
