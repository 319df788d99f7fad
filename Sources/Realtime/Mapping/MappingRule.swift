public import Domain

/// What to make of certain messages, where the built-in vocabulary does not see it or sees it wrongly.
///
/// As a table of texts, as in a configuration file:
///
/// ```
/// channel = "auction.*"        # which messages: globs; * is any text, ? any character
/// event = "price-changed"
/// kind = "lot"                 # what they are; left out, the vocabulary decides and the fields below correct it
/// at = "payload.lots"          # where the object is, or the list of them; left out, the whole message
/// amounts = "major"            # integers are whole units (minor: cents)
/// lot = "$1"                   # what the channel's first * stands for
/// current = "price.now minor"  # a path, and the unit where the field has one
/// currency = "=EUR"            # always this
/// closes_at = "meta.end s"
/// ```
public struct MappingRule: Hashable, Sendable {
    /// The channels, as a glob; `nil` for all, also for messages without one.
    public var channel: Glob?
    /// The events' names, as a glob; `nil` for all, also for messages without one.
    public var event: Glob?
    /// What the messages are: notification, lot, bid, vehicle, ride, or message to leave them alone. `nil`: the vocabulary decides.
    public var kind: Event.Kind?
    /// Where the object (or the list of them) stands.
    public var root: FieldPath
    public var wholeAmounts: WholeAmounts?
    /// Where the fields come from; what is not named here the vocabulary reads.
    public var fields: [MappingField: FieldSource]

    public init(
        channel: Glob? = nil, event: Glob? = nil, kind: Event.Kind? = nil, root: FieldPath = FieldPath(),
        wholeAmounts: WholeAmounts? = nil, fields: [MappingField: FieldSource] = [:]
    ) {
        self.channel = channel
        self.event = event
        self.kind = kind
        self.root = root
        self.wholeAmounts = wholeAmounts
        self.fields = fields
    }

    /// Every key that a rule may have.
    public static let keys = MappingKey.all.map(\.name)

    /// Reads a rule from a table of texts, as in a configuration file.
    ///
    /// - Throws: the first key or value that cannot be used.
    public static func parse(fields: [(key: String, value: String)]) throws(MappingError) -> MappingRule {
        var rule = MappingRule()
        var seen: Set<String> = []
        for (key, value) in fields {
            guard seen.insert(key).inserted else { throw MappingError(.repeatedKey, key: key, value: value) }
            try rule.set(key, value)
        }
        if let kind = rule.kind { try rule.check(against: kind, fields) }
        return rule
    }

    /// What its messages may be.
    static let kinds: [Event.Kind] = [.notification, .lot, .bid, .vehicle, .ride, .message]

    private mutating func set(_ key: String, _ value: String) throws(MappingError) {
        switch key {
        case "channel": channel = try Self.glob(key, value)
        case "event": event = try Self.glob(key, value)
        case "kind":
            guard let kind = Event.Kind(rawValue: value), Self.kinds.contains(kind) else {
                throw MappingError(.notOneOf(Self.kinds.map(\.rawValue)), key: key, value: value)
            }
            self.kind = kind
        case "amounts":
            guard let amounts = WholeAmounts(rawValue: value) else {
                throw MappingError(.notOneOf(WholeAmounts.allCases.map(\.rawValue)), key: key, value: value)
            }
            wholeAmounts = amounts
        case "at":
            guard let path = FieldPath(value) else { throw MappingError(.notAPath, key: key, value: value) }
            root = path
        default:
            guard let field = MappingField(rawValue: key) else {
                throw MappingError(.unknownKey, key: key, value: value)
            }
            fields[field] = try FieldSource.parse(value, for: field)
        }
    }

    private static func glob(_ key: String, _ value: String) throws(MappingError) -> Glob {
        guard let glob = Glob(value) else { throw MappingError(.notAGlob, key: key, value: value) }
        return glob
    }

    private func check(against kind: Event.Kind, _ rows: [(key: String, value: String)]) throws(MappingError) {
        for (key, value) in rows {
            guard let field = MappingField(rawValue: key), !field.kinds.contains(kind) else { continue }
            throw MappingError(.notAField(of: kind), key: key, value: value)
        }
    }

    /// What the `*` and `?` of the channel's glob stand for in a message.
    struct Match {
        /// The whole channel, then each wildcard's text.
        var captures: [String]
    }

    func match(channel name: String?, event eventName: String?) -> Match? {
        if let event {
            guard let eventName, event.captures(in: eventName) != nil else { return nil }
        }
        guard let channel else { return Match(captures: name.map { [$0] } ?? []) }
        guard let name, let captures = channel.captures(in: name) else { return nil }
        return Match(captures: [name] + captures)
    }
}

/// Why a mapping rule cannot be used.
public struct MappingError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: Hashable, Sendable {
        case unknownKey
        case repeatedKey
        case notAGlob
        case notAPath
        case notOneOf([String])
        case notAField(of: Event.Kind)
        /// The field has no such unit.
        case notAUnit([String])
    }

    public var reason: Reason
    public var key: String
    public var value: String

    init(_ reason: Reason, key: String, value: String) {
        self.reason = reason
        self.key = key
        self.value = value
    }

    public var description: String {
        switch reason {
        case .unknownKey: "unknown key \"\(key)\" in a mapping rule"
        case .repeatedKey: "\(key) stands twice in a mapping rule"
        case .notAGlob:
            "\(key) = \"\(value)\": a glob may not be empty or hold more than \(Glob.wildcardLimit) wildcards"
        case .notAPath:
            "\(key) = \"\(value)\": not a path; write a.b[0].c, =text for a constant, $1 for a part of the channel"
        case .notOneOf(let words): "\(key) = \"\(value)\": must be one of \(words.joined(separator: ", "))"
        case .notAField(let kind): "\(key): a \(kind.rawValue) has no such field"
        case .notAUnit([]): "\(key) = \"\(value)\": this field has no unit"
        case .notAUnit(let units): "\(key) = \"\(value)\": the unit must be one of \(units.joined(separator: ", "))"
        }
    }
}
