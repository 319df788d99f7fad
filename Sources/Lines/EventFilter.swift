public import Domain

/// What is let through before anything is encoded: `--kind`, `--event` and `--status`.
///
/// `gap` and `drop` always pass: a line that says that something is missing must not go missing itself.
public struct EventFilter: Hashable, Sendable {
    /// The kinds asked for; `nil` for all but `status`.
    public var kinds: Set<Event.Kind>?
    /// The event's own name must match one of these; none: any name, and no name.
    public var events: [Glob]
    /// Whether `status` passes. Kinds and events do not matter to it.
    public var includesStatus: Bool

    public init(kinds: Set<Event.Kind>? = nil, events: [Glob] = [], includesStatus: Bool = false) {
        self.kinds = kinds
        self.events = events
        self.includesStatus = includesStatus
    }

    public func passes(_ envelope: Envelope) -> Bool {
        let kind = envelope.event.kind
        switch kind {
        case .gap, .drop: return true
        case .status: return includesStatus || kinds?.contains(.status) == true
        case .notification, .lot, .bid, .vehicle, .ride, .presence, .message: break
        }
        if let kinds, !kinds.contains(kind) { return false }
        guard !events.isEmpty else { return true }
        guard let name = envelope.name else { return false }
        return events.contains { $0.matches(name) }
    }

    /// Reads a list like `bid,lot`. Spaces around the names do not matter.
    public static func kinds(_ list: String) throws(FilterError) -> Set<Event.Kind> {
        var kinds: Set<Event.Kind> = []
        var column = 1
        for part in list.split(separator: ",", omittingEmptySubsequences: false) {
            let indent = part.prefix { $0 == " " }.count
            let name = part.drop { $0 == " " }.prefix { $0 != " " }
            guard let kind = Event.Kind(rawValue: String(name)),
                part.dropFirst(indent + name.count).allSatisfy({ $0 == " " })
            else { throw unknown(part.drop { $0 == " " }, column: column + indent) }
            kinds.insert(kind)
            column += part.count + 1
        }
        return kinds
    }

    private static func unknown(_ name: Substring, column: Int) -> FilterError {
        let all = Event.Kind.allCases.map(\.rawValue)
        let list = all.joined(separator: ", ")
        guard !name.isEmpty else { return FilterError(column: column, message: "expected a kind: \(list)") }
        let question = Suggestion.question(String(name), among: all)
        return FilterError(column: column, message: "no kind is named \"\(name)\"\(question) (\(list))")
    }
}
