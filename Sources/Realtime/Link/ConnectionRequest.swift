public import HTTP1

/// Where and how to connect.
public struct ConnectionRequest: Hashable, Sendable {
    /// What the transport yields.
    public enum Kind: Hashable, Sendable {
        /// Whole messages over a WebSocket.
        case messageSocket(subprotocols: [String])
        /// The body of one long HTTP answer. It must have status 200 and a media type that `Accept` names (`accepts(contentType:)`); any
        /// other answer ends as `refused`.
        case byteStream
        /// One HTTP answer after another.
        case poller
    }

    public var kind: Kind
    /// TLS from the first byte.
    public var isSecure: Bool
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    public var host: String
    public var port: Int
    /// Path and query, percent-encoded, starting with `/`.
    public var path: String
    public var headers: [HeaderField]

    public init(
        kind: Kind = .messageSocket(subprotocols: []), isSecure: Bool, host: String, port: Int, path: String,
        headers: [HeaderField] = []
    ) {
        self.kind = kind
        self.isSecure = isSecure
        self.host = host
        self.port = port
        self.path = path
        self.headers = headers
    }
}

extension ConnectionRequest {
    /// Whether an answer of that media type is what `Accept` asked for (RFC 9110 §12.5.1); without `Accept` any is.
    ///
    /// - Parameter contentType: the field's value; its parameters do not count.
    public func accepts(contentType: String?) -> Bool {
        let ranges = headers.list(of: "Accept").map(Self.mediaType)
        guard !ranges.isEmpty else { return true }
        guard let type = contentType.map({ Self.mediaType($0[...]) }) else { return ranges.contains("*/*") }
        return ranges.contains { $0 == "*/*" || ASCII.isSame($0, type) }
    }

    private static func mediaType(_ text: Substring) -> Substring {
        ASCII.trim(text.prefix { $0 != ";" })
    }
}

/// A plain HTTP request beside the connection: an authorisation, a history page, a poll.
public struct HTTPRequest: Hashable, Sendable {
    public var method: String
    /// Absolute, `http` or `https`.
    public var url: String
    public var headers: [HeaderField]
    public var body: [UInt8]
    public var timeout: Duration

    public init(
        method: String = "GET", url: String, headers: [HeaderField] = [], body: [UInt8] = [],
        timeout: Duration = .seconds(10)
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}

/// How an HTTP request ended.
public enum HTTPAnswer: Hashable, Sendable {
    /// A body of more than 1 MiB is not taken: that request has failed.
    case response(status: Int, headers: [HeaderField], body: [UInt8])
    /// No answer: refused, timed out, too large, bad certificate; for people.
    case failed(reason: String)
}
