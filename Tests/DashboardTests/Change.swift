import Dashboard
import Domain
import Testing

/// Says what an event must change in one thing; everything else must stay as it was.
func expectChange<Thing: Equatable>(
    of thing: (Board) -> Thing, in board: inout Board, after events: [Envelope],
    at location: SourceLocation = #_sourceLocation, _ change: (inout Thing) -> Void
) {
    var expected = thing(board)
    change(&expected)
    for event in events { board.apply(event) }
    #expect(thing(board) == expected, sourceLocation: location)
}

/// Events in short: seconds for times.
enum Make {
    static func time(_ second: Int64) -> Timestamp { Timestamp(milliseconds: second * 1_000) }

    /// - Parameters:
    ///   - source: the source's time; `nil` where it names none.
    ///   - received: ours; the source's where it is not said.
    static func event(
        _ event: Event, at source: Int64? = nil, received: Int64? = nil, feed: String = "house", channel: String? = nil,
        name: String? = nil, id: String? = nil
    ) -> Envelope {
        Envelope(
            source: source.map(time), received: time(received ?? source ?? 0), feed: feed, channel: channel, name: name,
            id: id, event: event)
    }

    static func lot(_ lot: Lot, at source: Int64? = nil, received: Int64? = nil) -> Envelope {
        event(.lot(lot), at: source, received: received)
    }

    static func bid(
        _ amount: Int64?, _ bidder: String?, _ state: Bid.State? = .accepted, max: Int64? = nil,
        at source: Int64? = nil,
        received: Int64? = nil
    ) -> Envelope {
        event(
            .bid(Bid(lot: "17", amount: amount.map(euros), bidder: bidder, state: state, max: max.map(euros))),
            at: source, received: received)
    }

    /// Whole euros.
    static func euros(_ amount: Int64) -> Money { Money(minor: amount * 100, exponent: 2, currency: "EUR") }

    static func fix(
        _ vehicle: String, _ latitude: Double, _ longitude: Double, speed: Double? = nil, at source: Int64? = nil,
        received: Int64? = nil, ride: String? = nil
    ) -> Envelope {
        event(
            .vehicle(
                Vehicle(
                    vehicle: vehicle, position: Coordinate(latitude: latitude, longitude: longitude), speed: speed,
                    ride: ride)), at: source, received: received, feed: "city")
    }

    static func ride(_ ride: Ride, at source: Int64? = nil, name: String? = nil) -> Envelope {
        event(.ride(ride), at: source, feed: "city", name: name)
    }

    static func notice(
        _ title: String, id: String? = nil, received: Int64 = 0, channel: String? = "ops"
    ) -> Envelope {
        event(.notification(Notification(title: title)), received: received, feed: "alerts", channel: channel, id: id)
    }
}

/// A random number generator that a test can repeat.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }
}
