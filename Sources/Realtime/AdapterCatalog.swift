/// One protocol: what lists, help, the configuration's check and the README say of it, and how to make its adapter.
public struct ProtocolEntry: Sendable {
    /// What a feed of this protocol subscribes to.
    public enum ChannelUse: Hashable, Sendable {
        /// At least one must be named.
        case required
        /// Exactly one a connection: several are as many feeds.
        case single
        /// Without any, everything that comes is shown.
        case optional
    }

    /// Makes an adapter for each session.
    public typealias Factory = @Sendable () -> any Adapter

    /// The short name, for `--protocol` and the configuration.
    public let name: String
    /// What its makers call it.
    public let service: String
    /// The schemes of its URLs, without `://`, the usual one first.
    public let schemes: [String]
    /// One line, for lists.
    public let summary: String
    /// What its URLs look like.
    public let urlForms: String
    /// A URL that works as an example.
    public let example: String
    /// What a channel is in this service's words, for lists.
    public let channelWord: String
    public let channelUse: ChannelUse
    /// What it can prove about breaks and what it cannot: a sentence.
    public let continuity: String
    /// The authentication it knows: a sentence.
    public let authentication: String
    public let settings: [ProtocolSetting]
    public let capabilities: Capabilities
    /// Publishing through the service's HTTP API; `nil` where it has none.
    public let publishing: Publishing?
    /// Checks what a person said and makes a source of adapters.
    public let prepare: @Sendable (FeedSettings) throws(InvalidInput) -> Factory

    public init(
        name: String, service: String, schemes: [String], summary: String, urlForms: String, example: String,
        channelWord: String,
        channelUse: ChannelUse, continuity: String, authentication: String, settings: [ProtocolSetting] = [],
        capabilities: Capabilities, publishing: Publishing? = nil,
        prepare: @escaping @Sendable (FeedSettings) throws(InvalidInput) -> Factory
    ) {
        self.name = name
        self.service = service
        self.schemes = schemes
        self.summary = summary
        self.urlForms = urlForms
        self.example = example
        self.channelWord = channelWord
        self.channelUse = channelUse
        self.continuity = continuity
        self.authentication = authentication
        self.settings = settings
        self.capabilities = capabilities
        self.publishing = publishing
        self.prepare = prepare
    }
}

/// Every protocol that there is an adapter for: the one list that commands, help and tests read.
public enum AdapterCatalog {
    public static let all: [ProtocolEntry] = [
        .pusher, .ably, .pubNub, .piesocket, .socketio, .sockjs, .websocket, .eventStream,
    ]

    public static func entry(name: String) -> ProtocolEntry? {
        all.first { $0.name == name }
    }

    /// The protocol that a URL's scheme names.
    public static func entry(url: String) -> ProtocolEntry? {
        guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://") else { return nil }
        let scheme = url[..<colon].lowercased()
        return all.first { $0.schemes.contains(scheme) }
    }
}
