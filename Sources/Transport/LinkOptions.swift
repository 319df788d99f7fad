public import HTTP1
public import Proxies

/// How a feed's connections are made, as far as it is not the service's affair.
public struct LinkOptions: Hashable, Sendable {
    /// When to offer permessage-deflate (RFC 7692).
    public enum Compression: Hashable, Sendable {
        /// Over TLS only: what is sent in the clear is most often on this machine, where it only costs.
        case overTLS
        case always
        case never
    }

    public var proxies = ProxyRules.none
    public var tls = TLSSettings()
    /// Fields of the user's own for the opening handshake; not sent to another host after a redirect.
    public var headers: [HeaderField] = []
    /// Offered after those that the service's protocol asks for.
    public var subprotocols: [String] = []
    public var compression = Compression.overTLS
    /// The most time that each stage of connecting may take.
    public var stageLimit: Duration = .seconds(10)
    /// Whether servers are asked for signs of life, which also measures the round trip (RFC 6455 §5.5.2).
    public var pings = true
    /// Bytes of the largest message that is taken, after inflating.
    public var messageLimit = 16 << 20

    /// Whether all of the server's certificates are to be told of, and not only its own. It takes a connection more, beforehand.
    public var inspectsCertificates = false

    public init() {}
}

/// Whom to trust, and who we are.
public struct TLSSettings: Hashable, Sendable {
    /// A PEM file of authorities to trust, in the place of the system's.
    public var authorities: String?
    /// A PEM file with our certificate, and those that lead up from it.
    public var certificate: String?
    /// A PEM file with our certificate's key; where there is none, it is looked for in the certificate's file.
    public var key: String?
    /// Whether the server's certificate must be valid. Without, anybody on the way can read and change everything.
    public var isVerified = true
    /// Whether `authorities` are trusted besides the system's.
    var addsAuthorities = false
    /// Of what the files held when they were read last, so that settings with renewed files are other settings; within one run.
    var digest = 0

    public init() {}
}
