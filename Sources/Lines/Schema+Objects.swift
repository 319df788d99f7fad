internal import Domain

extension Schema {
    /// The line itself: the envelope, with every payload that there may be.
    public static let line = Object(
        name: "line",
        fields: [
            required("v", .integer(1...1), "the schema's version"),
            required("kind", .choice(Event.Kind.allCases.map(\.rawValue)), "the name of the payload's key"),
            optional("ts", .time, "when the source says it happened"),
            required("rx", .time, "when it was received"),
            required("feed", .text, "the configured feed's name"),
            optional("channel", .text, "the service's channel, topic or room"),
            optional("event", .text, "the service's own name of the event"),
            optional("id", .text, "the source's identifier of this event"),
            required("seq", .integer(1...Int64.max), "counts the lines of a run from 1, without holes"),
            optional(
                "origin", .choice(Envelope.Origin.allCases.filter { $0 != .live }.map(\.rawValue)),
                "told again: of history or after a break, or the state at subscription; absent where it happens now"),
        ] + Event.Kind.allCases.map { optional($0.rawValue, .object($0.rawValue)) } + [
            optional("raw", .data, "the message's data as it came, with --raw")
        ])

    /// The payloads, one a kind, and the objects inside them.
    public static let objects: [Object] = [
        notification, lot, bid, vehicle, ride, presence, message, gap, drop, status, money, driver, car, stop,
        reassigned,
    ]

    private static func required(_ name: String, _ shape: Shape, _ note: String = "") -> Field {
        Field(name: name, shape: shape, isRequired: true, note: note)
    }

    private static func optional(_ name: String, _ shape: Shape, _ note: String = "") -> Field {
        Field(name: name, shape: shape, isRequired: false, note: note)
    }

    private static let count = Shape.integer(0...Int64.max)
    private static let anyInteger = Shape.integer(Int64.min...Int64.max)
    private static let anyNumber = Shape.number(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude)
    private static let positive = Shape.number(0...Double.greatestFiniteMagnitude)
    private static let latitude = optional("lat", .number(-90...90), "degrees, WGS 84, north positive")
    private static let longitude = optional("lon", .number(-180...180), "degrees, WGS 84, east positive")

    // MARK: Payloads

    private static let notification = Object(
        name: "notification",
        fields: [
            optional("id", .text), optional("title", .text), optional("body", .text),
            optional("priority", .integer(1...5), "1 lowest, 3 default, 5 urgent"),
            optional("tags", .list), optional("url", .text),
            optional("actions", .list, "labels of the buttons that the sender offers"),
            optional("expires_at", .time),
        ])

    private static let lot = Object(
        name: "lot",
        fields: [
            required("lot", .text, "the lot's id"), optional("title", .text),
            optional("status", .choice(Lot.Status.allCases.map(\.rawValue))),
            optional("current", .object("money"), "the highest accepted bid"),
            optional("ask", .object("money"), "the next amount that the auctioneer takes"),
            optional("increment", .object("money")),
            optional("reserve", .choice(Lot.Reserve.allCases.map(\.rawValue))),
            optional("bids", count, "how many so far"), optional("leader", .text),
            optional("standing", .choice(Lot.Standing.allCases.map(\.rawValue)), "where you stand, if that is known"),
            optional("watchers", count), optional("opens_at", .time), optional("closes_at", .time),
            optional("extended", count, "how often a late bid has moved the close"),
        ])

    private static let bid = Object(
        name: "bid",
        fields: [
            required("lot", .text, "the lot's id"), optional("amount", .object("money")),
            optional("bidder", .text, "name, paddle or id, as the house shows it"),
            optional("state", .choice(Bid.State.allCases.map(\.rawValue))),
            optional("max", .object("money"), "the ceiling of a proxy bid of your own"),
        ])

    private static let vehicle = Object(
        name: "vehicle",
        fields: [
            required("vehicle", .text, "the vehicle's id"), optional("label", .text), latitude, longitude,
            optional("bearing_deg", .number(0...360), "clockwise from north"), optional("speed_mps", positive),
            optional("accuracy_m", positive, "radius"), optional("route", .text), optional("trip", .text),
            optional("occupancy", .text, "the service's own word or percentage"),
            optional("ride", .text, "the ride that it serves"),
            optional("eta_s", anyInteger, "until that ride's next stop"),
        ])

    private static let ride = Object(
        name: "ride",
        fields: [
            required("ride", .text, "the ride's id"),
            optional("status", .choice(Ride.Status.allCases.map(\.rawValue))),
            optional("driver", .object("driver")), optional("car", .object("car")),
            optional("vehicle", .text, "the id under which positions come"),
            optional("eta_s", anyInteger, "until the pickup, or after it until the dropoff"),
            optional("pickup", .object("stop")), optional("dropoff", .object("stop")),
            optional("reassigned", .object("reassigned"), "a hand-over: who drove before"),
            optional("replaces", .text, "the ride that this one replaces"), latitude, longitude,
        ])

    private static let presence = Object(
        name: "presence",
        fields: [
            required("members", .list, "everyone present now"), optional("joined", .list), optional("left", .list),
        ])

    private static let message = Object(
        name: "message", fields: [optional("data", .data, "JSON, a string, or {\"base64\": …}")])

    private static let gap = Object(
        name: "gap",
        fields: [
            required("from", .time), required("to", .time),
            required("proof", .choice(Gap.Proof.allCases.map(\.rawValue)), "what shows that something is missing"),
            optional("lost", count, "how many messages, if that is known"),
        ])

    private static let drop = Object(name: "drop", fields: [required("count", count, "events that were let go")])

    private static let status = Object(
        name: "status",
        fields: [
            required(
                "state", .choice(statusNames),
                "subscribed and refused with a channel are the channel's; resumed: a break that lost nothing; warning: something went "
                    + "wrong that did not end the connection; completed: all that was asked for is done"),
            optional("attempt", count, "1 is the first retry"),
            optional("in_s", anyNumber, "until that attempt begins"),
            optional("code", anyInteger, "the service's"),
            optional("reason", .text, "for people: of refused, closed and warning"),
        ])

    /// One of each, since a case with values cannot be `CaseIterable`.
    private static let statusNames: [String] = [
        FeedStatus.connecting, .connected, .subscribed, .refused(code: nil, reason: ""),
        .waiting(attempt: 1, delay: .zero), .resumed, .closed(code: nil, reason: ""), .warning(""), .completed,
    ].map(\.name)

    // MARK: Inside them

    private static let money = Object(
        name: "money",
        fields: [
            required("minor", anyInteger, "the amount in the smallest unit"),
            required("exponent", .integer(0...255), "decimals of that unit"),
            optional("currency", .text, "ISO 4217, or a token's symbol"),
        ])

    private static let driver = Object(
        name: "driver", fields: [optional("id", .text), optional("name", .text), optional("rating", anyNumber)])

    private static let car = Object(
        name: "car",
        fields: [
            optional("plate", .text), optional("make", .text), optional("model", .text), optional("color", .text),
        ])

    private static let stop = Object(name: "stop", fields: [latitude, longitude, optional("address", .text)])

    private static let reassigned = Object(
        name: "reassigned", fields: [optional("driver", .object("driver")), optional("car", .object("car"))])
}
