internal import HTTP1

/// Which cluster to connect to, as whom, and how to prove that one may.
public struct PieSocketConfiguration: Hashable, Sendable {
    /// Where tokens for rooms come from.
    public enum Authorisation: Hashable, Sendable {
        /// Open rooms only.
        case none
        /// One made elsewhere.
        case token(Secret)
        /// Made by this process with the API secret.
        case secret(Secret)
        /// The app's own server, asked before each connection.
        case endpoint(AuthEndpoint)
    }

    public var host: String
    public var port: Int
    public var isSecure: Bool
    /// Public.
    public var apiKey: String
    public var authorisation = Authorisation.none
    /// Who we are in member lists.
    public var member: FeedSettings.Member?
    /// Be told who else is in the room.
    public var showsMembers = true
    /// Be sent our own messages too.
    public var notifiesSelf = false
    /// By which member lists know this connection and its successors, so that they show no ghosts.
    public var uuid: String

    /// A name that the service lets a room have, on its own clusters.
    public static let roomLimit = 30

    public init(host: String, port: Int? = nil, isSecure: Bool = true, apiKey: String, uuid: String) {
        self.host = host
        self.port = port ?? (isSecure ? 443 : 80)
        self.isSecure = isSecure
        self.apiKey = apiKey
        self.uuid = uuid
    }

    /// Whether this is piesocket.com and not a server of one's own.
    public var isHosted: Bool { host.hasSuffix(".piesocket.com") }

    /// What speaks against the room's name, for people; `nil`: nothing.
    func objection(to room: String) -> String? {
        if room.isEmpty { return "the room has no name" }
        guard isHosted else { return nil }
        if room.utf8.count > Self.roomLimit { return "a room's name has at most \(Self.roomLimit) characters" }
        let isAllowed = room.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return isAllowed ? nil : "a room's name has letters, digits, _ and - only"
    }

    /// One room is one connection. The token goes in a field, where no log of addresses shows it.
    func request(room: String, token: String?) -> ConnectionRequest {
        var query = [
            ("api_key", apiKey), ("notify_self", notifiesSelf ? "1" : "0"), ("source", "swift-spotter"), ("v", "1.0.0"),
            ("presence", showsMembers ? "1" : "0"), ("uuid", uuid),
        ]
        if let member { query.append(("user", member.id)) }
        let text = query.map { "\($0.0)=\(FormBody.percentEncoded($0.1))" }.joined(separator: "&")
        return ConnectionRequest(
            isSecure: isSecure, host: host, port: port, path: "/v3/\(FormBody.percentEncoded(room))?\(text)",
            headers: token.map { [HeaderField("jwt", $0)] } ?? [])
    }
}
