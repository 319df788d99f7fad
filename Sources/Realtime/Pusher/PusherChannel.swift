public import JSON

/// A channel's name and what its prefix asks for (protocol 7; table in "Subscribing").
public struct PusherChannel: Hashable, Sendable {
    /// What a prefix says.
    public struct Traits: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// Subscribing needs a signature.
        public static let authorised = Traits(rawValue: 1 << 0)
        /// The service keeps a list of members.
        public static let presence = Traits(rawValue: 1 << 1)
        /// Data is sealed end to end; needs a shared secret.
        public static let encrypted = Traits(rawValue: 1 << 2)
        /// The last event is told again at subscription.
        public static let cache = Traits(rawValue: 1 << 3)
        /// A signed-in user's own channel.
        public static let user = Traits(rawValue: 1 << 4)

        /// Reads the prefix; anything else is a public channel.
        public init(of name: JSONText) {
            self =
                switch name.bytes.first {
                case UInt8(ascii: "c") where name.hasPrefix("cache-"): .cache
                case UInt8(ascii: "#") where name.hasPrefix("#server-to-user-"): .user
                case UInt8(ascii: "p"): Self.ofAuthorised(name)
                default: []
                }
        }

        /// The longer prefix first: `private-encrypted-` also starts with `private-`.
        private static func ofAuthorised(_ name: JSONText) -> Traits {
            if name.hasPrefix("presence-") {
                return name.hasPrefix("presence-cache-") ? [.authorised, .presence, .cache] : [.authorised, .presence]
            }
            guard name.hasPrefix("private-") else { return [] }
            if name.hasPrefix("private-encrypted-") {
                let isCache = name.hasPrefix("private-encrypted-cache-")
                return isCache ? [.authorised, .encrypted, .cache] : [.authorised, .encrypted]
            }
            return name.hasPrefix("private-cache-") ? [.authorised, .cache] : .authorised
        }
    }

    /// The longest name that pusher.com takes.
    public static let hostedLimit = 164
    /// The longest name that self-hosted servers take by default (soketi).
    public static let selfHostedLimit = 200
    static let userPrefix = "#server-to-user-"
    private static let allowed = "A–Z a–z 0–9 _ - = @ , . ;"

    public let name: String
    public let traits: Traits

    /// Checks a name by the service's rule: 1…`limit` characters of `A-Z a-z 0-9 _ - = @ , . ;`, or `#server-to-user-` and a user's id.
    ///
    /// - Throws: what is wrong with it, for the command line.
    public init(_ name: String, limit: Int = hostedLimit) throws(InvalidInput) {
        let place = "channel \"\(Self.excerpt(name))\""
        guard !name.isEmpty else {
            throw InvalidInput("the name is empty", in: "channel", expected: "1 to \(limit) of \(Self.allowed)")
        }
        guard name.utf8.count <= limit else {
            throw InvalidInput(
                "\(name.utf8.count) characters are too many", in: place, expected: "at most \(limit) characters")
        }
        let isUser = name.hasPrefix(Self.userPrefix) && name.utf8.count > Self.userPrefix.utf8.count
        if !isUser {
            if let odd = name.unicodeScalars.first(where: { !Self.isAllowed($0) }) {
                throw InvalidInput(
                    "the character \(Self.shown(odd)) is not allowed", in: place, expected: "only \(Self.allowed)")
            }
        } else if let odd = name.unicodeScalars.first(where: { $0.value < 0x21 || $0.value > 0x7E }) {
            throw InvalidInput(
                "the character \(Self.shown(odd)) is not allowed", in: place, expected: "a user id of visible ASCII")
        }
        self.name = name
        self.traits = Self.traits(of: name)
    }

    static func traits(of name: String) -> Traits {
        var name = name
        return name.withUTF8 { Traits(of: JSONText(start: $0.baseAddress, count: $0.count)) }
    }

    private static func isAllowed(_ scalar: UnicodeScalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "0"..."9", "_", "-", "=", "@", ",", ".", ";": true
        default: false
        }
    }

    private static func shown(_ scalar: UnicodeScalar) -> String {
        scalar.value > 0x20 && scalar.value < 0x7F
            ? "'\(scalar)'" : "U+\(String(scalar.value, radix: 16, uppercase: true))"
    }

    /// Printable ASCII only, and not all of it.
    private static func excerpt(_ name: String) -> String {
        let shown = name.unicodeScalars.prefix(40).map { $0.value >= 0x20 && $0.value < 0x7F ? Character($0) : "?" }
        return String(shown) + (name.unicodeScalars.count > 40 ? "..." : "")
    }
}
