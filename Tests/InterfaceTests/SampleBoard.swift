import Cartography
import Dashboard
import Domain
import TUI
import World

@testable import Interface

/// The board that the expected screens show: two houses, a fleet, an alert feed, at 14:03:22 UTC.
enum Sample {
    static let now = Timestamp(milliseconds: 1_795_269_802_000)

    static func before(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: now.milliseconds - seconds * 1_000) }
    static func after(_ seconds: Int64) -> Timestamp { before(-seconds) }

    static func board() -> Board {
        var board = Board(me: Identity(["paddle 42"]))
        for event in (feeds + lots + bids + rides + fixes + notifications).sorted(by: { $0.ago > $1.ago }) {
            send(event.event, feed: event.feed, channel: event.channel, ago: event.ago, to: &board)
        }
        board.measure(roundTrip: .milliseconds(41), feed: "house", at: before(5))
        board.measure(roundTrip: .milliseconds(63), feed: "city", at: before(5))
        board.arrange(at: now)
        return board
    }

    /// A person at the board, with a screen of this size; `keys` are typed one after the other.
    static func desk(_ width: Int, _ height: Int, _ keys: String = "", board: Board = board()) throws -> Desk {
        var desk = Desk(
            board: board, themes: [ThemeChoice(name: "basic", description: "the terminal's own colours")],
            map: MapState(atlas: atlas))
        desk.arrange(at: now, size: Size(width: width, height: height))
        try type(keys, on: &desk)
        return desk
    }

    /// The streets in which the sample's cars drive.
    private static let atlas = Atlas(
        layers: [
            MapLayer(outlines: WorldData.outlines),
            MapLayer(roads: WorldData.streets, attribution: WorldData.attribution),
        ].compactMap(\.self))

    @discardableResult
    static func type(_ keys: String, on desk: inout Desk, at now: Timestamp = now) throws -> [Effect] {
        try Key.sequence(keys).flatMap { key in
            defer { desk.arrange(at: now, size: desk.size) }
            return desk.handle(.key(key), at: now)
        }
    }

    static func send(
        _ event: Event, feed: String, channel: String? = nil, name: String? = nil, id: String? = nil, ago: Int64 = 30,
        to board: inout Board
    ) {
        board.apply(
            Envelope(
                source: before(ago), received: before(ago) + .milliseconds(38), feed: feed, channel: channel,
                name: name,
                id: id, event: event))
    }

    /// An event and how many seconds ago it came.
    private struct Past {
        var event: Event
        var feed: String
        var channel: String?
        var ago: Int64
    }

    static func euros(_ minor: Int64) -> Money { Money(minor: minor, exponent: 2, currency: "EUR") }

    private static let feeds = [
        Past(event: .status(.connected), feed: "house", ago: 600),
        Past(event: .status(.connected), feed: "city", ago: 600),
        Past(event: .status(.connected), feed: "alerts", ago: 600),
        Past(event: .gap(Gap(from: before(400), to: before(390), proof: .none)), feed: "city", ago: 390),
        Past(event: .status(.waiting(attempt: 2, delay: .seconds(8))), feed: "alerts", ago: 4),
    ]

    private static let lots = [
        Lot(
            lot: "17", title: "Aalto vase, 1951", status: .open, current: euros(85_000), increment: euros(5_000),
            reserve: .met, bids: 17, leader: "paddle 3", watchers: 31, closesAt: after(7)),
        Lot(
            lot: "22", title: "Leica M3, boxed", status: .goingOnce, current: euros(248_000), bids: 41,
            leader: "paddle 9", closesAt: after(41)),
        Lot(
            lot: "9", title: "Tintin, original page", status: .open, current: euros(1_780_000), bids: 12,
            leader: "paddle 42", closesAt: after(72), extended: 1),
        Lot(lot: "31", title: "Marimekko cloth", status: .open, closesAt: after(270)),
        Lot(lot: "14", title: "Barometer, brass", status: .sold, current: euros(41_000), bids: 9, leader: "paddle 3"),
        Lot(
            lot: "40", title: "有田焼 plate \u{1B}[31m", status: .upcoming,
            current: Money(minor: 85_000, exponent: 0, currency: "JPY"), opensAt: after(5_400)),
    ].map { Past(event: .lot($0), feed: "house", channel: "sale", ago: 500) }

    private static let bids = [
        bid("17", 90_000, "paddle 7", ago: 400), bid("17", 95_000, "paddle 42", ago: 310),
        bid("17", 110_000, "paddle 3", ago: 120), bid("17", 115_000, "paddle 42", ago: 64),
        bid("17", 120_000, "paddle 7", ago: 30),
        Past(
            event: .bid(Bid(lot: "17", amount: euros(125_000), bidder: "paddle 42", state: .accepted)), feed: "house",
            channel: "sale", ago: 12),
        Past(
            event: .bid(Bid(lot: "9", amount: euros(1_820_000), bidder: "paddle 7", state: .accepted)), feed: "house",
            channel: "sale", ago: 2),
    ]

    private static func bid(_ lot: String, _ amount: Int64, _ bidder: String, ago: Int64) -> Past {
        Past(
            event: .bid(Bid(lot: lot, amount: euros(amount), bidder: bidder, state: .accepted)), feed: "house",
            channel: "sale", ago: ago)
    }

    private static let rides = [
        ride("7", .accepted, "Aino K.", .init(plate: "ABC-123", make: "Skoda", color: "grey"), "v7", eta: 300, ago: 60),
        ride("3", .accepted, "Ville R.", .init(plate: "KLM-456"), "v3", eta: 290, ago: 220),
        ride("3", .arriving, "Ville R.", .init(plate: "KLM-456"), "v3", eta: 90, ago: 30),
        ride("9", .accepted, "Pia L.", .init(plate: "OLD-1"), nil, eta: 180, ago: 200),
        ride("9", .accepted, "Olli M.", .init(plate: "XYZ-987"), "v9", eta: 450, ago: 35),
        Past(event: .ride(Ride(ride: "11", status: .requested)), feed: "city", channel: "rides", ago: 20),
    ]

    private static func ride(
        _ ride: String, _ status: Ride.Status, _ driver: String, _ car: Ride.Car, _ vehicle: String?, eta: Int,
        ago: Int64
    ) -> Past {
        let ride = Ride(
            ride: ride, status: status, driver: .init(name: driver), car: car, vehicle: vehicle, eta: eta)
        return Past(event: .ride(ride), feed: "city", channel: "rides", ago: ago)
    }

    private static let fixes = [
        fix("v7", "ABC-123", (60.1700, 24.9380), bearing: 90, speed: 9, ago: 12),
        fix("v7", "ABC-123", (60.1702, 24.9400), bearing: 45, speed: 9, ago: 2),
        fix("v3", "KLM-456", (60.1680, 24.9440), bearing: 180, speed: 4, ago: 50),
        fix("v9", "XYZ-987", (60.1740, 24.9500), bearing: nil, speed: 0, ago: 100),
        fix("b12", "bus 12", (60.1660, 24.9420), bearing: 270, speed: 12, ago: 5),
        fix("t4", "tram 4", (60.1720, 24.9460), bearing: 0, speed: 7, ago: 1_200),
    ]

    private static func fix(
        _ id: String, _ label: String, _ place: (Double, Double), bearing: Double?, speed: Double, ago: Int64
    ) -> Past {
        let vehicle = Vehicle(
            vehicle: id, label: label, position: Coordinate(latitude: place.0, longitude: place.1), bearing: bearing,
            speed: speed, route: "550")
        return Past(event: .vehicle(vehicle), feed: "city", channel: "vehicles", ago: ago)
    }

    private static let notifications = [
        notification(Notification(id: "n1", title: "Disk 93 % full", body: "on db-2", priority: 4), ago: 300),
        notification(Notification(id: "n2", title: "Disk 93 % full", body: "on db-2", priority: 4), ago: 180),
        notification(Notification(id: "n3", title: "Backup done", body: "in 4 min", priority: 2), ago: 90),
        notification(Notification(id: "n4", title: "Payment service is down", priority: 5), ago: 8),
    ]

    private static func notification(_ notification: Notification, ago: Int64) -> Past {
        Past(event: .notification(notification), feed: "alerts", channel: "ops", ago: ago)
    }
}
