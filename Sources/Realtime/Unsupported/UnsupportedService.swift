/// A service that is known when met, but not spoken: what it is, how it is known, and what can be done instead.
public struct UnsupportedService: Sendable {
    /// What has been seen of a server.
    public struct Evidence: Sendable {
        /// The first message that came; `nil` before one has.
        public enum FirstMessage: Hashable, Sendable {
            case text
            case binary
        }

        public var address: WebAddress
        /// What the server chose in the handshake; `nil` where it chose none.
        public var subprotocol: String?
        public var firstMessage: FirstMessage?

        public init(address: WebAddress, subprotocol: String? = nil, firstMessage: FirstMessage? = nil) {
            self.address = address
            self.subprotocol = subprotocol
            self.firstMessage = firstMessage
        }
    }

    public let name: String
    /// One line, for lists.
    public let summary: String
    /// How it is known: a sentence.
    public let signs: String
    /// Why it is not spoken, and what to do: for people.
    public let advice: String
    /// Whether all that has been seen fits, and something of it is the service's own.
    public let recognise: @Sendable (Evidence) -> Bool

    public init(
        name: String, summary: String, signs: String, advice: String,
        recognise: @escaping @Sendable (Evidence) -> Bool
    ) {
        self.name = name
        self.summary = summary
        self.signs = signs
        self.advice = advice
        self.recognise = recognise
    }

    public static let all: [UnsupportedService] = [.diffusion]

    /// The service that the server speaks, by what has been seen; `nil` where nothing points to one.
    public static func recognised(by evidence: Evidence) -> UnsupportedService? {
        all.first { $0.recognise(evidence) }
    }
}
