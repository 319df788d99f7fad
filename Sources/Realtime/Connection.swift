/// Where and how to connect.
public struct ConnectionRequest: Hashable, Sendable {
    /// What the transport yields.
    public enum Kind: Hashable, Sendable {
        /// Whole messages over a WebSocket.
        case messageSocket(subprotocols: [String])
        /// The body of one long HTTP answer.
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
    public var headers: [HTTPHeader]

    public init(
        kind: Kind = .messageSocket(subprotocols: []), isSecure: Bool, host: String, port: Int, path: String,
        headers: [HTTPHeader] = []
    ) {
        self.kind = kind
        self.isSecure = isSecure
        self.host = host
        self.port = port
        self.path = path
        self.headers = headers
    }
}

public struct HTTPHeader: Hashable, Sendable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A plain HTTP request beside the connection: an authorisation, a history page, a poll.
public struct HTTPRequest: Hashable, Sendable {
    public var method: String
    /// Absolute, `http` or `https`.
    public var url: String
    public var headers: [HTTPHeader]
    public var body: [UInt8]
    public var timeout: Duration

    public init(
        method: String = "GET", url: String, headers: [HTTPHeader] = [], body: [UInt8] = [],
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
    /// The body is cut at 1 MiB.
    case response(status: Int, headers: [HTTPHeader], body: [UInt8])
    /// No answer: refused, timed out, bad certificate; for people.
    case failed(reason: String)
}

/// Why a transport is gone.
public enum ConnectionEnd: Hashable, Sendable {
    /// No connection came about: name resolution, TCP, TLS, deadline. `isLasting` where trying again cannot help (a certificate that does not fit).
    case unreachable(reason: String, isLasting: Bool)
    /// The server answered the upgrade (or the request) with something else than asked for.
    case refused(status: Int, retryAfter: Duration?, reason: String)
    /// The handshake was not WebSocket's, or a frame broke the protocol: ours is the close code.
    case broken(code: Int, reason: String)
    /// The peer's close frame; `nil` where it gave no code.
    case closed(code: Int?, reason: String)
    /// The transport ended without a close frame.
    case lost(reason: String)
    /// We asked for it.
    case ended
}

/// What to do after the end of a connection.
public enum Verdict: Hashable, Sendable {
    /// At once; after a second time in a row without a useful connection, back off.
    case reconnectNow(reason: String)
    /// With growing, jittered delay, at least `atLeast`.
    case backOff(atLeast: Duration, reason: String)
    case giveUp(Outage)
}

/// A lasting end, with what the service said about it.
public struct Outage: Error, Hashable, Sendable {
    public enum Cause: Hashable, Sendable {
        /// No connection, and no more attempts.
        case unreachable
        /// Authentication or permission was refused.
        case refused
        /// The server closed for good.
        case closed
        /// Messages may be missing, and that was asked to be fatal.
        case continuityLost
    }

    public var cause: Cause
    public var code: Int?
    public var reason: String

    public init(_ cause: Cause, code: Int? = nil, reason: String) {
        self.cause = cause
        self.code = code
        self.reason = reason
    }
}
