public import Domain

/// Whom an examination is about, and how it is done.
public struct Subject: Hashable, Sendable {
    /// As the user wrote it; may hold secrets, which are never shown.
    public var target: String
    /// The service's name for people, such as `Pusher`.
    public var service: String
    public var channels: [String]
    /// When the examination begins: certificates end some days after it.
    public var now: Timestamp
    /// How long to wait for a first message; `nil` where nobody wants one.
    public var patience: Duration?
    /// Whether nothing can come without a channel.
    public var needsChannel: Bool

    public init(
        target: String, service: String, channels: [String], now: Timestamp, patience: Duration? = .seconds(5),
        needsChannel: Bool = true
    ) {
        self.target = target
        self.service = service
        self.channels = channels
        self.now = now
        self.patience = patience
        self.needsChannel = needsChannel
    }

    /// Whether messages cannot be expected, for want of a channel.
    var lacksChannel: Bool { needsChannel && channels.isEmpty }
}

/// Where a connection leads, for advice about it.
struct Place: Hashable {
    var subject: Subject
    var host = ""
    var port = 0
    var isSecure = true
    /// The proxy on the way: host and port, or its URL.
    var proxy: String?

    /// As it is written in commands: `host:port`.
    var address: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Whom the first packet goes to.
    var nearest: String { proxy ?? address }

    /// Whose name is looked up.
    var nearestHost: String {
        guard let proxy else { return host }
        // `[::1]:3128`, `proxy.example:3128`, or a URL of these.
        let rest = proxy.firstRange(of: "://").map { proxy[$0.upperBound...] } ?? proxy[...]
        return rest.hasPrefix("[")
            ? String(rest.dropFirst().prefix { $0 != "]" }) : String(rest.prefix { $0 != ":" && $0 != "/" })
    }

    /// Whether the program's user most probably runs the server too.
    var isLocal: Bool { host == "localhost" || host.hasPrefix("127.") || host == "::1" }

    private var hasPlainScheme: Bool { subject.target.hasPrefix("ws://") || subject.target.hasPrefix("wss://") }

    /// How to ask for a connection without TLS.
    var withoutTLS: String {
        hasPlainScheme ? "write ws:// in place of wss://" : "add ?tls=false at the end of the address"
    }

    /// How to ask for TLS.
    var withTLS: String {
        hasPlainScheme ? "write wss:// in place of ws://" : "leave out tls=false in the address"
    }
}

/// The program's options that advice speaks of.
enum Option {
    static let insecure = "--insecure"
    static let authorities = "--ca"
    static let certificate = "--cert"
    static let certificateKey = "--key"
    static let proxy = "--proxy"
    static let noProxy = "--no-proxy"
    static let headerFile = "--header-file"
    static let secretFile = "--secret-file"
    static let authEndpoint = "--auth-endpoint"
    static let channel = "--channel"
    static let wait = "--wait"
    static let timeout = "--timeout"
}
