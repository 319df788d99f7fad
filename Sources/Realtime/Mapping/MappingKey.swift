public import Domain

/// A key of a mapping rule: what it takes, and what it is for.
///
/// The keys that a rule may have, the rule in the configuration file's JSON Schema and the README's table are this list.
public struct MappingKey: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// A pattern of names.
        case glob
        /// A way into the message.
        case path
        /// One of these words.
        case choice([String])
        /// Where a field comes from: a path with a unit, where there are any, a constant, or a part of the channel.
        case source(units: [FieldUnit])
    }

    public let name: String
    public let kind: Kind
    /// The kinds of event that have the field, in the order of a rule's kinds; empty for what the rule itself has.
    public let events: [Event.Kind]
    /// One line, for lists: with the units, and the words that the value may be.
    public let summary: String

    private init(_ name: String, _ kind: Kind, _ summary: String) {
        self.name = name
        self.kind = kind
        self.summary = summary
        events = []
    }

    private init(_ field: MappingField) {
        name = field.rawValue
        kind = .source(units: field.units)
        events = MappingRule.kinds.filter(field.kinds.contains)
        let units = field.units.isEmpty ? "" : "; unit: " + Self.choice(field.units.map(\.name))
        summary = field.summary + units
    }

    /// Every key, those of the rule itself first.
    public static let all =
        [
            Self("channel", .glob, "which channels: `*` is any text, `?` any character; left out, all of them"),
            Self("event", .glob, "which events, by their names, likewise"),
            Self(
                "kind", .choice(MappingRule.kinds.map(\.rawValue)),
                "what the messages are (\(choice(MappingRule.kinds.map(\.rawValue)))); left out, that is found out "
                    + "and the fields correct it; a message is left alone"),
            Self("at", .path, "where the object is, or the list of them; left out, the whole message"),
            Self(
                "amounts", .choice(WholeAmounts.allCases.map(\.rawValue)),
                "what a whole number with a currency counts: minor units (cents; unless said) or major units (euros)"),
        ] + MappingField.allCases.map { Self($0) }

    /// `a`, `a or b`, `a, b or c`.
    static func choice(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}

extension MappingField {
    /// What it is, in a line without its unit.
    fileprivate var summary: String {
        switch self {
        case .time: "when it happened"
        case .id: "the event's or the notification's own id"
        case .currency: "what amounts are in, such as `EUR`"
        case .title: "what it is called"
        case .lot: "the lot's id"
        case .status:
            "of a lot \(Self.words(Lot.Status.self)); of a ride \(Self.words(Ride.Status.self)); or what services usually say"
        case .current: "the highest bid"
        case .ask: "the next amount that is taken"
        case .increment: "the step from one bid to the next"
        case .reserve: Self.words(Lot.Reserve.self)
        case .bids: "how many bids there are"
        case .leader: "who has the highest bid"
        case .standing: Self.words(Lot.Standing.self) + ", where that is not to be told from the leader"
        case .watchers: "how many people watch it"
        case .opensAt: "when it opens"
        case .closesAt: "when it closes"
        case .extended: "how often a late bid has moved the close"
        case .amount: "what is bid"
        case .bidder: "who bids"
        case .state: Self.words(Bid.State.self) + "; or what services usually say"
        case .max: "how far a proxy bid goes"
        case .vehicle: "the vehicle's id"
        case .label: "what the vehicle is shown as"
        case .latitude: "degrees north"
        case .longitude: "degrees east"
        case .bearing: "where it heads, in degrees clockwise from north"
        case .speed: "how fast it goes, in m/s unless said"
        case .accuracy: "how many metres the position may be wrong by"
        case .route: "the line that it serves"
        case .trip: "the journey that it is on"
        case .occupancy: "how full it is, in the service's words"
        case .ride: "the ride's id"
        case .eta: "how long until it arrives, in seconds unless said, or the time when it does"
        case .driverID: "the driver's id"
        case .driverName: "the driver's name"
        case .driverRating: "the driver's rating"
        case .plate: "the car's plate"
        case .make: "the car's make"
        case .model: "the car's model"
        case .color: "the car's colour"
        case .pickup: "the address where the ride begins"
        case .dropoff: "the address where the ride ends"
        case .replaces: "the id of the ride whose place it takes"
        case .body: "the text"
        case .priority: "1 (lowest) to 5 (urgent), or a word such as `high`"
        case .tags: "labels: a list, or a single one"
        case .url: "where it leads"
        case .expiresAt: "when it is of no more interest"
        }
    }

    private static func words<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> String
    where Word.RawValue == String {
        MappingKey.choice(type.allCases.map(\.rawValue))
    }
}
