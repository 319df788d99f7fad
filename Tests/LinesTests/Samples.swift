import Domain
import Lines

/// 2026-11-21T10:00:00.120Z
let source = Timestamp(milliseconds: 1_795_255_200_120)
/// 2026-11-21T10:00:00.161Z
let received = Timestamp(milliseconds: 1_795_255_200_161)

func euros(_ minor: Int64) -> Money { Money(minor: minor, exponent: 2, currency: "EUR") }

func place(_ latitude: Double, _ longitude: Double) -> Coordinate? {
    Coordinate(latitude: latitude, longitude: longitude)
}

/// The smallest envelope around an event.
func bare(_ event: Event) -> Envelope { Envelope(received: received, feed: "f", event: event) }

/// An envelope with all that an envelope may have.
func full(_ event: Event) -> Envelope {
    Envelope(
        source: source, received: received, feed: "house", channel: "auction.17", name: "bid.placed", id: "b-9f2",
        raw: .json(#"{"a":[1, 2.50]}"#), event: event)
}

func line(_ envelope: Envelope, seq: Int = 1, includesRaw: Bool = false) -> String {
    var buffer = LineBuffer()
    var encoder = EventLine(includesRaw: includesRaw)
    encoder.append(envelope, seq: seq, to: &buffer)
    return buffer.text
}

func text(_ envelope: Envelope, offset: Int = 0) -> String {
    var buffer = LineBuffer()
    var encoder = TextLine(offset: offset)
    encoder.append(envelope, to: &buffer)
    return buffer.text
}

func raw(_ envelope: Envelope) -> String? {
    var buffer = LineBuffer()
    return RawLine().append(envelope, to: &buffer) ? buffer.text : nil
}

/// Every kind with every field that it may have.
enum Maximal {
    static let notification = Event.notification(
        Notification(
            id: "n1", title: "Pump 3", body: "hot", priority: 4, tags: ["plant", "pump"], url: "https://x.example/3",
            actions: ["Ack"], expiresAt: received))
    static let lot = Event.lot(
        Lot(
            lot: "17", title: "Clock", status: .goingOnce, current: euros(125_000), ask: euros(130_000),
            increment: euros(5_000), reserve: .notMet, bids: 12, leader: "paddle 42", standing: .outbid, watchers: 31,
            opensAt: source, closesAt: received, extended: 2))
    static let bid = Event.bid(
        Bid(lot: "17", amount: euros(125_000), bidder: "paddle 42", state: .accepted, max: euros(200_000)))
    static let vehicle = Event.vehicle(
        Vehicle(
            vehicle: "v9", label: "Tram 12", position: place(60.17169, 24.941684), bearing: 90.25, speed: 12.5,
            accuracy: 8, route: "12", trip: "t1", occupancy: "35", ride: "r1", eta: 240))
    static let driver = Ride.Driver(id: "d2", name: "Ada", rating: 4.87)
    static let car = Ride.Car(plate: "ABC-1", make: "Toyota", model: "Prius", color: "white")
    static let ride = Event.ride(
        Ride(
            ride: "r1", status: .inProgress, driver: driver, car: car, vehicle: "v9", eta: 250,
            pickup: Ride.Stop(position: place(60.1, 24.9), address: "Aleksi 1"),
            dropoff: Ride.Stop(position: place(-60.2, 25), address: "Katu 2"),
            reassigned: Ride.Reassignment(driver: Ride.Driver(id: "d1", name: "Bob", rating: 5), car: car),
            replaces: "r0", position: place(60.15, 24.95)))
    static let presence = Event.presence(Presence(members: ["ann", "bob"], joined: ["bob"], left: ["cy"]))
    static let gap = Event.gap(Gap(from: source, to: received, proof: .sequence, lost: 3))
    static let drop = Event.drop(Drop(count: 17))
    static let statuses: [FeedStatus] = [
        .connecting, .connected, .subscribed, .refused(code: 4009, reason: "signature"),
        .refused(code: nil, reason: "no"), .waiting(attempt: 2, delay: .milliseconds(1_500)), .resumed,
        .closed(code: 1006, reason: "gone"), .closed(code: nil, reason: ""), .warning("odd"), .completed,
    ]
    static let messages: [Event] = [
        .message(.json(#"{"deep":[{"x":1e400}]}"#)), .message(.text("hi")), .message(.binary([0, 255, 16])),
        .message(nil),
    ]
    static let all: [Event] =
        [notification, lot, bid, vehicle, ride, presence, gap, drop] + statuses.map(Event.status) + messages
    /// Every kind with nothing but what it must have.
    static let least: [Event] = [
        .notification(Notification()), .lot(Lot(lot: "1")), .bid(Bid(lot: "1")), .vehicle(Vehicle(vehicle: "v")),
        .ride(Ride(ride: "r")), .presence(Presence(members: [])),
        .gap(Gap(from: source, to: source, proof: .none)), .drop(Drop(count: 0)),
        .ride(Ride(ride: "r", driver: .init(), car: .init(), pickup: .init(), reassigned: .init())),
    ]
}
