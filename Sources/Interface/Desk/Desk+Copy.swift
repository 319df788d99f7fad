import Dashboard
import Domain
import TUI

extension Desk {
    /// The selected row's value: a lot's price, a plate, a place, a text.
    mutating func copyValue() -> [Effect] {
        guard let value = selectedValue else { return nothingToCopy() }
        say("Copied \(value.count > 60 ? String(value.prefix(59)) + "…" : value)")
        return [.copy(value)]
    }

    mutating func copyJSON() -> [Effect] {
        if board.focus == .feeds, let raw = selectedMessage?.raw {
            say("Copied the message")
            return [.copy(raw.text)]
        }
        guard let (feed, event) = selectedEvent else { return nothingToCopy() }
        say("Copied \(event.kind.rawValue) as JSON")
        return [.copyEvent(feed: board.scene.feed(feed)?.name ?? "", event)]
    }

    private mutating func nothingToCopy() -> [Effect] {
        say("Nothing is selected that could be copied", isBad: true)
        return []
    }

    private var selectedMessage: MessageRecord? { board.selectedMessage.flatMap { board.scene.stream.message($0) } }

    private var selectedNotice: Notice? {
        board.selectedRow(of: .notifications).flatMap { board.scene.notifications.notice(row: $0) }
    }

    private var selectedValue: String? {
        let scene = board.scene
        switch board.focus {
        case .auctions:
            return board.selectedLot.flatMap { scene.auctions.auction($0) }.map { lot in
                lot.current.map { MoneyText($0).description } ?? lot.key.id
            }
        case .journeys, .map:
            switch board.selectedJourney {
            case .ride(let key): return scene.fleet.ride(key).map { $0.car?.plate ?? $0.key.id }
            case .vehicle(let key): return scene.fleet.vehicle(key)?.position.map(PlaceText.of)
            case nil: return nil
            }
        case .notifications:
            guard let notice = selectedNotice else { return nil }
            switch notice.content {
            case .alert(let alert): return alert.text
            case .message(let message): return [message.title, message.body].compactMap(\.self).joined(separator: "\n")
            }
        case .feeds:
            if let raw = selectedMessage?.raw { return raw.text }
            switch board.selectedFeedRow {
            case .feed(let number): return scene.feed(number)?.name
            case .channel(let number, let place): return scene.feed(number)?.channels[place].name
            case nil: return nil
            }
        }
    }

    /// What is selected, as the event that would tell all that is known of it.
    private var selectedEvent: (FeedNumber, Event)? {
        let scene = board.scene
        switch board.focus {
        case .auctions:
            return board.selectedLot.flatMap { scene.auctions.auction($0) }.map { ($0.key.feed, .lot($0.event)) }
        case .journeys, .map:
            switch board.selectedJourney {
            case .ride(let key): return scene.fleet.ride(key).map { (key.feed, .ride($0.event(at: now))) }
            case .vehicle(let key): return scene.fleet.vehicle(key).map { (key.feed, .vehicle($0.event)) }
            case nil: return nil
            }
        case .notifications:
            guard let notice = selectedNotice else { return nil }
            switch notice.content {
            case .message(let message): return (notice.feed, .notification(message))
            case .alert(let alert):
                return (notice.feed, .notification(Notification(title: alert.text, priority: alert.priority)))
            }
        case .feeds: return nil
        }
    }
}

extension Payload {
    /// As text, bytes in hexadecimal.
    fileprivate var text: String {
        switch self {
        case .json(let text), .text(let text): text
        case .binary(let bytes): bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}

extension Auction {
    fileprivate var event: Lot {
        Lot(
            lot: key.id, title: title, status: status, current: current, ask: ask, increment: increment,
            reserve: reserve,
            bids: bids, leader: leader, standing: standing, watchers: watchers, opensAt: opensAt, closesAt: closesAt,
            extended: extended > 0 ? extended : nil)
    }
}

extension RideCard {
    fileprivate func event(at now: Timestamp) -> Ride {
        Ride(
            ride: key.id, status: status, driver: driver, car: car, vehicle: vehicle, eta: eta(at: now), pickup: pickup,
            dropoff: dropoff, position: position)
    }
}

extension VehicleTrack {
    fileprivate var event: Vehicle {
        Vehicle(
            vehicle: key.id, label: label, position: position, bearing: bearing, speed: speed, accuracy: accuracy,
            route: route, trip: trip, occupancy: occupancy, ride: ride)
    }
}
