/// What happens on the way to an open connection, as it happens.
public enum LinkEvent: Hashable, Sendable {
    /// An attempt begins, to this host and port; through that proxy, where there is one.
    case began(host: String, port: Int, isSecure: Bool, proxy: String?)
    /// The name has these addresses, in the order they came.
    case resolved([String])
    /// TCP to this address begins (RFC 8305 tries several).
    case trying(address: String)
    case failed(ConnectAttempt)
    /// TCP stands.
    case connected(address: String)
    /// The proxy has opened the way to the server.
    case tunnelled
    case secured(TLSFacts)
    /// The server answered the opening handshake; 101 where it accepted.
    case answered(UpgradeFacts)
    /// It sent us elsewhere, and we follow.
    case redirected(status: Int, to: String)
}

/// One try at one address (RFC 8305 §5).
public struct ConnectAttempt: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
        /// The host is there, and nothing listens at that port (or something rejects on its behalf).
        case refused
        /// No way leads there from here.
        case noRoute
        case timedOut
        /// What the system said.
        case other(String)
    }

    /// With the port.
    public var address: String
    public var outcome: Outcome

    public init(address: String, outcome: Outcome) {
        self.address = address
        self.outcome = outcome
    }
}

extension ConnectAttempt.Outcome: CustomStringConvertible {
    public var description: String {
        switch self {
        case .refused: "connection refused"
        case .noRoute: "no route to it"
        case .timedOut: "no answer in time"
        case .other(let words): words
        }
    }
}

/// What TLS agreed on.
public struct TLSFacts: Hashable, Sendable {
    /// Such as `TLS 1.3`.
    public var version: String
    /// Whether the server's certificate was verified.
    public var isVerified: Bool
    /// The server's own certificate first, then those that lead up from it.
    public var chain: [CertificateFacts]

    public init(version: String, isVerified: Bool, chain: [CertificateFacts]) {
        self.version = version
        self.isVerified = isVerified
        self.chain = chain
    }
}

/// What the server answered to the opening handshake.
public struct UpgradeFacts: Hashable, Sendable {
    public var status: Int
    public var subprotocol: String?
    /// The extensions in use as the server wrote them; `nil` where there are none.
    public var extensions: String?
    /// Its `Server` field.
    public var server: String?

    public init(status: Int, subprotocol: String? = nil, extensions: String? = nil, server: String? = nil) {
        self.status = status
        self.subprotocol = subprotocol
        self.extensions = extensions
        self.server = server
    }
}
