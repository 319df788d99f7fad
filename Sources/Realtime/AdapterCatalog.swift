/// Every protocol that there is an adapter for: the one list that commands, help and tests read.
public enum AdapterCatalog {
    /// One protocol.
    public struct Entry: Sendable {
        /// The short name, for `--protocol` and the configuration.
        public let name: String
        /// The scheme of its URLs, without `://`.
        public let scheme: String
        /// One line, for lists.
        public let summary: String
        /// What its URLs look like.
        public let urlForms: String
        /// A URL that works as an example.
        public let example: String
        public let capabilities: Capabilities
        /// An adapter for a URL of this scheme, without credentials.
        public let adapter: @Sendable (_ url: String) throws(InvalidInput) -> any Adapter

        public init(
            name: String, scheme: String, summary: String, urlForms: String, example: String,
            capabilities: Capabilities, adapter: @escaping @Sendable (String) throws(InvalidInput) -> any Adapter
        ) {
            self.name = name
            self.scheme = scheme
            self.summary = summary
            self.urlForms = urlForms
            self.example = example
            self.capabilities = capabilities
            self.adapter = adapter
        }
    }

    public static let all: [Entry] = [
        Entry(
            name: "pusher", scheme: "pusher",
            summary: "Pusher Channels (protocol 7), soketi, Laravel Reverb and other compatible servers",
            urlForms: PusherConfiguration.urlForms, example: "pusher://0123456789abcdef0123@mt1",
            capabilities: PusherAdapter.capabilities
        ) { (url) throws(InvalidInput) in
            PusherAdapter(try PusherConfiguration(url: url))
        }
    ]

    public static func entry(name: String) -> Entry? {
        all.first { $0.name == name }
    }

    /// The protocol that a URL's scheme names.
    public static func entry(url: String) -> Entry? {
        guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://") else { return nil }
        let scheme = url[..<colon].lowercased()
        return all.first { $0.scheme == scheme }
    }
}
