/// A channel's or a channel group's name, checked so that one bad name does not spoil the request for all.
struct PubNubChannel: Hashable {
    /// In bytes.
    static let limit = 92
    static let presenceSuffix = "-pnpres"

    let name: String

    /// A plain name, or a wildcard: `a.*` or `a.b.*`.
    init(_ name: String) throws(InvalidInput) {
        try self.init(name, forbidden: ",/\\:*", kind: "channel")
    }

    /// Groups may have a namespace before a colon, and no wildcards.
    init(group name: String) throws(InvalidInput) {
        guard !Self.isWildcard(name) else {
            throw InvalidInput("a group has no wildcard", in: "groups", expected: "the group's whole name")
        }
        try self.init(name, forbidden: ",/\\*", kind: "channel group")
    }

    private init(_ name: String, forbidden: String, kind: String) throws(InvalidInput) {
        let stem = Self.isWildcard(name) ? name.dropLast(2) : name[...]
        guard !stem.isEmpty, name.utf8.count <= Self.limit else {
            throw InvalidInput(
                stem.isEmpty ? "the name is empty" : "the name is too long", in: kind,
                expected: "1 to \(Self.limit) bytes")
        }
        if let odd = stem.unicodeScalars.first(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            throw InvalidInput("there is the control character \(odd.value)", in: kind, expected: "letters and marks")
        }
        if let odd = stem.first(where: forbidden.contains) {
            throw InvalidInput(
                "the character '\(odd)' is not allowed", in: "\(kind) \"\(name)\"",
                expected: "none of \(forbidden), but .* at a channel's end")
        }
        guard !Self.isWildcard(name) || stem.split(separator: ".", omittingEmptySubsequences: false).count <= 2 else {
            throw InvalidInput("the wildcard is too deep", in: "\(kind) \"\(name)\"", expected: "a.* or a.b.*")
        }
        self.name = name
    }

    static func isWildcard(_ name: String) -> Bool { name.hasSuffix(".*") }

    static func isPresence(_ name: String) -> Bool { name.hasSuffix(presenceSuffix) }

    /// The channel that a presence channel speaks of; any other name as it is.
    static func base(_ name: String) -> String {
        isPresence(name) ? String(name.dropLast(presenceSuffix.count)) : name
    }
}
