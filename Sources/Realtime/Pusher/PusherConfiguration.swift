/// Which app to connect to, and how to prove that one may.
public struct PusherConfiguration: Hashable, Sendable {
    /// Who signs for private and presence channels.
    public enum Authorisation: Hashable, Sendable {
        /// Nobody: public channels only.
        case none
        /// The app's own server, asked once a channel and connection.
        case endpoint(PusherEndpoint)
        /// This process, with the app's secret. The master key (32 bytes) opens encrypted channels.
        case secret(Secret, masterKey: Secret? = nil)
    }

    /// Who we are on presence channels and when signing in, where this process signs.
    public struct Member: Hashable, Sendable {
        public var id: String
        /// A JSON document about the member; handed on as it is.
        public var info: String?

        public init(id: String, info: String? = nil) {
            self.id = id
            self.info = info
        }
    }

    /// The app's public key.
    public var key: String
    public var host: String
    public var port: Int
    public var isSecure: Bool
    /// What a self-hosted server wants before `/app/`: empty, or `/` and no slash at the end; percent-encoded.
    public var pathPrefix: String
    public var authorisation: Authorisation
    public var member: Member?
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
        authorisation: Authorisation = .none, member: Member? = nil, signsIn: Bool = false, origin: String? = nil,
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
            headers: origin.map { [HTTPHeader("Origin", $0)] } ?? [])
    }
}

/// An authorisation endpoint: where it is and what it wants to be told. Its headers and parameters are taken for secrets.
public struct PusherEndpoint: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// A further field of the form.
    public struct Parameter: Hashable, Sendable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// For channels, e.g. `https://example.com/pusher/auth` or `…/broadcasting/auth`.
    public var url: String
    /// For user sign-in, e.g. `https://example.com/pusher/user-auth`.
    public var userURL: String?
    /// Cookies, `Authorization`, `X-CSRF-TOKEN` and the like.
    public var headers: [HTTPHeader]
    public var parameters: [Parameter]

    public init(url: String, userURL: String? = nil, headers: [HTTPHeader] = [], parameters: [Parameter] = []) {
        self.url = url
        self.userURL = userURL
        self.headers = headers
        self.parameters = parameters
    }

    public var description: String { "endpoint with \(headers.count) headers and \(parameters.count) parameters" }
    public var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }

    func request(to url: String, fields: [(name: String, value: String)]) -> HTTPRequest {
        HTTPRequest(
            method: "POST", url: url,
            headers: [HTTPHeader("Content-Type", FormBody.contentType), HTTPHeader("Accept", "application/json")]
                + headers,
            body: FormBody.encode(fields + parameters.map { ($0.name, $0.value) }))
    }
}
