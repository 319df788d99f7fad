/// A channel's name, which says what kind of channel it is (pusher.com, "Channels").
struct ChannelName: Sendable {
    enum Kind: Hashable, Sendable {
        /// Anyone may subscribe.
        case open
        /// Needs a signature.
        case `private`
        /// As private; what is published there is ciphertext.
        case encrypted
        /// Needs a signature over who subscribes, and shows it to the others.
        case presence
        /// Events for one signed-in user.
        case user(String)
    }

    let text: String
    let kind: Kind
    /// Whether the last event is kept for later subscribers.
    let isCache: Bool

    static let limit = 164
    static let userPrefix = "#server-to-user-"
    private static let userLimit = 200

    /// - Returns: `nil` for a name with other characters than `A-Z a-z 0-9 _ - = @ , . ;`, empty or over 164 bytes.
    init?(_ text: String) {
        if text.hasPrefix(Self.userPrefix) {
            let user = text.dropFirst(Self.userPrefix.count)
            guard Self.isPlain(user, limit: Self.userLimit) else { return nil }
            self.init(text: text, kind: .user(String(user)), isCache: false)
        } else {
            guard Self.isPlain(text[...], limit: Self.limit) else { return nil }
            let (kind, isCache) = Self.classify(text)
            self.init(text: text, kind: kind, isCache: isCache)
        }
    }

    private init(text: String, kind: Kind, isCache: Bool) {
        self.text = text
        self.kind = kind
        self.isCache = isCache
    }

    var isPresence: Bool { kind == .presence }
    var isEncrypted: Bool { kind == .encrypted }

    /// Clients may publish to those that they had to prove themselves for, unless the server cannot read them.
    var takesClientEvents: Bool { kind == .private || kind == .presence }

    // The longest prefix first: `private-encrypted-` is also `private-`.
    private static let prefixes: [(String, Kind, isCache: Bool)] = [
        ("private-encrypted-cache-", .encrypted, true), ("private-encrypted-", .encrypted, false),
        ("private-cache-", .private, true), ("private-", .private, false),
        ("presence-cache-", .presence, true), ("presence-", .presence, false),
        ("cache-", .open, true),
    ]

    private static func classify(_ text: String) -> (Kind, isCache: Bool) {
        for (prefix, kind, isCache) in prefixes where text.hasPrefix(prefix) { return (kind, isCache) }
        return (.open, false)
    }

    private static func isPlain(_ text: Substring, limit: Int) -> Bool {
        (1...limit).contains(text.utf8.count) && text.utf8.allSatisfy(isPlain)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "="): true
        case UInt8(ascii: "@"), UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"): true
        default: false
        }
    }
}

extension ChannelName: Hashable, CustomStringConvertible {
    static func == (lhs: ChannelName, rhs: ChannelName) -> Bool { lhs.text == rhs.text }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
    var description: String { text }
}
