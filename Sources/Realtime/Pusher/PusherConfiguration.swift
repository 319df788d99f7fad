internal import HTTP1

/// Which app to connect to, and how to prove that one may.
public struct PusherConfiguration: Hashable, Sendable {
    /// Who signs for private and presence channels.
    public enum Authorisation: Hashable, Sendable {
        /// Nobody: public channels only.
        case none
        /// The app's own server, asked once a channel and connection.
        case endpoint(AuthEndpoint)
        /// This process, with the app's secret. The master key (32 bytes) opens encrypted channels.
        case secret(Secret, masterKey: Secret? = nil)
    }

    /// The app's public key.
    public var key: String
    public var host: String
    public var port: Int
    public var isSecure: Bool
    /// What a self-hosted server wants before `/app/`: empty, or `/` and no slash at the end; percent-encoded.
    public var pathPrefix: String
    public var authorisation: Authorisation
    /// The app's id, which is not its key: for the HTTP API.
    public var appID: String?
    /// Who we are on presence channels and when signing in, where this process signs.
    public var member: FeedSettings.Member?
    /// Sign the user in after connecting, which `#server-to-user-…` needs.
    public var signsIn: Bool
    /// Sent as `Origin`, which some self-hosted servers check.
    public var origin: String?
    /// `platform-library`, as the service wants it.
    public var clientName: String
    /// Dotted numbers; the service refuses anything else with 4006.
    public var clientVersion: String

    public init(
        key: String, host: String, port: Int? = nil, isSecure: Bool = true, pathPrefix: String = "",
        authorisation: Authorisation = .none, member: FeedSettings.Member? = nil, signsIn: Bool = false,
        origin: String? = nil,
        clientName: String = "swift-spotter", clientVersion: String = "1.0.0"
    ) {
        self.key = key
        self.host = host
        self.port = port ?? (isSecure ? 443 : 80)
        self.isSecure = isSecure
        self.pathPrefix = pathPrefix
        self.authorisation = authorisation
        self.member = member
        self.signsIn = signsIn
        self.origin = origin
        self.clientName = clientName
        self.clientVersion = clientVersion
    }

    /// An app on pusher.com; `cluster` such as `mt1`, `us2`, `eu`, `ap1`.
    public init(key: String, cluster: String) {
        self.init(key: key, host: "ws-\(cluster).pusher.com")
    }

    /// Whether this is pusher.com and not a compatible server.
    public var isHosted: Bool { host.hasSuffix(".pusher.com") || host.hasSuffix(".pusherapp.com") }

    /// How long a channel's name may be there.
    public var channelNameLimit: Int { isHosted ? PusherChannel.hostedLimit : PusherChannel.selfHostedLimit }

    var request: ConnectionRequest {
        let query = [
            ("protocol", "7"), ("client", clientName), ("version", clientVersion),
        ].map { "\($0.0)=\(FormBody.percentEncoded($0.1))" }.joined(separator: "&")
        return ConnectionRequest(
            isSecure: isSecure, host: host, port: port,
            path: "\(pathPrefix)/app/\(FormBody.percentEncoded(key))?\(query)",
            headers: origin.map { [HeaderField("Origin", $0)] } ?? [])
    }
}
