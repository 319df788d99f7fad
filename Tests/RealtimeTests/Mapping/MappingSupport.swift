import Domain
import JSON
import Testing

@testable import Realtime

/// When everything in these tests is received: 2026-11-21T10:00:00Z.
let receivedAt = Timestamp(milliseconds: 1_795_255_200_000)

/// A message and where it comes from.
struct Sample: Sendable, CustomTestStringConvertible {
    var channel: String?
    var name: String?
    var json: String
    var expected: String

    /// `event@channel` (either may be left out), the data, and what comes of it.
    init(_ place: String = "", _ json: String, _ expected: String) {
        let parts = place.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        name = parts.first.flatMap { $0.isEmpty ? nil : String($0) }
        channel = parts.count == 2 ? String(parts[1]) : nil
        self.json = json
        self.expected = expected
    }

    var testDescription: String { "\(name ?? "")@\(channel ?? "") \(json.prefix(60))" }
}

/// The mapper's answer to one message with data.
func envelopes(
    _ json: String, channel: String? = nil, name: String? = nil, mapper: Mapper = Mapper()
) throws -> [Envelope] {
    var result: [Envelope] = []
    try JSONDocument().read(json) { value in
        let occurrence = Occurrence(channel: channel, name: name, content: .json(value))
        mapper.map(occurrence, feed: "test", received: receivedAt, into: &result)
    }
    return result
}

/// The same in one line.
func line(_ sample: Sample, mapper: Mapper = Mapper()) throws -> String {
    try envelopes(sample.json, channel: sample.channel, name: sample.name, mapper: mapper).map(describe).joined(
        separator: " + ")
}

/// An event in one line: kind, identifier, then what is known, then the envelope's time and identifier.
func describe(_ envelope: Envelope) -> String {
    var words = describe(envelope.event)
    add(&words, "ts", envelope.source.map(describe))
    add(&words, "id", envelope.id)
    return words.joined(separator: " ")
}

private func add(_ words: inout [String], _ key: String, _ value: (some Any)?) {
    guard let value else { return }
    words.append("\(key)=\(value)")
}

private func describe(_ event: Event) -> [String] {
    switch event {
    case .notification(let notification): describe(notification)
    case .lot(let lot): describe(lot)
    case .bid(let bid): describe(bid)
    case .vehicle(let vehicle): describe(vehicle)
    case .ride(let ride): describe(ride)
    case .presence, .message, .gap, .drop, .status: [event.kind.rawValue]
    }
}

private func describe(_ notification: Notification) -> [String] {
    var words = ["notification"]
    add(&words, "title", notification.title)
    add(&words, "body", notification.body)
    add(&words, "priority", notification.priority)
    if !notification.tags.isEmpty { add(&words, "tags", notification.tags.joined(separator: ",")) }
    add(&words, "url", notification.url)
    if !notification.actions.isEmpty { add(&words, "actions", notification.actions.joined(separator: ",")) }
    add(&words, "expires", notification.expiresAt.map(describe))
    return words
}

private func describe(_ lot: Lot) -> [String] {
    var words = ["lot", lot.lot]
    add(&words, "title", lot.title)
    add(&words, "status", lot.status?.rawValue)
    add(&words, "current", lot.current.map(describe))
    add(&words, "ask", lot.ask.map(describe))
    add(&words, "increment", lot.increment.map(describe))
    add(&words, "reserve", lot.reserve?.rawValue)
    add(&words, "bids", lot.bids)
    add(&words, "leader", lot.leader)
    add(&words, "standing", lot.standing?.rawValue)
    add(&words, "watchers", lot.watchers)
    add(&words, "opens", lot.opensAt.map(describe))
    add(&words, "closes", lot.closesAt.map(describe))
    add(&words, "extended", lot.extended)
    return words
}

private func describe(_ bid: Bid) -> [String] {
    var words = ["bid", bid.lot]
    add(&words, "amount", bid.amount.map(describe))
    add(&words, "by", bid.bidder)
    add(&words, "state", bid.state?.rawValue)
    add(&words, "max", bid.max.map(describe))
    return words
}

private func describe(_ vehicle: Vehicle) -> [String] {
    var words = ["vehicle", vehicle.vehicle]
    words.append(vehicle.position.map { "\($0.latitude),\($0.longitude)" } ?? "nowhere")
    add(&words, "bearing", vehicle.bearing)
    add(&words, "speed", vehicle.speed.map { ($0 * 1_000).rounded() / 1_000 })
    add(&words, "accuracy", vehicle.accuracy)
    add(&words, "label", vehicle.label)
    add(&words, "route", vehicle.route)
    add(&words, "trip", vehicle.trip)
    add(&words, "occupancy", vehicle.occupancy)
    add(&words, "ride", vehicle.ride)
    add(&words, "eta", vehicle.eta)
    return words
}

private func describe(_ ride: Ride) -> [String] {
    var words = ["ride", ride.ride]
    add(&words, "status", ride.status?.rawValue)
    add(&words, "driver", ride.driver.map(describe))
    add(&words, "car", ride.car.map(describe))
    add(&words, "vehicle", ride.vehicle)
    add(&words, "eta", ride.eta)
    add(&words, "pickup", ride.pickup.map(describe))
    add(&words, "dropoff", ride.dropoff.map(describe))
    add(&words, "at", ride.position.map { "\($0.latitude),\($0.longitude)" })
    add(&words, "replaces", ride.replaces)
    add(
        &words, "was",
        ride.reassigned.map {
            [$0.driver.map(describe), $0.car.map(describe)].compactMap { $0 }.joined(separator: "+")
        })
    return words
}

private func describe(_ driver: Ride.Driver) -> String {
    [driver.id, driver.name, driver.rating.map { "\($0)" }].compactMap { $0 }.joined(separator: "/")
}

private func describe(_ car: Ride.Car) -> String {
    [car.plate, car.make, car.model, car.color].compactMap { $0 }.joined(separator: "/")
}

private func describe(_ stop: Ride.Stop) -> String {
    [stop.position.map { "\($0.latitude),\($0.longitude)" }, stop.address].compactMap { $0 }.joined(separator: "/")
}

/// With the point where the exponent says: `1250.00EUR`.
func describe(_ money: Money) -> String {
    var digits = String(money.minor)
    let decimals = Int(money.exponent)
    if decimals > 0 {
        digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
    }
    return digits + (money.currency ?? "")
}

/// `2026-11-21T10:00:00.120Z`; the thousandths only where there are any.
func describe(_ moment: Timestamp) -> String {
    let (days, rest) = moment.milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    let shifted = days + 719_468
    let era = shifted / 146_097
    let day = shifted - era * 146_097
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
    let yearDay = day - (365 * year + year / 4 - year / 100)
    let month = (5 * yearDay + 2) / 153
    let date = [
        pad(era * 400 + year + (month >= 10 ? 1 : 0), 4), pad(month < 10 ? month + 3 : month - 9, 2),
        pad(yearDay - (153 * month + 2) / 5 + 1, 2),
    ].joined(separator: "-")
    let time = [pad(rest / 3_600_000, 2), pad(rest / 60_000 % 60, 2), pad(rest / 1_000 % 60, 2)].joined(separator: ":")
    let thousandths = rest % 1_000
    return "\(date)T\(time)\(thousandths == 0 ? "" : "." + pad(thousandths, 3))Z"
}

private func pad(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
