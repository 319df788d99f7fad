/// What an embedded server is to be.
public struct ServerConfiguration: Sendable {
    /// A name or address of this machine. Loopback unless said otherwise: traffic is not encrypted.
    public var host: String
    /// 0 takes a free one.
    public var port: Int
    public var application: Application

    /// How long a client may be silent before it is pinged; clients are told it in whole seconds, rounded up.
    public var activityTimeout = Duration.seconds(120)
    /// How long an answer to that ping may take before the connection is closed with 4201.
    public var pongTimeout = Duration.seconds(30)
    /// How long a connection without a subscription and without a user may stay before it is closed with 4202.
    public var inactivityTimeout = Duration.seconds(86_400)
    /// How long an HTTP request may take from the first byte awaited to the last one read.
    public var requestTimeout = Duration.seconds(30)
    /// How long a peer may take to end a connection that we have closed.
    public var closeTimeout = Duration.seconds(2)
    /// How long a cache channel keeps its last event.
    public var cacheLifetime = Duration.seconds(1800)

    public var allowsClientEvents = true
    /// Whether subscribers are told how many they are (`pusher_internal:subscription_count`).
    public var sendsSubscriptionCounts = false
    /// Answers `/pusher/auth` and `/pusher/user-auth`, which sign anything for anyone who can reach the port. Off
    /// unless set.
    public var developmentAuth: DevelopmentAuth?
    public var limits = ServerLimits()

    public init(application: Application, host: String = "127.0.0.1", port: Int = 0) {
        self.application = application
        self.host = host
        self.port = port
    }
}

/// An application's identity: who may publish to it and sign for it.
public struct Application: Hashable, Sendable {
    /// In the paths of the HTTP API.
    public var id: String
    /// Public: in the URL of each connection.
    public var key: String
    /// Signs requests, channels and users. Shown by no description.
    public var secret: String

    public init(id: String, key: String, secret: String) {
        self.id = id
        self.key = key
        self.secret = secret
    }
}

extension Application: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "application \(id), key \(key)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["id": id, "key": key]) }
}
