import Domain

/// Made-up events of cars, auctions and rides; the same on every run.
struct Town {
    private var random = Sequence64(state: 7)
    private var told = 0

    static let start = Timestamp(milliseconds: 1_700_000_000_000)

    /// A vehicle's fix, on its way around.
    mutating func fix(of vehicle: Int, at now: Timestamp) -> Envelope {
        let place = Orbit(of: vehicle, at: now)
        let report = Vehicle(
            vehicle: "veh-\(vehicle)", position: Coordinate(latitude: place.latitude, longitude: place.longitude),
            bearing: place.bearing, speed: 10)
        return Envelope(
            source: now, received: now, feed: "bench", channel: "vehicles.\(vehicle % 20)", name: "location.updated",
            event: .vehicle(report))
    }

    /// A bid, higher than all before.
    mutating func bid(on lot: Int, at now: Timestamp) -> Envelope {
        told += 1
        let amount = Money(minor: Int64(told * 100), exponent: 2, currency: "EUR")
        let bid = Bid(lot: "lot-\(lot)", amount: amount, bidder: "paddle \(random.below(500))", state: .accepted)
        return Envelope(
            source: now, received: now, feed: "bench", channel: "auction.\(lot % 20)", name: "bid.placed",
            raw: .json(#"{"lot_id": "lot-\#(lot)", "amount": \#(told), "currency": "EUR"}"#), event: .bid(bid))
    }

    /// A lot as it is when its sale begins.
    func lot(_ number: Int, at now: Timestamp) -> Envelope {
        let lot = Lot(
            lot: "lot-\(number)", title: "Longcase clock, Turku, about 17\(10 + number % 90)", status: .open,
            current: Money(minor: 10_000, exponent: 2, currency: "EUR"), bids: number % 40,
            closesAt: now + .seconds(60 + number * 7))
        return Envelope(source: now, received: now, feed: "bench", channel: "auction.\(number % 20)", event: .lot(lot))
    }

    mutating func ride(_ number: Int, at now: Timestamp) -> Envelope {
        let place = Orbit(of: number, at: now)
        let pickup = Coordinate(latitude: place.latitude + 0.01, longitude: place.longitude)
        let ride = Ride(
            ride: "ride-\(number)", status: [.arriving, .inProgress, .accepted][number % 3],
            driver: Ride.Driver(id: "d\(number)", name: "Aino V.", rating: 4.8),
            car: Ride.Car(plate: "ABC-\(number)", make: "Toyota", model: "Corolla", color: "silver"),
            vehicle: "veh-\(number)", eta: random.below(900),
            pickup: Ride.Stop(position: pickup, address: "Mannerheimintie 1"),
            dropoff: Ride.Stop(address: "Hakaniemi"))
        return Envelope(source: now, received: now, feed: "bench", channel: "rides.\(number % 20)", event: .ride(ride))
    }

    mutating func notification(at now: Timestamp) -> Envelope {
        told += 1
        let message = Notification(
            id: "n\(told)", title: "Lot \(told % 1_000) closes in 5 minutes", body: "The reserve has been met — été ✓",
            priority: UInt8(1 + random.below(5)))
        return Envelope(
            source: now, received: now, feed: "bench", channel: "user.42", name: "notification", id: "n\(told)",
            raw: .json(#"{"id": "n\#(told)", "title": "Lot closes"}"#), event: .notification(message))
    }

    /// The connection is up, and so are the channels.
    func statuses(at now: Timestamp) -> [Envelope] {
        let channels = (0..<20).flatMap { ["vehicles.\($0)", "auction.\($0)", "rides.\($0)"] } + ["user.42"]
        let connected = Envelope(received: now, feed: "bench", event: .status(.connected))
        return [connected]
            + channels.map { Envelope(received: now, feed: "bench", channel: $0, event: .status(.subscribed)) }
    }
}
