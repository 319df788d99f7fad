/// Which Ably app to connect to, and how to prove that one may.
public struct AblyConfiguration: Hashable, Sendable {
    public enum Authorisation: Hashable, Sendable {
        /// Nobody vouches for us: the service lets no such client in.
        case none
        /// An API key: its public name (`appId.keyId`) and its secret part.
        case key(name: String, secret: Secret)
        /// A token or JWT that cannot be renewed.
        case token(Secret)
        /// The app's own server, which hands out tokens or signed requests for them.
        case endpoint(AuthEndpoint)
    }

    public var host: String
    public var port: Int
    public var isSecure: Bool
    /// Tried, in random order, while the host is in trouble.
    public var fallbackHosts: [String]
    public var authorisation = Authorisation.none
    /// Trade the key for a token instead of sending it; without TLS that is always so.
    public var prefersTokens = false
    /// Ask the endpoint with POST instead of GET.
    public var postsToEndpoint = false
    public var clientID: String?
    /// What to tell again at the first attachment: a number of messages, or a time such as `30s` or `2m`.
    public var rewind: String?
    /// Ask for the channels' occupancy, which comes as `[meta]occupancy`.
    public var showsOccupancy = false
    /// Look into the history for what a break took.
    public var fillsGaps = true
    /// 16 or 32 bytes that open encrypted messages.
    public var cipherKey: Secret?

    public init(host: String, port: Int? = nil, isSecure: Bool = true, fallbackHosts: [String] = []) {
        self.host = host
        self.port = port ?? (isSecure ? 443 : 80)
        self.isSecure = isSecure
        self.fallbackHosts = fallbackHosts
    }

    /// An endpoint of the service by its name, such as `main`; the names of its hosts follow from that.
    public init(endpoint: String, isProduction: Bool = true, isSecure: Bool = true) {
        let (domain, fallback) = isProduction ? ("ably", "ably-realtime") : ("ably-nonprod", "ably-realtime-nonprod")
        self.init(
            host: "\(endpoint).realtime.\(domain).net", isSecure: isSecure,
            fallbackHosts: ["a", "b", "c", "d", "e"].map { "\(endpoint).\($0).fallback.\(fallback).com" })
    }

    /// Whether the key itself goes into the connection's URL.
    var sendsKey: Bool {
        guard case .key = authorisation else { return false }
        return isSecure && !prefersTokens
    }

    /// Whether another token can be had.
    var renewsTokens: Bool {
        switch authorisation {
        case .none, .token: false
        case .key: !sendsKey
        case .endpoint: true
        }
    }

    /// What each attachment asks for, by name.
    var channelParameters: [(name: String, value: String)] {
        var parameters: [(name: String, value: String)] = []
        if showsOccupancy { parameters.append(("occupancy", "metrics")) }
        if let rewind { parameters.append(("rewind", rewind)) }
        return parameters
    }
}
